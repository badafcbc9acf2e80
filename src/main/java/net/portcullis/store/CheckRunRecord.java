package net.portcullis.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of checks over some devices.
 *
 * @param cause what began it: a command, or a schedule's name
 * @param devices how many were to be checked
 * @param ended absent while it runs, and where it was killed
 * @param outcome in words, absent likewise
 */
public record CheckRunRecord(
    String id,
    String cause,
    Instant started,
    Optional<Instant> ended,
    int devices,
    Optional<String> outcome) {}

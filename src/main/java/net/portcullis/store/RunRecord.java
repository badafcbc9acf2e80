package net.portcullis.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One command that changed, or was to change, devices.
 *
 * @param outcome absent while it runs, and where it was killed
 */
public record RunRecord(
    String id,
    String command,
    Owner owner,
    Instant started,
    Optional<Instant> ended,
    Optional<String> outcome) {}

package net.portcullis.store;

import java.time.Instant;

/**
 * A finding came, went, or came again.
 *
 * @param run the check that saw it
 * @param event {@code opened}, {@code closed} or {@code reopened}
 */
public record FindingEvent(
    String device, String fingerprint, String run, Instant at, String event) {}

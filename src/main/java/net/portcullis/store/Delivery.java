package net.portcullis.store;

import java.time.Instant;

/**
 * Something on its way to somebody.
 *
 * @param id grows with time
 * @param attempts how often it was tried before
 * @param written when it came to be told
 */
public record Delivery(
    long id, String target, String kind, String body, int attempts, Instant written) {}

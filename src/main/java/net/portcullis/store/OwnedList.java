package net.portcullis.store;

import java.time.Instant;

/**
 * An access list that we wrote, or that was adopted.
 *
 * @param family 4 or 6
 * @param list its name or number on the device
 * @param hash of what was read back after we wrote it, or when it was adopted
 * @param text its lines, so that it can be staged again
 * @param adopted true where somebody else wrote it: it may be taken from its binding, never removed
 */
public record OwnedList(
    String device,
    int family,
    String list,
    String hash,
    String text,
    boolean adopted,
    String run,
    Instant at) {}

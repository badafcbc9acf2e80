package net.portcullis.store;

import java.time.Instant;

/**
 * What the last check of a device came to.
 *
 * @param status {@code compliant}, {@code drift} or {@code unknown}
 */
public record CheckedDevice(String device, String run, Instant at, String status) {}

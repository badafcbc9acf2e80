package net.portcullis.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What the last check of a device came to.
 *
 * @param status {@code compliant}, {@code drift} or {@code unknown}
 * @param configuration a hash of what was read; absent where nothing was read
 */
public record CheckedDevice(
    String device, String run, Instant at, String status, Optional<String> configuration) {}

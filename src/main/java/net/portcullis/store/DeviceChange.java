package net.portcullis.store;

/**
 * A device's verdict is another than before.
 *
 * @param was {@code compliant}, {@code drift}, {@code unknown}; {@code new} where it was never
 *     checked
 * @param status what it is now
 */
public record DeviceChange(String device, String was, String status) {}

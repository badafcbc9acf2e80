package net.portcullis.dialect;

/**
 * A change of its configuration that a device has logged. Each part is as the device says it, not
 * yet safe to print; empty where it does not say.
 *
 * @param what the line that was typed
 */
public record LoggedChange(String when, String who, String from, String what) {}

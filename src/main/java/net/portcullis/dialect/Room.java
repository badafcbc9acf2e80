package net.portcullis.dialect;

/**
 * What a part of a device's hardware holds.
 *
 * @param what the part's name, as the device says it
 * @param total how many entries it has for lines of lists
 * @param used how many of them are taken or kept back
 */
public record Room(String what, long total, long used) {

  /** How many more lines fit at most: a line takes one entry or more. */
  public long free() {
    return Math.max(0, total - used);
  }
}

package net.portcullis.inventory;

/** Seen from the device: IN enters it through the interface, OUT leaves it there. */
public enum Direction {
  IN,
  OUT;

  /** {@code in} or {@code out}. */
  public String text() {
    return this == IN ? "in" : "out";
  }
}

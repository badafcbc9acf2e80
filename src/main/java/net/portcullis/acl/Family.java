package net.portcullis.acl;

/** The two address families. A packet, a match and a comparison are always of one of them. */
public enum Family {
  IPV4(4, 32),
  IPV6(6, 128);

  private final int number;
  private final int bits;

  Family(int number, int bits) {
    this.number = number;
    this.bits = bits;
  }

  /** 4 or 6. */
  public int number() {
    return number;
  }

  /** Address length in bits: 32 or 128. */
  public int bits() {
    return bits;
  }
}

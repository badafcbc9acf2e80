package net.portcullis.acl;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a 128-bit number; an IPv4 address stands in the low 32 bits.
 *
 * @param high the upper 64 bits, 0 for IPv4
 * @param low the lower 64 bits
 */
public record Address(Family family, long high, long low) implements Comparable<Address> {

  public Address {
    if (family == Family.IPV4 && (high != 0 || low >>> 32 != 0)) {
      throw new IllegalArgumentException("An IPv4 address has 32 bits.");
    }
  }

  /** An IPv4 address from its 32 bits. */
  public static Address ipv4(int bits) {
    return new Address(Family.IPV4, 0, Integer.toUnsignedLong(bits));
  }

  /**
   * Reads dotted decimal (four numbers without leading zeros) or IPv6 text (RFC 4291, with {@code
   * ::} and an embedded IPv4 tail), without zone index.
   *
   * @throws IllegalArgumentException in one sentence
   */
  public static Address parse(String text) {
    return text.indexOf(':') >= 0 ? AddressText.parse6(text) : AddressText.parse4(text);
  }

  /** Bit {@code index}, counted from the most significant (0). */
  public boolean bit(int index) {
    int fromRight = family.bits() - 1 - index;
    return ((fromRight >= 64 ? high >>> (fromRight - 64) : low >>> fromRight) & 1) == 1;
  }

  /** The address with every bit outside the mask cleared. */
  public Address and(Address mask) {
    return new Address(family, high & mask.high, low & mask.low);
  }

  /** The bitwise complement within the family's length: turns a wildcard into a mask and back. */
  public Address not() {
    return family == Family.IPV4
        ? new Address(family, 0, ~low & 0xFFFF_FFFFL)
        : new Address(family, ~high, ~low);
  }

  @Override
  public int compareTo(Address other) {
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  // By hand here, in Prefix, AddressMask, Range and Ranges: what the compiler writes has the JVM
  // make code at run time, which costs a command line its start, and nothing is asked so often.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address address
        && family == address.family
        && high == address.high
        && low == address.low;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(high) + Long.hashCode(low)) + family.bits();
  }

  /** Dotted decimal, or IPv6 as RFC 5952 writes it. */
  @Override
  public String toString() {
    return AddressText.format(this);
  }
}

package net.portcullis.acl;

import org.jspecify.annotations.Nullable;

/**
 * A network prefix.
 *
 * @param address host bits are zero
 * @param length 0 to 32 or 128
 */
public record Prefix(Address address, int length) implements Comparable<Prefix> {

  public Prefix {
    if (length < 0 || length > address.family().bits()) {
      throw new IllegalArgumentException(
          "/" + length + " is no prefix length.\nWrite 0 to " + address.family().bits() + ".");
    }
    if (!address.and(maskOf(address.family(), length)).equals(address)) {
      throw new IllegalArgumentException(
          address
              + "/"
              + length
              + " has host bits set.\nWrite "
              + address.and(maskOf(address.family(), length))
              + "/"
              + length
              + ".");
    }
  }

  /** Every address of the family. */
  public static Prefix any(Family family) {
    return new Prefix(new Address(family, 0, 0), 0);
  }

  /** One address. */
  public static Prefix host(Address address) {
    return new Prefix(address, address.family().bits());
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a lone address.
   *
   * @throws IllegalArgumentException a sentence, a line feed and a remedy
   */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return host(Address.parse(text));
    }
    Address address = Address.parse(text.substring(0, slash));
    String length = text.substring(slash + 1);
    boolean digits = !length.isEmpty() && length.length() <= 3;
    for (int i = 0; i < length.length(); i++) {
      digits &= length.charAt(i) >= '0' && length.charAt(i) <= '9';
    }
    if (!digits) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a prefix.\nWrite an address, '/' and a prefix length.");
    }
    return new Prefix(address, Integer.parseInt(length));
  }

  /** The mask of a prefix length: ones, then zeros. */
  public static Address maskOf(Family family, int length) {
    if (family == Family.IPV4) {
      return new Address(family, 0, length == 0 ? 0 : -1L << (32 - length) & 0xFFFF_FFFFL);
    }
    long high = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    long low = length <= 64 ? 0 : -1L << (128 - length);
    return new Address(family, high, low);
  }

  public Family family() {
    return address.family();
  }

  public Address mask() {
    return maskOf(family(), length);
  }

  /** True where the address lies in the prefix. */
  public boolean contains(Address other) {
    return other.family() == family() && other.and(mask()).equals(address);
  }

  /** True where the whole of the other prefix lies in this one. */
  public boolean contains(Prefix other) {
    return other.length >= length && contains(other.address);
  }

  /** True where the two share an address. */
  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  @Override
  public int compareTo(Prefix other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Prefix prefix
        && length == prefix.length
        && address.equals(prefix.address);
  }

  @Override
  public int hashCode() {
    return 31 * address.hashCode() + length;
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}

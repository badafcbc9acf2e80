package net.portcullis.acl;

import org.jspecify.annotations.Nullable;

/**
 * The addresses that agree with {@code value} wherever {@code mask} has a one. A prefix is the
 * special case of a contiguous mask; the others are what wildcard masks can say.
 *
 * @param value bits outside the mask are zero
 * @param mask one where the address must agree
 */
public record AddressMask(Address value, Address mask) {

  public AddressMask {
    if (value.family() != mask.family()) {
      throw new IllegalArgumentException("Address and mask are of different families.");
    }
    value = value.and(mask);
  }

  /** Every address of the family. */
  public static AddressMask any(Family family) {
    Address zero = new Address(family, 0, 0);
    return new AddressMask(zero, zero);
  }

  /** The addresses of a prefix. */
  public static AddressMask of(Prefix prefix) {
    return new AddressMask(prefix.address(), prefix.mask());
  }

  /** From a wildcard mask, whose ones are the bits that do not matter. */
  public static AddressMask wildcard(Address address, Address wildcard) {
    return new AddressMask(address, wildcard.not());
  }

  public Family family() {
    return value.family();
  }

  /** True where every address matches. */
  public boolean isAny() {
    return mask.high() == 0 && mask.low() == 0;
  }

  /** True where the address matches. */
  public boolean contains(Address address) {
    // Asked for every line of long lists: no address is made.
    return address.family() == family()
        && (address.low() & mask.low()) == value.low()
        && (address.high() & mask.high()) == value.high();
  }

  /** The prefix length, or -1 where the mask has a hole and so is no prefix. */
  public int prefixLength() {
    int length = Long.bitCount(mask.high()) + Long.bitCount(mask.low());
    return Prefix.maskOf(family(), length).equals(mask) ? length : -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressMask same && value.equals(same.value) && mask.equals(same.mask);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + mask.hashCode();
  }

  @Override
  public String toString() {
    int length = prefixLength();
    return length >= 0 ? value + "/" + length : value + " wildcard " + mask.not();
  }
}

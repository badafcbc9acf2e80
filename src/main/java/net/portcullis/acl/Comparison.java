package net.portcullis.acl;

import java.util.List;
import java.util.Optional;

/**
 * How the meanings of two lists differ. Only what is certain on both sides is newly permitted or
 * denied; what a line that was not understood keeps from being known stands under {@code unknown},
 * and so does everything where the lists are too complex to compare.
 *
 * @param newlyPermitted denied by the old list, permitted by the new one
 * @param newlyDenied permitted by the old list, denied by the new one
 * @param unknown what either list does with these is not known
 */
public record Comparison(Regions newlyPermitted, Regions newlyDenied, Regions unknown) {
  public static final int SHOWN = 20;

  private static final Comparison EQUAL =
      new Comparison(
          new Regions(List.of(), 0), new Regions(List.of(), 0), new Regions(List.of(), 0));

  /** Compares what two lists do with the packets of a family, showing up to 20 regions a kind. */
  public static Comparison compare(AccessList oldList, AccessList newList, Family family) {
    return compare(oldList, newList, family, SHOWN);
  }

  /**
   * Compares what two lists do with the packets of a family.
   *
   * @param shown how many regions to give of each kind at most; 1 or more
   */
  public static Comparison compare(
      AccessList oldList, AccessList newList, Family family, int shown) {
    Slice slice = Slice.of(oldList, newList, family);
    return slice.isEmpty()
        ? EQUAL
        : compare(oldList, newList, PacketSpace.of(family), slice, shown);
  }

  /** Where the space is too small for the question, everything is unknown. */
  static Comparison compare(AccessList oldList, AccessList newList, PacketSpace space, int shown) {
    return compare(oldList, newList, space, Slice.of(oldList, newList, space.family()), shown);
  }

  private static Comparison compare(
      AccessList oldList, AccessList newList, PacketSpace space, Slice slice, int shown) {
    try {
      return new Difference(oldList, newList, space, slice).comparison(shown);
    } catch (TooComplexException tooComplex) {
      return Difference.unknown(
          oldList, newList, space.family(), String.valueOf(tooComplex.getMessage()));
    }
  }

  /**
   * One packet that shows, in words, how the new list differs from the old one, where that is what
   * was meant; empty where it does not.
   */
  public String example() {
    return first(newlyPermitted, " is permitted, and was not meant to be")
        .or(() -> first(newlyDenied, " is denied, and was not meant to be"))
        .or(() -> first(unknown, " may be permitted or denied"))
        .orElse("");
  }

  private static Optional<String> first(Regions regions, String what) {
    return regions.shown().stream().findFirst().map(region -> region.witness() + what);
  }

  /**
   * True or false where it is proved; absent where a line that was not understood leaves it open.
   */
  public Optional<Boolean> equivalent() {
    if (!newlyPermitted.isEmpty() || !newlyDenied.isEmpty()) {
      return Optional.of(false);
    }
    return unknown.isEmpty() ? Optional.of(true) : Optional.empty();
  }

  /** True where the lists certainly do the same with every packet. */
  public boolean isEqual() {
    return equivalent().orElse(false);
  }
}

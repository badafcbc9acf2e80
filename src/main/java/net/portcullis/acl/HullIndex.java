package net.portcullis.acl;

import java.util.Arrays;
import java.util.List;

/**
 * Finds out of many hulls those that may overlap another one. For each four bits of the addresses
 * and each value of them it knows the hulls that have it, one bit a hull; what is left once these
 * are laid over each other is few, and is looked at one by one.
 */
final class HullIndex {
  private static final int BITS = 4;
  private static final int VALUES = 1 << BITS;

  private final List<Hull> hulls;
  private final int steps;
  private final int words;

  /** By side, step and value: the hulls that an address with that value there may lie in. */
  private final long[][] having;

  HullIndex(Family family, List<Hull> hulls) {
    this.hulls = List.copyOf(hulls);
    steps = family.bits() / BITS;
    words = (hulls.size() + Long.SIZE - 1) / Long.SIZE;
    having = new long[2 * steps * VALUES][words];
    for (int i = 0; i < hulls.size(); i++) {
      add(i, 0, hulls.get(i).destination());
      add(i, steps * VALUES, hulls.get(i).source());
    }
  }

  private void add(int hull, int side, AddressMask addresses) {
    for (int step = 0; step < steps; step++) {
      int mask = four(addresses.mask(), step);
      int wanted = four(addresses.value(), step);
      for (int value = 0; value < VALUES; value++) {
        if ((value & mask) == wanted) {
          having[side + step * VALUES + value][hull / Long.SIZE] |= 1L << hull;
        }
      }
    }
  }

  /** False only where the hull has no packet in common with any of these. */
  boolean mayMeet(Hull other) {
    long[] left = new long[words];
    Arrays.fill(left, -1L);
    narrow(left, 0, other.destination());
    narrow(left, steps * VALUES, other.source());
    for (int word = 0; word < words; word++) {
      for (long bits = left[word]; bits != 0; bits &= bits - 1) {
        int hull = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        if (hull < hulls.size() && hulls.get(hull).mayOverlap(other)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Keeps what agrees in every four bits that are settled; the rest is left to the closer look. */
  private void narrow(long[] left, int side, AddressMask addresses) {
    for (int step = steps - 1; step >= 0; step--) {
      if (four(addresses.mask(), step) == VALUES - 1) {
        long[] agreeing = having[side + step * VALUES + four(addresses.value(), step)];
        for (int word = 0; word < words; word++) {
          left[word] &= agreeing[word];
        }
      }
    }
  }

  private int four(Address address, int step) {
    int fromRight = (steps - 1 - step) * BITS;
    long half = fromRight >= Long.SIZE ? address.high() : address.low();
    return (int) (half >>> fromRight) & VALUES - 1;
  }
}

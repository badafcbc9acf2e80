package net.portcullis.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Unions of address blocks. */
public final class Addresses {
  private static final Comparator<AddressMask> ORDER =
      Comparator.comparing(AddressMask::value).thenComparing(AddressMask::mask);

  private Addresses() {}

  /** True where every address of the narrow union is in the wide one. Exact. */
  public static boolean covers(List<AddressMask> wide, List<AddressMask> narrow) {
    return narrow.stream().allMatch(block -> covers(wide, block));
  }

  private static boolean covers(List<AddressMask> wide, AddressMask block) {
    for (AddressMask mask : wide) {
      if (contains(mask, block)) {
        return true;
      }
    }
    // No block holds it alone: halve it where one that meets it is narrower, and ask again.
    for (AddressMask mask : wide) {
      if (meet(mask, block)) {
        Address bit = firstBit(mask.mask(), block.mask());
        Address both = or(block.mask(), bit);
        return covers(wide, new AddressMask(block.value(), both))
            && covers(wide, new AddressMask(or(block.value(), bit), both));
      }
    }
    return false;
  }

  /** True where every address of the inner block is in the outer one. */
  static boolean contains(AddressMask outer, AddressMask inner) {
    return inner.mask().and(outer.mask()).equals(outer.mask())
        && inner.value().and(outer.mask()).equals(outer.value());
  }

  /** True where the two blocks share an address. */
  static boolean meet(AddressMask a, AddressMask b) {
    Address both = a.mask().and(b.mask());
    return a.value().and(both).equals(b.value().and(both));
  }

  /** True where two unions share an address. */
  static boolean meet(List<AddressMask> a, List<AddressMask> b) {
    return a.stream().anyMatch(one -> b.stream().anyMatch(other -> meet(one, other)));
  }

  /**
   * The same addresses in fewer blocks: what another block holds is dropped, and two prefixes that
   * are the halves of one become that one. Sorted, so that the order they came in does not show.
   */
  public static List<AddressMask> aggregate(Collection<AddressMask> blocks) {
    TreeSet<AddressMask> work = new TreeSet<>(ORDER);
    work.addAll(blocks);
    for (boolean changed = true; changed; ) {
      List<AddressMask> kept = new ArrayList<>();
      for (AddressMask block : work) {
        if (work.stream().noneMatch(other -> !other.equals(block) && contains(other, block))) {
          kept.add(block);
        }
      }
      changed = false;
      work.clear();
      for (AddressMask block : kept) {
        Optional<AddressMask> parent =
            sibling(block).filter(kept::contains).map(half -> parentOf(block));
        changed |= parent.isPresent();
        work.add(parent.orElse(block));
      }
    }
    return List.copyOf(work);
  }

  private static Optional<AddressMask> sibling(AddressMask block) {
    int length = block.prefixLength();
    if (length < 1) {
      return Optional.empty();
    }
    Address bit = firstBit(block.mask(), Prefix.maskOf(block.family(), length - 1));
    Address value = block.value();
    return Optional.of(
        new AddressMask(
            new Address(value.family(), value.high() ^ bit.high(), value.low() ^ bit.low()),
            block.mask()));
  }

  private static AddressMask parentOf(AddressMask block) {
    return new AddressMask(block.value(), Prefix.maskOf(block.family(), block.prefixLength() - 1));
  }

  /** The most significant bit that the one mask has and the other has not. */
  private static Address firstBit(Address mask, Address without) {
    Address rest = mask.and(without.not());
    return rest.high() != 0
        ? new Address(rest.family(), Long.highestOneBit(rest.high()), 0)
        : new Address(rest.family(), 0, Long.highestOneBit(rest.low()));
  }

  private static Address or(Address a, Address b) {
    return new Address(a.family(), a.high() | b.high(), a.low() | b.low());
  }
}

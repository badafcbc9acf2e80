package net.portcullis.acl;

import java.util.ArrayList;
import java.util.List;

/** Turns the diagram of an address dimension back into address blocks. */
final class Blocks {
  private final PacketSpace space;
  private final Bdd bdd;
  private final Field field;

  Blocks(PacketSpace space, Field field) {
    this.space = space;
    this.bdd = space.bdd();
    this.field = field;
  }

  /**
   * Disjoint blocks that make up the set, ascending; where there are more, only {@code most + 1}.
   */
  List<AddressMask> of(int node, int most) {
    List<AddressMask> blocks = new ArrayList<>();
    Address zero = new Address(space.family(), 0, 0);
    collect(node, zero, zero, most, blocks);
    return blocks;
  }

  private void collect(int node, Address value, Address mask, int most, List<AddressMask> into) {
    if (node == Bdd.FALSE || into.size() > most) {
      return;
    }
    if (node == Bdd.TRUE) {
      into.add(new AddressMask(value, mask));
      return;
    }
    Address bit = bit(node);
    collect(bdd.low(node), value, plus(mask, bit), most, into);
    collect(bdd.high(node), plus(value, bit), plus(mask, bit), most, into);
  }

  /** The block of the set that holds the address. */
  AddressMask around(int node, Address address) {
    Address mask = new Address(space.family(), 0, 0);
    int at = node;
    while (at > Bdd.TRUE) {
      mask = plus(mask, bit(at));
      at = address.bit(bdd.level(at) - space.start(field)) ? bdd.high(at) : bdd.low(at);
    }
    return new AddressMask(address, mask);
  }

  private Address bit(int node) {
    int fromRight = space.family().bits() - 1 - (bdd.level(node) - space.start(field));
    return fromRight >= 64
        ? new Address(space.family(), 1L << (fromRight - 64), 0)
        : new Address(space.family(), 0, 1L << fromRight);
  }

  private static Address plus(Address a, Address b) {
    return new Address(a.family(), a.high() | b.high(), a.low() | b.low());
  }
}

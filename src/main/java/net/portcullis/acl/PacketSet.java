package net.portcullis.acl;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A set of packets, exact. Sets that are combined or compared must come from one space. */
public final class PacketSet {
  private final PacketSpace space;
  private final int node;

  PacketSet(PacketSpace space, int node) {
    this.space = space;
    this.node = node;
  }

  int node() {
    return node;
  }

  public PacketSet union(PacketSet other) {
    return space.set(space.bdd().or(node, other.in(space)));
  }

  public PacketSet intersect(PacketSet other) {
    return space.set(space.bdd().and(node, other.in(space)));
  }

  /** What is in this set and not in the other. */
  public PacketSet minus(PacketSet other) {
    return space.set(space.bdd().minus(node, other.in(space)));
  }

  public PacketSet complement() {
    return space.set(space.bdd().not(node));
  }

  public boolean isEmpty() {
    return node == Bdd.FALSE;
  }

  /** True where every packet of this set is in the other. */
  public boolean isSubsetOf(PacketSet other) {
    return space.bdd().minus(node, other.in(space)) == Bdd.FALSE;
  }

  /** True where the packet, or its every source port where it names none, is in the set. */
  public boolean contains(Packet packet) {
    return packet.family() == space.family() && space.of(packet).isSubsetOf(this);
  }

  /** The share of all headers of the family, 0 to 1, every header bit counting alike. */
  public double share() {
    return space.bdd().share(node);
  }

  /** A packet of the set that is good to read; absent where the set is empty. */
  public Optional<Packet> witness() {
    return witness(Hints.none());
  }

  /**
   * A packet of the set, with addresses from those that the lines of the lists name if it can be.
   */
  public Optional<Packet> witness(AccessList... lists) {
    return witness(Hints.of(space.family(), List.of(lists)));
  }

  Optional<Packet> witness(Hints hints) {
    return isEmpty() ? Optional.empty() : Optional.of(new Witness(space, hints).choose(node));
  }

  private int in(PacketSpace expected) {
    if (space != expected) {
      throw new IllegalArgumentException("Sets of two packet spaces can't be combined.");
    }
    return node;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PacketSet set && set.space == space && set.node == node;
  }

  @Override
  public int hashCode() {
    return Objects.hash(System.identityHashCode(space), node);
  }
}

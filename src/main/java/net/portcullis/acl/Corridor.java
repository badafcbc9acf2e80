package net.portcullis.acl;

import java.util.Optional;

/**
 * The lists that lie between two: they do what old and new do wherever these agree, so no packet
 * meets a fate on the way that it has on neither side. Two-valued that is {@code old ∩ new ⊆
 * current ⊆ old ∪ new}. Made for asking about hundreds of lists that differ little; each answer
 * costs what is new in the list asked about. Not safe for use by several threads at once.
 */
public final class Corridor {
  /** A space remembers everything; beyond this it is cheaper to begin again. */
  private static final int MOST_NODES = 4_000_000;

  private final AccessList oldList;
  private final AccessList newList;
  private final Family family;
  private PacketSpace space;
  private PacketSet permittedByBoth;
  private PacketSet deniedByBoth;

  private Corridor(AccessList oldList, AccessList newList, Family family) {
    this.oldList = oldList;
    this.newList = newList;
    this.family = family;
    space = PacketSpace.of(family);
    PacketSpace.Decided before = space.decide(oldList);
    PacketSpace.Decided after = space.decide(newList);
    permittedByBoth = before.permitted().intersect(after.permitted());
    deniedByBoth = before.denied().intersect(after.denied());
  }

  public static Corridor between(AccessList oldList, AccessList newList, Family family) {
    return new Corridor(oldList, newList, family);
  }

  /**
   * A packet with which the list leaves the corridor, or may: one that both sides permit and it
   * does not certainly permit, or that both deny and it does not certainly deny. Absent where the
   * list is proved to lie between.
   */
  public Optional<Packet> leftBy(AccessList current) {
    if (space.bdd().size() > MOST_NODES) {
      Corridor fresh = new Corridor(oldList, newList, family);
      space = fresh.space;
      permittedByBoth = fresh.permittedByBoth;
      deniedByBoth = fresh.deniedByBoth;
    }
    PacketSpace.Decided now = space.decide(current);
    PacketSet lost = permittedByBoth.minus(now.permitted());
    PacketSet opened = deniedByBoth.minus(now.denied());
    Optional<Packet> witness = (opened.isEmpty() ? lost : opened).witness(oldList, newList);
    if (witness.isPresent()
        && Evaluator.evaluate(current, witness.get()).verdict()
            == Evaluator.evaluate(oldList, witness.get()).verdict()) {
      throw new IllegalStateException(
          "The two ways to evaluate a list disagree on " + witness.get() + ": this is a bug.");
    }
    return witness;
  }

  /** True where the list is proved to lie between. */
  public boolean holds(AccessList current) {
    return leftBy(current).isEmpty();
  }
}

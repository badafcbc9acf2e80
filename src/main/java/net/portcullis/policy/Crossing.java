package net.portcullis.policy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import net.portcullis.acl.Address;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * Where addresses lie as seen from one binding: a flow crosses in a direction where one end is in
 * the area that packets come from and the other in the area that they go to.
 */
final class Crossing {
  private final Area source;
  private final Area destination;
  private final boolean inward;
  private final boolean enters;
  private final Family family;
  private final List<Binding.SeenAs> seenAs;
  // The lists of a role are one object wherever the role is used, and a deployment uses few.
  private final IdentityHashMap<List<Prefix>, Ends> known = new IdentityHashMap<>();

  /**
   * The parts of a set of addresses.
   *
   * @param sources those that packets of this direction can come from, as the device sees them
   * @param destinations those that they can go to
   * @param sourceHoles addresses within the sources that lie in another zone and so do not cross
   * @param destinationHoles the same of the destinations
   */
  record Ends(
      List<Prefix> sources,
      List<Prefix> destinations,
      List<Prefix> sourceHoles,
      List<Prefix> destinationHoles) {}

  Crossing(Area inside, Area outside, Binding binding, Direction direction, Family family) {
    this.inward = binding.inward(direction);
    this.enters = direction == Direction.IN;
    this.source = inward ? outside : inside;
    this.destination = inward ? inside : outside;
    this.family = family;
    this.seenAs =
        binding.seenAs().stream()
            .filter(one -> one.real().family() == family && lies(inside, one.real()))
            .toList();
  }

  /** A translation of addresses that are not inside hides nothing. */
  private static boolean lies(Area inside, Prefix real) {
    List<Prefix> there = inside.intersect(List.of(real));
    return !Prefixes.without(there, inside.holes(there)).isEmpty();
  }

  Ends ends(List<Prefix> addresses) {
    return known.computeIfAbsent(addresses, this::compute);
  }

  private Ends compute(List<Prefix> addresses) {
    List<Prefix> own = Prefixes.ofFamily(addresses, family);
    List<Prefix> from = source.intersect(own);
    List<Prefix> to = destination.intersect(own);
    List<Prefix> sourceHoles = source.holes(from);
    List<Prefix> destinationHoles = destination.holes(to);
    return new Ends(
        inward ? from : translated(from),
        inward ? translated(to) : to,
        inward ? sourceHoles : unseen(sourceHoles),
        inward ? unseen(destinationHoles) : destinationHoles);
  }

  /** Holes of the inside that no inside address is seen in. */
  private List<Prefix> unseen(List<Prefix> holes) {
    return holes.stream()
        .filter(hole -> seenAs.stream().noneMatch(one -> one.translated().overlaps(hole)))
        .toList();
  }

  /** The parts without what lies in another zone: for rules that stand before the guards. */
  Ends exact(List<Prefix> addresses) {
    List<Prefix> own = Prefixes.ofFamily(addresses, family);
    List<Prefix> from = source.intersect(own);
    List<Prefix> to = destination.intersect(own);
    List<Prefix> sources = Prefixes.without(from, source.holes(from));
    List<Prefix> destinations = Prefixes.without(to, destination.holes(to));
    return new Ends(
        inward ? sources : translated(sources),
        inward ? translated(destinations) : destinations,
        List.of(),
        List.of());
  }

  /** For the device's own addresses, which belong to both areas: it stands between them. */
  Ends both(List<Prefix> addresses) {
    List<Prefix> own = Prefixes.aggregate(Prefixes.ofFamily(addresses, family));
    return new Ends(own, own, List.of(), List.of());
  }

  /** Wherever they lie, but only as what packets come from. */
  Ends sources(List<Prefix> addresses) {
    return new Ends(both(addresses).sources(), List.of(), List.of(), List.of());
  }

  /** Wherever they lie, but only as what packets go to. */
  Ends destinations(List<Prefix> addresses) {
    return new Ends(List.of(), both(addresses).destinations(), List.of(), List.of());
  }

  /** True for packets that enter the device. */
  boolean enters() {
    return enters;
  }

  /** Inside addresses as the device sees them. */
  private List<Prefix> translated(List<Prefix> inside) {
    if (seenAs.isEmpty()) {
      return inside;
    }
    List<Prefix> hidden = seenAs.stream().map(Binding.SeenAs::real).toList();
    // The real addresses never show: what remains of a wider prefix is the prefix without them.
    List<Prefix> seen = new ArrayList<>(Prefixes.without(inside, hidden));
    for (Prefix prefix : inside) {
      for (Binding.SeenAs one : seenAs) {
        if (one.real().contains(prefix)) {
          seen.add(shifted(prefix, one));
        } else if (prefix.contains(one.real())) {
          seen.add(one.translated());
        }
      }
    }
    return Prefixes.aggregate(seen);
  }

  private static Prefix shifted(Prefix prefix, Binding.SeenAs one) {
    if (one.real().length() != one.translated().length()) {
      return one.translated();
    }
    Address host = prefix.address().and(one.real().mask().not());
    Address base = one.translated().address();
    return new Prefix(
        new Address(base.family(), base.high() | host.high(), base.low() | host.low()),
        prefix.length());
  }
}

package net.portcullis.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a reader would recognise: addresses and ports that the lists name, best first.
 *
 * @param sources addresses to try
 * @param destinations addresses to try
 * @param ports destination ports to try
 */
record Hints(List<Address> sources, List<Address> destinations, List<Integer> ports) {
  private static final int MOST = 48;

  Hints {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    ports = List.copyOf(ports);
  }

  static Hints none() {
    return new Hints(List.of(), List.of(), List.of());
  }

  /** From the first lines of the lists. */
  static Hints of(Family family, List<AccessList> lists) {
    List<Match> matches = new ArrayList<>();
    for (AccessList list : lists) {
      list.lines().stream().limit(MOST).forEach(line -> matches.addAll(line.matches()));
    }
    return ofMatches(family, matches);
  }

  /** From these matches, the narrow ones first. */
  static Hints ofMatches(Family family, Collection<Match> matches) {
    LinkedHashSet<AddressMask> sources = new LinkedHashSet<>();
    LinkedHashSet<AddressMask> destinations = new LinkedHashSet<>();
    LinkedHashSet<Integer> ports = new LinkedHashSet<>();
    for (Match match : matches) {
      if (match.family() == family) {
        sources.addAll(match.sources());
        destinations.addAll(match.destinations());
        match
            .destinationPorts()
            .ifPresent(set -> set.list().forEach(range -> ports.add(range.low())));
      }
    }
    return new Hints(hosts(sources), hosts(destinations), ports.stream().limit(MOST).toList());
  }

  /** These first, then the others. */
  Hints then(Hints others) {
    return new Hints(
        joined(sources, others.sources),
        joined(destinations, others.destinations),
        joined(ports, others.ports));
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    LinkedHashSet<T> all = new LinkedHashSet<>(first);
    all.addAll(second);
    return List.copyOf(all);
  }

  private static List<Address> hosts(Collection<AddressMask> masks) {
    LinkedHashSet<Address> hosts = new LinkedHashSet<>();
    masks.stream()
        .filter(mask -> !mask.isAny())
        .sorted(Comparator.comparingInt((AddressMask mask) -> -fixedBits(mask)))
        .limit(MOST)
        .forEach(mask -> hosts.add(host(mask)));
    return List.copyOf(hosts);
  }

  private static int fixedBits(AddressMask mask) {
    return Long.bitCount(mask.mask().high()) + Long.bitCount(mask.mask().low());
  }

  /** The address in the mask that a host would have: the first after the network's own. */
  static Address host(AddressMask mask) {
    Address value = mask.value();
    boolean room = (mask.mask().low() & 3) == 0;
    return room ? new Address(value.family(), value.high(), value.low() | 1) : value;
  }
}

package net.portcullis.acl;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The algebra of single matches, for those who make rules and must keep why each was made. */
public final class Matches {
  private Matches() {}

  /** True where the match takes no packet: it asks for what no packet has at once. */
  public static boolean isEmpty(Match match) {
    return protocols(match).isEmpty()
        || (carriesConditions(match) && match.fragments() == Fragments.LATER)
        || match.sourcePorts().map(Ranges::isEmpty).orElse(false)
        || match.destinationPorts().map(Ranges::isEmpty).orElse(false)
        || (!match.icmp().isEmpty() && match.icmp().stream().allMatch(Matches::isEmpty));
  }

  private static boolean isEmpty(IcmpMatch match) {
    return match.types().isEmpty() || match.codes().isEmpty();
  }

  /** True where every packet that the narrow match takes is taken by the wide one. Exact. */
  public static boolean covers(Match wide, Match narrow) {
    if (isEmpty(narrow)) {
      return true;
    }
    // Once protocols and fragments are contained, a dimension that the wide match restricts is one
    // that every packet of the narrow match has.
    return wide.family() == narrow.family()
        && protocols(wide).containsAll(protocols(narrow))
        && kinds(wide).containsAll(kinds(narrow))
        && wide.states().containsAll(narrow.states())
        && covers(wide.sourcePorts(), narrow.sourcePorts())
        && covers(wide.destinationPorts(), narrow.destinationPorts())
        && covers(wide.icmp(), narrow.icmp())
        && (wide.established().isEmpty() || wide.established().equals(narrow.established()))
        && Addresses.covers(wide.sources(), narrow.sources())
        && Addresses.covers(wide.destinations(), narrow.destinations());
  }

  /** True where some packet is taken by both. Exact. */
  public static boolean overlap(Match a, Match b) {
    Ranges protocols = protocols(a).intersect(protocols(b));
    return a.family() == b.family()
        && !isEmpty(a)
        && !isEmpty(b)
        && !protocols.isEmpty()
        && kinds(a).stream().anyMatch(kinds(b)::contains)
        && a.states().stream().anyMatch(b.states()::contains)
        && overlap(a.sourcePorts(), b.sourcePorts())
        && overlap(a.destinationPorts(), b.destinationPorts())
        && (a.established().isEmpty()
            || b.established().isEmpty()
            || a.established().equals(b.established()))
        && overlap(a.icmp(), b.icmp())
        && Addresses.meet(a.sources(), b.sources())
        && Addresses.meet(a.destinations(), b.destinations());
  }

  /**
   * One match that takes exactly what the two take together, where there is one that this can find:
   * one holds the other, or they differ in a single dimension. Address blocks come out aggregated.
   */
  public static Optional<Match> merge(Match a, Match b) {
    if (covers(a, b)) {
      return Optional.of(a);
    }
    if (covers(b, a)) {
      return Optional.of(b);
    }
    if (a.family() != b.family()) {
      return Optional.empty();
    }
    return Stream.<Optional<Match>>of(
            with(a, b, m -> m.withSources(a.sources()))
                .map(m -> m.withSources(union(a.sources(), b.sources()))),
            with(a, b, m -> m.withDestinations(a.destinations()))
                .map(m -> m.withDestinations(union(a.destinations(), b.destinations()))),
            with(a, b, m -> m.withProtocols(a.protocols()))
                .map(m -> m.withProtocols(a.protocols().union(b.protocols()))),
            ports(a, b),
            with(a, b, m -> m.withStates(a.states()))
                .map(m -> m.withStates(union(a.states(), b.states()))),
            a.icmp().isEmpty() || b.icmp().isEmpty()
                ? Optional.empty()
                : with(a, b, m -> m.withIcmp(a.icmp()))
                    .map(m ->
                        m.withIcmp(Stream.concat(a.icmp().stream(), b.icmp().stream()).toList())),
            with(a, b, m -> m.withFragments(a.fragments()))
                .map(m -> m.withFragments(Fragments.ANY)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Match> ports(Match a, Match b) {
    if (a.destinationPorts().isPresent() && b.destinationPorts().isPresent()) {
      Optional<Match> merged =
          with(a, b, m -> m.withDestinationPorts(a.destinationPorts().get()))
              .map(m ->
                  m.withDestinationPorts(
                      a.destinationPorts().get().union(b.destinationPorts().get())));
      if (merged.isPresent()) {
        return merged;
      }
    }
    if (a.sourcePorts().isPresent() && b.sourcePorts().isPresent()) {
      return with(a, b, m -> m.withSourcePorts(a.sourcePorts().get()))
          .map(m -> m.withSourcePorts(a.sourcePorts().get().union(b.sourcePorts().get())));
    }
    return Optional.empty();
  }

  /** The first match, where the second equals it once the one dimension is set alike. */
  private static Optional<Match> with(Match a, Match b, UnaryOperator<Match> alike) {
    return alike.apply(b).equals(a) ? Optional.of(a) : Optional.empty();
  }

  private static List<AddressMask> union(List<AddressMask> a, List<AddressMask> b) {
    return Addresses.aggregate(Stream.concat(a.stream(), b.stream()).toList());
  }

  private static Set<ConnectionState> union(Set<ConnectionState> a, Set<ConnectionState> b) {
    Set<ConnectionState> union = EnumSet.copyOf(a);
    union.addAll(b);
    return union;
  }

  private static boolean carriesConditions(Match match) {
    return match.sourcePorts().isPresent()
        || match.destinationPorts().isPresent()
        || !match.icmp().isEmpty()
        || match.established().isPresent();
  }

  /** The protocols that are left once those without the dimensions asked for are gone. */
  private static Ranges protocols(Match match) {
    Ranges protocols = match.protocols().intersect(Ranges.anyProtocol());
    if (match.sourcePorts().isPresent() || match.destinationPorts().isPresent()) {
      protocols = protocols.intersect(Match.WITH_PORTS);
    }
    if (!match.icmp().isEmpty()) {
      protocols = protocols.intersect(Ranges.of(Match.icmpProtocol(match.family())));
    }
    return match.established().isPresent() ? protocols.intersect(Ranges.of(Match.TCP)) : protocols;
  }

  private static Set<Fragments> kinds(Match match) {
    return switch (match.fragments()) {
      case LATER -> EnumSet.of(Fragments.LATER);
      case NOT_LATER -> EnumSet.of(Fragments.NOT_LATER);
      case ANY ->
          carriesConditions(match)
              ? EnumSet.of(Fragments.NOT_LATER)
              : EnumSet.of(Fragments.LATER, Fragments.NOT_LATER);
    };
  }

  private static boolean covers(Optional<Ranges> wide, Optional<Ranges> narrow) {
    return wide.isEmpty() || wide.get().containsAll(narrow.orElse(Ranges.anyPort()));
  }

  private static boolean overlap(Optional<Ranges> a, Optional<Ranges> b) {
    return a.isEmpty() || b.isEmpty() || !a.get().intersect(b.get()).isEmpty();
  }

  private static boolean overlap(List<IcmpMatch> a, List<IcmpMatch> b) {
    return a.isEmpty()
        || b.isEmpty()
        || a.stream()
            .anyMatch(one ->
                b.stream()
                    .anyMatch(other ->
                        !one.types().intersect(other.types()).isEmpty()
                            && !one.codes().intersect(other.codes()).isEmpty()));
  }

  private static boolean covers(List<IcmpMatch> wide, List<IcmpMatch> narrow) {
    if (wide.isEmpty()) {
      return true;
    }
    List<IcmpMatch> asked =
        narrow.isEmpty()
            ? List.of(new IcmpMatch(Ranges.anyProtocol(), Ranges.anyProtocol()))
            : narrow;
    for (int type = 0; type <= 255; type++) {
      if (!codes(wide, type).containsAll(codes(asked, type))) {
        return false;
      }
    }
    return true;
  }

  private static Ranges codes(List<IcmpMatch> matches, int type) {
    Ranges codes = Ranges.none();
    for (IcmpMatch match : matches) {
      codes = match.types().contains(type) ? codes.union(match.codes()) : codes;
    }
    return codes;
  }
}

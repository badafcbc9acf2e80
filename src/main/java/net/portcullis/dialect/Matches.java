package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;

/**
 * What two conditions have in common: a jump's condition holds for every line of the list it leads
 * to.
 */
final class Matches {
  private Matches() {}

  /** The packets that meet both; absent where no packet does. */
  static Optional<Match> both(Match a, Match b) {
    Ranges protocols = a.protocols().intersect(b.protocols());
    List<AddressMask> sources = addresses(a.sources(), b.sources());
    List<AddressMask> destinations = addresses(a.destinations(), b.destinations());
    Optional<Ranges> sourcePorts = ports(a.sourcePorts(), b.sourcePorts());
    Optional<Ranges> destinationPorts = ports(a.destinationPorts(), b.destinationPorts());
    List<IcmpMatch> icmp = icmp(a.icmp(), b.icmp());
    Set<ConnectionState> states = EnumSet.copyOf(a.states());
    states.retainAll(b.states());
    boolean contradictory =
        (a.established().isPresent()
                && b.established().isPresent()
                && !a.established().equals(b.established()))
            || (a.fragments() != Fragments.ANY
                && b.fragments() != Fragments.ANY
                && a.fragments() != b.fragments());
    if (protocols.isEmpty()
        || sources.isEmpty()
        || destinations.isEmpty()
        || sourcePorts.filter(Ranges::isEmpty).isPresent()
        || destinationPorts.filter(Ranges::isEmpty).isPresent()
        || (icmp.isEmpty() && !(a.icmp().isEmpty() && b.icmp().isEmpty()))
        || states.isEmpty()
        || contradictory) {
      return Optional.empty();
    }
    return Optional.of(
        new Match(
            a.family(),
            protocols,
            sources,
            destinations,
            sourcePorts,
            destinationPorts,
            icmp,
            a.established().or(b::established),
            states,
            a.fragments() == Fragments.ANY ? b.fragments() : a.fragments()));
  }

  private static Optional<Ranges> ports(Optional<Ranges> a, Optional<Ranges> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().intersect(b.get())) : a.or(() -> b);
  }

  private static List<IcmpMatch> icmp(List<IcmpMatch> a, List<IcmpMatch> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    List<IcmpMatch> common = new ArrayList<>();
    for (IcmpMatch one : a) {
      for (IcmpMatch other : b) {
        Ranges types = one.types().intersect(other.types());
        Ranges codes = one.codes().intersect(other.codes());
        if (!types.isEmpty() && !codes.isEmpty()) {
          common.add(new IcmpMatch(types, codes));
        }
      }
    }
    return common;
  }

  private static List<AddressMask> addresses(List<AddressMask> a, List<AddressMask> b) {
    List<AddressMask> common = new ArrayList<>();
    for (AddressMask one : a) {
      for (AddressMask other : b) {
        address(one, other).ifPresent(common::add);
      }
    }
    return common;
  }

  private static Optional<AddressMask> address(AddressMask a, AddressMask b) {
    if (!a.value().and(b.mask()).equals(b.value().and(a.mask()))) {
      return Optional.empty();
    }
    return Optional.of(new AddressMask(or(a.value(), b.value()), or(a.mask(), b.mask())));
  }

  private static Address or(Address a, Address b) {
    return new Address(a.family(), a.high() | b.high(), a.low() | b.low());
  }
}

package net.portcullis.acl;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition on packets of one family: the product of its dimensions. A condition on a dimension
 * that a packet does not have is not met: ports select only TCP, UDP, DCCP, SCTP and UDP-Lite
 * packets that are no later fragment, {@code icmp} only ICMP ones, {@code established} only TCP
 * ones. A dimension that is left open selects packets whether they have it or not.
 *
 * @param protocols numbers 0 to 255
 * @param sources the union of these; never empty
 * @param destinations the union of these; never empty
 * @param sourcePorts absent where the dimension is open
 * @param destinationPorts absent where the dimension is open
 * @param icmp the union of these; empty where the dimension is open
 * @param established absent where open; true: ACK or RST set; false: neither
 * @param states the connection states; never empty, all of them where open
 */
public record Match(
    Family family,
    Ranges protocols,
    List<AddressMask> sources,
    List<AddressMask> destinations,
    Optional<Ranges> sourcePorts,
    Optional<Ranges> destinationPorts,
    List<IcmpMatch> icmp,
    Optional<Boolean> established,
    Set<ConnectionState> states,
    Fragments fragments) {

  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int ICMPV6 = 58;

  /** The protocols whose packets carry ports: TCP, UDP, DCCP, SCTP, UDP-Lite. */
  public static final Ranges WITH_PORTS =
      Ranges.of(Range.of(TCP), Range.of(UDP), Range.of(33), Range.of(132), Range.of(136));

  private static final Set<ConnectionState> ANY_STATE =
      Set.copyOf(EnumSet.allOf(ConnectionState.class));

  public Match {
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    icmp = List.copyOf(icmp);
    states = Set.copyOf(states);
    if (sources.isEmpty() || destinations.isEmpty() || states.isEmpty()) {
      throw new IllegalArgumentException("A match names addresses and states, or any of them.");
    }
    for (AddressMask mask : sources) {
      requireFamily(family, mask);
    }
    for (AddressMask mask : destinations) {
      requireFamily(family, mask);
    }
  }

  /** Long lists are looked up line by line: only what tells most matches apart is looked at. */
  @Override
  public int hashCode() {
    int hash = protocols.hashCode() * 31 + sources.hashCode();
    hash = hash * 31 + destinations.hashCode();
    hash = hash * 31 + sourcePorts.hashCode();
    hash = hash * 31 + destinationPorts.hashCode();
    return hash * 31 + icmp.hashCode();
  }

  /** Every packet of the family. */
  public static Match any(Family family) {
    return new Match(
        family,
        Ranges.anyProtocol(),
        List.of(AddressMask.any(family)),
        List.of(AddressMask.any(family)),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        ANY_STATE,
        Fragments.ANY);
  }

  /** The protocol number of the family's ICMP: 1 or 58. */
  public static int icmpProtocol(Family family) {
    return family == Family.IPV4 ? ICMP : ICMPV6;
  }

  private static void requireFamily(Family family, AddressMask mask) {
    if (mask.family() != family) {
      throw new IllegalArgumentException(mask + " is not of the match's family.");
    }
  }

  public Match withProtocols(Ranges numbers) {
    return new Match(
        family,
        numbers,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        established,
        states,
        fragments);
  }

  public Match withProtocol(int number) {
    return withProtocols(Ranges.of(number));
  }

  public Match withSources(List<AddressMask> masks) {
    return new Match(
        family,
        protocols,
        masks,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        established,
        states,
        fragments);
  }

  public Match withDestinations(List<AddressMask> masks) {
    return new Match(
        family,
        protocols,
        sources,
        masks,
        sourcePorts,
        destinationPorts,
        icmp,
        established,
        states,
        fragments);
  }

  public Match withSourcePorts(Ranges ports) {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        Optional.of(ports),
        destinationPorts,
        icmp,
        established,
        states,
        fragments);
  }

  public Match withDestinationPorts(Ranges ports) {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        sourcePorts,
        Optional.of(ports),
        icmp,
        established,
        states,
        fragments);
  }

  /** Without conditions on ports. */
  public Match withoutPorts() {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        Optional.empty(),
        Optional.empty(),
        icmp,
        established,
        states,
        fragments);
  }

  public Match withIcmp(List<IcmpMatch> matches) {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        matches,
        established,
        states,
        fragments);
  }

  public Match withEstablished(boolean set) {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        Optional.of(set),
        states,
        fragments);
  }

  public Match withStates(Set<ConnectionState> some) {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        established,
        some,
        fragments);
  }

  public Match withFragments(Fragments which) {
    return new Match(
        family,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        established,
        states,
        which);
  }
}

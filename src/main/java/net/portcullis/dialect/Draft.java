package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * What of a line is still to be written: each field takes away what it says. A list is empty, and
 * an optional absent, where nothing of that dimension is left to say.
 *
 * @param words the texts that name things: list, id, interface, direction
 * @param protocol the only protocol of the rule, or -1: it decides which port names hold
 * @param protocols numbers left to say
 * @param icmp types and codes left to say, each of one type, and of one code or all
 * @param codes a code left to say after its type has been said
 * @param said how many things have been said
 */
record Draft(
    Family family,
    Map<String, String> words,
    Verdict action,
    int protocol,
    List<Integer> protocols,
    List<AddressMask> sources,
    List<AddressMask> destinations,
    Optional<Ranges> sourcePorts,
    Optional<Ranges> destinationPorts,
    List<IcmpMatch> icmp,
    Optional<Integer> codes,
    Optional<Boolean> established,
    List<ConnectionState> states,
    Fragments fragments,
    boolean counted,
    int said) {

  Draft {
    words = Map.copyOf(words);
    protocols = List.copyOf(protocols);
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    icmp = List.copyOf(icmp);
    states = List.copyOf(states);
  }

  /** A line that names things but filters nothing, such as a list's header or a binding. */
  static Draft of(Family family, Map<String, String> words) {
    return of(family, words, Verdict.UNKNOWN, Match.any(family), false);
  }

  /** A rule. The match's protocols must already be no more than its other conditions allow. */
  static Draft of(
      Family family, Map<String, String> words, Verdict action, Match match, boolean counted) {
    List<Integer> protocols = numbers(match.protocols(), 255);
    return new Draft(
        family,
        words,
        action,
        protocols.size() == 1 ? protocols.getFirst() : -1,
        protocols,
        open(match.sources()),
        open(match.destinations()),
        match.sourcePorts(),
        match.destinationPorts(),
        singles(match.icmp()),
        Optional.empty(),
        match.established(),
        match.states().size() == ConnectionState.values().length
            ? List.of()
            : match.states().stream().sorted().toList(),
        match.fragments(),
        counted,
        0);
  }

  /** How many values are left to say. */
  int left() {
    return protocols.size()
        + sources.size()
        + destinations.size()
        + sourcePorts.map(ports -> ports.list().size()).orElse(0)
        + destinationPorts.map(ports -> ports.list().size()).orElse(0)
        + icmp.size()
        + (codes.isPresent() ? 1 : 0)
        + (established.isPresent() ? 1 : 0)
        + states.size()
        + (fragments == Fragments.ANY ? 0 : 1);
  }

  /** True where nothing is left to say; counting may be left out. */
  boolean isSaid() {
    return protocols.isEmpty()
        && sources.isEmpty()
        && destinations.isEmpty()
        && sourcePorts.isEmpty()
        && destinationPorts.isEmpty()
        && icmp.isEmpty()
        && codes.isEmpty()
        && established.isEmpty()
        && states.isEmpty()
        && fragments == Fragments.ANY;
  }

  private static List<AddressMask> open(List<AddressMask> masks) {
    return masks.stream().anyMatch(AddressMask::isAny) ? List.of() : masks;
  }

  /** The numbers of a set one by one; empty where the set is everything. */
  static List<Integer> numbers(Ranges ranges, int highest) {
    if (ranges.list().size() == 1
        && ranges.list().getFirst().low() == 0
        && ranges.list().getFirst().high() >= highest) {
      return List.of();
    }
    List<Integer> numbers = new ArrayList<>();
    for (Range range : ranges.list()) {
      for (int number = range.low(); number <= Math.min(highest, range.high()); number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static List<IcmpMatch> singles(List<IcmpMatch> matches) {
    List<IcmpMatch> singles = new ArrayList<>();
    for (IcmpMatch match : matches) {
      for (Range types : match.types().list()) {
        for (int type = types.low(); type <= types.high(); type++) {
          List<Integer> codes = numbers(match.codes(), 255);
          if (codes.isEmpty()) {
            singles.add(IcmpMatch.type(type));
          }
          for (int code : codes) {
            singles.add(IcmpMatch.typeAndCode(type, code));
          }
        }
      }
    }
    return singles;
  }

  Draft withProtocols(List<Integer> left) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        left,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        established,
        states,
        fragments,
        counted,
        said + 1);
  }

  /** The addresses of a side. */
  List<AddressMask> addresses(FieldKind side) {
    return side == FieldKind.SOURCE ? sources : destinations;
  }

  Draft withAddresses(FieldKind side, List<AddressMask> left) {
    return side == FieldKind.SOURCE
        ? new Draft(
            family,
            words,
            action,
            protocol,
            protocols,
            left,
            destinations,
            sourcePorts,
            destinationPorts,
            icmp,
            codes,
            established,
            states,
            fragments,
            counted,
            said + 1)
        : new Draft(
            family,
            words,
            action,
            protocol,
            protocols,
            sources,
            left,
            sourcePorts,
            destinationPorts,
            icmp,
            codes,
            established,
            states,
            fragments,
            counted,
            said + 1);
  }

  /** The ports of a side. */
  Optional<Ranges> ports(FieldKind side) {
    return side == FieldKind.SOURCE_PORT ? sourcePorts : destinationPorts;
  }

  Draft withPorts(FieldKind side, Ranges left) {
    Optional<Ranges> ports = left.isEmpty() ? Optional.empty() : Optional.of(left);
    return side == FieldKind.SOURCE_PORT
        ? new Draft(
            family,
            words,
            action,
            protocol,
            protocols,
            sources,
            destinations,
            ports,
            destinationPorts,
            icmp,
            codes,
            established,
            states,
            fragments,
            counted,
            said + 1)
        : new Draft(
            family,
            words,
            action,
            protocol,
            protocols,
            sources,
            destinations,
            sourcePorts,
            ports,
            icmp,
            codes,
            established,
            states,
            fragments,
            counted,
            said + 1);
  }

  Draft withIcmp(List<IcmpMatch> left, Optional<Integer> code) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        left,
        code,
        established,
        states,
        fragments,
        counted,
        said + 1);
  }

  Draft withoutEstablished() {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        Optional.empty(),
        states,
        fragments,
        counted,
        said + 1);
  }

  Draft withStates(List<ConnectionState> left) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        established,
        left,
        fragments,
        counted,
        said + 1);
  }

  Draft withoutFragments() {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        established,
        states,
        Fragments.ANY,
        counted,
        said + 1);
  }

  Draft withoutCounted() {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        established,
        states,
        fragments,
        false,
        said + 1);
  }

  /** With one more name. */
  Draft withWord(String name, String text) {
    Map<String, String> more = new TreeMap<>(words);
    more.put(name, text);
    return new Draft(
        family,
        more,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        established,
        states,
        fragments,
        counted,
        said);
  }

  /** Something was said that is no condition. */
  Draft told() {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        sources,
        destinations,
        sourcePorts,
        destinationPorts,
        icmp,
        codes,
        established,
        states,
        fragments,
        counted,
        said + 1);
  }
}

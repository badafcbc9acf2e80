package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Address;
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
 * What a line has to say. A list is empty, and an optional absent, where a dimension is open and so
 * nothing of it is said.
 *
 * @param words the texts that name things: list, id, interface, direction
 * @param protocol the only protocol of the rule, or -1: it decides which port names hold
 * @param sourcePorts ascending; no ports where the dimension is open
 * @param icmp types and codes, each of one type, and of one code or all
 */
record Draft(
    Family family,
    Map<String, String> words,
    Verdict action,
    int protocol,
    List<Integer> protocols,
    List<AddressMask> sources,
    List<AddressMask> destinations,
    List<Range> sourcePorts,
    List<Range> destinationPorts,
    List<IcmpMatch> icmp,
    Optional<Boolean> established,
    List<ConnectionState> states,
    Fragments fragments,
    boolean counted) {

  Draft {
    words = Map.copyOf(words);
    protocols = List.copyOf(protocols);
    sources = List.copyOf(sources);
    destinations = List.copyOf(destinations);
    sourcePorts = List.copyOf(sourcePorts);
    destinationPorts = List.copyOf(destinationPorts);
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
        match.sourcePorts().map(Ranges::list).orElse(List.of()),
        match.destinationPorts().map(Ranges::list).orElse(List.of()),
        singles(match.icmp()),
        match.established(),
        match.states().size() == ConnectionState.values().length
            ? List.of()
            : match.states().stream().sorted().toList(),
        match.fragments(),
        counted);
  }

  /** The addresses of a side. */
  List<AddressMask> addresses(FieldKind side) {
    return side == FieldKind.SOURCE ? sources : destinations;
  }

  /** The ports of a side, ascending. */
  List<Range> ports(FieldKind side) {
    return side == FieldKind.SOURCE_PORT ? sourcePorts : destinationPorts;
  }

  /**
   * All that decides which words a line has. Drafts of one shape are said by the same words but for
   * the numbers of their addresses and ports: forms ask an address only for its mask.
   */
  List<Object> shape() {
    return List.of(
        family,
        words,
        action,
        protocols,
        masks(sources),
        masks(destinations),
        PortForms.shape(sourcePorts),
        PortForms.shape(destinationPorts),
        icmp,
        List.of(established, fragments, counted),
        states);
  }

  private static List<Address> masks(List<AddressMask> addresses) {
    Address[] masks = new Address[addresses.size()];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = addresses.get(i).mask();
    }
    return List.of(masks);
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
}

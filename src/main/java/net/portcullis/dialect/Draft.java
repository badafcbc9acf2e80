package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
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
 * @param icmp types and codes, each of one type, and of one code or all
 */
record Draft(
    Family family,
    Map<String, String> words,
    Verdict action,
    int protocol,
    List<Integer> protocols,
    Side source,
    Side destination,
    List<IcmpMatch> icmp,
    Optional<Boolean> established,
    List<ConnectionState> states,
    Fragments fragments,
    boolean counted) {

  Draft {
    words = Map.copyOf(words);
    protocols = List.copyOf(protocols);
    icmp = List.copyOf(icmp);
    states = List.copyOf(states);
  }

  /**
   * Where packets come from or go to.
   *
   * @param ports ascending
   * @param group the name under which a line says all of the addresses at once
   * @param objects the names under which a line says single addresses; empty where it says the
   *     addresses themselves
   */
  record Side(
      List<AddressMask> addresses,
      List<Range> ports,
      Optional<String> group,
      Map<AddressMask, String> objects) {
    Side {
      addresses = List.copyOf(addresses);
      ports = List.copyOf(ports);
      objects = Map.copyOf(objects);
    }

    static Side of(List<AddressMask> addresses, Optional<Ranges> ports) {
      return new Side(
          open(addresses), ports.map(Ranges::list).orElse(List.of()), Optional.empty(), Map.of());
    }

    Side withGroup(Optional<String> name) {
      return new Side(addresses, ports, name, objects);
    }

    Side withAddresses(List<AddressMask> some) {
      return new Side(some, ports, Optional.empty(), objects);
    }

    Side withPorts(List<Range> some) {
      return new Side(addresses, some, group, objects);
    }

    /** With names for its addresses; for all of them where it is open. */
    Side withObjects(Map<AddressMask, String> names, Family family) {
      List<AddressMask> all = addresses.isEmpty() ? List.of(AddressMask.any(family)) : addresses;
      return new Side(all, ports, group, names);
    }
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
        Side.of(match.sources(), match.sourcePorts()),
        Side.of(match.destinations(), match.destinationPorts()),
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
    return side(side).addresses();
  }

  /** The name that stands for the addresses of a side, where one does. */
  Optional<String> group(FieldKind side) {
    return side(side).group();
  }

  /** The name that stands for one of a side's addresses, where one does. */
  Optional<String> object(FieldKind side, int index) {
    return Optional.ofNullable(side(side).objects().get(side(side).addresses().get(index)));
  }

  /** The name that stands for the protocols, ports and types; absent where lines say them. */
  Optional<String> service() {
    return Optional.ofNullable(words.get("service"));
  }

  /** The only ports of each side in one word, those of the destination first. */
  String portPair() {
    return either(destination.ports()) + ":" + either(source.ports());
  }

  private static Range either(List<Range> ports) {
    return ports.isEmpty() ? new Range(0, 65535) : ports.getFirst();
  }

  private Side side(FieldKind side) {
    return side == FieldKind.SOURCE ? source : destination;
  }

  /** The ports of a side, ascending. */
  List<Range> ports(FieldKind side) {
    return (side == FieldKind.SOURCE_PORT ? source : destination).ports();
  }

  Draft withProtocol(int number) {
    return new Draft(
        family,
        words,
        action,
        number,
        List.of(number),
        source,
        destination,
        icmp,
        established,
        states,
        fragments,
        counted);
  }

  Draft withSource(Side side) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        side,
        destination,
        icmp,
        established,
        states,
        fragments,
        counted);
  }

  Draft withDestination(Side side) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        source,
        side,
        icmp,
        established,
        states,
        fragments,
        counted);
  }

  Draft withIcmp(List<IcmpMatch> some) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        source,
        destination,
        some,
        established,
        states,
        fragments,
        counted);
  }

  /** What it says of protocols, ports and types of ICMP, and nothing else. */
  Draft onlyService() {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        new Side(List.of(), source.ports(), Optional.empty(), Map.of()),
        new Side(List.of(), destination.ports(), Optional.empty(), Map.of()),
        icmp,
        Optional.empty(),
        List.of(),
        Fragments.ANY,
        false);
  }

  /** With a name for them. */
  Draft withService(String name) {
    Map<String, String> more = new HashMap<>(words);
    more.put("service", name);
    return new Draft(
        family,
        more,
        action,
        protocol,
        protocols,
        source,
        destination,
        icmp,
        established,
        states,
        fragments,
        counted);
  }

  Draft withState(ConnectionState state) {
    return new Draft(
        family,
        words,
        action,
        protocol,
        protocols,
        source,
        destination,
        icmp,
        established,
        List.of(state),
        fragments,
        counted);
  }

  /**
   * All that decides which words a line of given names has. Drafts of one shape are said by the
   * same words but for the numbers of their addresses and ports: forms ask an address only for its
   * mask, and ports for what {@link PortForms#shape} tells.
   */
  Shape shape() {
    Shape.Maker shape = new Shape.Maker(List.of(action, established, states, fragments, counted));
    shape.add(protocols.size());
    protocols.forEach(shape::add);
    shape(source, shape);
    shape(destination, shape);
    for (IcmpMatch one : icmp) {
      shape.add(one.types().list().getFirst().low());
      shape.add(one.codes().equals(Ranges.anyProtocol()) ? -1 : code(one));
    }
    return shape.made();
  }

  private static int code(IcmpMatch one) {
    return one.codes().list().getFirst().low();
  }

  private static void shape(Side side, Shape.Maker shape) {
    if (side.group().isPresent()) {
      // A name says them, whatever they are.
      shape.add(-1);
      shape.add(side.ports().size());
      PortForms.shape(side.ports(), shape);
      return;
    }
    shape.add(side.addresses().size());
    for (AddressMask address : side.addresses()) {
      Address mask = address.mask();
      shape.add(mask.high());
      shape.add(mask.low());
    }
    shape.add(side.ports().size());
    PortForms.shape(side.ports(), shape);
  }

  private static List<AddressMask> open(List<AddressMask> masks) {
    for (AddressMask mask : masks) {
      if (mask.isAny()) {
        return List.of();
      }
    }
    return masks;
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

package net.portcullis.dialect;

import java.util.List;
import java.util.OptionalInt;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Range;

/**
 * What of a draft a line has still to say. Each step makes a new value with less in it; long lists
 * write millions of them, so that nothing in it is copied but references.
 */
final class Unsaid {
  private final Draft draft;
  private List<Integer> protocols;
  private List<AddressMask> sources;
  private List<AddressMask> destinations;
  private List<Range> sourcePorts;
  private int firstSourcePort;
  private List<Range> destinationPorts;
  private int firstDestinationPort;
  private List<IcmpMatch> icmp;
  private OptionalInt code;
  private boolean established;
  private List<ConnectionState> states;
  private boolean fragments;
  private boolean counted;
  private int said;

  private Unsaid(Unsaid from) {
    draft = from.draft;
    protocols = from.protocols;
    sources = from.sources;
    destinations = from.destinations;
    sourcePorts = from.sourcePorts;
    firstSourcePort = from.firstSourcePort;
    destinationPorts = from.destinationPorts;
    firstDestinationPort = from.firstDestinationPort;
    icmp = from.icmp;
    code = from.code;
    established = from.established;
    states = from.states;
    fragments = from.fragments;
    counted = from.counted;
    said = from.said + 1;
  }

  /** All of a draft. */
  Unsaid(Draft draft) {
    this.draft = draft;
    protocols = draft.protocols();
    sources = draft.source().addresses();
    destinations = draft.destination().addresses();
    sourcePorts = draft.source().ports();
    destinationPorts = draft.destination().ports();
    icmp = draft.icmp();
    code = OptionalInt.empty();
    established = draft.established().isPresent();
    states = draft.states();
    fragments = draft.fragments() != Fragments.ANY;
    counted = draft.counted();
  }

  Draft draft() {
    return draft;
  }

  /** How many things have been said. */
  int said() {
    return said;
  }

  /** How many values are left to say. */
  int left() {
    return protocols.size()
        + sources.size()
        + destinations.size()
        + sourcePorts.size()
        + destinationPorts.size()
        + icmp.size()
        + (code.isPresent() ? 1 : 0)
        + (established ? 1 : 0)
        + states.size()
        + (fragments ? 1 : 0);
  }

  /** True where nothing is left to say; counting may be left out. */
  boolean isNothing() {
    return left() == 0;
  }

  List<Integer> protocols() {
    return protocols;
  }

  List<AddressMask> addresses(FieldKind side) {
    return side == FieldKind.SOURCE ? sources : destinations;
  }

  /** The ports of a side, ascending. */
  List<Range> ports(FieldKind side) {
    return side == FieldKind.SOURCE_PORT ? sourcePorts : destinationPorts;
  }

  /** Which of the draft's ranges the first of these is. */
  int firstPort(FieldKind side) {
    return side == FieldKind.SOURCE_PORT ? firstSourcePort : firstDestinationPort;
  }

  List<IcmpMatch> icmp() {
    return icmp;
  }

  /** A code of ICMP whose type has been said. */
  OptionalInt code() {
    return code;
  }

  boolean established() {
    return established;
  }

  List<ConnectionState> states() {
    return states;
  }

  boolean fragments() {
    return fragments;
  }

  boolean counted() {
    return counted;
  }

  /** Something was said that is no condition. */
  Unsaid told() {
    return new Unsaid(this);
  }

  Unsaid withoutFirstProtocol() {
    Unsaid less = new Unsaid(this);
    less.protocols = rest(protocols);
    return less;
  }

  Unsaid withoutFirstAddress(FieldKind side) {
    Unsaid less = new Unsaid(this);
    if (side == FieldKind.SOURCE) {
      less.sources = rest(sources);
    } else {
      less.destinations = rest(destinations);
    }
    return less;
  }

  /** Without any of them: a group said them. */
  Unsaid withoutAddresses(FieldKind side) {
    Unsaid less = new Unsaid(this);
    if (side == FieldKind.SOURCE) {
      less.sources = List.of();
    } else {
      less.destinations = List.of();
    }
    return less;
  }

  /**
   * Without ranges of ports at one end of what is left, or all of them.
   *
   * @param from 0, unless it is the end that goes
   */
  Unsaid withoutPorts(FieldKind side, int from, int to) {
    List<Range> ports = ports(side);
    List<Range> left = from == 0 ? ports.subList(to, ports.size()) : ports.subList(0, from);
    int gone = from == 0 ? to : 0;
    Unsaid less = new Unsaid(this);
    if (side == FieldKind.SOURCE_PORT) {
      less.sourcePorts = left;
      less.firstSourcePort += gone;
    } else {
      less.destinationPorts = left;
      less.firstDestinationPort += gone;
    }
    return less;
  }

  /** The first type is said; its code may be left. */
  Unsaid withoutFirstIcmp(OptionalInt left) {
    Unsaid less = new Unsaid(this);
    less.icmp = rest(icmp);
    less.code = left;
    return less;
  }

  Unsaid withoutCode() {
    Unsaid less = new Unsaid(this);
    less.code = OptionalInt.empty();
    return less;
  }

  Unsaid withoutEstablished() {
    Unsaid less = new Unsaid(this);
    less.established = false;
    return less;
  }

  Unsaid withoutFirstState() {
    Unsaid less = new Unsaid(this);
    less.states = rest(states);
    return less;
  }

  Unsaid withoutFragments() {
    Unsaid less = new Unsaid(this);
    less.fragments = false;
    return less;
  }

  Unsaid withoutCounted() {
    Unsaid less = new Unsaid(this);
    less.counted = false;
    return less;
  }

  /** Without protocols, ports and types: a name said them. */
  Unsaid withoutService() {
    Unsaid less = new Unsaid(this);
    less.protocols = List.of();
    less.sourcePorts = List.of();
    less.destinationPorts = List.of();
    less.icmp = List.of();
    return less;
  }

  private static <T> List<T> rest(List<T> list) {
    return list.subList(1, list.size());
  }
}

package net.portcullis.acl;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Widens one packet to a box that lies in a set and can't be widened further in any one dimension,
 * so that a set can be told as a few lines.
 */
final class Boxes {
  /** An address dimension with more blocks than this is cut down to the witness's own block. */
  private static final int MOST_BLOCKS = 32;

  private final PacketSpace space;
  private final Bdd bdd;
  private final Map<Field, Integer> sides = new EnumMap<>(Field.class);

  Boxes(PacketSpace space) {
    this.space = space;
    bdd = space.bdd();
  }

  /** The box around a packet of the set, which names its source port. */
  Match around(Packet witness, int set) {
    start(witness);
    widen(Field.ESTABLISHED, set);
    widen(Field.ICMP_CODE, set);
    widen(Field.ICMP_TYPE, set);
    widen(Field.SOURCE_PORT, set);
    widen(Field.DESTINATION_PORT, set);
    widen(Field.STATE, set);
    List<AddressMask> sources = widen(Field.SOURCE, witness.source(), set);
    List<AddressMask> destinations = widen(Field.DESTINATION, witness.destination(), set);
    // A side that not all packets have must not be left by widening these two.
    boolean ports = !isOpen(Field.SOURCE_PORT) || !isOpen(Field.DESTINATION_PORT);
    boolean single =
        !isOpen(Field.ICMP_TYPE) || !isOpen(Field.ICMP_CODE) || !isOpen(Field.ESTABLISHED);
    if (!ports && !single) {
      widen(Field.FRAGMENT, set);
    }
    if (!single) {
      widen(Field.PROTOCOL, set);
      if (ports) {
        int carriers = space.numbers(Field.PROTOCOL, Match.WITH_PORTS);
        sides.put(Field.PROTOCOL, bdd.and(side(Field.PROTOCOL), carriers));
      }
    }
    return match(sources, destinations);
  }

  private void start(Packet witness) {
    sides.put(Field.PROTOCOL, numbers(Field.PROTOCOL, witness.protocol()));
    sides.put(Field.FRAGMENT, space.bit(Field.FRAGMENT, witness.fragment()));
    sides.put(Field.SOURCE, host(Field.SOURCE, witness.source()));
    sides.put(Field.DESTINATION, host(Field.DESTINATION, witness.destination()));
    sides.put(
        Field.SOURCE_PORT,
        witness.carriesPorts()
            ? numbers(Field.SOURCE_PORT, witness.sourcePort().orElseThrow())
            : Bdd.TRUE);
    sides.put(
        Field.DESTINATION_PORT,
        witness.carriesPorts()
            ? numbers(Field.DESTINATION_PORT, witness.destinationPort().orElseThrow())
            : Bdd.TRUE);
    Optional<Packet.Icmp> icmp = witness.icmp();
    sides.put(
        Field.ICMP_TYPE, icmp.isPresent() ? numbers(Field.ICMP_TYPE, icmp.get().type()) : Bdd.TRUE);
    sides.put(
        Field.ICMP_CODE, icmp.isPresent() ? numbers(Field.ICMP_CODE, icmp.get().code()) : Bdd.TRUE);
    sides.put(
        Field.ESTABLISHED,
        witness.protocol() == Match.TCP && !witness.fragment()
            ? space.bit(Field.ESTABLISHED, witness.established())
            : Bdd.TRUE);
    sides.put(Field.STATE, space.states(EnumSet.of(witness.state())));
  }

  private int numbers(Field field, int number) {
    return space.numbers(field, Ranges.of(number));
  }

  private int host(Field field, Address address) {
    return space.addresses(field, List.of(AddressMask.of(Prefix.host(address))));
  }

  private int side(Field field) {
    return sides.getOrDefault(field, Bdd.TRUE);
  }

  private boolean isOpen(Field field) {
    return side(field) == Bdd.TRUE;
  }

  /** Takes every value of the field with which the whole box, at its other sides, is in the set. */
  private void widen(Field field, int set) {
    int others = Bdd.TRUE;
    for (Field other : Field.LAST_TO_FIRST) {
      if (other != field) {
        others = bdd.and(side(other), others);
      }
    }
    int outside = bdd.minus(others, set);
    sides.put(field, bdd.not(bdd.project(outside, space.start(field), space.end(field))));
  }

  private List<AddressMask> widen(Field field, Address witness, int set) {
    widen(field, set);
    Blocks blocks = new Blocks(space, field);
    List<AddressMask> masks = blocks.of(side(field), MOST_BLOCKS);
    if (masks.size() > MOST_BLOCKS) {
      masks = List.of(blocks.around(side(field), witness));
      sides.put(field, space.addresses(field, masks));
    }
    return masks;
  }

  private Match match(List<AddressMask> sources, List<AddressMask> destinations) {
    Match match =
        Match.any(space.family())
            .withProtocols(ranges(Field.PROTOCOL))
            .withSources(sources)
            .withDestinations(destinations)
            .withStates(states());
    if (!isOpen(Field.SOURCE_PORT)) {
      match = match.withSourcePorts(ranges(Field.SOURCE_PORT));
    }
    if (!isOpen(Field.DESTINATION_PORT)) {
      match = match.withDestinationPorts(ranges(Field.DESTINATION_PORT));
    }
    if (!isOpen(Field.ICMP_TYPE) || !isOpen(Field.ICMP_CODE)) {
      match =
          match.withIcmp(List.of(new IcmpMatch(ranges(Field.ICMP_TYPE), ranges(Field.ICMP_CODE))));
    }
    if (!isOpen(Field.ESTABLISHED)) {
      match = match.withEstablished(side(Field.ESTABLISHED) == space.bit(Field.ESTABLISHED, true));
    }
    return isOpen(Field.FRAGMENT)
        ? match
        : match.withFragments(
            side(Field.FRAGMENT) == space.bit(Field.FRAGMENT, true)
                ? Fragments.LATER
                : Fragments.NOT_LATER);
  }

  private Set<ConnectionState> states() {
    Ranges numbers = ranges(Field.STATE);
    Set<ConnectionState> states = EnumSet.noneOf(ConnectionState.class);
    ConnectionState[] all = ConnectionState.values();
    for (int number = 0; number < all.length; number++) {
      if (numbers.contains(number)) {
        states.add(all[number]);
      }
    }
    return states;
  }

  private Ranges ranges(Field field) {
    List<Range> list = new ArrayList<>();
    collect(field, side(field), 0, 0, list);
    return Ranges.of(list);
  }

  private void collect(Field field, int node, int depth, int value, List<Range> into) {
    if (node == Bdd.FALSE) {
      return;
    }
    int left = field.bits(space.family()) - depth;
    if (node == Bdd.TRUE) {
      into.add(new Range(value << left, ((value + 1) << left) - 1));
      return;
    }
    boolean tested = bdd.level(node) == space.start(field) + depth;
    collect(field, tested ? bdd.low(node) : node, depth + 1, value << 1, into);
    collect(field, tested ? bdd.high(node) : node, depth + 1, value << 1 | 1, into);
  }
}

package net.portcullis.acl;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The sets of packets of one family, exact. Sets of one space can be combined and compared; those
 * of two spaces can not. A space keeps all it ever computed, so make one per question. Not safe for
 * use by several threads at once.
 *
 * <p>A header is a row of bits. A condition on a dimension that a packet lacks is never met, so
 * each set leaves the bits of missing dimensions open, and equal sets are the same diagram without
 * any constraint on which headers are valid.
 */
public final class PacketSpace {
  private final Family family;
  private final Bdd bdd;
  private final Map<Field, Integer> starts = new EnumMap<>(Field.class);
  private final Map<Match, Integer> matches = new HashMap<>();
  private final Map<Field, Map<Ranges, Integer>> ranges = new EnumMap<>(Field.class);
  private final Map<List<AddressMask>, Integer> sources = new HashMap<>();
  private final Map<List<AddressMask>, Integer> destinations = new HashMap<>();

  private PacketSpace(Family family, int mostNodes) {
    this.family = family;
    bdd = new Bdd(Field.total(family), mostNodes);
    for (Field field : Field.values()) {
      starts.put(field, field.start(family));
      ranges.put(field, new HashMap<>());
    }
  }

  /** A new space. */
  public static PacketSpace of(Family family) {
    return new PacketSpace(family, Bdd.MOST_NODES);
  }

  /** A new space that gives up beyond so many nodes. */
  static PacketSpace of(Family family, int mostNodes) {
    return new PacketSpace(family, mostNodes);
  }

  /**
   * What a list does with every packet: three sets that are disjoint and together everything.
   *
   * @param unknown what a line that was not understood keeps from being known
   */
  public record Decided(PacketSet permitted, PacketSet denied, PacketSet unknown) {}

  public Family family() {
    return family;
  }

  /** No packet. */
  public PacketSet none() {
    return set(Bdd.FALSE);
  }

  /** Every packet of the family. */
  public PacketSet all() {
    return set(Bdd.TRUE);
  }

  /** The packets that a match takes; none where it is of the other family. */
  public PacketSet of(Match match) {
    return set(node(match));
  }

  /** The packet, or the packets of all source ports where it names none. */
  public PacketSet of(Packet packet) {
    return of(matchOf(packet));
  }

  /** What the list does with every packet of the family. */
  public Decided decide(AccessList list) {
    Fold fold = new Fold(bdd, list.otherwise(), true);
    for (Line line : list.lines().reversed()) {
      for (Match match : line.matches().reversed()) {
        fold.before(line.verdict(), line.exact(), node(match));
      }
    }
    int permitted = fold.permitted();
    int denied = fold.denied();
    int unknown = bdd.not(bdd.or(permitted, denied));
    return new Decided(set(permitted), set(denied), set(unknown));
  }

  Bdd bdd() {
    return bdd;
  }

  PacketSet set(int node) {
    return new PacketSet(this, node);
  }

  int start(Field field) {
    return starts.getOrDefault(field, 0);
  }

  int end(Field field) {
    return start(field) + field.bits(family);
  }

  /** The match that takes just this packet, or all source ports of it. */
  public static Match matchOf(Packet packet) {
    Match match =
        Match.any(packet.family())
            .withProtocol(packet.protocol())
            .withSources(List.of(host(packet.source())))
            .withDestinations(List.of(host(packet.destination())))
            .withStates(EnumSet.of(packet.state()))
            .withFragments(packet.fragment() ? Fragments.LATER : Fragments.NOT_LATER);
    if (packet.destinationPort().isPresent()) {
      match = match.withDestinationPorts(Ranges.of(packet.destinationPort().getAsInt()));
    }
    OptionalInt sourcePort = packet.sourcePort();
    if (sourcePort.isPresent()) {
      match = match.withSourcePorts(Ranges.of(sourcePort.getAsInt()));
    }
    if (packet.icmp().isPresent()) {
      Packet.Icmp icmp = packet.icmp().get();
      match = match.withIcmp(List.of(IcmpMatch.typeAndCode(icmp.type(), icmp.code())));
    }
    return packet.protocol() == Match.TCP && !packet.fragment()
        ? match.withEstablished(packet.established())
        : match;
  }

  private static AddressMask host(Address address) {
    return AddressMask.of(Prefix.host(address));
  }

  int node(Match match) {
    Integer known = matches.get(match);
    if (known != null) {
      return known;
    }
    int node = match.family() == family ? build(match) : Bdd.FALSE;
    matches.put(match, node);
    return node;
  }

  /**
   * The product of the dimensions, from the last bits to the first, which keeps each step small.
   */
  private int build(Match match) {
    Map<Field, Integer> parts = new EnumMap<>(Field.class);
    Ranges protocols = match.protocols();
    boolean whole = match.fragments() == Fragments.NOT_LATER;
    if (match.sourcePorts().isPresent() || match.destinationPorts().isPresent()) {
      protocols = protocols.intersect(Match.WITH_PORTS);
      whole = true;
    }
    if (!match.icmp().isEmpty()) {
      protocols = protocols.intersect(Ranges.of(Match.icmpProtocol(family)));
      whole = true;
    }
    if (match.established().isPresent()) {
      protocols = protocols.intersect(Ranges.of(Match.TCP));
      whole = true;
    }
    if (protocols.isEmpty() || (whole && match.fragments() == Fragments.LATER)) {
      return Bdd.FALSE;
    }
    parts.put(Field.PROTOCOL, numbers(Field.PROTOCOL, protocols));
    parts.put(
        Field.FRAGMENT,
        whole
            ? bit(Field.FRAGMENT, false)
            : match.fragments() == Fragments.LATER ? bit(Field.FRAGMENT, true) : Bdd.TRUE);
    parts.put(Field.DESTINATION, addresses(Field.DESTINATION, match.destinations()));
    parts.put(Field.SOURCE, addresses(Field.SOURCE, match.sources()));
    parts.put(
        Field.DESTINATION_PORT,
        numbers(Field.DESTINATION_PORT, match.destinationPorts().orElse(Ranges.anyPort())));
    parts.put(
        Field.SOURCE_PORT,
        numbers(Field.SOURCE_PORT, match.sourcePorts().orElse(Ranges.anyPort())));
    parts.put(Field.ICMP_TYPE, icmp(match.icmp()));
    parts.put(Field.ESTABLISHED, established(match.established()));
    parts.put(Field.STATE, states(match.states()));
    int product = Bdd.TRUE;
    for (Field field : Field.LAST_TO_FIRST) {
      product = bdd.and(parts.getOrDefault(field, Bdd.TRUE), product);
    }
    return product;
  }

  int numbers(Field field, Ranges numbers) {
    Map<Ranges, Integer> known = ranges.computeIfAbsent(field, unseen -> new HashMap<>());
    Integer before = known.get(numbers);
    if (before != null) {
      return before;
    }
    int node = Bdd.FALSE;
    int highest = (1 << field.bits(family)) - 1;
    for (Range range : numbers.list()) {
      if (range.low() <= highest) {
        node = bdd.or(node, range(field, range.low(), Math.min(range.high(), highest)));
      }
    }
    known.put(numbers, node);
    return node;
  }

  private int range(Field field, int low, int high) {
    int atLeast = Bdd.TRUE;
    int atMost = Bdd.TRUE;
    int width = field.bits(family);
    for (int bit = 0; bit < width; bit++) {
      int level = start(field) + width - 1 - bit;
      atLeast =
          (low >>> bit & 1) == 1
              ? bdd.node(level, Bdd.FALSE, atLeast)
              : bdd.node(level, atLeast, Bdd.TRUE);
      atMost =
          (high >>> bit & 1) == 1
              ? bdd.node(level, Bdd.TRUE, atMost)
              : bdd.node(level, atMost, Bdd.FALSE);
    }
    return bdd.and(atLeast, atMost);
  }

  int addresses(Field field, List<AddressMask> masks) {
    Map<List<AddressMask>, Integer> table = field == Field.SOURCE ? sources : destinations;
    Integer known = table.get(masks);
    if (known != null) {
      return known;
    }
    int[] cubes = new int[masks.size()];
    for (int i = 0; i < cubes.length; i++) {
      cubes[i] = cube(field, masks.get(i));
    }
    int node = bdd.orAll(cubes, 0, cubes.length);
    table.put(masks, node);
    return node;
  }

  private int cube(Field field, AddressMask mask) {
    int node = Bdd.TRUE;
    for (int i = family.bits() - 1; i >= 0; i--) {
      if (mask.mask().bit(i)) {
        int level = start(field) + i;
        node =
            mask.value().bit(i)
                ? bdd.node(level, Bdd.FALSE, node)
                : bdd.node(level, node, Bdd.FALSE);
      }
    }
    return node;
  }

  int bit(Field field, boolean value) {
    return value
        ? bdd.node(start(field), Bdd.FALSE, Bdd.TRUE)
        : bdd.node(start(field), Bdd.TRUE, Bdd.FALSE);
  }

  private int icmp(List<IcmpMatch> matches) {
    if (matches.isEmpty()) {
      return Bdd.TRUE;
    }
    int node = Bdd.FALSE;
    for (IcmpMatch match : matches) {
      int codes = numbers(Field.ICMP_CODE, match.codes());
      node = bdd.or(node, bdd.and(numbers(Field.ICMP_TYPE, match.types()), codes));
    }
    return node;
  }

  private int established(Optional<Boolean> established) {
    return established.isPresent() ? bit(Field.ESTABLISHED, established.get()) : Bdd.TRUE;
  }

  int states(Set<ConnectionState> states) {
    int node = Bdd.FALSE;
    for (ConnectionState state : states) {
      int number = List.of(ConnectionState.values()).indexOf(state);
      node = bdd.or(node, range(Field.STATE, number, number));
    }
    return node;
  }
}

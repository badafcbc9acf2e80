package net.portcullis.acl;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Random lists whose lines collide often, and random packets at the lists' own corners. */
final class Chance {
  private static final int[] PORTS = {0, 1, 22, 23, 80, 161, 162, 1023, 1024, 40000, 65534, 65535};
  private static final int[] PROTOCOLS = {0, 1, 6, 17, 33, 47, 50, 58, 132, 136, 255};

  private final Random random;
  private final Family family;

  Chance(long seed, Family family) {
    this.random = new Random(seed);
    this.family = family;
  }

  /** How many runs a property gets: {@code -Dportcullis.runs=N} scales the default of 100. */
  static int runs(int ordinary) {
    return Math.max(1, ordinary * Integer.getInteger("portcullis.runs", 100) / 100);
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  AccessList list(int most, boolean doubtful) {
    List<Line> lines = new ArrayList<>();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      lines.add(line(i + 1, doubtful));
    }
    return new AccessList("some", lines, oneIn(4) ? Verdict.PERMIT : Verdict.DENY);
  }

  Line line(int number, boolean doubtful) {
    Verdict verdict =
        doubtful && oneIn(8) ? Verdict.UNKNOWN : oneIn(2) ? Verdict.PERMIT : Verdict.DENY;
    List<Match> matches = new ArrayList<>();
    do {
      matches.add(match());
    } while (oneIn(6));
    if (oneIn(30)) {
      matches.clear();
    }
    boolean exact = !doubtful || !oneIn(5);
    return new Line(verdict, matches, exact, new Line.Origin(number, "line " + number));
  }

  Match match() {
    Match match = Match.any(family).withSources(masks()).withDestinations(masks());
    int kind = random.nextInt(8);
    match =
        switch (kind) {
          case 0 -> match;
          case 1 -> match.withProtocols(Ranges.of(protocol()));
          case 2 -> match.withProtocol(Match.icmpProtocol(family));
          case 3, 4 -> match.withProtocol(Match.TCP);
          case 5 -> match.withProtocol(Match.UDP);
          case 6 -> match.withProtocols(Ranges.of(Range.of(Match.TCP), Range.of(Match.UDP)));
          default -> match.withProtocols(Ranges.of(new Range(0, protocol())));
        };
    if (oneIn(2)) {
      match = match.withDestinationPorts(ports());
    }
    if (oneIn(5)) {
      match = match.withSourcePorts(ports());
    }
    if (kind == 2 ? oneIn(2) : oneIn(15)) {
      int type = oneIn(3) ? 0 : oneIn(2) ? 8 : 255;
      match =
          match
              .withProtocols(match.protocols())
              .withIcmp(
                  oneIn(2)
                      ? List.of(IcmpMatch.type(type))
                      : List.of(IcmpMatch.typeAndCode(type, oneIn(2) ? 0 : 4), IcmpMatch.type(3)));
      match =
          oneIn(4)
              ? match
              : new Match(
                  match.family(),
                  match.protocols(),
                  match.sources(),
                  match.destinations(),
                  Optional.empty(),
                  Optional.empty(),
                  match.icmp(),
                  match.established(),
                  match.states(),
                  match.fragments());
    }
    if (oneIn(7)) {
      match = match.withEstablished(oneIn(2));
    }
    if (oneIn(5)) {
      match = match.withFragments(oneIn(2) ? Fragments.LATER : Fragments.NOT_LATER);
    }
    if (oneIn(6)) {
      EnumSet<ConnectionState> states = EnumSet.of(state());
      states.add(state());
      match = match.withStates(states);
    }
    return match;
  }

  private List<AddressMask> masks() {
    if (oneIn(4)) {
      return List.of(AddressMask.any(family));
    }
    List<AddressMask> masks = new ArrayList<>();
    do {
      masks.add(mask());
    } while (oneIn(5));
    return masks;
  }

  AddressMask mask() {
    Address address = address();
    if (oneIn(6)) {
      long holes = 0;
      for (int i = random.nextInt(4); i > 0; i--) {
        holes |= 1L << random.nextInt(64);
      }
      Address wildcard =
          family == Family.IPV4
              ? new Address(family, 0, holes & 0xFFFF_FFFFL)
              : new Address(family, holes, Long.rotateLeft(holes, 17));
      return AddressMask.wildcard(address, wildcard);
    }
    int[] lengths =
        family == Family.IPV4
            ? new int[] {0, 8, 15, 24, 30, 31, 32}
            : new int[] {0, 32, 63, 64, 65, 127, 128};
    Address mask = Prefix.maskOf(family, lengths[random.nextInt(lengths.length)]);
    return new AddressMask(address, mask);
  }

  /** One of few addresses, so that blocks often lie in one another. */
  Address address() {
    long last = random.nextInt(4);
    long middle = random.nextInt(2);
    return family == Family.IPV4
        ? new Address(family, 0, 10L << 24 | middle << 16 | random.nextInt(2) << 8 | last)
        : new Address(
            family, 0x2001_0db8_0000_0000L | middle, (long) random.nextInt(2) << 63 | last);
  }

  private Ranges ports() {
    List<Range> ranges = new ArrayList<>();
    do {
      int a = PORTS[random.nextInt(PORTS.length)];
      int b = oneIn(2) ? a : PORTS[random.nextInt(PORTS.length)];
      ranges.add(new Range(Math.min(a, b), Math.max(a, b)));
    } while (oneIn(4));
    return Ranges.of(ranges);
  }

  private int protocol() {
    return PROTOCOLS[random.nextInt(PROTOCOLS.length)];
  }

  private ConnectionState state() {
    return List.of(ConnectionState.values()).get(random.nextInt(4));
  }

  /** A packet at a corner of one of the matches, or anywhere. */
  Packet packet(List<Match> matches) {
    Match near =
        matches.isEmpty() ? Match.any(family) : matches.get(random.nextInt(matches.size()));
    boolean fragment = near.fragments() == Fragments.LATER ? !oneIn(5) : oneIn(12);
    int protocol = oneIn(6) ? protocol() : corner(near.protocols(), 255);
    boolean ports = !fragment && Match.WITH_PORTS.contains(protocol);
    boolean icmp = !fragment && protocol == Match.icmpProtocol(family);
    boolean tcp = !fragment && protocol == Match.TCP;
    return new Packet(
        corner(near.sources()),
        corner(near.destinations()),
        protocol,
        ports
            ? OptionalInt.of(corner(near.sourcePorts().orElse(ports()), 65535))
            : OptionalInt.empty(),
        ports
            ? OptionalInt.of(corner(near.destinationPorts().orElse(ports()), 65535))
            : OptionalInt.empty(),
        icmp ? Optional.of(icmp(near)) : Optional.empty(),
        tcp && (oneIn(5) ? oneIn(2) : near.established().orElse(oneIn(2))),
        fragment,
        oneIn(3) ? state() : near.states().iterator().next());
  }

  private Packet.Icmp icmp(Match near) {
    if (near.icmp().isEmpty() || oneIn(6)) {
      return new Packet.Icmp(oneIn(2) ? 8 : 3, random.nextInt(6));
    }
    IcmpMatch match = near.icmp().get(random.nextInt(near.icmp().size()));
    return new Packet.Icmp(corner(match.types(), 255), corner(match.codes(), 255));
  }

  private int corner(Ranges ranges, int highest) {
    if (ranges.isEmpty()) {
      return random.nextInt(highest + 1);
    }
    Range range = ranges.list().get(random.nextInt(ranges.list().size()));
    int number =
        switch (random.nextInt(6)) {
          case 0 -> range.low();
          case 1 -> range.high();
          case 2 -> range.low() - 1;
          case 3 -> range.high() + 1;
          default -> range.low() + random.nextInt(range.high() - range.low() + 1);
        };
    return Math.clamp(number, 0, highest);
  }

  private Address corner(List<AddressMask> masks) {
    AddressMask mask = masks.get(random.nextInt(masks.size()));
    Address free = mask.mask().not();
    long high = mask.value().high();
    long low = mask.value().low();
    switch (random.nextInt(6)) {
      case 0 -> {}
      case 1 -> {
        high |= free.high();
        low |= free.low();
      }
      case 2 -> {
        return address();
      }
      case 3 -> low ^= 1L << random.nextInt(family == Family.IPV4 ? 32 : 64);
      default -> {
        high |= free.high() & random.nextLong();
        low |= free.low() & random.nextLong();
      }
    }
    return new Address(family, high, low);
  }

  /** A list near another: a few lines taken out, put in, changed or moved. */
  AccessList near(AccessList list, boolean doubtful) {
    List<Line> lines = new ArrayList<>(list.lines());
    int edits = random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(lines.size() + 1);
      boolean exists = at < lines.size();
      switch (random.nextInt(4)) {
        case 0 -> lines.add(at, line(1000 + i, doubtful));
        case 1 -> {
          if (exists) {
            lines.remove(at);
          }
        }
        case 2 -> {
          if (exists) {
            lines.set(at, line(2000 + i, doubtful));
          }
        }
        default -> {
          if (exists) {
            lines.add(random.nextInt(lines.size()), lines.remove(at));
          }
        }
      }
    }
    return new AccessList(list.name(), lines, oneIn(15) ? Verdict.PERMIT : list.otherwise());
  }

  static List<Match> matches(AccessList... lists) {
    List<Match> all = new ArrayList<>();
    for (AccessList list : lists) {
      list.lines().forEach(line -> all.addAll(line.matches()));
    }
    return all;
  }
}

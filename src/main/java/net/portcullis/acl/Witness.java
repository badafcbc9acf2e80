package net.portcullis.acl;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Chooses from a set the packet that is easiest to read and to send: one wish after the other
 * narrows the set where it can be fulfilled.
 */
final class Witness {
  private static final List<String> SERVERS = List.of("10.0.0.1", "192.0.2.1", "2001:db8::1");
  private static final List<String> CLIENTS =
      List.of("198.51.100.1", "10.0.0.2", "203.0.113.1", "2001:db8:1::1");
  private static final List<Integer> KNOWN_PORTS =
      List.of(443, 80, 22, 161, 53, 23, 25, 123, 514, 162, 69, 21, 1812, 3389, 8080);

  private final PacketSpace space;
  private final Bdd bdd;
  private final Hints hints;
  private int set = Bdd.FALSE;

  Witness(PacketSpace space, Hints hints) {
    this.space = space;
    this.bdd = space.bdd();
    this.hints = hints;
  }

  /** A packet of a set that is not empty. */
  Packet choose(int node) {
    set = node;
    wish(space.states(EnumSet.of(ConnectionState.NEW)));
    wish(space.bit(Field.FRAGMENT, false));
    int icmp = Match.icmpProtocol(space.family());
    boolean named = wish(protocol(Match.TCP)) || wish(protocol(Match.UDP)) || wish(protocol(icmp));
    if (!named) {
      wish(space.numbers(Field.PROTOCOL, Match.WITH_PORTS.complement(255)));
    }
    wish(space.bit(Field.ESTABLISHED, false));
    int echo = space.family() == Family.IPV4 ? 8 : 128;
    wish(space.numbers(Field.ICMP_TYPE, Ranges.of(echo)));
    wish(space.numbers(Field.ICMP_CODE, Ranges.of(0)));
    ports();
    Address destination =
        address(Field.DESTINATION, hints.destinations(), SERVERS, Optional.empty());
    address(Field.SOURCE, hints.sources(), CLIENTS, Optional.of(destination));
    return packet();
  }

  private void ports() {
    boolean found = false;
    // A port that both the lists and every reader know is best.
    for (int port : KNOWN_PORTS) {
      found = found || (hints.ports().contains(port) && wish(port(port)));
    }
    for (int port : hints.ports()) {
      found = found || wish(port(port));
    }
    for (int port : KNOWN_PORTS) {
      found = found || wish(port(port));
    }
    if (!found) {
      boolean some =
          wish(space.numbers(Field.DESTINATION_PORT, Ranges.of(new Range(1, 1023))))
              || wish(space.numbers(Field.DESTINATION_PORT, Ranges.of(new Range(1024, 65535))));
      wish(some ? lowest(Field.DESTINATION_PORT) : Bdd.TRUE);
    }
    boolean ephemeral =
        wish(space.numbers(Field.SOURCE_PORT, Ranges.of(40000)))
            || wish(space.numbers(Field.SOURCE_PORT, Ranges.of(new Range(49152, 65535))))
            || wish(space.numbers(Field.SOURCE_PORT, Ranges.of(new Range(1024, 65535))))
            || wish(space.numbers(Field.SOURCE_PORT, Ranges.of(new Range(1, 1023))));
    wish(ephemeral ? lowest(Field.SOURCE_PORT) : Bdd.TRUE);
  }

  private int port(int number) {
    return space.numbers(Field.DESTINATION_PORT, Ranges.of(number));
  }

  private int protocol(int number) {
    return space.numbers(Field.PROTOCOL, Ranges.of(number));
  }

  private Address address(
      Field field, List<Address> known, List<String> usual, Optional<Address> taken) {
    Optional<Address> found =
        Stream.concat(known.stream(), usual.stream().map(Address::parse))
            .filter(address -> address.family() == space.family())
            .filter(address -> taken.isEmpty() || !taken.get().equals(address))
            .filter(address -> wish(host(field, address)))
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    Address lowest = valueOf(field);
    Address neighbour = new Address(lowest.family(), lowest.high(), lowest.low() | 1);
    Address chosen = wish(host(field, neighbour)) ? neighbour : lowest;
    wish(host(field, chosen));
    return chosen;
  }

  private int host(Field field, Address address) {
    return space.addresses(field, List.of(AddressMask.of(Prefix.host(address))));
  }

  private boolean wish(int wanted) {
    int narrowed = bdd.and(set, wanted);
    if (narrowed == Bdd.FALSE) {
      return false;
    }
    set = narrowed;
    return true;
  }

  /** The values of a field that the set leaves, restricted to the lowest one. */
  private int lowest(Field field) {
    Address value = valueOf(field);
    return space.numbers(field, Ranges.of((int) value.low()));
  }

  /** The least value that the set has for a field, as a number in an address's clothes. */
  private Address valueOf(Field field) {
    int values = bdd.project(set, space.start(field), space.end(field));
    long high = 0;
    long low = 0;
    int width = field.bits(space.family());
    for (int i = 0; i < width; i++) {
      int level = space.start(field) + i;
      boolean one = false;
      if (bdd.level(values) == level) {
        one = bdd.low(values) == Bdd.FALSE;
        values = one ? bdd.high(values) : bdd.low(values);
      }
      int fromRight = width - 1 - i;
      if (one && fromRight >= 64) {
        high |= 1L << (fromRight - 64);
      } else if (one) {
        low |= 1L << fromRight;
      }
    }
    return width == 128 ? new Address(Family.IPV6, high, low) : new Address(Family.IPV4, 0, low);
  }

  private int number(Field field) {
    int number = (int) valueOf(field).low();
    // Each field is settled before the next is read, for they may depend on each other.
    if (!field.isAddress()) {
      wish(space.numbers(field, Ranges.of(number)));
    }
    return number;
  }

  private Packet packet() {
    int protocol = number(Field.PROTOCOL);
    boolean fragment = number(Field.FRAGMENT) == 1;
    boolean established = number(Field.ESTABLISHED) == 1;
    ConnectionState state = List.of(ConnectionState.values()).get(number(Field.STATE));
    boolean ports = !fragment && Match.WITH_PORTS.contains(protocol);
    boolean icmp = !fragment && protocol == Match.icmpProtocol(space.family());
    OptionalInt sourcePort =
        ports ? OptionalInt.of(number(Field.SOURCE_PORT)) : OptionalInt.empty();
    OptionalInt port = ports ? OptionalInt.of(number(Field.DESTINATION_PORT)) : OptionalInt.empty();
    Optional<Packet.Icmp> message =
        icmp
            ? Optional.of(new Packet.Icmp(number(Field.ICMP_TYPE), number(Field.ICMP_CODE)))
            : Optional.empty();
    return new Packet(
        valueOf(Field.SOURCE),
        valueOf(Field.DESTINATION),
        protocol,
        sourcePort,
        port,
        message,
        established && protocol == Match.TCP && !fragment,
        fragment,
        state);
  }
}

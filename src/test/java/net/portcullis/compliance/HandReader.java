package net.portcullis.compliance;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the text of an emulated switch and says what it does with a packet. Written for the words
 * that the drift cases use, and sharing nothing with the code that it judges: no profile, no
 * grammar, no packet sets.
 */
final class HandReader {
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("icmp", 1, "tcp", 6, "udp", 17, "gre", 47, "icmpv6", 58, "6", 6);
  private static final Map<String, Integer> PORTS =
      Map.of("telnet", 23, "ntp", 123, "snmp", 161, "www", 80);

  private final List<String> lines;
  private final boolean denies;

  HandReader(String text) {
    lines = text.lines().toList();
    denies = lines.stream().anyMatch(line -> line.strip().equals("packet-filter default deny"));
  }

  /** A packet as the finding writes it, taken apart again. */
  private record Packet(
      boolean six,
      int protocol,
      BigInteger source,
      int sourcePort,
      BigInteger destination,
      int port,
      int type,
      int code,
      boolean established,
      boolean fragment) {
    static Packet of(String text) {
      List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
      String kind = words.removeFirst();
      String from = words.removeFirst();
      words.removeFirst();
      String to = words.removeFirst();
      boolean six = from.indexOf(':') != from.lastIndexOf(':');
      int type = -1;
      int code = -1;
      int protocol = kind.equals("icmp") ? (six ? 58 : 1) : PROTOCOLS.getOrDefault(kind, -1);
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).indexOf('/') > 0) {
          int slash = words.get(i).indexOf('/');
          type = Integer.parseInt(words.get(i).substring(0, slash));
          code = Integer.parseInt(words.get(i).substring(slash + 1));
        } else if (words.get(i).equals("proto")) {
          protocol = Integer.parseInt(words.get(i + 1));
        }
      }
      return new Packet(
          six,
          protocol,
          address(host(from)),
          port(from),
          address(host(to)),
          port(to),
          type,
          code,
          words.contains("established"),
          words.contains("fragment"));
    }

    private static String host(String end) {
      if (end.startsWith("[")) {
        return end.substring(1, end.indexOf(']'));
      }
      int colon = end.indexOf(':');
      return colon > 0 && colon == end.lastIndexOf(':') ? end.substring(0, colon) : end;
    }

    private static int port(String end) {
      String rest = end.substring(end.indexOf(host(end)) + host(end).length()).replace("]", "");
      return rest.startsWith(":") ? Integer.parseInt(rest.substring(1)) : -1;
    }
  }

  /** {@code permit} or {@code deny}. */
  String fate(String interfaceName, String direction, String packetText) {
    Packet packet = Packet.of(packetText);
    Optional<String> bound = bound(interfaceName, direction, packet.six());
    if (bound.isEmpty()) {
      return "permit";
    }
    boolean inside = false;
    boolean any = false;
    for (String line : lines) {
      if (line.startsWith("acl ")) {
        inside = line.endsWith(" " + bound.get()) && line.startsWith("acl ipv6") == packet.six();
      } else if (!line.startsWith(" ")) {
        inside = false;
      } else if (inside && line.strip().startsWith("rule ") && !line.contains(" comment ")) {
        any = true;
        List<String> words = List.of(line.strip().split(" +", -1));
        if (takes(words.subList(3, words.size()), packet)) {
          return words.get(2);
        }
      }
    }
    return any && denies ? "deny" : "permit";
  }

  private Optional<String> bound(String interfaceName, String direction, boolean six) {
    boolean inside = false;
    for (String line : lines) {
      if (!line.startsWith(" ")) {
        inside = line.equals("interface " + interfaceName);
      }
      List<String> words = List.of(line.strip().split(" +", -1));
      if (inside
          && words.getFirst().equals("packet-filter")
          && words.getLast().equals(direction)
          && words.contains("ipv6") == six) {
        return Optional.of(words.get(words.size() - 2));
      }
    }
    return Optional.empty();
  }

  private static boolean takes(List<String> words, Packet packet) {
    String protocol = words.getFirst();
    if (!protocol.equals("ip")
        && !protocol.equals("ipv6")
        && PROTOCOLS.getOrDefault(protocol, -2) != packet.protocol()) {
      return false;
    }
    boolean whole = false;
    boolean takes = true;
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "source" -> takes &= addressed(words, i, packet.source(), packet.six());
        case "destination" -> takes &= addressed(words, i, packet.destination(), packet.six());
        case "source-port" -> {
          whole = true;
          takes &= ported(words, i, packet.sourcePort());
        }
        case "destination-port" -> {
          whole = true;
          takes &= ported(words, i, packet.port());
        }
        case "established" -> {
          whole = true;
          takes &= packet.established();
        }
        case "fragment" -> takes &= packet.fragment();
        case "icmp-type", "icmp6-type" -> {
          whole = true;
          takes &= typed(words, i, packet);
        }
        default -> {}
      }
    }
    return takes && !(whole && packet.fragment());
  }

  private static boolean addressed(List<String> words, int at, BigInteger address, boolean six) {
    String value = words.get(at + 1);
    int width = six ? 128 : 32;
    BigInteger all = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    BigInteger cares;
    if (value.indexOf('/') > 0) {
      int length = Integer.parseInt(value.substring(value.indexOf('/') + 1));
      cares = all.xor(BigInteger.ONE.shiftLeft(width - length).subtract(BigInteger.ONE));
      value = value.substring(0, value.indexOf('/'));
    } else {
      String wildcard = words.get(at + 2);
      cares = wildcard.equals("0") ? all : all.xor(address(wildcard));
    }
    return address.and(cares).equals(address(value).and(cares));
  }

  private static boolean ported(List<String> words, int at, int port) {
    int first = number(words.get(at + 2));
    return switch (words.get(at + 1)) {
      case "eq" -> port == first;
      case "range" -> port >= first && port <= number(words.get(at + 3));
      default -> throw new IllegalArgumentException(words.toString());
    };
  }

  private static boolean typed(List<String> words, int at, Packet packet) {
    String type = words.get(at + 1);
    if (type.equals("fragmentneed-DFset")) {
      return packet.type() == 3 && packet.code() == 4;
    }
    boolean coded = at + 2 < words.size() && words.get(at + 2).chars().allMatch(Character::isDigit);
    return packet.type() == Integer.parseInt(type)
        && (!coded || packet.code() == Integer.parseInt(words.get(at + 2)));
  }

  private static int number(String port) {
    return PORTS.containsKey(port) ? PORTS.get(port) : Integer.parseInt(port);
  }

  private static BigInteger address(String text) {
    try {
      return new BigInteger(1, InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException wrong) {
      throw new IllegalArgumentException(text, wrong);
    }
  }
}

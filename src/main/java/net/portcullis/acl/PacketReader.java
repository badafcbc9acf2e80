package net.portcullis.acl;

import java.util.Optional;
import java.util.OptionalInt;

/** Reads one packet's text: a single pass over blank-separated words. */
final class PacketReader {
  private static final String EXAMPLE = "tcp 10.1.1.1:40000 > 10.2.2.2:22";

  private final String text;
  private int at;
  private int wordStart;

  private boolean established;
  private int establishedColumn;
  private boolean fragment;
  private Optional<ConnectionState> state = Optional.empty();
  private Optional<Packet.Icmp> icmp = Optional.empty();
  private OptionalInt protocol = OptionalInt.empty();

  PacketReader(String text) {
    this.text = text;
  }

  /** An address with its port, and the column where the port is missing. */
  private record Endpoint(Address address, OptionalInt port, int column, int end) {}

  Packet read() {
    String name = word("The packet is empty.", "Write a packet such as " + EXAMPLE + ".");
    int nameColumn = wordStart + 1;
    switch (name) {
      case "tcp" -> protocol = OptionalInt.of(Match.TCP);
      case "udp" -> protocol = OptionalInt.of(Match.UDP);
      case "icmp", "ip" -> {}
      default ->
          throw wrong(
              nameColumn,
              "'" + name + "' is no protocol that a packet starts with.",
              "Write tcp, udp, icmp, or ip with 'proto' and a number.");
    }
    Endpoint source = endpoint("source");
    String arrow =
        word("The packet ends before its destination.", "Write '>' and a destination address.");
    if (!arrow.equals(">")) {
      throw wrong(
          wordStart + 1,
          "'" + arrow + "' stands where '>' belongs.",
          "Write a blank, '>' and a blank between source and destination.");
    }
    Endpoint destination = endpoint("destination");
    Family family = source.address().family();
    if (destination.address().family() != family) {
      throw wrong(
          destination.column(),
          "The destination is not of the source's address family.",
          "Write two IPv4 or two IPv6 addresses.");
    }
    if (name.equals("icmp")) {
      protocol = OptionalInt.of(Match.icmpProtocol(family));
    }
    words(name);
    return packet(family, source, destination);
  }

  private Packet packet(Family family, Endpoint source, Endpoint destination) {
    int number =
        protocol.orElseThrow(() ->
            wrong(
                text.length() + 1,
                "The packet has no protocol.",
                "Write 'proto' and a number from 0 to 255 at the end."));
    boolean carriesPorts = Match.WITH_PORTS.contains(number);
    boolean carriesIcmp = number == Match.icmpProtocol(family);
    for (Endpoint end : new Endpoint[] {source, destination}) {
      if (end.port().isPresent() && !carriesPorts) {
        throw wrong(
            end.end() - Integer.toString(end.port().getAsInt()).length() + 1,
            "Protocol " + number + " carries no ports.",
            "Leave the port out.");
      }
    }
    if (established && number != Match.TCP) {
      throw wrong(
          establishedColumn, "Only a TCP packet is established.", "Leave 'established' out.");
    }
    if (!fragment && carriesPorts && destination.port().isEmpty()) {
      throw wrong(
          destination.end() + 1,
          "The destination port is missing.",
          "Write ':' and a port from 0 to 65535, or 'fragment' for a later fragment.");
    }
    if (!fragment && carriesIcmp && icmp.isEmpty()) {
      throw wrong(
          text.length() + 1,
          "The ICMP type and code are missing.",
          "Write them as TYPE/CODE, such as 8/0, or 'fragment' for a later fragment.");
    }
    return new Packet(
        source.address(),
        destination.address(),
        number,
        fragment ? OptionalInt.empty() : source.port(),
        fragment ? OptionalInt.empty() : destination.port(),
        fragment ? Optional.empty() : icmp,
        established && !fragment,
        fragment,
        state.orElse(ConnectionState.NEW));
  }

  private void words(String name) {
    for (Optional<String> next = next(); next.isPresent(); next = next()) {
      String word = next.get();
      int column = wordStart + 1;
      boolean again = false;
      if (word.equals("established")) {
        again = established;
        established = true;
        establishedColumn = column;
      } else if (word.equals("fragment")) {
        again = fragment;
        fragment = true;
      } else if (stateOf(word).isPresent()) {
        again = state.isPresent();
        state = stateOf(word);
      } else if (word.equals("proto") && name.equals("ip")) {
        again = protocol.isPresent();
        protocol = OptionalInt.of(protocolNumber());
      } else if (name.equals("icmp") && word.indexOf('/') > 0) {
        again = icmp.isPresent();
        icmp = Optional.of(icmpOf(word));
      } else {
        throw wrong(
            column,
            "'" + word + "' is no word of a packet.",
            name.equals("icmp")
                ? "Write TYPE/CODE, such as 8/0, then fragment, new, reply, related or invalid."
                : name.equals("ip")
                    ? "Write 'proto' and a number, then fragment, new, reply, related or invalid."
                    : "Write established, fragment, new, reply, related or invalid.");
      }
      if (again) {
        throw wrong(column, "'" + word + "' says again what was said before.", "Leave it out.");
      }
    }
  }

  private static Optional<ConnectionState> stateOf(String word) {
    return switch (word) {
      case "new" -> Optional.of(ConnectionState.NEW);
      case "reply" -> Optional.of(ConnectionState.REPLY);
      case "related" -> Optional.of(ConnectionState.RELATED);
      case "invalid" -> Optional.of(ConnectionState.INVALID);
      default -> Optional.empty();
    };
  }

  private int protocolNumber() {
    String remedy = "Write a protocol number from 0 to 255.";
    String word = word("The packet ends before its protocol number.", remedy);
    return number(word, wordStart, 255, "protocol number", remedy);
  }

  private Packet.Icmp icmpOf(String word) {
    int start = wordStart;
    int slash = word.indexOf('/');
    String remedy = "Write TYPE/CODE, two numbers from 0 to 255, such as 8/0.";
    int type = number(word.substring(0, slash), start, 255, "ICMP type", remedy);
    int code = number(word.substring(slash + 1), start + slash + 1, 255, "ICMP code", remedy);
    return new Packet.Icmp(type, code);
  }

  private Endpoint endpoint(String side) {
    String remedy = "Write an address such as 10.1.2.3 or [2001:db8::1], with ':' and a port.";
    String word = word("The packet ends before its " + side + ".", remedy);
    int start = wordStart;
    int hostEnd;
    int portStart = -1;
    String host;
    if (word.startsWith("[")) {
      int close = word.indexOf(']');
      if (close < 0) {
        throw wrong(start + word.length() + 1, "The bracket is not closed.", remedy);
      }
      host = word.substring(1, close);
      hostEnd = close + 1;
      if (host.indexOf(':') < 0) {
        throw wrong(start + 2, "'" + host + "' is not an IPv6 address.", remedy);
      }
      if (hostEnd < word.length()) {
        if (word.charAt(hostEnd) != ':') {
          throw wrong(start + hostEnd + 1, "Only ':' and a port may follow ']'.", remedy);
        }
        portStart = hostEnd + 1;
      }
    } else {
      int colon = word.indexOf(':');
      boolean alone = colon < 0 || word.indexOf(':', colon + 1) >= 0;
      hostEnd = alone ? word.length() : colon;
      host = word.substring(0, hostEnd);
      portStart = alone ? -1 : colon + 1;
    }
    OptionalInt port =
        portStart < 0
            ? OptionalInt.empty()
            : OptionalInt.of(
                number(
                    word.substring(portStart),
                    start + portStart,
                    65535,
                    "port",
                    "Write a port from 0 to 65535."));
    try {
      return new Endpoint(Address.parse(host), port, start + 1, start + word.length());
    } catch (IllegalArgumentException notAnAddress) {
      throw wrong(
          start + (word.startsWith("[") ? 2 : 1), "'" + host + "' is not an IP address.", remedy);
    }
  }

  private int number(String digits, int start, int highest, String what, String remedy) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        throw wrong(start + i + 1, "'" + digits + "' is no " + what + ".", remedy);
      }
      value = Math.min(value * 10 + (c - '0'), 1_000_000);
    }
    if (digits.isEmpty() || value > highest) {
      throw wrong(
          start + 1, "'" + digits + "' is no " + what + " from 0 to " + highest + ".", remedy);
    }
    return value;
  }

  private String word(String whatIfNone, String remedy) {
    return next().orElseThrow(() -> wrong(text.length() + 1, whatIfNone, remedy));
  }

  private Optional<String> next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    wordStart = at;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return wordStart == at ? Optional.empty() : Optional.of(text.substring(wordStart, at));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private PacketSyntaxException wrong(int column, String what, String remedy) {
    return new PacketSyntaxException(text, column, what, remedy);
  }
}

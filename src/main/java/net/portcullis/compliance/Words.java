package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Match;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Region;
import net.portcullis.acl.Verdict;

/** Packets in words that a reader who knows no port numbers understands. */
final class Words {
  private static final int MOST = 3;

  /** Services by protocol and port, as IANA registered them or as everybody calls them. */
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("tcp 20", "FTP data"),
          Map.entry("tcp 21", "FTP"),
          Map.entry("tcp 22", "SSH"),
          Map.entry("tcp 23", "Telnet"),
          Map.entry("tcp 25", "SMTP"),
          Map.entry("tcp 53", "DNS over TCP"),
          Map.entry("udp 53", "DNS"),
          Map.entry("udp 67", "DHCP"),
          Map.entry("udp 68", "DHCP to clients"),
          Map.entry("udp 69", "TFTP"),
          Map.entry("tcp 80", "HTTP"),
          Map.entry("tcp 88", "Kerberos over TCP"),
          Map.entry("udp 88", "Kerberos"),
          Map.entry("udp 123", "NTP"),
          Map.entry("tcp 135", "RPC"),
          Map.entry("udp 137", "NetBIOS names"),
          Map.entry("tcp 139", "NetBIOS sessions"),
          Map.entry("udp 161", "SNMP"),
          Map.entry("udp 162", "SNMP traps"),
          Map.entry("tcp 389", "LDAP"),
          Map.entry("tcp 443", "HTTPS"),
          Map.entry("tcp 445", "SMB"),
          Map.entry("udp 514", "syslog"),
          Map.entry("tcp 636", "LDAPS"),
          Map.entry("tcp 1433", "SQL Server"),
          Map.entry("udp 1645", "RADIUS"),
          Map.entry("udp 1646", "RADIUS accounting"),
          Map.entry("udp 1812", "RADIUS"),
          Map.entry("udp 1813", "RADIUS accounting"),
          Map.entry("udp 2000", "portal requests"),
          Map.entry("tcp 3306", "MySQL"),
          Map.entry("tcp 3389", "remote desktop"),
          Map.entry("tcp 5432", "PostgreSQL"),
          Map.entry("udp 6343", "sFlow"),
          Map.entry("tcp 8080", "HTTP on 8080"),
          Map.entry("tcp 8443", "HTTPS on 8443"),
          Map.entry("udp 9020", "NetStream"),
          Map.entry("udp 50100", "portal"));

  private Words() {}

  /** Such as {@code RADIUS from 10.2.0.0/16 to 10.20.0.11}. */
  static String of(Region region) {
    Match match = region.box();
    int arrow = region.text().indexOf(" -> ");
    String left = arrow < 0 ? "" : region.text().substring(0, arrow);
    String right = arrow < 0 ? "" : region.text().substring(arrow + 4);
    return what(match)
        + " from "
        + where(match.sources(), cut(left.substring(left.indexOf(' ') + 1), " source "))
        + " to "
        + where(
            match.destinations(),
            cut(
                cut(cut(right, " port"), " type "),
                match.established().isEmpty() ? " later" : " "));
  }

  private static String cut(String text, String from) {
    int at = text.indexOf(from);
    return at < 0 ? text : text.substring(0, at);
  }

  /** The verb that follows. */
  static String is(Region region) {
    return is(region.box());
  }

  /** The verb that follows: {@code is} or {@code are}. */
  static String is(Match match) {
    String what = what(match);
    boolean several =
        what.startsWith("Later ")
            || what.startsWith("Replies ")
            || what.endsWith(" traps")
            || what.contains(" and ");
    return several ? "are" : "is";
  }

  private static String what(Match match) {
    if (match.fragments() == Fragments.LATER) {
      return "Later fragments of " + header(match, "packets");
    }
    Optional<String> served = services(match, match.destinationPorts());
    if (served.isPresent()) {
      return served.get();
    }
    Optional<String> answered =
        match.destinationPorts().isEmpty()
            ? services(match, match.sourcePorts())
            : Optional.empty();
    return answered.map(name -> "Replies of " + name).orElseGet(() -> header(match, "All IP"));
  }

  private static String header(Match match, String all) {
    Ranges protocols = match.protocols();
    if (protocols.equals(Ranges.anyProtocol())) {
      return all;
    }
    String name = protocol(match.family(), protocols);
    return name
        + match.destinationPorts().map(ports -> " to ports " + ports).orElse("")
        + match.sourcePorts().map(ports -> " from ports " + ports).orElse("");
  }

  private static String protocol(Family family, Ranges protocols) {
    if (protocols.equals(Ranges.of(Match.TCP))) {
      return "TCP";
    }
    if (protocols.equals(Ranges.of(Match.UDP))) {
      return "UDP";
    }
    return protocols.equals(Ranges.of(Match.icmpProtocol(family)))
        ? "ICMP"
        : "IP protocol " + protocols;
  }

  /** The names of all ports; nothing where one has none, or where they are many. */
  private static Optional<String> services(Match match, Optional<Ranges> ports) {
    String protocol =
        match.protocols().equals(Ranges.of(Match.TCP))
            ? "tcp "
            : match.protocols().equals(Ranges.of(Match.UDP)) ? "udp " : "";
    if (protocol.isEmpty() || ports.isEmpty() || ports.get().list().size() > MOST) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (Range range : ports.get().list()) {
      if (range.high() - range.low() > 1) {
        return Optional.empty();
      }
      for (int port = range.low(); port <= range.high(); port++) {
        String name = SERVICES.get(protocol + port);
        if (name == null) {
          return Optional.empty();
        }
        names.add(name);
      }
    }
    return names.size() > MOST ? Optional.empty() : Optional.of(joined(names));
  }

  /** Many networks are told as the region tells them: often as all of one but some. */
  private static String where(List<AddressMask> masks, String told) {
    if (masks.size() > MOST && told.contains(" except ")) {
      return told.startsWith("any ") ? "anywhere" + told.substring(3) : told;
    }
    if (masks.stream().anyMatch(AddressMask::isAny)) {
      return "anywhere";
    }
    List<String> texts = masks.stream().limit(MOST).map(mask -> host(mask.toString())).toList();
    return masks.size() > MOST
        ? String.join(", ", texts) + " and " + (masks.size() - MOST) + " more"
        : joined(texts);
  }

  private static String host(String prefix) {
    for (String all : List.of("/32", "/128")) {
      if (prefix.endsWith(all) && (all.equals("/128") || prefix.indexOf(':') < 0)) {
        return prefix.substring(0, prefix.length() - all.length());
      }
    }
    return prefix;
  }

  /** With commas, and 'and' before the last. */
  static String joined(List<String> words) {
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }

  static String of(Verdict verdict) {
    return switch (verdict) {
      case PERMIT -> "permit";
      case DENY -> "deny";
      case UNKNOWN -> "unknown";
    };
  }
}

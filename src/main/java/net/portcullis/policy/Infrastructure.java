package net.portcullis.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.inventory.Direction;

/** What an interface itself lives on, and what no network can do without. */
final class Infrastructure {
  private static final Prefix LINK_LOCAL = Prefix.parse("fe80::/10");

  private final Family family;
  private final Direction direction;
  private final List<Prefix> link;

  /**
   * The protocols of one interface.
   *
   * @param faced the area beyond the interface
   */
  Infrastructure(Area faced, Family family, Direction direction) {
    this.family = family;
    this.direction = direction;
    List<Prefix> own = faced.rest() ? List.of() : Prefixes.ofFamily(faced.prefixes(), family);
    List<Prefix> known = own.isEmpty() ? List.of(Prefix.any(family)) : own;
    if (family == Family.IPV6 && known.getFirst().length() > 0) {
      known = new ArrayList<>(known);
      known.add(LINK_LOCAL);
    }
    this.link = List.copyOf(known);
  }

  /** Adds a declared protocol's packets. */
  void addTo(ListBuilder list, String protocol, String path) {
    Reason why =
        new Reason(Optional.empty(), Optional.of(path), protocol + " lives on this interface");
    for (Match match : matches(protocol)) {
      list.add(Draft.permit(Stage.INFRASTRUCTURE, match, why));
    }
  }

  private List<Match> matches(String protocol) {
    boolean v4 = family == Family.IPV4;
    return switch (protocol) {
      case "vrrp" -> List.of(number(112, group(v4 ? "224.0.0.18" : "ff02::12")));
      case "ospf" ->
          List.of(
              number(89, group(v4 ? "224.0.0.5" : "ff02::5", v4 ? "224.0.0.6" : "ff02::6")),
              number(89, link));
      case "pim" -> List.of(number(103, group(v4 ? "224.0.0.13" : "ff02::d")), number(103, link));
      case "bgp" ->
          List.of(
              ports(Match.TCP, link, link).withDestinationPorts(Ranges.of(179)),
              ports(Match.TCP, link, link).withSourcePorts(Ranges.of(179)).withEstablished(true));
      case "bfd" ->
          List.of(
              ports(Match.UDP, link, link)
                  .withDestinationPorts(Ranges.of(new Range(3784, 3785), Range.of(4784))));
      case "dhcp-relay" -> relay();
      default -> List.of();
    };
  }

  /** Clients speak to any server through the relay; answers come from the server's port. */
  private List<Match> relay() {
    boolean v4 = family == Family.IPV4;
    List<Prefix> any = List.of(Prefix.any(family));
    int client = v4 ? 68 : 546;
    int server = v4 ? 67 : 547;
    List<Prefix> unnamed = new ArrayList<>(link);
    if (v4 && link.getFirst().length() > 0) {
      unnamed.add(Prefix.parse(direction == Direction.IN ? "0.0.0.0" : "255.255.255.255"));
    }
    return List.of(
        direction == Direction.IN
            ? ports(Match.UDP, unnamed, any)
                .withSourcePorts(Ranges.of(client))
                .withDestinationPorts(Ranges.of(server))
            : ports(Match.UDP, any, unnamed)
                .withSourcePorts(Ranges.of(server))
                .withDestinationPorts(Ranges.of(client)));
  }

  private Match number(int protocol, List<Prefix> to) {
    return ports(protocol, link, to);
  }

  private Match ports(int protocol, List<Prefix> from, List<Prefix> to) {
    return Match.any(family)
        .withProtocol(protocol)
        .withSources(Prefixes.masks(from))
        .withDestinations(Prefixes.masks(to));
  }

  private static List<Prefix> group(String... addresses) {
    return List.of(addresses).stream().map(Prefix::parse).toList();
  }

  /** IPv6's neighbour discovery, and the listener reports that snooping switches need for it. */
  static void neighbours(ListBuilder list, Reason why) {
    Match icmp = Match.any(Family.IPV6).withProtocol(Match.ICMPV6);
    list.add(Draft.permit(Stage.ALWAYS, icmp.withIcmp(types(133, 136)), why));
    list.add(
        Draft.permit(
            Stage.ALWAYS,
            icmp.withSources(Prefixes.masks(List.of(Prefix.parse("::/128"), LINK_LOCAL)))
                .withDestinations(Prefixes.masks(List.of(Prefix.parse("ff00::/8"))))
                .withIcmp(
                    List.of(
                        new IcmpMatch(
                            Ranges.of(new Range(130, 132), Range.of(143)), Ranges.anyProtocol()))),
            why));
  }

  /** The message by which a router says that a packet is too big for the way ahead. */
  static void pathMtu(ListBuilder list, Family family, Reason why) {
    list.add(
        Draft.permit(
            Stage.ALWAYS,
            Match.any(family)
                .withProtocol(Match.icmpProtocol(family))
                .withIcmp(List.of(IcmpText.tooBig(family))),
            why));
  }

  private static List<IcmpMatch> types(int low, int high) {
    return List.of(new IcmpMatch(Ranges.of(new Range(low, high)), Ranges.anyProtocol()));
  }
}

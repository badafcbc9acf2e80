package net.portcullis.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.PacketSpace;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Catalog;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Compliance;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.Inventory;

/** The packets that a statement of the inventory speaks of, as one binding meets them. */
public final class Crossings {
  private final Inventory inventory;
  private final Roles roles;

  /**
   * @param problems roles without addresses; where one is added the answers are of no use
   */
  public Crossings(Catalog catalog, Inventory inventory, Problems problems) {
    this.inventory = inventory;
    this.roles = new Roles(catalog, inventory, problems);
  }

  /** A place at which packets cross. */
  public record At(Device device, Binding binding, Direction direction, Family family) {}

  /** The packets that the permit allows, and the replies to them, as far as they cross there. */
  public List<Match> of(Inventory.ExtraPermit permit, At at) {
    List<Prefix> from = endpoints(permit.from(), permit);
    List<Prefix> to = endpoints(permit.to(), permit);
    List<Match> matches = new ArrayList<>();
    headers(permit.protocol(), permit.ports(), permit.icmp(), at.family())
        .flatMap(match -> crossing(match, from, to, at))
        .ifPresent(matches::add);
    replies(permit, at.family())
        .flatMap(match -> crossing(match, to, from, at))
        .ifPresent(matches::add);
    return matches;
  }

  private static Optional<Match> replies(Inventory.ExtraPermit permit, Family family) {
    Match any = Match.any(family);
    return switch (permit.protocol()) {
      case "tcp", "udp" -> {
        Match match = any.withProtocol(permit.protocol().equals("tcp") ? Match.TCP : Match.UDP);
        yield Optional.of(permit.ports().map(match::withSourcePorts).orElse(match));
      }
      case "icmp" -> Optional.of(any.withProtocol(Match.icmpProtocol(family)));
      default -> Optional.of(any);
    };
  }

  /** The packets that a contract names; empty where they do not cross there. */
  public Optional<Match> of(Compliance.Contract contract, Compliance.Traffic traffic, At at) {
    return switch (traffic) {
      case Compliance.Traffic.One one -> one(one.packet(), at);
      case Compliance.Traffic.Set set ->
          headers(set.protocol(), set.ports(), set.icmp(), at.family())
              // A contract on TCP is one on connections: who opens them.
              .map(match -> set.protocol().equals("tcp") ? match.withEstablished(false) : match)
              .flatMap(match ->
                  crossing(
                      match, endpoints(set.from(), contract), endpoints(set.to(), contract), at));
    };
  }

  /** Names the roles of contracts that have no address, in {@code problems}. */
  static void check(Inventory inventory, Roles roles) {
    for (Compliance.Contract contract : inventory.compliance().contracts()) {
      for (Compliance.Traffic traffic : contract.packets()) {
        if (traffic instanceof Compliance.Traffic.Set set) {
          set.from().forEach(name -> endpoint(roles, name, contract));
          set.to().forEach(name -> endpoint(roles, name, contract));
        }
      }
    }
  }

  private Optional<Match> one(Packet packet, At at) {
    return packet.family() == at.family()
        ? crossing(
            PacketSpace.matchOf(packet),
            List.of(Prefix.host(packet.source())),
            List.of(Prefix.host(packet.destination())),
            at)
        : Optional.empty();
  }

  private Optional<Match> crossing(Match match, List<Prefix> from, List<Prefix> to, At at) {
    Inventory.Site site = inventory.site(at.device().site()).orElseThrow();
    Crossing crossing =
        new Crossing(
            Area.of(site, at.binding().inside()),
            Area.of(site, at.binding().outside()),
            at.binding(),
            at.direction(),
            at.family());
    List<AddressMask> sources = Prefixes.masks(crossing.exact(from).sources());
    List<AddressMask> destinations = Prefixes.masks(crossing.exact(to).destinations());
    return sources.isEmpty() || destinations.isEmpty()
        ? Optional.empty()
        : Optional.of(match.withSources(sources).withDestinations(destinations));
  }

  private static Optional<Match> headers(
      String protocol, Optional<Ranges> ports, Optional<String> icmp, Family family) {
    Match any = Match.any(family);
    return switch (protocol) {
      case "tcp", "udp" -> {
        Match match = any.withProtocol(protocol.equals("tcp") ? Match.TCP : Match.UDP);
        yield Optional.of(ports.map(match::withDestinationPorts).orElse(match));
      }
      case "icmp" -> {
        Match match = any.withProtocol(Match.icmpProtocol(family));
        yield icmp.isEmpty()
            ? Optional.of(match)
            : IcmpText.match(icmp.get(), family).map(type -> match.withIcmp(List.of(type)));
      }
      default -> Optional.of(any);
    };
  }

  private List<Prefix> endpoints(List<String> names, Inventory.ExtraPermit permit) {
    return Prefixes.aggregate(
        names.stream().flatMap(name -> roles.forPermit(name, permit).stream()).toList());
  }

  private List<Prefix> endpoints(List<String> names, Compliance.Contract contract) {
    return Prefixes.aggregate(
        names.stream().flatMap(name -> endpoint(roles, name, contract).stream()).toList());
  }

  private static List<Prefix> endpoint(Roles roles, String name, Compliance.Contract contract) {
    Place place = contract.place();
    return roles.forStatement(name, "The contract '" + contract.name() + "'", place, "contract");
  }
}

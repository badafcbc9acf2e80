package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.Inventory.Zone;

/**
 * The traffic without which a device can no longer be managed, where it crosses a binding: logins
 * and SNMP from the declared sources, and the device's own RADIUS and TACACS+ servers.
 */
final class ManagementPath {
  private static final int RADIUS = 1812;
  private static final int TACACS = 49;

  /** A packet that belongs to no connection is nobody's login. */
  private static final Set<ConnectionState> OPENED =
      Set.of(ConnectionState.NEW, ConnectionState.REPLY);

  private final Inventory inventory;

  ManagementPath(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Packets that must pass, and what they are. */
  record Need(Match packets, String what) {}

  /** True where a session from this address is one that the inventory declares. */
  static boolean declared(Device device, Address source) {
    return device.managementSources().stream().anyMatch(prefix -> prefix.contains(source));
  }

  /** True where enough is declared to say what must pass. */
  static boolean known(Device device) {
    return !device.managementSources().isEmpty() && ownAddresses(device).findAny().isPresent();
  }

  /** What must pass the list at this place. */
  List<Need> needs(Device device, Binding binding, Direction direction, Family family) {
    List<Need> needs = new ArrayList<>();
    List<AddressMask> own =
        ownAddresses(device)
            .filter(address -> address.family() == family)
            .map(ManagementPath::mask)
            .toList();
    if (own.isEmpty()) {
      return needs;
    }
    for (Prefix source : device.managementSources()) {
      if (source.family() == family && crosses(device, binding, source)) {
        needs.add(
            toDevice(direction, source, own, Match.TCP, device.port(), "logins from " + source));
        device
            .snmp()
            .ifPresent(snmp ->
                needs.add(
                    toDevice(
                        direction, source, own, Match.UDP, snmp.port(), "SNMP from " + source)));
      }
    }
    for (Address server : device.aaaServers()) {
      Prefix host = Prefix.host(server);
      if (server.family() == family && crosses(device, binding, host)) {
        needs.add(
            fromDevice(direction, host, own, Match.UDP, RADIUS, "the RADIUS server " + server));
        needs.add(
            fromDevice(direction, host, own, Match.TCP, TACACS, "the TACACS+ server " + server));
      }
    }
    return needs;
  }

  private static Stream<Address> ownAddresses(Device device) {
    return device.ownAddresses().isEmpty()
        ? literal(device.host()).stream()
        : device.ownAddresses().stream();
  }

  private static Optional<Address> literal(String host) {
    try {
      return Optional.of(Address.parse(host));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private static AddressMask mask(Address address) {
    return AddressMask.of(Prefix.host(address));
  }

  /** Traffic that the far side begins; its answers go the other way. */
  private static Need toDevice(
      Direction direction,
      Prefix source,
      List<AddressMask> own,
      int protocol,
      int port,
      String what) {
    Match any = Match.any(source.family()).withProtocol(protocol).withStates(OPENED);
    return switch (direction) {
      case IN ->
          new Need(
              any.withSources(List.of(AddressMask.of(source)))
                  .withDestinations(own)
                  .withDestinationPorts(Ranges.of(port)),
              what);
      case OUT ->
          new Need(
              replies(
                  any.withSources(own)
                      .withDestinations(List.of(AddressMask.of(source)))
                      .withSourcePorts(Ranges.of(port)),
                  protocol),
              "answers to " + what);
    };
  }

  /** Traffic that the device begins. */
  private static Need fromDevice(
      Direction direction,
      Prefix server,
      List<AddressMask> own,
      int protocol,
      int port,
      String what) {
    Match any = Match.any(server.family()).withProtocol(protocol).withStates(OPENED);
    return switch (direction) {
      case IN ->
          new Need(
              replies(
                  any.withSources(List.of(AddressMask.of(server)))
                      .withDestinations(own)
                      .withSourcePorts(Ranges.of(port)),
                  protocol),
              "answers of " + what);
      case OUT ->
          new Need(
              any.withSources(own)
                  .withDestinations(List.of(AddressMask.of(server)))
                  .withDestinationPorts(Ranges.of(port)),
              what);
    };
  }

  private static Match replies(Match match, int protocol) {
    Match answers = match.withStates(Set.of(ConnectionState.REPLY));
    return protocol == Match.TCP ? answers.withEstablished(true) : answers;
  }

  /** True where traffic with this address comes and goes through the interface. */
  private boolean crosses(Device device, Binding binding, Prefix address) {
    String faced = binding.faces() == Binding.Faces.INSIDE ? binding.inside() : binding.outside();
    return inventory.site(device.site()).stream()
        .flatMap(site -> site.zones().values().stream())
        .filter(zone -> zone.name().equals(faced))
        .anyMatch(
            zone -> zone.rest() ? !elsewhere(device, zone, address) : overlaps(zone, address));
  }

  private boolean elsewhere(Device device, Zone rest, Prefix address) {
    return inventory.site(device.site()).stream()
        .flatMap(site -> site.zones().values().stream())
        .filter(zone -> !zone.name().equals(rest.name()))
        .anyMatch(zone -> zone.prefixes().stream().anyMatch(prefix -> prefix.contains(address)));
  }

  private static boolean overlaps(Zone zone, Prefix address) {
    return zone.prefixes().stream().anyMatch(prefix -> prefix.overlaps(address));
  }
}

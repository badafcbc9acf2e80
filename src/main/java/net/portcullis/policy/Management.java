package net.portcullis.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;

/**
 * Who may reach the devices themselves, and whom the devices ask when somebody logs in. Only what
 * is declared counts, never who happens to run the tool.
 */
final class Management {
  private static final String ASKS = ".aaa";

  private final List<Demand> shared = new ArrayList<>();

  private final Map<List<Area>, List<Demand>> crossing = new HashMap<>();

  Management(Inventory inventory) {
    inventory.devices().forEach(device -> shared.addAll(demands(device)));
  }

  /**
   * Adds the management of every device wherever it crosses; the device's own always does.
   *
   * @param faced the area that the binding's interface looks at
   */
  void addTo(
      ListBuilder list, Crossing crossing, Device device, Area inside, Area outside, Area faced) {
    boolean throughPeer = crossing.enters() && throughPeer(device, faced);
    for (Demand demand : demands(device)) {
      boolean fromDevice =
          demand.reason().inventory().filter(path -> path.endsWith(ASKS)).isPresent();
      list.demand(
          demand,
          fromDevice ? crossing.both(demand.from()) : crossing.exact(demand.from()),
          fromDevice ? crossing.exact(demand.to()) : crossing.both(demand.to()));
      if (throughPeer) {
        list.demand(
            demand,
            fromDevice ? crossing.destinations(demand.from()) : crossing.sources(demand.from()),
            fromDevice ? crossing.sources(demand.to()) : crossing.destinations(demand.to()));
      }
    }
    List<Prefix> own = own(device);
    crossing(inside, outside).stream()
        .filter(demand -> !endsHere(demand, device, own))
        .forEach(list::demand);
    if (own.isEmpty()) {
      list.risk(
          "The addresses of "
              + device.name()
              + " are not declared, so nothing is permitted to the"
              + " device itself. Add 'addresses' to it.");
    }
    if (device.managementSources().isEmpty()) {
      list.risk(
          "No management source is declared for " + device.name() + ". Add 'management' to it.");
    }
  }

  /**
   * True where a device is also reached by way of its redundancy group: what comes from afar to an
   * address that it has in the faced network may have passed another member on its way, and then
   * enters here.
   */
  static boolean throughPeer(Device device, Area faced) {
    return device.redundancyGroup().isPresent() && !faced.intersect(own(device)).isEmpty();
  }

  /**
   * True for another device that says it has the same addresses: what goes to them ends here and
   * never reaches it.
   */
  private static boolean endsHere(Demand demand, Device device, List<Prefix> own) {
    boolean same = demand.from().equals(own) || demand.to().equals(own);
    return same
        && demand
            .reason()
            .inventory()
            .filter(path -> path.startsWith("devices." + device.name() + "."))
            .isEmpty();
  }

  /** Many bindings lie between the same areas, so who crosses there is asked once. */
  private List<Demand> crossing(Area inside, Area outside) {
    return crossing.computeIfAbsent(
        List.of(inside, outside),
        areas ->
            shared.stream()
                .filter(demand ->
                    crosses(demand.from(), inside, demand.to(), outside)
                        || crosses(demand.to(), inside, demand.from(), outside))
                .toList());
  }

  private static boolean crosses(
      List<Prefix> some, Area inside, List<Prefix> others, Area outside) {
    return !inside.intersect(some).isEmpty() && !outside.intersect(others).isEmpty();
  }

  private static List<Demand> demands(Device device) {
    List<Prefix> own = own(device);
    List<Demand> demands = new ArrayList<>();
    boolean ssh = device.transport() == Device.Transport.SSH;
    demands.add(to(device, own, "tcp", device.port(), ssh ? "SSH" : "Telnet"));
    device.snmp().ifPresent(snmp -> demands.add(to(device, own, "udp", snmp.port(), "SNMP")));
    List<Prefix> aaa = Prefixes.aggregate(device.aaaServers().stream().map(Prefix::host).toList());
    if (!aaa.isEmpty()) {
      demands.add(
          demand(
              device,
              own,
              aaa,
              "udp",
              Ranges.of(new Range(1812, 1813)),
              ASKS,
              " asks RADIUS servers"));
      demands.add(demand(device, own, aaa, "tcp", Ranges.of(49), ASKS, " asks TACACS+ servers"));
    }
    return demands;
  }

  private static Demand to(
      Device device, List<Prefix> own, String protocol, int port, String what) {
    return demand(
        device,
        device.managementSources(),
        own,
        protocol,
        Ranges.of(port),
        ".management",
        what + " to " + device.name());
  }

  private static Demand demand(
      Device device,
      List<Prefix> from,
      List<Prefix> to,
      String protocol,
      Ranges ports,
      String path,
      String words) {
    return new Demand(
        Stage.MANAGEMENT,
        from,
        to,
        protocol,
        Optional.empty(),
        Optional.of(ports),
        Optional.empty(),
        Optional.empty(),
        new Reason(
            Optional.empty(),
            Optional.of("devices." + device.name() + path),
            words.startsWith(" ") ? device.name() + words : words));
  }

  /** The declared addresses, or the one that it is reached at. */
  static List<Prefix> own(Device device) {
    if (!device.ownAddresses().isEmpty()) {
      return device.ownAddresses().stream().map(Prefix::host).toList();
    }
    try {
      return List.of(Prefix.host(Address.parse(device.host())));
    } catch (IllegalArgumentException name) {
      return List.of();
    }
  }
}

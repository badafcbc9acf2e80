package net.portcullis.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

  private final Map<String, List<Call>> calls = new LinkedHashMap<>();
  private final Map<List<Area>, List<Call>> crossing = new HashMap<>();
  private final Map<Elsewhere, List<Call>> elsewhere = new HashMap<>();

  /**
   * What some device demands.
   *
   * @param order the device's place among all
   */
  private record Call(int order, Demand demand) {
    boolean crosses(Area inside, Area outside) {
      return crosses(demand.from(), inside, demand.to(), outside)
          || crosses(demand.to(), inside, demand.from(), outside);
    }

    private static boolean crosses(
        List<Prefix> some, Area inside, List<Prefix> others, Area outside) {
      return !inside.intersect(some).isEmpty() && !outside.intersect(others).isEmpty();
    }

    boolean concerns(List<Prefix> addresses) {
      return demand.from().equals(addresses) || demand.to().equals(addresses);
    }
  }

  /** All devices that do not say they have these addresses. */
  private record Elsewhere(Area inside, Area outside, List<Prefix> own) {}

  Management(Inventory inventory) {
    for (Device device : inventory.devices()) {
      int order = calls.size();
      calls.put(
          device.name(), demands(device).stream().map(each -> new Call(order, each)).toList());
    }
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
    Stream.concat(
            calls.getOrDefault(device.name(), List.of()).stream()
                .filter(call -> call.crosses(inside, outside)),
            elsewhere(new Elsewhere(inside, outside, own)).stream())
        .sorted(Comparator.comparingInt(Call::order))
        .map(Call::demand)
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
   * What crosses to and from devices with other addresses. What goes to another one that says it
   * has the same ends here and never reaches it.
   */
  private List<Call> elsewhere(Elsewhere where) {
    return elsewhere.computeIfAbsent(
        where,
        _ ->
            crossing(where.inside(), where.outside()).stream()
                .filter(call -> !call.concerns(where.own()))
                .toList());
  }

  /** Many bindings lie between the same areas, so who crosses there is asked once. */
  private List<Call> crossing(Area inside, Area outside) {
    return crossing.computeIfAbsent(
        List.of(inside, outside),
        _ ->
            calls.values().stream()
                .flatMap(List::stream)
                .filter(call -> call.crosses(inside, outside))
                .toList());
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

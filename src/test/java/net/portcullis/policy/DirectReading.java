package net.portcullis.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Entry;
import net.portcullis.catalog.Flow;
import net.portcullis.catalog.Statement;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.Inventory;

/**
 * Whether a packet is wanted at a binding, read straight from catalog and inventory, one packet and
 * one flow at a time. It shares nothing with what computes the lists, and it knows no lists.
 */
final class DirectReading {
  private final Catalog catalog;
  private final Inventory inventory;
  private final LocalDate today;

  DirectReading(Catalog catalog, Inventory inventory, LocalDate today) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.today = today;
  }

  private record Talk(
      List<Prefix> from,
      List<Prefix> to,
      String protocol,
      Optional<Ranges> sourcePorts,
      Optional<Ranges> ports,
      Optional<String> icmp,
      boolean management) {}

  boolean wanted(
      Packet packet, Device device, Binding binding, Direction direction, Traits traits) {
    boolean known =
        packet.state() == ConnectionState.REPLY || packet.state() == ConnectionState.RELATED;
    boolean follows = traits.followed().protocols().contains(packet.protocol());
    if (follows && packet.state() != ConnectionState.NEW) {
      return known;
    }
    if (binding.mode() == Binding.Mode.OBSERVE) {
      return true;
    }
    boolean v6 = packet.family() == Family.IPV6;
    if (v6 && neighbours(packet)) {
      return true;
    }
    if (v6 && binding.ipv6() != Binding.Ipv6.MANAGED) {
      return false;
    }
    if (traits.stateful() && known) {
      return true;
    }
    if (packet
        .icmp()
        .filter(icmp -> v6 ? icmp.type() == 2 : icmp.type() == 3 && icmp.code() == 4)
        .isPresent()) {
      return true;
    }
    boolean tracked = traits.stateful() && !binding.asymmetric();
    for (Talk talk :
        talks(
            tracked || !traits.followed().isEmpty() ? traits : new Traits(false, Set.of(), true))) {
      boolean toInside = (direction == Direction.IN) == (binding.faces() == Binding.Faces.OUTSIDE);
      boolean forward = false;
      boolean back = false;
      for (Address source : behind(packet.source(), device, binding, !toInside, talk)) {
        for (Address destination : behind(packet.destination(), device, binding, toInside, talk)) {
          boolean crosses = crosses(device, binding, toInside, source, destination, talk);
          forward |= crosses && in(talk.from, source) && in(talk.to, destination);
          back |= crosses && in(talk.to, source) && in(talk.from, destination);
        }
      }
      if (tracked) {
        if (forward && packet.state() == ConnectionState.NEW && opens(talk, packet)) {
          return true;
        }
      } else if ((forward && opens(talk, packet))
          || (back && !follows && answers(talk, packet) && letsBack(talk, packet, traits))
          || ((forward || back) && error(packet))
          || ((forward || back)
              && talk.protocol.equals("udp")
              && packet.fragment()
              && packet.protocol() == 17
              && !traits.stateful()
              && !follows
              && (!v6 || traits.fragmentsIpv6()))) {
        return true;
      }
    }
    return false;
  }

  private List<Talk> talks(Traits traits) {
    List<Talk> talks = new ArrayList<>();
    for (Device other : inventory.devices()) {
      List<Prefix> own = other.ownAddresses().stream().map(Prefix::host).toList();
      talks.add(management(other.managementSources(), own, "tcp", other.port()));
      other
          .snmp()
          .ifPresent(
              snmp -> talks.add(management(other.managementSources(), own, "udp", snmp.port())));
      List<Prefix> aaa = other.aaaServers().stream().map(Prefix::host).toList();
      talks.add(management(own, aaa, "udp", 1812));
      talks.add(management(own, aaa, "udp", 1813));
      talks.add(management(own, aaa, "tcp", 49));
    }
    for (Component component : catalog.components()) {
      boolean here =
          inventory.servers().stream()
              .anyMatch(server -> server.components().contains(component.id()));
      for (Component other : here ? catalog.components() : List.<Component>of()) {
        boolean shared = other.id().equals("plat");
        for (Entry entry : other.entries()) {
          boolean external = entry.scope() == Entry.Scope.EXTERNAL;
          Statement stated = external ? component.external() : component.internal();
          if (other.equals(component) || (shared && stated == Statement.SAME_AS_PLAT)) {
            entry(entry, component.id(), traits, talks);
          }
        }
      }
    }
    List<Prefix> servers = servers(Optional.empty());
    if (!inventory.options().strictServers()) {
      talks.add(talk(servers, servers, "ip", Optional.empty(), Optional.empty(), Optional.empty()));
    }
    for (Inventory.ExtraPermit permit : inventory.extraPermits()) {
      if (permit.expiry().isEmpty() || !permit.expiry().get().isBefore(today)) {
        talks.add(
            talk(
                named(permit.from()),
                named(permit.to()),
                permit.protocol(),
                Optional.empty(),
                permit.ports(),
                permit.icmp()));
      }
    }
    return talks;
  }

  private void entry(Entry entry, String component, Traits traits, List<Talk> talks) {
    Inventory.Options options = inventory.options();
    boolean external = entry.scope() == Entry.Scope.EXTERNAL;
    if (options.dropped().contains(entry.id())
        || entry.option().filter(options.dropped()::contains).isPresent()
        || (!external && !options.strictServers())) {
      return;
    }
    boolean other = options.exceptions().contains(entry.id());
    boolean seed = options.corrected() == other && !entry.seedFlows().isEmpty();
    for (Flow flow : seed ? entry.seedFlows() : entry.flows()) {
      if (flow.option().filter(options.dropped()::contains).isPresent()) {
        continue;
      }
      List<Prefix> from = external ? role(flow.from(), component) : servers(Optional.empty());
      List<Prefix> to = role(flow.to(), component);
      Optional<Ranges> ports =
          flow.parameter()
              .flatMap(name -> Optional.ofNullable(options.parameters().get(name)))
              .or(flow::ports);
      talks.add(talk(from, to, flow.protocol(), flow.sourcePorts(), ports, flow.icmp()));
      Optional<Ranges> high = Optional.of(Ranges.of(new Range(1024, 65535)));
      if (flow.helper().filter(name -> !traits.helpers().contains(name)).isPresent()) {
        if (flow.helper().get().equals("ftp-data")) {
          talks.add(talk(to, from, "tcp", Optional.of(Ranges.of(20)), high, Optional.empty()));
          talks.add(talk(from, to, "tcp", high, high, Optional.empty()));
        } else {
          talks.add(talk(to, from, "udp", high, high, Optional.empty()));
        }
      }
    }
  }

  private static Talk management(List<Prefix> from, List<Prefix> to, String protocol, int port) {
    return new Talk(
        from, to, protocol, Optional.empty(), Optional.of(Ranges.of(port)), Optional.empty(), true);
  }

  private static Talk talk(
      List<Prefix> from,
      List<Prefix> to,
      String protocol,
      Optional<Ranges> sourcePorts,
      Optional<Ranges> ports,
      Optional<String> icmp) {
    return new Talk(from, to, protocol, sourcePorts, ports, icmp, false);
  }

  private List<Prefix> role(String role, String component) {
    Inventory.Role given = inventory.roles().get(role);
    return given != null ? given.prefixes() : servers(Optional.of(component));
  }

  private List<Prefix> named(List<String> names) {
    List<Prefix> all = new ArrayList<>();
    for (String name : names) {
      if (name.contains("/")) {
        all.add(Prefix.parse(name));
      } else {
        all.addAll(name.equals("imc") ? servers(Optional.empty()) : role(name, ""));
      }
    }
    return all;
  }

  private List<Prefix> servers(Optional<String> component) {
    List<Prefix> all = new ArrayList<>();
    for (Inventory.Server server : inventory.servers()) {
      if (component.isEmpty() || server.components().contains(component.get())) {
        server.addresses().forEach(address -> all.add(Prefix.host(address)));
      }
    }
    return all;
  }

  private static boolean in(List<Prefix> prefixes, Address address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }

  /** The addresses that may stand behind what the device sees; its own are never translated. */
  private static Set<Address> behind(
      Address seen, Device device, Binding binding, boolean inside, Talk talk) {
    Set<Address> addresses = new HashSet<>();
    if (talk.management && device.ownAddresses().contains(seen)) {
      addresses.add(seen);
    }
    boolean hidden = false;
    boolean translated = false;
    for (Binding.SeenAs one : inside ? binding.seenAs() : List.<Binding.SeenAs>of()) {
      if (one.translated().contains(seen)) {
        long host = seen.low() & ~one.translated().mask().low();
        Address base = one.real().address();
        addresses.add(new Address(base.family(), base.high(), base.low() | host));
        translated = true;
      }
      hidden |= one.real().contains(seen);
    }
    if (!hidden && !translated) {
      addresses.add(seen);
    }
    return addresses;
  }

  private boolean crosses(
      Device device,
      Binding binding,
      boolean toInside,
      Address source,
      Address destination,
      Talk talk) {
    boolean ownSource = talk.management && device.ownAddresses().contains(source);
    boolean ownDestination = talk.management && device.ownAddresses().contains(destination);
    String from = toInside ? binding.outside() : binding.inside();
    String to = toInside ? binding.inside() : binding.outside();
    String faced = binding.faces() == Binding.Faces.INSIDE ? binding.inside() : binding.outside();
    boolean peer =
        device.redundancyGroup().isPresent()
            && device.ownAddresses().stream().anyMatch(own -> zone(device, faced, own));
    boolean enters = toInside == (binding.faces() == Binding.Faces.OUTSIDE);
    if (peer && enters && ownDestination) {
      return true;
    }
    return (ownSource || zone(device, from, source))
        && (ownDestination || zone(device, to, destination));
  }

  private boolean zone(Device device, String name, Address address) {
    String actual = "";
    for (Inventory.Zone zone : inventory.site(device.site()).orElseThrow().zones().values()) {
      if ((zone.rest() && actual.isEmpty()) || in(zone.prefixes(), address)) {
        actual = zone.name();
      }
    }
    return actual.equals(name);
  }

  private static boolean ports(Optional<Ranges> wanted, OptionalInt port) {
    return wanted.isEmpty() || (port.isPresent() && wanted.get().contains(port.getAsInt()));
  }

  private static boolean opens(Talk talk, Packet packet) {
    return switch (talk.protocol) {
      case "ip" -> true;
      case "icmp" -> icmp(talk.icmp, packet, false);
      default ->
          packet.protocol() == (talk.protocol.equals("tcp") ? 6 : 17)
              && ports(talk.sourcePorts, packet.sourcePort())
              && ports(talk.ports, packet.destinationPort());
    };
  }

  private static boolean answers(Talk talk, Packet packet) {
    return switch (talk.protocol) {
      case "ip" -> true;
      case "icmp" -> icmp(talk.icmp, packet, true);
      default ->
          packet.protocol() == (talk.protocol.equals("tcp") ? 6 : 17)
              && (packet.protocol() == 17 || packet.established())
              && ports(talk.sourcePorts, packet.destinationPort())
              && ports(talk.ports, packet.sourcePort());
    };
  }

  /** Where connections are followed, all IP that is permitted one way lets back ICMP alone. */
  private static boolean letsBack(Talk talk, Packet packet, Traits traits) {
    return traits.followed().isEmpty()
        || !talk.protocol.equals("ip")
        || packet.protocol() == (packet.family() == Family.IPV6 ? 58 : 1);
  }

  private static boolean icmp(Optional<String> wanted, Packet packet, boolean reply) {
    boolean v6 = packet.family() == Family.IPV6;
    if (packet.protocol() != (v6 ? 58 : 1)) {
      return false;
    }
    if (wanted.isEmpty()) {
      return true;
    }
    // The generator asks for echo alone.
    int type = reply ? (v6 ? 129 : 0) : (v6 ? 128 : 8);
    return packet.icmp().filter(icmp -> icmp.type() == type && icmp.code() == 0).isPresent();
  }

  private static boolean error(Packet packet) {
    boolean v6 = packet.family() == Family.IPV6;
    return packet
        .icmp()
        .filter(icmp ->
            v6
                ? icmp.type() == 1 || icmp.type() == 3 || icmp.type() == 4
                : icmp.type() == 3 || icmp.type() == 11 || icmp.type() == 12)
        .isPresent();
  }

  private static boolean neighbours(Packet packet) {
    if (packet.icmp().isEmpty()) {
      return false;
    }
    int type = packet.icmp().get().type();
    boolean link =
        Prefix.parse("fe80::/10").contains(packet.source())
            || packet.source().equals(Address.parse("::"));
    return (type >= 133 && type <= 136)
        || ((type == 143 || (type >= 130 && type <= 132))
            && link
            && Prefix.parse("ff00::/8").contains(packet.destination()));
  }
}

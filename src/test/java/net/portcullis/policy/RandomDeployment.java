package net.portcullis.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Basis;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Entry;
import net.portcullis.catalog.Flow;
import net.portcullis.catalog.Statement;
import net.portcullis.input.Place;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.SecretReference;

/**
 * Deployments and packets by chance, in so small a world that they meet: 64 addresses of each
 * family, a dozen ports.
 */
final class RandomDeployment {
  private static final Place PLACE = Place.start("random");
  private static final int[] PORTS = {
    20, 21, 22, 23, 49, 69, 80, 161, 1024, 1812, 1813, 5000, 65535
  };

  private static final List<String> COMPONENTS = List.of("plat", "c1", "c2");
  private static final List<ConnectionState> STATES = List.of(ConnectionState.values());

  private final Random random;
  final Catalog catalog;
  final Inventory inventory;
  final Traits traits;

  RandomDeployment(long seed) {
    random = new Random(seed);
    Set<String> helpers = chance(2) ? Set.of("ftp-data", "tftp-data") : Set.of();
    boolean stateful = chance(3);
    Followed followed =
        stateful || chance(2)
            ? Followed.NONE
            : new Followed(Ranges.of(Range.of(Match.TCP), Range.of(Match.UDP)));
    traits = new Traits(stateful, helpers, chance(2), followed);
    List<Component> components = new ArrayList<>();
    for (String id : COMPONENTS) {
      components.add(component(id));
    }
    catalog = new Catalog("random", components);
    inventory = inventory();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private Component component(String id) {
    List<Entry> entries = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      boolean internal = chance(5);
      entries.add(
          new Entry(
              id + "-" + i,
              id,
              "1.1",
              internal ? Entry.Scope.INTERNAL : Entry.Scope.EXTERNAL,
              i + 1,
              List.of(),
              List.of(),
              Optional.empty(),
              List.of(),
              List.of(),
              internal ? List.of(flow("imc", "imc")) : flows(),
              !internal && chance(4) ? flows() : List.of(),
              Optional.empty(),
              Optional.empty(),
              chance(6) ? Optional.of("o" + random.nextInt(2)) : Optional.empty(),
              Optional.empty(),
              Map.of(),
              PLACE));
    }
    Statement external = id.equals("plat") || !chance(3) ? Statement.PORTS : Statement.SAME_AS_PLAT;
    Statement internal = id.equals("plat") || !chance(3) ? Statement.PORTS : Statement.SAME_AS_PLAT;
    return new Component(id, "1", Map.of(), external, internal, false, entries);
  }

  private List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      String role = "r" + random.nextInt(4);
      flows.add(
          switch (random.nextInt(5)) {
            case 0, 1 -> flow(role, "imc");
            case 2, 3 -> flow("imc", role);
            default -> flow(role, "r" + random.nextInt(4));
          });
    }
    return flows;
  }

  private Flow flow(String from, String to) {
    String protocol = List.of("tcp", "udp", "icmp", "tcp", "udp").get(random.nextInt(5));
    boolean ports = !protocol.equals("icmp");
    return new Flow(
        from,
        to,
        protocol,
        ports && chance(6) ? Optional.of(Ranges.of(port())) : Optional.empty(),
        ports ? Optional.of(Ranges.of(port()).union(Ranges.of(port()))) : Optional.empty(),
        !ports && !chance(4) ? Optional.of("8/0") : Optional.empty(),
        chance(8) && ports
            ? Optional.of(protocol.equals("tcp") ? "ftp-data" : "tftp-data")
            : Optional.empty(),
        Basis.STATED,
        ports && chance(5) ? Optional.of("p" + random.nextInt(2)) : Optional.empty(),
        chance(6) ? Optional.of("o" + random.nextInt(2)) : Optional.empty());
  }

  private int port() {
    return PORTS[random.nextInt(PORTS.length)];
  }

  /** The world is 10.0.0.0/26 and 2001:db8::/122. */
  private Address address(Family family) {
    int low = random.nextInt(64);
    return family == Family.IPV4
        ? Address.parse("10.0.0." + low)
        : new Address(family, 0x2001_0db8_0000_0000L, low);
  }

  private Prefix prefix() {
    Family family = chance(3) ? Family.IPV6 : Family.IPV4;
    int length = family.bits() - random.nextInt(7);
    return new Prefix(address(family).and(Prefix.maskOf(family, length)), length);
  }

  private List<Prefix> prefixes(int most) {
    List<Prefix> prefixes = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(most); i++) {
      prefixes.add(prefix());
    }
    return prefixes;
  }

  private List<Address> addresses(int most) {
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(most); i++) {
      addresses.add(address(chance(3) ? Family.IPV6 : Family.IPV4));
    }
    return addresses;
  }

  private Inventory inventory() {
    List<Inventory.Server> servers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> carried = new ArrayList<>();
      for (int c = 0; c < 3; c++) {
        if (chance(2) || i == c) {
          carried.add(COMPONENTS.get(c));
        }
      }
      servers.add(
          new Inventory.Server(
              "s" + i, "site", addresses(2), carried, i == 0, Optional.empty(), PLACE));
    }
    Map<String, Inventory.Role> roles = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      roles.put("r" + i, new Inventory.Role("r" + i, prefixes(3), PLACE));
    }
    Set<String> dropped = new HashSet<>();
    if (chance(3)) {
      dropped.add(chance(2) ? "o0" : "c1-0");
    }
    Inventory.Options options =
        new Inventory.Options(
            !chance(3),
            chance(2) ? Set.of("c0-0") : Set.of(),
            chance(2),
            chance(2) ? Map.of("p0", Ranges.of(port())) : Map.of(),
            dropped,
            false,
            true,
            true);
    return new Inventory(
        "random",
        options,
        List.of(site()),
        servers,
        roles,
        List.of(device("d0", true), device("d1", false)),
        List.of(),
        List.of(),
        extras());
  }

  private Inventory.Site site() {
    Map<String, Inventory.Zone> zones = new HashMap<>();
    zones.put("a", zone("a", "10.0.0.0/28", "2001:db8::/124"));
    zones.put("b", zone("b", "10.0.0.16/29", "2001:db8::10/125"));
    zones.put("rest", new Inventory.Zone("rest", List.of(), true, PLACE));
    return new Inventory.Site("site", zones, PLACE);
  }

  private static Inventory.Zone zone(String name, String v4, String v6) {
    return new Inventory.Zone(name, List.of(Prefix.parse(v4), Prefix.parse(v6)), false, PLACE);
  }

  private Device device(String name, boolean bound) {
    String inside = List.of("a", "b", "rest").get(random.nextInt(3));
    String outside = inside.equals("rest") ? "a" : chance(3) && !inside.equals("b") ? "b" : "rest";
    boolean translated = chance(4);
    Binding binding =
        new Binding(
            "b0",
            "eth0",
            Binding.Attachment.PORT,
            Set.of(Direction.IN, Direction.OUT),
            chance(2) ? Binding.Faces.INSIDE : Binding.Faces.OUTSIDE,
            Optional.empty(),
            inside,
            outside,
            chance(5) ? Binding.Ipv6.DENIED : Binding.Ipv6.MANAGED,
            List.of(),
            chance(12) ? Binding.Mode.OBSERVE : Binding.Mode.ENFORCE,
            traits.followed().isEmpty() && chance(3),
            translated
                ? List.of(
                    new Binding.SeenAs(Prefix.parse("10.0.0.4/30"), Prefix.parse("10.0.1.4/30")))
                : List.of(),
            PLACE);
    return new Device(
        name,
        "site",
        "192.0.2.1",
        22,
        Device.Transport.SSH,
        "auto",
        Optional.empty(),
        new Device.Credentials("u", Optional.empty(), Optional.empty(), Optional.empty()),
        chance(2)
            ? Optional.of(new Device.Snmp.V2c(161, new SecretReference.Prompt(PLACE)))
            : Optional.empty(),
        chance(3) ? Optional.of("pair") : Optional.empty(),
        "p",
        Optional.empty(),
        prefixes(2),
        chance(2) ? addresses(2) : List.of(),
        addresses(2),
        false,
        List.of(),
        bound ? List.of(binding) : List.of(),
        PLACE,
        PLACE);
  }

  private List<Inventory.ExtraPermit> extras() {
    List<Inventory.ExtraPermit> extras = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      String protocol = List.of("tcp", "udp", "icmp", "ip").get(random.nextInt(4));
      boolean ports = protocol.equals("tcp") || protocol.equals("udp");
      extras.add(
          new Inventory.ExtraPermit(
              "e" + i,
              List.of(chance(2) ? "imc" : prefix().toString()),
              List.of("r" + random.nextInt(4), prefix().toString()),
              protocol,
              ports ? Optional.of(Ranges.of(port())) : Optional.empty(),
              Optional.empty(),
              "me",
              "why",
              Optional.of(LocalDate.parse(chance(3) ? "2026-05-31" : "2026-06-01")),
              Optional.empty(),
              PLACE));
    }
    return extras;
  }

  Packet packet(Family family) {
    Address source = endpoint(family);
    Address destination = endpoint(family);
    int protocol =
        List.of(Match.TCP, Match.UDP, Match.icmpProtocol(family), Match.TCP, Match.UDP, 47)
            .get(random.nextInt(6));
    boolean later = chance(6);
    boolean ports = !later && (protocol == Match.TCP || protocol == Match.UDP);
    ConnectionState state =
        traits.stateful() || (!traits.followed().isEmpty() && chance(2))
            ? STATES.get(random.nextInt(STATES.size()))
            : ConnectionState.NEW;
    int[] types = {0, 1, 2, 3, 4, 8, 11, 12, 128, 129, 130, 133, 143};
    return new Packet(
        source,
        destination,
        protocol,
        ports ? OptionalInt.of(chance(2) ? port() : 40000) : OptionalInt.empty(),
        ports ? OptionalInt.of(chance(4) ? 40000 : port()) : OptionalInt.empty(),
        !later && protocol == Match.icmpProtocol(family)
            ? Optional.of(new Packet.Icmp(types[random.nextInt(types.length)], chance(3) ? 4 : 0))
            : Optional.empty(),
        !later && protocol == Match.TCP && chance(2),
        later,
        state);
  }

  private Address endpoint(Family family) {
    if (chance(12)) {
      return Address.parse(
          family == Family.IPV4
              ? "10.0.1." + (4 + random.nextInt(4))
              : List.of("fe80::1", "::", "ff02::1").get(random.nextInt(3)));
    }
    if (chance(3)) {
      List<Address> servers =
          inventory.servers().stream()
              .flatMap(server -> server.addresses().stream())
              .filter(address -> address.family() == family)
              .toList();
      if (!servers.isEmpty()) {
        return servers.get(random.nextInt(servers.size()));
      }
    }
    return address(family);
  }
}

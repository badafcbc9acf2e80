package net.portcullis.policy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.acl.Address;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Entry;
import net.portcullis.input.Fields;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;

/** Whether an inventory fits the catalog and the profiles that it is used with. */
public final class Consistency {
  /** The parameter that narrows the ports of passive FTP. */
  public static final String FTP_PASSIVE = "ftp-passive-ports";

  /** The parameter that narrows the ports that TFTP servers send data from. */
  public static final String TFTP_DATA = "tftp-data-ports";

  private final Catalog catalog;
  private final Inventory inventory;
  private final Problems problems;

  private Consistency(Catalog catalog, Inventory inventory, Problems problems) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.problems = problems;
  }

  /**
   * Adds a problem for each name in the inventory that the catalog or the profiles do not know, and
   * for each rule that cannot be computed.
   */
  public static void check(
      Catalog catalog, Inventory inventory, Set<String> profileNames, Problems problems) {
    Consistency consistency = new Consistency(catalog, inventory, problems);
    consistency.components();
    consistency.parameters();
    consistency.options();
    consistency.profiles(profileNames);
    consistency.zones();
    consistency.anyToAny();
    // Demands says which roles are missing; which permits have expired does not matter for that.
    Demands.of(catalog, inventory, Clock.systemUTC(), problems);
    Crossings.check(inventory, new Roles(catalog, inventory, problems));
  }

  private void components() {
    List<String> known = catalog.components().stream().map(Component::id).toList();
    for (Inventory.Server server : inventory.servers()) {
      if (server.components().isEmpty()) {
        problems.add(
            server.place(),
            "The server '" + server.name() + "' carries no component.",
            "Add 'components: [" + String.join(", ", known) + "]' as far as they run there.");
      }
      for (String component : server.components()) {
        Place place =
            place("servers." + server.name() + ".components." + component, server.place());
        if (!known.contains(component)) {
          unknown("component", component, known, place);
        } else if (catalog.component(component).filter(Component::supplement).isPresent()
            && !inventory.options().supplement()) {
          problems.add(
              place,
              "The component '" + component + "' is a supplement to the source document and off.",
              "Write 'options: {supplement: true}', or remove it here.");
        }
      }
    }
    if (inventory.servers().isEmpty()) {
      problems.add(
          place("catalog", Place.start(inventory.catalog())),
          "No component has a server: the inventory describes no servers.",
          "Add 'servers:' with the components that run on each.");
    }
  }

  private void parameters() {
    Map<String, Ranges> standards = new HashMap<>();
    Set<String> widening = new HashSet<>();
    for (Entry entry : catalog.entries()) {
      entry
          .parameter()
          .ifPresent(parameter -> {
            standards.put(parameter.name(), Demands.ports(List.of(parameter.defaultPorts())));
            if (parameter.mayWiden()) {
              widening.add(parameter.name());
            }
          });
    }
    Set<String> known = new TreeSet<>(standards.keySet());
    known.add(FTP_PASSIVE);
    known.add(TFTP_DATA);
    inventory
        .options()
        .parameters()
        .forEach((name, value) -> {
          Place place = place("parameters." + name, Place.start(inventory.catalog()));
          if (!known.contains(name)) {
            unknown("parameter", name, known, place);
          }
          Ranges standard = standards.get(name);
          boolean single = standard != null && size(standard) == 1 && !widening.contains(name);
          if (single && size(value) != 1) {
            problems.add(
                place,
                "The parameter '" + name + "' is one port, and " + value + " is more.",
                "Write one port.");
          }
        });
  }

  private static int size(Ranges ranges) {
    return ranges.list().stream().mapToInt(range -> range.high() - range.low() + 1).sum();
  }

  private void options() {
    Set<String> ids = new TreeSet<>();
    Set<String> options = new TreeSet<>();
    for (Entry entry : catalog.entries()) {
      ids.add(entry.id());
      entry.option().ifPresent(options::add);
      entry.flows().forEach(flow -> flow.option().ifPresent(options::add));
      entry.seedFlows().forEach(flow -> flow.option().ifPresent(options::add));
    }
    for (String id : inventory.options().exceptions()) {
      if (!ids.contains(id)) {
        unknown("catalog row", id, ids, place("options.errata-exceptions." + id, start()));
      }
    }
    for (String name : inventory.options().dropped()) {
      if (!ids.contains(name) && !options.contains(name)) {
        // Ids are many; options are what a person most likely meant.
        List<String> words = new ArrayList<>(options);
        words.addAll(ids);
        unknown("option or catalog row", name, words, place("options.drop." + name, start()));
      }
    }
  }

  private void profiles(Set<String> names) {
    for (Device device : inventory.devices()) {
      profile(device, names);
    }
    for (Inventory.Vantage vantage : inventory.vantages()) {
      vantage.login().ifPresent(login -> profile(login, names));
    }
  }

  private void profile(Device device, Set<String> names) {
    if (!device.profile().equals(Device.AUTO) && !names.contains(device.profile())) {
      unknown("device profile", device.profile(), new TreeSet<>(names), device.profilePlace());
    }
  }

  /** An address in no zone would never cross anything, and its rules would be missing silently. */
  private void zones() {
    for (Inventory.Server server : inventory.servers()) {
      inventory
          .site(server.site())
          .ifPresent(site -> {
            for (Address address : server.addresses()) {
              boolean somewhere =
                  site.zones().keySet().stream()
                      .anyMatch(zone -> Area.of(site, zone).contains(address));
              if (!somewhere) {
                problems.add(
                    server.place(),
                    "The address "
                        + address
                        + " of server '"
                        + server.name()
                        + "' is in no zone of the site '"
                        + site.name()
                        + "'.",
                    "Add its network to a zone at " + site.place() + ".");
              }
            }
          });
    }
  }

  private void anyToAny() {
    if (inventory.options().forceAny()) {
      return;
    }
    for (Inventory.ExtraPermit permit : inventory.extraPermits()) {
      Set<Family> both = everybody(permit.from());
      both.retainAll(everybody(permit.to()));
      if (!both.isEmpty()) {
        problems.add(
            permit.place(),
            "The extra permit '"
                + permit.name()
                + "' is from anybody to everybody"
                + (permit.protocol().equals("ip") ? "." : " (" + permit.protocol() + ")."),
            "Name roles or prefixes, or write 'options: {force-any: true}'.");
      }
    }
  }

  /** The families of which the endpoints are every address, however that is written. */
  private Set<Family> everybody(List<String> endpoints) {
    List<Prefix> prefixes = new ArrayList<>();
    for (String endpoint : endpoints) {
      Inventory.Role role = inventory.roles().get(endpoint);
      if (role != null) {
        prefixes.addAll(role.prefixes());
      } else if (endpoint.equals("any")) {
        prefixes.addAll(List.of(Prefix.any(Family.IPV4), Prefix.any(Family.IPV6)));
      } else if (endpoint.indexOf('/') >= 0) {
        prefixes.add(Prefix.parse(endpoint));
      }
    }
    Set<Family> families = EnumSet.noneOf(Family.class);
    Prefixes.aggregate(prefixes).stream()
        .filter(prefix -> prefix.length() == 0)
        .forEach(all -> families.add(all.family()));
    return families;
  }

  private void unknown(String what, String name, Collection<String> known, Place place) {
    problems.add(
        place,
        "There is no " + what + " '" + name + "'.",
        Fields.nearest(name, known)
            .map(near -> "Did you mean '" + near + "'?")
            .orElse("Known: " + String.join(", ", known.stream().limit(20).toList()) + "."));
  }

  private Place place(String path, Place otherwise) {
    return inventory.place(path).orElse(otherwise);
  }

  private Place start() {
    return place("catalog", Place.start(inventory.catalog()));
  }
}

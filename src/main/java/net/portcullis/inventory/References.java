package net.portcullis.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.input.Fields;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** Checks that every name in an inventory that stands for something in it stands for something. */
final class References {
  private final Inventory inventory;
  private final Problems problems;

  References(Inventory inventory, Problems problems) {
    this.inventory = inventory;
    this.problems = problems;
  }

  void check() {
    Set<String> sites =
        new TreeSet<>(inventory.sites().stream().map(Inventory.Site::name).toList());
    for (Inventory.Server server : inventory.servers()) {
      known(
          "site",
          server.site(),
          sites,
          place("servers." + server.name() + ".site", server.place()));
      server.check().ifPresent(vantage -> vantage(server, vantage));
    }
    Map<String, Device> byEndpoint = new HashMap<>();
    for (Device device : inventory.devices()) {
      known(
          "site",
          device.site(),
          sites,
          place("devices." + device.name() + ".site", device.place()));
      inventory.site(device.site()).ifPresent(site -> bindings(device, site));
      Device earlier = byEndpoint.putIfAbsent(device.host() + " " + device.port(), device);
      if (earlier != null) {
        problems.add(
            device.place(),
            "'"
                + device.name()
                + "' has the same address and port as '"
                + earlier.name()
                + "' at "
                + earlier.place()
                + ".",
            "Describe each device once.");
      }
    }
    waves();
    permits();
    compliance();
    for (Automation.Schedule schedule : inventory.automation().schedules()) {
      selects(schedule.devices().selectors(), schedule.place());
    }
  }

  private void compliance() {
    for (Compliance.Waiver waiver : inventory.compliance().waivers()) {
      scope(waiver.scope(), waiver.place());
    }
    for (Compliance.Contract contract : inventory.compliance().contracts()) {
      scope(contract.scope(), contract.place());
      for (Compliance.Traffic traffic : contract.packets()) {
        if (traffic instanceof Compliance.Traffic.Set set) {
          endpoints(set.from(), contract.place());
          endpoints(set.to(), contract.place());
        }
      }
    }
  }

  private void scope(Compliance.Scope scope, Place place) {
    if (!scope.devices().isEmpty()) {
      selects(scope.devices(), place);
    }
    Set<String> bindings = new TreeSet<>();
    inventory.devices().forEach(device -> device.bindings().forEach(it -> bindings.add(it.name())));
    scope.bindings().forEach(binding -> known("binding", binding, bindings, place));
  }

  private void vantage(Inventory.Server server, String vantage) {
    List<String> names = inventory.vantages().stream().map(Inventory.Vantage::name).toList();
    known(
        "vantage point",
        vantage,
        new TreeSet<>(names),
        place("servers." + server.name() + ".check", server.place()));
  }

  private void bindings(Device device, Inventory.Site site) {
    Set<String> zones = new TreeSet<>(site.zones().keySet());
    Map<String, Binding> interfaces = new HashMap<>();
    for (Binding binding : device.bindings()) {
      String path = "devices." + device.name() + ".bindings." + binding.name();
      known("zone", binding.inside(), zones, place(path + ".inside", binding.place()));
      known("zone", binding.outside(), zones, place(path + ".outside", binding.place()));
      Binding earlier = interfaces.putIfAbsent(binding.interfaceName(), binding);
      if (earlier != null) {
        problems.add(
            binding.place(),
            "The interface "
                + binding.interfaceName()
                + " already has the binding '"
                + earlier.name()
                + "' at "
                + earlier.place()
                + ".",
            "Keep one binding for an interface.");
      }
    }
  }

  private void waves() {
    for (Inventory.Wave wave : inventory.waves()) {
      selects(wave.selectors(), wave.place());
    }
  }

  private void selects(List<String> selectors, Place place) {
    try {
      new Selection(selectors).devices(inventory);
    } catch (IllegalArgumentException nothing) {
      String[] parts = String.valueOf(nothing.getMessage()).split("\n", 2);
      problems.add(place, parts[0], parts[1]);
    }
  }

  /** A permit's endpoint is a prefix, {@code any}, a defined role, or a role of the servers. */
  private void permits() {
    for (Inventory.ExtraPermit permit : inventory.extraPermits()) {
      endpoints(permit.from(), permit.place());
      endpoints(permit.to(), permit.place());
    }
  }

  private void endpoints(List<String> endpoints, Place place) {
    Set<String> roles = new TreeSet<>(inventory.roles().keySet());
    roles.add("any");
    roles.add("imc");
    for (String endpoint : endpoints) {
      if (endpoint.indexOf('/') < 0 && !endpoint.startsWith("imc-")) {
        known("role", endpoint, roles, place);
      }
    }
  }

  private void known(String what, String name, Set<String> names, Place place) {
    if (!names.contains(name)) {
      problems.add(
          place,
          "There is no " + what + " '" + name + "'.",
          Fields.nearest(name, names)
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("Known: " + String.join(", ", names) + "."));
    }
  }

  private Place place(String path, Place otherwise) {
    return inventory.place(path).orElse(otherwise);
  }
}

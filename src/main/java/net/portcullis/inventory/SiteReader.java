package net.portcullis.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.acl.Prefix;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** Reads sites with their zones, servers and roles. */
final class SiteReader {
  private final Problems problems;
  private final Map<String, Place> places;

  SiteReader(Problems problems, Map<String, Place> places) {
    this.problems = problems;
    this.places = places;
  }

  Inventory.Site site(InventoryReader.Named named) {
    places.put("sites." + named.name(), named.place());
    Fields fields = Fields.of(named.value(), problems);
    Map<String, Inventory.Zone> zones = new LinkedHashMap<>();
    List<Placed> seen = new ArrayList<>();
    for (Node.Entry entry : fields.mapping("zones").map(Fields::all).orElse(List.of())) {
      String name = entry.key().text();
      Inventory.Zone zone = zone(entry, seen);
      for (Inventory.Zone other : zones.values()) {
        if (zone.rest() && other.rest()) {
          problems.add(
              zone.place(),
              "The site already has a zone for the rest, '"
                  + other.name()
                  + "' at "
                  + other.place()
                  + ".",
              "Give this one prefixes.");
        }
      }
      zones.put(name, zone);
      places.put("sites." + named.name() + ".zones." + name, entry.key().place());
    }
    if (zones.isEmpty()) {
      problems.add(
          named.place(),
          "The site '" + named.name() + "' has no zones.",
          "Add 'zones:' with at least an inside and an outside one.");
    }
    fields.end();
    return new Inventory.Site(named.name(), zones, named.place());
  }

  /** A prefix and the place that says it. */
  private record Placed(Prefix prefix, String zone, Place place) {}

  private Inventory.Zone zone(Node.Entry entry, List<Placed> seen) {
    String name = entry.key().text();
    Place place = entry.key().place();
    if (!(entry.value() instanceof Node.Mapping)) {
      Node.Mapping written =
          new Node.Mapping(
              entry.value().place(),
              List.of(
                  new Node.Entry(
                      new Node.Scalar(entry.value().place(), "prefixes", false), entry.value())));
      return zone(new Node.Entry(entry.key(), written), seen);
    }
    Fields fields = Fields.of(entry.value(), problems);
    boolean rest = fields.flag("rest", false);
    List<Prefix> prefixes = new ArrayList<>();
    for (Node item : fields.items("prefixes")) {
      prefix(item)
          .ifPresent(prefix -> {
            overlap(new Placed(prefix, name, item.place()), seen);
            prefixes.add(prefix);
          });
    }
    fields.end();
    if (rest == fields.has("prefixes")) {
      problems.add(
          place,
          rest
              ? "The zone '" + name + "' has prefixes and is also the rest."
              : "The zone '" + name + "' has no prefixes.",
          "Write a list of prefixes, or 'rest: true' for all that is in no other zone.");
    }
    return new Inventory.Zone(name, prefixes, rest, place);
  }

  private void overlap(Placed wanted, List<Placed> seen) {
    for (Placed other : seen) {
      if (other.prefix().overlaps(wanted.prefix())) {
        problems.add(
            wanted.place(),
            wanted.prefix()
                + " overlaps "
                + other.prefix()
                + " of zone '"
                + other.zone()
                + "' at "
                + other.place()
                + ".",
            "Let each address belong to one zone of the site.");
        return;
      }
    }
    seen.add(wanted);
  }

  private Optional<Prefix> prefix(Node item) {
    Node.Scalar key = new Node.Scalar(item.place(), "prefix", false);
    Node.Mapping holder = new Node.Mapping(item.place(), List.of(new Node.Entry(key, item)));
    return Fields.of(holder, problems).value("prefix", Prefix::parse);
  }

  Inventory.Server server(InventoryReader.Named named) {
    String path = "servers." + named.name();
    places.put(path, named.place());
    Fields fields = Fields.of(named.value(), problems);
    String site = fields.text("site");
    places.put(path + ".site", fields.place("site"));
    List<Address> addresses = fields.values("addresses", Address::parse);
    if (addresses.isEmpty()) {
      problems.add(
          named.place(),
          "The server '" + named.name() + "' has no address.",
          "Add 'addresses: [ADDRESS, ...]'.");
    }
    for (Node item : fields.items("components")) {
      places.put(
          path + ".components." + (item instanceof Node.Scalar scalar ? scalar.text() : ""),
          item.place());
    }
    Inventory.Server server =
        new Inventory.Server(
            named.name(),
            site,
            addresses,
            fields.values("components", Names::plain),
            fields.flag("primary", false),
            fields.value("check", Names::plain),
            named.place());
    places.put(path + ".check", fields.place("check"));
    fields.end();
    return server;
  }

  Inventory.Role role(InventoryReader.Named named) {
    places.put("roles." + named.name(), named.place());
    List<Prefix> prefixes = new ArrayList<>();
    List<Node> items =
        named.value() instanceof Node.Sequence sequence ? sequence.items() : List.of(named.value());
    for (Node item : items) {
      prefix(item)
          .ifPresent(prefix -> {
            prefixes.stream()
                .filter(other -> other.overlaps(prefix))
                .findFirst()
                .ifPresent(other ->
                    problems.add(
                        item.place(),
                        prefix + " overlaps " + other + " of the same role.",
                        "Leave out the smaller one."));
            prefixes.add(prefix);
          });
    }
    return new Inventory.Role(named.name(), prefixes, named.place());
  }
}

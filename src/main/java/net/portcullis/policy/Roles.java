package net.portcullis.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.input.Fields;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;

/**
 * Turns role names into addresses. A role that nobody defines, or that has no address, is a problem
 * and never everybody.
 */
final class Roles {
  private static final String SERVERS = "imc";
  private static final String NARROWER = "imc-";

  private final Catalog catalog;
  private final Inventory inventory;
  private final Problems problems;
  private final Set<String> components;
  private final Map<String, List<Prefix>> byComponent = new HashMap<>();
  private final Map<String, Boolean> reported = new HashMap<>();

  Roles(Catalog catalog, Inventory inventory, Problems problems) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.problems = problems;
    this.components =
        catalog.components().stream().map(Component::id).collect(Collectors.toUnmodifiableSet());
  }

  /** The addresses of a role in a flow of a component. */
  List<Prefix> forComponent(String role, String component, String entry) {
    return resolve(
        role,
        Optional.of(component),
        () -> installedAt(component),
        "The catalog's row " + entry + " needs the role '" + role + "'",
        "or leave the row out with 'options: {drop: [" + entry + "]}'");
  }

  /** The addresses of a role, prefix or {@code any} in an extra permit. */
  List<Prefix> forPermit(String endpoint, Inventory.ExtraPermit permit) {
    return forStatement(
        endpoint, "The extra permit '" + permit.name() + "'", permit.place(), "permit");
  }

  /**
   * The same in another statement of the inventory.
   *
   * @param statement the subject of a sentence, such as {@code The contract 'x'}
   * @param what a word for it
   */
  List<Prefix> forStatement(String endpoint, String statement, Place place, String what) {
    if (endpoint.equals("any")) {
      return List.of(Prefix.any(Family.IPV4), Prefix.any(Family.IPV6));
    }
    if (endpoint.indexOf('/') >= 0) {
      return List.of(Prefix.parse(endpoint));
    }
    return resolve(
        endpoint,
        Optional.empty(),
        () -> place,
        statement + " needs the role '" + endpoint + "'",
        "or remove the " + what);
  }

  private interface Where {
    Place place();
  }

  private List<Prefix> resolve(
      String role, Optional<String> component, Where where, String needs, String otherwise) {
    Inventory.Role given = inventory.roles().get(role);
    if (given != null) {
      if (given.prefixes().isEmpty() && reported.putIfAbsent(role, true) == null) {
        problems.add(
            given.place(),
            needs + ", which has no address, so the rule cannot be computed.",
            "Write the role's addresses here, " + otherwise + ".");
      }
      return given.prefixes();
    }
    if (role.equals(SERVERS) || role.startsWith(NARROWER)) {
      List<Prefix> servers = servers(role, component);
      if (servers.isEmpty() && reported.putIfAbsent(role, true) == null) {
        problems.add(
            where.place(),
            needs + ", which no server carries, so the rule cannot be computed.",
            "Add the component to the server that it runs on, " + otherwise + ".");
      }
      return servers;
    }
    if (reported.putIfAbsent(role, true) == null) {
      problems.add(
          where.place(),
          needs + ", which nobody defines, so the rule cannot be computed.",
          Fields.nearest(role, inventory.roles().keySet())
                  .map(near -> "Rename the role '" + near + "' if it is meant, write '")
                  .orElse("Write '")
              + role
              + ": [ADDRESS, ...]' under 'roles', "
              + otherwise
              + ".");
    }
    return List.of();
  }

  /**
   * The servers of a component; {@code imc-primary}, {@code imc-subordinate} and {@code
   * imc-COMPONENT} choose among all servers.
   */
  private List<Prefix> servers(String role, Optional<String> component) {
    String narrower = role.equals(SERVERS) ? "" : role.substring(NARROWER.length());
    return switch (narrower) {
      case "primary" ->
          addresses(inventory.servers().stream().filter(Inventory.Server::primary).toList());
      case "subordinate" ->
          addresses(inventory.servers().stream().filter(server -> !server.primary()).toList());
      default ->
          components.contains(narrower)
              ? carrying(narrower)
              : component.map(this::carrying).orElseGet(() -> addresses(inventory.servers()));
    };
  }

  /** True for {@code imc-COMPONENT} where no server carries the component and nobody says more. */
  boolean carriedNowhere(String role) {
    return !inventory.roles().containsKey(role)
        && role.startsWith(NARROWER)
        && components.contains(role.substring(NARROWER.length()))
        && carrying(role.substring(NARROWER.length())).isEmpty();
  }

  /** The addresses of the servers that carry a component; a supplement stands on all of them. */
  List<Prefix> carrying(String component) {
    return byComponent.computeIfAbsent(
        component,
        id -> {
          List<Inventory.Server> some =
              inventory.servers().stream()
                  .filter(server -> server.components().contains(id))
                  .toList();
          boolean supplement = catalog.component(id).filter(one -> one.supplement()).isPresent();
          return addresses(some.isEmpty() && supplement ? inventory.servers() : some);
        });
  }

  private static List<Prefix> addresses(List<Inventory.Server> servers) {
    return Prefixes.aggregate(
        servers.stream().flatMap(server -> server.addresses().stream()).map(Prefix::host).toList());
  }

  private Place installedAt(String component) {
    for (Inventory.Server server : inventory.servers()) {
      if (server.components().contains(component)) {
        return inventory
            .place("servers." + server.name() + ".components." + component)
            .orElse(server.place());
      }
    }
    return inventory
        .place("options.supplement")
        .or(() -> inventory.place("catalog"))
        .orElse(Place.start(inventory.catalog()));
  }
}

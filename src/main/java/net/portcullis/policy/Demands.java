package net.portcullis.policy;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Entry;
import net.portcullis.catalog.Flow;
import net.portcullis.catalog.Statement;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;

/** What a deployment wants of its networks, before anybody asks where it crosses. */
final class Demands {
  private final Catalog catalog;
  private final Inventory inventory;
  private final Inventory.Options options;
  private final Roles roles;
  private final LocalDate today;
  private final List<Demand> demands = new ArrayList<>();

  private Demands(Catalog catalog, Inventory inventory, Clock clock, Problems problems) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.options = inventory.options();
    this.roles = new Roles(catalog, inventory, problems);
    this.today = LocalDate.now(clock);
  }

  /** In catalog order, then the servers among themselves, then extra permits. */
  static List<Demand> of(Catalog catalog, Inventory inventory, Clock clock, Problems problems) {
    Demands all = new Demands(catalog, inventory, clock, problems);
    for (Component component : catalog.components()) {
      if (all.installed(component)) {
        all.external(component.entries(), component);
        if (component.external() == Statement.SAME_AS_PLAT) {
          catalog.component("plat").ifPresent(plat -> all.external(plat.entries(), component));
        }
      }
    }
    all.servers();
    for (Inventory.ExtraPermit permit : inventory.extraPermits()) {
      all.extra(permit);
    }
    return List.copyOf(all.demands);
  }

  /** True for a permit whose last day has passed. */
  static boolean expired(Inventory.ExtraPermit permit, LocalDate today) {
    return permit.expiry().filter(last -> last.isBefore(today)).isPresent();
  }

  private boolean installed(Component component) {
    return component.supplement()
        ? options.supplement()
        : inventory.servers().stream()
            .anyMatch(server -> server.components().contains(component.id()));
  }

  /** Rows as the component's servers need them. */
  private void external(List<Entry> entries, Component component) {
    for (Entry entry : entries) {
      if (entry.scope() == Entry.Scope.EXTERNAL) {
        for (Flow flow : flows(entry)) {
          if (!elsewhere(component, flow.from()) && !elsewhere(component, flow.to())) {
            flow(
                Stage.CATALOG,
                entry,
                flow,
                roles.forComponent(flow.from(), component.id(), entry.id()),
                roles.forComponent(flow.to(), component.id(), entry.id()));
          }
        }
      }
    }
  }

  /**
   * A supplement's rows concern many components; those of one that nobody installed do not apply.
   */
  private boolean elsewhere(Component component, String role) {
    return component.supplement() && roles.carriedNowhere(role);
  }

  private List<Flow> flows(Entry entry) {
    return options.dropped().contains(entry.id())
        ? List.of()
        : entry.flows(
            options.corrected() != options.exceptions().contains(entry.id()),
            options.parameters(),
            options.dropped());
  }

  private void flow(Stage stage, Entry entry, Flow flow, List<Prefix> from, List<Prefix> to) {
    demands.add(
        new Demand(
            stage,
            from,
            to,
            flow.protocol(),
            flow.sourcePorts(),
            flow.ports(),
            flow.icmp(),
            flow.helper(),
            new Reason(
                Optional.of(entry.id()), Optional.empty(), flow.from() + " to " + flow.to())));
  }

  static Ranges ports(List<String> texts) {
    List<Range> ranges = new ArrayList<>();
    for (String text : texts) {
      int start = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i == text.length() || text.charAt(i) == ',') {
          ranges.add(Range.parse(text.substring(start, i).strip()));
          start = i + 1;
        }
      }
    }
    return Ranges.of(ranges);
  }

  /** Between the servers: all IP, or in a strict deployment the documented internal ports. */
  private void servers() {
    List<Prefix> all =
        Prefixes.aggregate(
            inventory.servers().stream()
                .flatMap(server -> server.addresses().stream())
                .map(Prefix::host)
                .toList());
    if (!options.strictServers()) {
      demands.add(
          new Demand(
              Stage.SERVERS,
              all,
              all,
              "ip",
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              new Reason(
                  Optional.empty(),
                  Optional.of("servers"),
                  "the servers talk to each other freely")));
      return;
    }
    for (Component component : catalog.components()) {
      if (installed(component)) {
        component.entries().forEach(entry -> internal(entry, component.id(), all));
        if (component.internal() == Statement.SAME_AS_PLAT) {
          catalog
              .component("plat")
              .ifPresent(
                  plat -> plat.entries().forEach(entry -> internal(entry, component.id(), all)));
        }
      }
    }
  }

  /** Any server may ask those that carry the component. */
  private void internal(Entry entry, String component, List<Prefix> servers) {
    if (entry.scope() == Entry.Scope.INTERNAL) {
      for (Flow flow : flows(entry)) {
        flow(Stage.SERVERS, entry, flow, servers, roles.carrying(component));
      }
    }
  }

  private void extra(Inventory.ExtraPermit permit) {
    if (expired(permit, today)) {
      return;
    }
    demands.add(
        new Demand(
            Stage.EXTRA,
            endpoints(permit.from(), permit),
            endpoints(permit.to(), permit),
            permit.protocol(),
            Optional.empty(),
            permit.ports(),
            permit.icmp(),
            Optional.empty(),
            new Reason(
                Optional.empty(),
                Optional.of("extra-permits." + permit.name()),
                permit.reason() + " (" + permit.owner() + ")")));
  }

  private List<Prefix> endpoints(List<String> names, Inventory.ExtraPermit permit) {
    return Prefixes.aggregate(
        names.stream().flatMap(name -> roles.forPermit(name, permit).stream()).toList());
  }
}

package net.portcullis.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Place;

/** What a readable catalog still leaves doubtful: a row whose flows do not fit its own words. */
public final class CatalogLint {
  private final Catalog catalog;
  private final List<Finding> findings = new ArrayList<>();

  private CatalogLint(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * One doubt.
   *
   * @param rule its short name, such as {@code direction}
   * @param subject the entry, component or role that it concerns
   * @param message one sentence, and how to mend it
   */
  public record Finding(String rule, String subject, Place place, String message) {}

  /** Every doubt, component by component; empty where there is none. */
  public static List<Finding> lint(Catalog catalog) {
    CatalogLint lint = new CatalogLint(catalog);
    catalog.components().forEach(lint::component);
    lint.roles();
    return List.copyOf(lint.findings);
  }

  private void component(Component component) {
    statement(component, component.external(), Entry.Scope.EXTERNAL);
    statement(component, component.internal(), Entry.Scope.INTERNAL);
    Map<String, List<Entry>> sections =
        component.entries().stream()
            .collect(Collectors.groupingBy(Entry::section, TreeMap::new, Collectors.toList()));
    sections.values().forEach(this::rows);
    component.entries().forEach(this::entry);
  }

  private void statement(Component component, Statement statement, Entry.Scope scope) {
    List<Entry> entries =
        component.entries().stream().filter(entry -> entry.scope() == scope).toList();
    boolean table = statement == Statement.PORTS;
    if (table == entries.isEmpty() && !component.supplement()) {
      findings.add(
          new Finding(
              "statement",
              component.id(),
              entries.isEmpty() ? place(component) : entries.getFirst().place(),
              table
                  ? "The component states " + word(scope) + " ports but has no such row."
                  : "The component states '"
                      + statement.text()
                      + "' for "
                      + word(scope)
                      + " ports but has such a row."));
    }
  }

  private static String word(Entry.Scope scope) {
    return scope == Entry.Scope.EXTERNAL ? "external" : "internal";
  }

  private static Place place(Component component) {
    return component.entries().isEmpty()
        ? Place.start(component.id() + ".yaml")
        : Place.start(component.entries().getFirst().place().file());
  }

  private void rows(List<Entry> section) {
    Set<Integer> present = section.stream().map(Entry::row).collect(Collectors.toSet());
    int last = present.stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int row = 1; row <= last; row++) {
      if (!present.contains(row)) {
        Entry first = section.getFirst();
        add("row-missing", first, "Section " + first.section() + " has no row " + row + ".");
      }
    }
  }

  private void entry(Entry entry) {
    if (entry.flows().isEmpty()) {
      add("no-flow", entry, "The row has no flow, so no rule will ever follow from it.");
      return;
    }
    direction(entry);
    protocols(entry);
    ports(entry);
    for (Flow flow : entry.flows()) {
      boolean inside = isServer(flow.from()) && isServer(flow.to());
      if (entry.scope() == Entry.Scope.INTERNAL && !inside) {
        add(
            "internal-flow",
            entry,
            "An internal row leads from imc to imc, but this one does not.");
      }
    }
    if (new HashSet<>(entry.flows()).size() < entry.flows().size()) {
      add("duplicate-flow", entry, "The row has one flow twice. Remove one.");
    }
    if (entry.flows().equals(entry.seedFlows())) {
      add("erratum-idle", entry, "The erratum's flows-as-stated are the corrected flows.");
    }
    entry
        .parameter()
        .filter(parameter -> entry.flows().stream().noneMatch(flow -> uses(flow, parameter)))
        .ifPresent(parameter ->
            add(
                "parameter-unused",
                entry,
                "No flow of the row moves with its parameter '" + parameter.name() + "'."));
  }

  private static boolean uses(Flow flow, Entry.Parameter parameter) {
    return flow.parameter().filter(parameter.name()::equals).isPresent();
  }

  private void direction(Entry entry) {
    String direction = entry.direction().orElse("");
    boolean in = entry.flows().stream().anyMatch(flow -> isServer(flow.to()));
    boolean out = entry.flows().stream().anyMatch(flow -> isServer(flow.from()));
    if ((direction.equals("in") || direction.equals("both")) && !in) {
      add("direction", entry, "The row says " + direction + ", but no flow leads to the servers.");
    }
    if ((direction.equals("out") || direction.equals("both")) && !out) {
      add("direction", entry, "The row says " + direction + ", but no flow leaves the servers.");
    }
  }

  private void protocols(Entry entry) {
    List<String> known =
        entry
            .erratum()
            .map(Entry.Erratum::protocols)
            .filter(corrected -> !corrected.isEmpty())
            .orElse(entry.protocols());
    Set<String> used = entry.flows().stream().map(Flow::protocol).collect(Collectors.toSet());
    if (!used.equals(Set.copyOf(known))) {
      add(
          "protocol",
          entry,
          "The row's protocols are "
              + known
              + ", its flows use "
              + used.stream().sorted().toList()
              + ".");
    }
  }

  private void ports(Entry entry) {
    List<String> known =
        entry
            .erratum()
            .map(Entry.Erratum::ports)
            .filter(corrected -> !corrected.isEmpty())
            .orElse(entry.ports());
    Ranges used =
        entry.flows().stream()
            .flatMap(flow -> Stream.concat(flow.ports().stream(), flow.sourcePorts().stream()))
            .reduce(Ranges.none(), Ranges::union);
    for (String port : known) {
      if (!used.containsAll(Ranges.of(Range.parse(port)))) {
        add("port-unused", entry, "No flow of the row names its port " + port + ".");
      }
    }
  }

  private void roles() {
    Set<String> used =
        catalog.entries().stream()
            .flatMap(entry -> Stream.concat(entry.flows().stream(), entry.seedFlows().stream()))
            .flatMap(flow -> Stream.of(flow.from(), flow.to()))
            .collect(Collectors.toSet());
    for (Role role : catalog.roles()) {
      if (!used.contains(role.name())) {
        findings.add(
            new Finding(
                "role-unused", role.name(), role.place(), "No flow uses the role. Remove it."));
      }
      String carried = Role.component(role.name());
      if (!carried.isEmpty() && catalog.component(carried).isEmpty()) {
        findings.add(
            new Finding(
                "role-unknown",
                role.name(),
                role.place(),
                "The role means the servers of a component '"
                    + carried
                    + "', which does not exist."));
      }
    }
  }

  private static boolean isServer(String role) {
    return Role.isServer(role);
  }

  private void add(String rule, Entry entry, String message) {
    findings.add(new Finding(rule, entry.id(), entry.place(), message));
  }
}

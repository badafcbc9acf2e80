package net.portcullis.compliance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Lint;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Entry;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;
import net.portcullis.policy.Crossings;

/**
 * What every device of a run is held against besides its own intents. It remembers what was proved
 * of lists, for many devices of a fleet hold the same ones. Safe for use by many threads.
 */
public final class Standards {
  private final Inventory inventory;
  private final Catalog catalog;
  private final LocalDate today;
  private final Map<String, String> functions = new HashMap<>();
  private final Map<List<Object>, Boolean> equal = new ConcurrentHashMap<>();
  private final Map<List<Object>, List<Told>> lints = new ConcurrentHashMap<>();

  /** A lint finding by the places of its lines in the list. */
  record Told(Lint.Kind kind, int line, List<Integer> others) {}

  /**
   * @param today tells which permits have expired
   */
  public Standards(Catalog catalog, Inventory inventory, LocalDate today) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.today = today;
    for (Component component : catalog.components()) {
      String title = component.titles().getOrDefault("en", component.id());
      for (Entry entry : component.entries()) {
        functions.put(entry.id(), entry.descriptions().getOrDefault("en", "") + " (" + title + ")");
      }
    }
  }

  Inventory inventory() {
    return inventory;
  }

  /** A new one for each device: it remembers roles without a lock. */
  Crossings crossings() {
    return new Crossings(catalog, inventory, new Problems());
  }

  /** Permits that have expired. */
  List<Inventory.ExtraPermit> expired() {
    return inventory.extraPermits().stream()
        .filter(permit -> permit.expiry().filter(last -> last.isBefore(today)).isPresent())
        .toList();
  }

  /** What an entry of the catalog is for, in one sentence with its component. */
  Optional<String> function(String entry) {
    return Optional.ofNullable(functions.get(entry)).filter(text -> !text.isBlank());
  }

  /** True where the lists certainly do the same with every packet. */
  boolean equal(AccessList wanted, AccessList holds, Family family) {
    return equal.computeIfAbsent(
        List.of(meaning(wanted), meaning(holds), family),
        key -> Comparison.compare(wanted, holds, family, 1).isEqual());
  }

  List<Told> lint(AccessList list, Family family) {
    return lints.computeIfAbsent(
        List.of(meaning(list), family),
        key -> {
          List<Told> told = new ArrayList<>();
          for (Lint.Finding finding : Lint.of(list, family)) {
            told.add(
                new Told(
                    finding.kind(),
                    list.lines().indexOf(finding.line()),
                    finding.others().stream().map(list.lines()::indexOf).toList()));
          }
          return List.copyOf(told);
        });
  }

  /** A list without where its lines stand. */
  static List<Object> meaning(AccessList list) {
    List<Object> meaning = new ArrayList<>(list.lines().size() + 1);
    meaning.add(list.otherwise());
    for (Line line : list.lines()) {
      meaning.add(List.of(line.verdict(), line.matches(), line.exact()));
    }
    return meaning;
  }
}

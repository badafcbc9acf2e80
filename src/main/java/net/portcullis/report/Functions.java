package net.portcullis.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Entry;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.compliance.Finding.Kind;

/**
 * Which component of the application works through which device: a component is intact where all of
 * its packets that must pass a device do.
 *
 * @param components those that concern any device
 * @param rows devices that are alike in all of them, together
 */
record Functions(List<Component> components, List<Row> rows) {

  /** How a component fares on a device. */
  enum State {
    INTACT("intact", "\u2713"),
    BROKEN("broken", "\u2717"),
    UNKNOWN("unknown", "?"),
    ELSEWHERE("not here", "\u2013");

    private final String text;
    private final String sign;

    State(String text, String sign) {
      this.text = text;
      this.sign = sign;
    }

    String text() {
      return text;
    }

    String sign() {
      return sign;
    }
  }

  /** Devices that are alike. */
  record Row(List<DeviceCheck> devices, List<State> states) {}

  static Functions of(Catalog catalog, List<DeviceCheck> checks) {
    Map<String, String> componentOf = new HashMap<>();
    for (Entry entry : catalog.entries()) {
      componentOf.put(entry.id(), entry.component());
    }
    Map<List<String>, Set<String>> needs = new HashMap<>();
    Set<String> concerned = new TreeSet<>();
    for (DeviceCheck check : checks) {
      concerned.addAll(needs.computeIfAbsent(check.catalog(), ids -> components(ids, componentOf)));
    }
    List<Component> shown =
        catalog.components().stream()
            .filter(component -> concerned.contains(component.id()))
            .toList();
    Map<List<State>, Row> rows = new LinkedHashMap<>();
    for (DeviceCheck check : checks) {
      Set<String> needed = needs.getOrDefault(check.catalog(), Set.of());
      List<State> states = states(check, shown, needed, componentOf);
      rows.computeIfAbsent(states, key -> new Row(new ArrayList<>(), key)).devices().add(check);
    }
    return new Functions(shown, List.copyOf(rows.values()));
  }

  private static Set<String> components(List<String> ids, Map<String, String> componentOf) {
    Set<String> components = new HashSet<>();
    ids.forEach(id -> components.add(componentOf.getOrDefault(id, "")));
    return components;
  }

  private static List<State> states(
      DeviceCheck check,
      List<Component> shown,
      Set<String> needed,
      Map<String, String> componentOf) {
    Map<Kind, Set<String>> hit = new EnumMap<>(Kind.class);
    boolean unknown = check.status() == DeviceCheck.Status.UNKNOWN;
    for (Finding finding : check.findings()) {
      hit.computeIfAbsent(finding.rule(), kind -> new HashSet<>())
          .addAll(components(finding.catalog(), componentOf));
    }
    Set<String> blocked = hit.getOrDefault(Kind.INTENDED_BLOCKED, Set.of());
    List<State> states = new ArrayList<>();
    for (Component component : shown) {
      states.add(
          !needed.contains(component.id())
              ? State.ELSEWHERE
              : blocked.contains(component.id())
                  ? State.BROKEN
                  : unknown ? State.UNKNOWN : State.INTACT);
    }
    return states;
  }
}

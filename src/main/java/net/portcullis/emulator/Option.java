package net.portcullis.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the conditions that may follow a statement in any order, each at most once.
 *
 * @param name where the condition captures nothing, the value that says it is there
 * @param names every value it may set
 * @param derived values computed from the captured ones
 * @param shown its place in the displayed statement; absent text where it is not displayed
 * @param when values that must hold for it to be possible, each with what it may be
 */
record Option(
    String name,
    Syntax syntax,
    Set<String> names,
    Map<String, Template> derived,
    Template shown,
    Guard when) {

  Option {
    names = Set.copyOf(names);
    derived = Map.copyOf(derived);
  }

  /** The values that this option sets, given what was captured. */
  Map<String, String> values(Template.Scope captured) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String each : names) {
      captured.value(each).ifPresent(value -> values.put(each, value));
    }
    derived.forEach(
        (each, template) -> template.render(captured).ifPresent(value -> values.put(each, value)));
    if (values.isEmpty() && names.contains(name)) {
      values.put(name, "true");
    }
    return values;
  }

  /** How it is displayed, or nothing where the statement does not have it. */
  Optional<String> show(Template.Scope shownValues, Template.Scope rawValues) {
    boolean present = names.stream().anyMatch(each -> rawValues.value(each).isPresent());
    return present && when.holds(rawValues) ? shown.render(shownValues) : Optional.empty();
  }
}

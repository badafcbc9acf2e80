package net.portcullis.emulator;

import java.util.Map;
import java.util.Set;

/** What must hold: each named value is one of some words; {@code -} stands for its absence. */
record Guard(Map<String, Set<String>> allowed) {
  static final Guard NONE = new Guard(Map.of());

  Guard {
    allowed = Map.copyOf(allowed);
  }

  boolean holds(Template.Scope values) {
    return allowed.entrySet().stream()
        .allMatch(entry -> entry.getValue().contains(values.value(entry.getKey()).orElse("-")));
  }
}

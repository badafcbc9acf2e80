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
    // Asked for every command at every line that is typed.
    for (Map.Entry<String, Set<String>> entry : allowed.entrySet()) {
      if (!entry.getValue().contains(values.value(entry.getKey()).orElse("-"))) {
        return false;
      }
    }
    return true;
  }
}

package net.portcullis.emulator;

import java.util.Map;
import java.util.Optional;

/** Whether a statement is one of those that a selector means. */
final class Selectors {
  private Selectors() {}

  static boolean selects(Action.Selector selector, ConfigNode node, NodeScope scope) {
    if (!node.kind().equals(selector.kind())) {
      return false;
    }
    return agrees(selector.values(), node, scope)
        && (selector.except().isEmpty() || !agrees(selector.except(), node, scope));
  }

  private static boolean agrees(Map<String, Template> values, ConfigNode node, NodeScope scope) {
    for (Map.Entry<String, Template> wanted : values.entrySet()) {
      Optional<String> value = wanted.getValue().render(scope.raw());
      Optional<String> said = Optional.ofNullable(node.values().get(wanted.getKey()));
      boolean agree =
          value.isPresent() == said.isPresent()
              && (value.isEmpty() || value.get().equalsIgnoreCase(said.get()));
      if (!agree) {
        return false;
      }
    }
    return true;
  }
}

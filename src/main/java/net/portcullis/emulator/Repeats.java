package net.portcullis.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a statement repeats another. What the statements of one place say is kept while
 * statements are only added there, so that a long list is not read again for each of its lines.
 */
final class Repeats {
  private final Platform platform;
  private final Map<Optional<String>, Set<String>> keys = new HashMap<>();
  private ConfigNode place = ConfigNode.root();
  private String kept = "";

  Repeats(Platform platform) {
    this.platform = platform;
  }

  /** True where another statement of the kind says the same under another key. */
  boolean repeated(Kind kind, ConfigNode parent, ConfigNode written) {
    if (!place.equals(parent) || !kept.equals(kind.name())) {
      keys.clear();
      parent.childrenOf(kind.name()).forEach(child -> remember(kind, child));
      place = parent;
      kept = kind.name();
    }
    Set<String> same = keys.getOrDefault(content(kind, written), Set.of());
    return !same.isEmpty() && (same.size() > 1 || !same.contains(lower(written.key())));
  }

  /** The statement of the kind that says the same. */
  Optional<ConfigNode> same(Kind kind, ConfigNode parent, ConfigNode written) {
    Optional<String> wanted = content(kind, written);
    return parent.childrenOf(kind.name()).stream()
        .filter(child -> content(kind, child).equals(wanted))
        .findFirst();
  }

  /** The place with a statement put there. */
  ConfigNode put(Kind kind, ConfigNode parent, ConfigNode written) {
    ConfigNode next = parent.with(written, Statements.order(platform));
    if (place.equals(parent)
        && kept.equals(kind.name())
        && next.children().size() > parent.children().size()) {
      remember(kind, written);
      place = next;
    }
    return next;
  }

  private void remember(Kind kind, ConfigNode node) {
    keys.computeIfAbsent(content(kind, node), _ -> new HashSet<>()).add(lower(node.key()));
  }

  private static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  private Optional<String> content(Kind kind, ConfigNode node) {
    Map<String, String> values = new HashMap<>(node.values());
    kind.silent().forEach(values::remove);
    kind.automatic().ifPresent(automatic -> values.put(automatic.field(), "0"));
    ConfigNode bare = new ConfigNode(kind.name(), "", values, List.of());
    return new ConfigText(platform).statement(List.of(bare)).stream().findFirst();
  }
}

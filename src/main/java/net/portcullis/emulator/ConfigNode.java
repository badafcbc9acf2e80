package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One statement of a configuration with what stands beneath it. A whole configuration is the root
 * node; keeping one for a rollback, a candidate or the startup configuration costs a reference.
 *
 * @param kind which of the platform's kinds of statement this is
 * @param key tells it from its siblings of the same kind
 * @param values what was said, in stored (not displayed) form
 */
record ConfigNode(String kind, String key, Map<String, String> values, List<ConfigNode> children) {

  ConfigNode {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    children = List.copyOf(children);
  }

  static ConfigNode root() {
    return new ConfigNode("", "", Map.of(), List.of());
  }

  ConfigNode withValues(Map<String, String> changed) {
    return new ConfigNode(kind, key, changed, children);
  }

  /** A step from a node to one of its children. */
  record Step(String kind, String key) {}

  Optional<ConfigNode> child(Step step) {
    for (ConfigNode child : children) {
      if (child.is(step)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  Step step() {
    return new Step(kind, key);
  }

  private boolean is(Step step) {
    return kind.equals(step.kind()) && key.equalsIgnoreCase(step.key());
  }

  Optional<ConfigNode> at(List<Step> path) {
    Optional<ConfigNode> node = Optional.of(this);
    for (Step step : path) {
      node = node.flatMap(parent -> parent.child(step));
    }
    return node;
  }

  /** The tree with the node at the path changed; a path that leads nowhere changes nothing. */
  ConfigNode edit(List<Step> path, UnaryOperator<ConfigNode> change) {
    if (path.isEmpty()) {
      return change.apply(this);
    }
    List<ConfigNode> edited = new ArrayList<>(children.size());
    for (ConfigNode child : children) {
      edited.add(
          child.is(path.getFirst()) ? child.edit(path.subList(1, path.size()), change) : child);
    }
    return new ConfigNode(kind, key, values, edited);
  }

  /** With a child put in the place of the one with its key, or where the order wants it. */
  ConfigNode with(ConfigNode child, ChildOrder order) {
    List<ConfigNode> all = new ArrayList<>(children.size() + 1);
    Step step = child.step();
    boolean added = child(step).isEmpty();
    boolean placed = false;
    for (ConfigNode present : children) {
      if (!added && present.is(step)) {
        all.add(child);
        placed = true;
      } else if (added && !placed && order.before(child, present)) {
        all.add(child);
        all.add(present);
        placed = true;
      } else {
        all.add(present);
      }
    }
    if (!placed) {
      all.add(child);
    }
    return new ConfigNode(kind, key, values, all);
  }

  ConfigNode without(Predicate<ConfigNode> gone) {
    return new ConfigNode(kind, key, values, children.stream().filter(gone.negate()).toList());
  }

  /** Without such nodes anywhere beneath this one. */
  ConfigNode withoutAny(Predicate<ConfigNode> gone) {
    if (findAll(gone).isEmpty()) {
      return this;
    }
    List<ConfigNode> kept = new ArrayList<>(children.size());
    for (ConfigNode child : children) {
      if (!gone.test(child)) {
        kept.add(child.withoutAny(gone));
      }
    }
    return new ConfigNode(kind, key, values, kept);
  }

  /** Every node beneath this one that satisfies the condition, in display order. */
  List<ConfigNode> findAll(Predicate<ConfigNode> wanted) {
    List<ConfigNode> found = new ArrayList<>();
    collect(wanted, found);
    return found;
  }

  private void collect(Predicate<ConfigNode> wanted, List<ConfigNode> found) {
    for (ConfigNode child : children) {
      if (wanted.test(child)) {
        found.add(child);
      }
      child.collect(wanted, found);
    }
  }

  List<ConfigNode> childrenOf(String wanted) {
    return children.stream().filter(child -> child.kind().equals(wanted)).toList();
  }

  /** Which of two siblings is displayed first. */
  @FunctionalInterface
  interface ChildOrder {
    boolean before(ConfigNode added, ConfigNode present);
  }
}

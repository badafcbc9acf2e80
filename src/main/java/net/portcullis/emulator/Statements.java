package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** How statements of a configuration come to be, change, and stand in order. */
final class Statements {
  private Statements() {}

  static Kind kind(Platform platform, String name) {
    Kind kind = platform.kinds().get(name);
    if (kind == null) {
      throw new IllegalStateException("The platform has no kind " + name + ".");
    }
    return kind;
  }

  /** The next automatic number. */
  static String next(Kind.Automatic automatic, ConfigNode parent, Template.Scope values) {
    long step = Long.parseLong(automatic.step().render(values).orElse("1"));
    long highest = -1;
    for (ConfigNode sibling : parent.childrenOf(automatic.of())) {
      highest = Math.max(highest, number(sibling.values().get(automatic.field())));
    }
    if (highest < 0) {
      return automatic.first().render(values).orElse("0");
    }
    return Long.toString(automatic.multiple() ? (highest / step + 1) * step : highest + step);
  }

  private static long number(@org.jspecify.annotations.Nullable String text) {
    return text == null ? -1 : Long.parseLong(text);
  }

  /** A statement as it will be stored. */
  static ConfigNode write(
      Platform platform,
      Kind kind,
      String key,
      Optional<ConfigNode> present,
      Action.Put put,
      Map<String, String> said,
      List<Option> options,
      boolean dropLastOption) {
    if (present.isPresent() && put.enter().isPresent()) {
      return present.get();
    }
    Map<String, String> values = new LinkedHashMap<>();
    if (put.merge()) {
      present.ifPresent(node -> values.putAll(node.values()));
    }
    options.forEach(option -> option.names().forEach(values::remove));
    values.putAll(said);
    if (!put.names().isEmpty()) {
      Optional<String> numbered = kind.automatic().map(Kind.Automatic::field);
      values
          .keySet()
          .removeIf(name ->
              !put.names().contains(name)
                  && !put.set().containsKey(name)
                  && !numbered.equals(Optional.of(name)));
    }
    for (Option option : options) {
      values.putAll(option.values(name -> Optional.ofNullable(said.get(name))));
    }
    kind.masked().forEach(masked -> Masks.store(masked, values));
    if (dropLastOption && !options.isEmpty()) {
      options.getLast().names().forEach(values::remove);
    }
    NodeScope scope =
        new NodeScope(
            platform,
            List.of(new ConfigNode(kind.name(), key, values, List.of())),
            _ -> Optional.empty());
    for (Option option : kind.options()) {
      if (!option.when().holds(scope.raw())) {
        option.names().forEach(values::remove);
      }
    }
    return new ConfigNode(
        kind.name(), key, values, present.map(ConfigNode::children).orElse(List.of()));
  }

  /** Siblings by their kinds' ranks, and within a kind as it says. */
  static ConfigNode.ChildOrder order(Platform platform) {
    return (added, present) -> {
      Kind ours = kind(platform, added.kind());
      Kind theirs = kind(platform, present.kind());
      boolean together =
          ours.group().equals(theirs.group())
              && ours.sort() == Kind.Sort.NUMBER
              && theirs.sort() == Kind.Sort.NUMBER;
      if (ours.rank() != theirs.rank()
          && (!together || ours.number(added) == theirs.number(present))) {
        return ours.rank() < theirs.rank();
      }
      return switch (ours.sort()) {
        case NONE -> false;
        case NUMBER -> ours.number(added) < theirs.number(present);
        case NAME -> added.key().compareToIgnoreCase(present.key()) < 0;
      };
    };
  }

  /** The statements around one that is put, as they are where they have to be made. */
  static List<ConfigNode> around(Platform platform, Action.Put put, NodeScope scope) {
    List<ConfigNode> around = new ArrayList<>();
    for (Action.Around each : put.beneath()) {
      Map<String, String> values = new LinkedHashMap<>();
      each.values()
          .forEach((name, template) ->
              template.render(scope.raw()).ifPresent(value -> values.put(name, value)));
      String key =
          kind(platform, each.kind())
              .key()
              .render(name -> Optional.ofNullable(values.get(name)))
              .orElse("");
      around.add(new ConfigNode(each.kind(), key, values, List.of()));
    }
    return around;
  }

  /** A place with something changed under these statements, which are made where they are not. */
  static ConfigNode under(
      Platform platform,
      ConfigNode place,
      List<ConfigNode> around,
      UnaryOperator<ConfigNode> change) {
    if (around.isEmpty()) {
      return change.apply(place);
    }
    ConfigNode first = around.getFirst();
    ConfigNode inner = place.child(first.step()).orElse(first);
    return place.with(
        under(platform, inner, around.subList(1, around.size()), change), order(platform));
  }

  static boolean has(ConfigNode parent, Action.Selector meant, NodeScope scope) {
    return parent.children().stream().anyMatch(node -> Selectors.selects(meant, node, scope));
  }

  /** With one child put before or after another; unchanged where one of them is not there. */
  static ConfigNode move(ConfigNode list, Action.Move move, NodeScope scope) {
    if (!has(list, move.moved(), scope) || !has(list, move.beside(), scope)) {
      return list;
    }
    List<ConfigNode> moved = new ArrayList<>();
    List<ConfigNode> children = new ArrayList<>();
    for (ConfigNode child : list.children()) {
      (Selectors.selects(move.moved(), child, scope) ? moved : children).add(child);
    }
    int at = 0;
    while (at < children.size() && !Selectors.selects(move.beside(), children.get(at), scope)) {
      at++;
    }
    children.addAll(move.before() ? at : Math.min(at + 1, children.size()), moved);
    return new ConfigNode(list.kind(), list.key(), list.values(), children);
  }

  /** A statement with some values said anew; an empty one is taken away. */
  static ConfigNode set(ConfigNode node, Map<String, Template> set, NodeScope scope) {
    Map<String, String> values = new LinkedHashMap<>(node.values());
    set.forEach((name, template) -> {
      String value = template.render(scope.raw()).orElse("");
      if (value.isEmpty()) {
        values.remove(name);
      } else {
        values.put(name, value);
      }
    });
    return node.withValues(values);
  }

  /** With each child that is meant changed. */
  static ConfigNode change(
      ConfigNode parent, Predicate<ConfigNode> meant, UnaryOperator<ConfigNode> change) {
    return new ConfigNode(
        parent.kind(),
        parent.key(),
        parent.values(),
        parent.children().stream()
            .map(child -> meant.test(child) ? change.apply(child) : child)
            .toList());
  }

  /** Numbers the children of a kind anew, and those that stand before them by their numbers. */
  static ConfigNode renumber(
      Platform platform, ConfigNode parent, Action.Renumber renumber, NodeScope scope) {
    Kind kind = kind(platform, renumber.kind());
    long step = Long.parseLong(renumber.step().render(scope.raw()).orElse("1"));
    List<ConfigNode> children = new ArrayList<>();
    long number = Long.parseLong(renumber.start().render(scope.raw()).orElse("0"));
    for (ConfigNode child : parent.children()) {
      Kind theirs = kind(platform, child.kind());
      boolean follows =
          theirs.automatic().filter(numbers -> numbers.of().equals(kind.name())).isPresent();
      if (follows || child.kind().equals(kind.name())) {
        Map<String, String> values = new LinkedHashMap<>(child.values());
        values.put(renumber.field(), Long.toString(number));
        String key =
            theirs.key().render(name -> Optional.ofNullable(values.get(name))).orElse(child.key());
        children.add(new ConfigNode(child.kind(), key, values, child.children()));
        number += theirs.name().equals(kind.name()) ? step : 0;
      } else {
        children.add(child);
      }
    }
    return new ConfigNode(parent.kind(), parent.key(), parent.values(), children);
  }
}

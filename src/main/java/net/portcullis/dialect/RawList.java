package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;

/** A list while it is being read. */
final class RawList {
  private final String name;
  private final Optional<Family> family;
  private final int line;
  private final List<String> aliases = new ArrayList<>();

  /** Each rule as the lines that make it up; nearly always one. */
  private final List<List<RawRule>> rules = new ArrayList<>();

  /** The lines of the last rule with an identifier. */
  private final Map<String, List<RawRule>> parts = new HashMap<>();

  private final List<RawRule> doubts = new ArrayList<>();

  private List<RawRule> implicit = List.of();
  private Optional<Verdict> policy = Optional.empty();
  private Optional<String> hook = Optional.empty();
  private Optional<Numbering> numbering = Optional.empty();

  /** Put in order once; asked for by everyone who follows the list. */
  private Optional<List<RawRule>> ordered = Optional.empty();

  /** The first number that the device gives to a line, and the distance to the next. */
  private record Numbering(long first, long step) {
    static Numbering of(Grammar.Lists lists) {
      return new Numbering(lists.firstId(), lists.step());
    }

    long after(long highest) {
      return highest < first ? first : first + ((highest - first) / step + 1) * step;
    }
  }

  RawList(String name, Optional<Family> family, int line) {
    this.name = name;
    this.family = family;
    this.line = line;
  }

  String name() {
    return name;
  }

  /** Absent where the list is asked about both families. */
  Optional<Family> family() {
    return family;
  }

  int line() {
    return line;
  }

  Optional<Verdict> policy() {
    return policy;
  }

  void policy(Verdict verdict) {
    policy = Optional.of(verdict);
  }

  Optional<String> hook() {
    return hook;
  }

  void hook(String point) {
    hook = Optional.of(point);
  }

  /**
   * Takes over the list's own numbering; false where that is none, or lines have numbers already.
   */
  boolean step(long step, OptionalLong start, Grammar.Lists lists) {
    if (step < 1) {
      return false;
    }
    long first = start.orElse(lists.firstId() == lists.step() ? step : lists.firstId());
    Numbering wanted = new Numbering(first, step);
    boolean isNew = !wanted.equals(numbering.orElseGet(() -> Numbering.of(lists)));
    numbering = Optional.of(wanted);
    return !isNew || rules.isEmpty();
  }

  void alias(String other) {
    aliases.add(other);
  }

  /** Everything that it is called. */
  List<String> names() {
    List<String> names = new ArrayList<>(aliases);
    names.addFirst(name);
    return names;
  }

  void add(RawRule rule) {
    begin(rule);
  }

  /** What the list holds may not be all of it: packets may meet this line before any other. */
  void doubt(RawRule line) {
    ordered = Optional.empty();
    doubts.add(line);
  }

  /** Adds a line of a rule that several lines make up. */
  void part(RawRule part) {
    List<RawRule> begun = part.id().isEmpty() ? null : parts.get(part.id());
    if (begun == null) {
      begin(part);
    } else {
      ordered = Optional.empty();
      begun.add(part);
    }
  }

  private void begin(RawRule rule) {
    ordered = Optional.empty();
    List<RawRule> lines = new ArrayList<>(1);
    lines.add(rule);
    rules.add(lines);
    if (!rule.id().isEmpty()) {
      parts.put(rule.id(), lines);
    }
  }

  /** Gives a list that has lines those that the device adds to its end. */
  void close(List<RawRule> unseen) {
    ordered = Optional.empty();
    implicit = rules.isEmpty() ? List.of() : List.copyOf(unseen);
  }

  /** The rules in the order in which the device asks them. */
  List<RawRule> ordered(Grammar.Lists lists) {
    List<RawRule> known = ordered.orElseGet(() -> inOrder(lists));
    ordered = Optional.of(known);
    return known;
  }

  private List<RawRule> inOrder(Grammar.Lists lists) {
    List<RawRule> all = new ArrayList<>(doubts);
    all.addAll(visible(lists));
    all.addAll(implicit);
    return List.copyOf(all);
  }

  private List<RawRule> visible(Grammar.Lists lists) {
    if (lists.sameId() == Grammar.SameId.KEEP) {
      return rules.stream().map(RawRule::joined).toList();
    }
    Map<String, RawRule> byId = new LinkedHashMap<>();
    List<RawRule> unreadable = new ArrayList<>();
    Numbering own = numbering.orElseGet(() -> Numbering.of(lists));
    long highest = -1;
    for (List<RawRule> lines : rules) {
      RawRule rule = RawRule.joined(lines);
      if (!rule.readable()) {
        unreadable.add(rule);
        continue;
      }
      RawRule identified =
          rule.id().isEmpty() && lists.byId() ? withId(rule, own.after(highest)) : rule;
      if (!identified.id().isEmpty()) {
        highest = Math.max(highest, Long.parseLong(identified.id()));
      }
      String key = identified.id().isEmpty() ? "line " + rule.line() : identified.id();
      RawRule taken = byId.get(key);
      if (taken != null && lists.sameId() == Grammar.SameId.REFUSED) {
        if (!taken.isLike(identified)) {
          unreadable.add(RawRule.unreadable(rule.line(), rule.text()));
        }
        continue;
      }
      byId.merge(key, identified, (first, second) -> same(lists.sameId(), first, second));
    }
    List<RawRule> ordered = new ArrayList<>(byId.values());
    if (lists.byId()) {
      ordered.sort(
          (one, other) -> Long.compare(Long.parseLong(one.id()), Long.parseLong(other.id())));
    }
    return List.copyOf(withUnreadable(ordered, unreadable));
  }

  private static RawRule same(Grammar.SameId rule, RawRule first, RawRule second) {
    return switch (rule) {
      case MERGE -> first.overlaid(second);
      case REPLACE -> second;
      case REFUSED, KEEP -> first;
    };
  }

  private static RawRule withId(RawRule rule, long id) {
    return new RawRule(Long.toString(id), rule.line(), rule.text(), rule.readable(), rule.pieces());
  }

  /**
   * An unreadable line may be any rule: it stands where it was found, or before all others where
   * the text does not follow the device's order. Where it names a rule that was there already, that
   * rule is not understood either.
   */
  private static List<RawRule> withUnreadable(List<RawRule> ordered, List<RawRule> unreadable) {
    if (unreadable.isEmpty()) {
      return ordered;
    }
    Set<String> doubtful = new HashSet<>();
    unreadable.forEach(rule -> doubtful.addAll(numbers(rule.text())));
    boolean ascending = true;
    for (int i = 1; i < ordered.size(); i++) {
      ascending &= ordered.get(i - 1).line() < ordered.get(i).line();
    }
    List<RawRule> all = new ArrayList<>(ordered.size() + unreadable.size());
    int next = 0;
    for (RawRule rule : ordered) {
      while (next < unreadable.size()
          && (!ascending || unreadable.get(next).line() < rule.line())) {
        all.add(unreadable.get(next++));
      }
      boolean doubted = !rule.id().isEmpty() && doubtful.contains(rule.id());
      all.add(doubted ? RawRule.unreadable(rule.line(), rule.text()) : rule);
    }
    all.addAll(unreadable.subList(next, unreadable.size()));
    return all;
  }

  /** The first number of a line, which may be its identifier. */
  private static List<String> numbers(String text) {
    return Token.of(text, "").stream().map(Token::text).filter(Names::isNumber).limit(1).toList();
  }
}

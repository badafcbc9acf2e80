package net.portcullis.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.TooComplexException;
import net.portcullis.change.Step.Action;
import net.portcullis.change.Step.Mark;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;

/**
 * Exchanges lists whose rules stand in one table: the new ones are switched on, first to last, then
 * the old ones off, last to first. After each step every packet meets either its old fate or its
 * new one.
 */
final class RuleSwitches {
  private final Dialect dialect;
  private final Target target;
  private final DeviceConfig running;
  private final Optional<ReadList> old;
  private final Optional<Incoming> next;
  private final Family family;

  private RuleSwitches(
      Dialect dialect, Target target, DeviceConfig running, Optional<Incoming> next) {
    this.dialect = dialect;
    this.target = target;
    this.running = running;
    this.family = target.family();
    this.old = Reading.bound(running, target);
    this.next = next;
  }

  /** What came of it. */
  sealed interface Result {
    record Ready(List<Step> steps) implements Result {
      public Ready {
        steps = List.copyOf(steps);
      }
    }

    /**
     * No order of switches is safe.
     *
     * @param why a sentence
     */
    record Impossible(String why) implements Result {}
  }

  /**
   * A list that is to take effect, whose rules stand in the table and are switched off.
   *
   * @param marks of its lines; parallel to them
   * @param behind its rules stand behind all others, as what is staged does
   */
  record Incoming(String name, AccessList access, List<Mark> marks, boolean behind) {
    Incoming {
      marks = List.copyOf(marks);
    }

    static Incoming staged(Draft draft) {
      return new Incoming(draft.written().name(), draft.meaning(), draft.marks(), true);
    }

    /** One that the device has. */
    static Incoming of(ReadList list) {
      return new Incoming(list.name(), list.access(), Reading.marks(list), false);
    }
  }

  /**
   * A rule of the table.
   *
   * @param at tells which of two rules is asked first
   * @param lines what it stands for
   */
  private record Entry(String id, int at, List<Line> lines, List<Mark> marks) {}

  /** What stands there after a switch. */
  private record State(Optional<String> name, AccessList access, List<Mark> marks) {}

  /**
   * The switches that lead to a list, or to none.
   *
   * @param next the list; absent where nothing is to be bound
   */
  static Result of(Dialect dialect, Target target, DeviceConfig running, Optional<Incoming> next) {
    try {
      return new RuleSwitches(dialect, target, running, next).steps();
    } catch (TooComplexException notCertain) {
      return unproved(target);
    }
  }

  private static Result.Impossible unproved(Target target) {
    return new Result.Impossible(
        "That every packet at "
            + target.place()
            + " meets its old fate or its new one after each rule that is switched is not proved;"
            + " change the list in smaller steps.");
  }

  private Result steps() {
    List<Entry> from = old.map(list -> entries(Incoming.of(list))).orElse(List.of());
    List<Entry> to = next.map(RuleSwitches::entries).orElse(List.of());
    if (Stream.concat(from.stream(), to.stream()).anyMatch(rule -> rule.id().isEmpty())) {
      return new Result.Impossible(
          "A rule at " + target.place() + " has no number by which it could be switched.");
    }
    Set<String> stay = ids(from);
    stay.retainAll(ids(to));
    List<Entry> on = to.stream().filter(rule -> !stay.contains(rule.id())).toList();
    List<Entry> off = from.stream().filter(rule -> !stay.contains(rule.id())).toList();
    Optional<String> shared = shared(off);
    if (shared.isPresent()) {
      return new Result.Impossible(shared.get());
    }
    Packets.Bounds bounds =
        new Packets.Bounds(
            old.map(ReadList::access).orElseGet(() -> running.unbound(family)),
            next.map(Incoming::access).orElseGet(() -> running.unbound(family)),
            family);
    List<Entry> now = new ArrayList<>(from);
    List<Step> steps = new ArrayList<>();
    List<Entry> order = new ArrayList<>(on);
    order.addAll(off.reversed());
    for (Entry rule : order) {
      boolean comes = on.contains(rule);
      if (comes) {
        now.add(rule);
        now.sort(Comparator.comparingInt(Entry::at));
      } else {
        now.remove(rule);
      }
      State state = state(now, ids(to));
      if (!bounds.hold(state.access())) {
        return unproved(target);
      }
      steps.add(step(rule, comes, state));
    }
    return new Result.Ready(steps);
  }

  /** The rules of a list; what nobody wrote is none. */
  private static List<Entry> entries(Incoming list) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String last = "";
    for (int i = 0; i < list.access().lines().size(); i++) {
      Line line = list.access().lines().get(i);
      if (line.origin().isWritten()) {
        Mark mark = list.marks().get(i);
        // A rule may stand for several lines, and for one that leaves open what it does.
        last = mark.id().isEmpty() ? last : mark.id();
        int at = list.behind() ? Integer.MAX_VALUE : line.origin().number();
        Entry entry =
            entries.computeIfAbsent(
                last, id -> new Entry(id, at, new ArrayList<>(), new ArrayList<>()));
        entry.lines().add(line);
        entry.marks().add(mark);
      }
    }
    return List.copyOf(entries.values());
  }

  private static Set<String> ids(List<Entry> rules) {
    Set<String> ids = new HashSet<>();
    rules.forEach(rule -> ids.add(rule.id()));
    return ids;
  }

  /** A rule that other packets meet too cannot be switched off for these alone. */
  private Optional<String> shared(List<Entry> off) {
    for (ReadBinding other : running.bindings()) {
      boolean here =
          other.family() == family
              && other.direction() == target.direction()
              && other.interfaceName().equalsIgnoreCase(target.binding().interfaceName());
      if (here) {
        continue;
      }
      List<String> theirs =
          running.list(other.list(), other.family()).map(ReadList::ids).orElse(List.of());
      Optional<Entry> both = off.stream().filter(rule -> theirs.contains(rule.id())).findFirst();
      if (both.isPresent()) {
        return Optional.of(
            "Rule "
                + both.get().id()
                + " at "
                + target.place()
                + " also decides about packets at "
                + other.interfaceName()
                + " "
                + other.direction().text()
                + " IPv"
                + other.family().number()
                + ", so it cannot be switched off for these alone; give those a rule of their own.");
      }
    }
    return Optional.empty();
  }

  private State state(List<Entry> on, Set<String> whole) {
    if (on.isEmpty()) {
      return new State(Optional.empty(), running.unbound(family), List.of());
    }
    String name =
        ids(on).equals(whole) && next.isPresent()
            ? next.get().name()
            : dialect.mixed(target.binding());
    Incoming any = next.or(() -> old.map(Incoming::of)).orElseThrow();
    List<Line> lines = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < any.access().lines().size(); i++) {
      if (!any.access().lines().get(i).origin().isWritten()) {
        lines.add(any.access().lines().get(i));
        marks.add(any.marks().get(i));
      }
    }
    for (Entry rule : on) {
      lines.addAll(rule.lines());
      marks.addAll(rule.marks());
    }
    return new State(
        Optional.of(name), new AccessList(name, lines, any.access().otherwise()), marks);
  }

  private Step step(Entry rule, boolean on, State state) {
    return new Step(
        new Action.Bind(state.name(), state.marks()),
        dialect.switchRule(family, rule.id(), on),
        dialect.switchRule(family, rule.id(), !on));
  }
}

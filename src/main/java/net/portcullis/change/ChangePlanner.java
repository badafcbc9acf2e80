package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Rule;
import net.portcullis.store.OwnedList;

/**
 * Works out what must be done at one binding, direction and family, of a change of one device. The
 * reading is given.
 */
final class ChangePlanner {
  private final Device device;
  private final Dialect dialect;
  private final DeviceConfig running;
  private final Ownership ownership;
  private final List<OwnedList> records;

  /** Names that lists of the same change get: the device does not show them yet. */
  private final Set<String> given = new HashSet<>();

  ChangePlanner(Device device, Dialect dialect, DeviceConfig running, List<OwnedList> records) {
    this.device = device;
    this.dialect = dialect;
    this.running = running;
    this.ownership = new Ownership(records);
    this.records = List.copyOf(records);
  }

  /** What came of it. */
  sealed interface Result {
    /** It is as it should be. */
    record Nothing() implements Result {}

    record Needed(Change change) implements Result {}

    /** A line was not understood, so nobody can tell. */
    record Unknown(String why) implements Result {}

    record Refused(List<String> reasons) implements Result {
      public Refused {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /** What is bound there, as packets meet it. */
  AccessList current(Target target) {
    return bound(target).map(ReadList::access).orElseGet(() -> running.unbound(target.family()));
  }

  Optional<ReadList> bound(Target target) {
    return Reading.bound(running, target);
  }

  /** True where what happens to a list happens to both families. */
  boolean bothFamilies() {
    return dialect.bothFamilies();
  }

  /** The object groups of our naming that the list there has. */
  List<Written.Group> groups(Target target) {
    return bound(target).map(running::written).map(Written::groups).orElse(List.of());
  }

  /** What must be there, as packets meet it. */
  AccessList wanted(Target target) {
    return switch (target.goal()) {
      case Target.Goal.Rules rules -> rules.meaning();
      case Target.Goal.Lines lines -> lines.meaning();
      case Target.Goal.Existing existing ->
          running
              .list(existing.list(), target.family())
              .map(ReadList::access)
              .orElseGet(() -> new AccessList("", List.of(), Verdict.UNKNOWN));
      case Target.Goal.Nothing nothing -> running.unbound(target.family());
    };
  }

  /** True where the binding holds what it must; absent where nobody can tell. */
  Optional<Boolean> settled(Target target) {
    Optional<Point> now = Reading.at(running, target);
    boolean wantsNone = target.goal() instanceof Target.Goal.Nothing;
    boolean hasNone = now.isPresent() && now.get().bound().isEmpty();
    if (now.isEmpty() || wantsNone != hasNone) {
      return Optional.of(false);
    }
    if (wantsNone) {
      return Optional.of(true);
    }
    if (target.goal() instanceof Target.Goal.Existing existing) {
      return Optional.of(now.get().bound().orElse("").equalsIgnoreCase(existing.list()));
    }
    return Comparison.compare(current(target), wanted(target), target.family()).equivalent();
  }

  /**
   * Works it out for a binding that is not settled and that passed the gates.
   *
   * @param open all that is to change: where one list holds both families, what is wanted of the
   *     other is among them
   */
  Result change(Target target, List<Target> open) {
    if (!dialect.bothFamilies()) {
      return change(
          target,
          (name, rules) -> dialect.write(name, target.family(), rules.rules(), target.binding()));
    }
    Target other = BothFamilies.other(target, open).orElseThrow();
    if (!agree(target.goal(), other.goal())) {
      return new Result.Refused(
          List.of(
              "One list holds both families here, and what is to become of IPv"
                  + target.family().number()
                  + " is not what is to become of IPv"
                  + other.family().number()
                  + "."));
    }
    Result result = change(target, (name, rules) -> both(target, other, name));
    return result instanceof Result.Needed needed && target.family() != BothFamilies.LEADS
        ? new Result.Needed(needed.change().with(needed.change().exchange().riding()))
        : result;
  }

  /** One list cannot be two. */
  private static boolean agree(Target.Goal one, Target.Goal other) {
    return switch (one) {
      case Target.Goal.Rules rules -> other instanceof Target.Goal.Rules;
      case Target.Goal.Lines lines ->
          other instanceof Target.Goal.Lines too
              && too.list().name().equals(lines.list().name())
              && too.list().lines().equals(lines.list().lines());
      case Target.Goal.Existing existing -> other.equals(existing);
      case Target.Goal.Nothing nothing -> other.equals(nothing);
    };
  }

  /** One list of what is wanted of both families at a place, seen as one of the target's. */
  Written written(Target target, List<Target> whole, String name) {
    return both(target, BothFamilies.other(target, whole).orElseThrow(), name);
  }

  private Written both(Target target, Target other, String name) {
    Target first = target.family() == Family.IPV4 ? target : other;
    Target second = first.equals(target) ? other : target;
    return dialect.writeBoth(name, rules(first), rules(second)).as(target.family());
  }

  private static List<Rule> rules(Target target) {
    return target.goal() instanceof Target.Goal.Rules rules ? rules.rules() : List.of();
  }

  private interface Writer {
    Written write(String name, Target.Goal.Rules rules);
  }

  private Result change(Target target, Writer writer) {
    Point before = Reading.at(running, target).orElseThrow();
    return switch (target.goal()) {
      case Target.Goal.Nothing nothing ->
          dialect.swap() == Dialect.Swap.BY_RULE
              ? switched(target, before, Optional.empty(), Optional.empty())
              : needed(target, before, new Swaps(dialect, target).away(before));
      case Target.Goal.Existing existing -> existing(target, before, existing.list());
      case Target.Goal.Rules rules -> {
        String name = nextName(target);
        yield written(target, before, writer.write(name, rules), rules.meaning());
      }
      case Target.Goal.Lines lines -> {
        String own = lines.list().name();
        String name = isTaken(own, taken()) ? nextName(target) : own;
        given.add(name);
        yield written(target, before, dialect.renamed(lines.list(), name), lines.meaning());
      }
    };
  }

  private Result existing(Target target, Point before, String list) {
    return running
        .list(list, target.family())
        .map(found ->
            dialect.swap() == Dialect.Swap.BY_RULE
                ? switched(
                    target, before, Optional.empty(), Optional.of(RuleSwitches.Incoming.of(found)))
                : needed(
                    target,
                    before,
                    new Swaps(dialect, target).to(before, found.name(), Reading.marks(found))))
        .orElseGet(() ->
            new Result.Refused(
                List.of(
                    list.equals(dialect.mixed(target.binding()))
                        ? "The rules that stood there were switched off one by one and are no list"
                            + " of their own; switch on by hand those that shall decide again."
                        : "The list " + list + " is no longer on the device.")));
  }

  private Result written(Target target, Point before, Written written, AccessList meaning) {
    return switch (Draft.of(dialect, written, meaning)) {
      case Draft.Result.Impossible impossible -> new Result.Refused(impossible.reasons());
      case Draft.Result.Ready ready -> swap(target, before, ready.draft());
    };
  }

  /** Steps that nothing is typed for do nothing, and a profile may say none. */
  private static boolean isTyped(List<Step> steps) {
    return steps.stream().allMatch(step -> !step.forward().isEmpty() && !step.back().isEmpty());
  }

  private Result.Refused untyped(Target target) {
    return new Result.Refused(
        List.of(
            "The profile "
                + dialect.name()
                + " says no lines that put a list in force at "
                + target.binding().interfaceName()
                + ", or take it off again."));
  }

  /** Rules of ours are switched on, and those that stand there off. */
  private Result switched(
      Target target, Point before, Optional<Draft> draft, Optional<RuleSwitches.Incoming> next) {
    return switch (RuleSwitches.of(dialect, target, running, next)) {
      case RuleSwitches.Result.Impossible impossible ->
          new Result.Refused(List.of(impossible.why()));
      case RuleSwitches.Result.Ready ready ->
          isTyped(ready.steps())
              ? new Result.Needed(
                  change(target, before, draft, ready.steps(), removable(target).orElse("")))
              : untyped(target);
    };
  }

  private Result swap(Target target, Point before, Draft draft) {
    if (dialect.swap() == Dialect.Swap.BY_RULE) {
      return switched(
          target, before, Optional.of(draft), Optional.of(RuleSwitches.Incoming.staged(draft)));
    }
    Optional<ReadList> old = bound(target);
    boolean edited = old.isPresent() && dialect.swap() == Dialect.Swap.DELTA && ours(old.get());
    if (!edited) {
      List<Step> steps =
          new Swaps(dialect, target).to(before, draft.written().name(), draft.marks());
      if (!isTyped(steps)) {
        return untyped(target);
      }
      return new Result.Needed(
          change(target, before, Optional.of(draft), steps, removable(target).orElse("")));
    }
    Optional<List<Step>> steps = DeltaEdit.steps(dialect, old.get(), draft);
    if (steps.isEmpty()) {
      return new Result.Refused(
          List.of(
              "No order of edits of "
                  + old.get().name()
                  + " was found that keeps every packet's fate between the old list and the new one,"
                  + " and this platform cannot exchange a bound list in one command; change it in smaller steps."));
    }
    return new Result.Needed(
        change(target, before, Optional.of(draft), steps.get(), draft.written().name()));
  }

  private Result needed(Target target, Point before, List<Step> steps) {
    if (!isTyped(steps)) {
      return untyped(target);
    }
    return new Result.Needed(
        change(target, before, Optional.empty(), steps, removable(target).orElse("")));
  }

  private Change change(
      Target target, Point before, Optional<Draft> draft, List<Step> steps, String remove) {
    List<Command> clean =
        remove.isEmpty()
            ? List.of()
            : dialect.remove(remove, target.family(), ids(remove, target, draft));
    Optional<Written> restorable = restorable(target);
    Exchange exchange =
        new Exchange(
            target.binding().name(),
            target.binding().interfaceName(),
            target.direction(),
            target.family(),
            before,
            restorable,
            draft.map(Draft::written),
            draft.map(Draft::marks).orElse(List.of()),
            draft.map(Draft::stage).orElse(List.of()),
            draft
                .map(ready ->
                    dialect.remove(ready.written().name(), target.family(), ids(ready.written())))
                .orElse(List.of()),
            groups(draft.map(Draft::written)),
            steps,
            clean,
            remove.isEmpty() ? Optional.empty() : Optional.of(remove),
            groups(restorable.filter(old -> old.name().equals(remove))));
    boolean none = target.goal() instanceof Target.Goal.Nothing;
    return new Change(
        target,
        none
            ? Optional.empty()
            : Optional.of(draft.map(Draft::meaning).orElseGet(() -> wanted(target))),
        exchange);
  }

  /** The identifiers of the lines of a list that is bound, or was staged. */
  private List<String> ids(String list, Target target, Optional<Draft> draft) {
    return bound(target)
        .filter(old -> old.name().equals(list))
        .map(ReadList::rules)
        .or(() -> draft.map(ready -> ids(ready.written())))
        .orElse(List.of());
  }

  private static List<String> ids(Written list) {
    return once(list.lines().stream().map(Written.WrittenLine::id).toList());
  }

  private static List<String> once(List<String> ids) {
    return ids.stream().filter(id -> !id.isEmpty()).distinct().toList();
  }

  /** The old list, where we wrote it: it goes when the new one is confirmed. */
  private Optional<String> removable(Target target) {
    return bound(target).filter(this::ours).map(ReadList::name);
  }

  private boolean ours(ReadList list) {
    return ownership.of(list) instanceof Ownership.Standing.Ours;
  }

  private Optional<Written> restorable(Target target) {
    return bound(target)
        .filter(this::ours)
        .flatMap(list ->
            ownership
                .record(list.name(), list.family())
                .flatMap(record -> Journal.list(list.name(), list.family(), record.text())));
  }

  private List<Exchange.Group> groups(Optional<Written> list) {
    return list.stream()
        .flatMap(written ->
            written.groups().stream()
                .map(group ->
                    new Exchange.Group(group, dialect.removeGroup(group, written.family()))))
        .toList();
  }

  /** The first name of the next generations that neither the device nor our records know. */
  String nextName(Target target) {
    Set<String> taken = taken();
    TreeSet<Integer> generations = new TreeSet<>();
    records.forEach(record -> generation(target, record.list()).ifPresent(generations::add));
    running.lists().forEach(list -> generation(target, list.name()).ifPresent(generations::add));
    int following = generations.isEmpty() ? 1 : generations.getLast() + 1;
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      candidates.add(following + i);
    }
    for (int i = 1; i < 20; i++) {
      candidates.add(i);
    }
    String next =
        candidates.stream()
            .map(generation ->
                dialect.listName(
                    device.owns(),
                    target.binding(),
                    target.direction(),
                    target.family(),
                    generation))
            .filter(name -> !isTaken(name, taken))
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "Every name that we may give a list is in use on the device."));
    given.add(next);
    return next;
  }

  /** A group that bears a list's name may be anybody's, and takes it too. */
  private boolean isTaken(String name, Set<String> taken) {
    String stem = lower(Written.groupStem(name));
    return dialect.isNumberTaken(name, running)
        || given.stream()
            .anyMatch(other -> !other.equals(name) && dialect.shareNumbers(other, name))
        || taken.contains(lower(name))
        || running.groups().stream().anyMatch(group -> lower(group.bare()).startsWith(stem));
  }

  /** The names, in lower case, of lists that the device has or speaks of. */
  private Set<String> taken() {
    Set<String> taken = new HashSet<>();
    running.lists().forEach(list -> taken.add(lower(list.name())));
    running.references().forEach(use -> taken.add(lower(use.list())));
    running.bindings().forEach(use -> taken.add(lower(use.list())));
    return taken;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private Optional<Integer> generation(Target target, String list) {
    return dialect.generation(
        list, device.owns(), target.binding(), target.direction(), target.family());
  }
}

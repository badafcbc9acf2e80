package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Comparison;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;

/**
 * What a person would type to bring one place to what is intended: the fewest lines, proved on the
 * model of the device. It leaves out what a push adds: the gates, the timer, the look afterwards.
 *
 * @param diff how the lines that stand differ from those that would be written
 * @param commands in order, the save at their end; empty where no safe way is known
 * @param proved true where the outcome was read by the platform's own grammar and does with every
 *     packet what is intended
 */
public record Remediation(String diff, List<String> commands, boolean proved) {
  public Remediation {
    commands = List.copyOf(commands);
  }

  /**
   * Works it out for a place whose bindings were understood.
   *
   * @param intents all that is intended of the device: a list may hold another family too
   */
  public static Remediation of(
      Device device, Dialect dialect, DeviceConfig running, Intent intent, List<Intent> intents) {
    Target target = Target.of(intent);
    ChangePlanner planner = new ChangePlanner(device, dialect, running, List.of());
    Optional<ReadList> old = planner.bound(target);
    Optional<Step.Point> before = Reading.at(running, target);
    String name = planner.nextName(target);
    Written written =
        dialect.bothFamilies()
            ? planner.written(
                target,
                BothFamilies.whole(dialect, running, intents.stream().map(Target::of).toList()),
                name)
            : dialect.write(name, intent.family(), intent.rules(), intent.binding());
    if (before.isEmpty()
        || !(Draft.of(dialect, written, intent.accessList()) instanceof Draft.Result.Ready ready)) {
      return new Remediation("", List.of(), false);
    }
    Draft draft = ready.draft();
    String diff =
        TextDiff.of(
            dialect.bothFamilies()
                ? TextDiff.ofFamily(
                    old.map(ReadList::name).orElse("(nothing bound)"), old.map(ReadList::access))
                : TextDiff.with(planner.groups(target), side(old)),
            dialect.bothFamilies()
                ? TextDiff.ofFamily("intended", Optional.of(draft.meaning()))
                : TextDiff.with(written.groups(), side(draft)));
    boolean edited = old.isPresent() && dialect.swap() == Dialect.Swap.DELTA;
    if (edited) {
      Optional<List<Step>> steps = DeltaEdit.steps(dialect, old.get(), draft);
      if (steps.isEmpty()) {
        return new Remediation(diff, List.of(), false);
      }
      List<Command> commands = steps.get().stream().flatMap(it -> it.forward().stream()).toList();
      return new Remediation(
          diff, texts(commands, dialect.save()), proved(dialect, old.get(), steps.get(), intent));
    }
    Optional<List<Step>> bound = steps(dialect, target, running, before.get(), draft);
    if (bound.isEmpty()) {
      return new Remediation(diff, List.of(), false);
    }
    List<Step> steps = bound.get();
    List<Command> commands = new ArrayList<>(draft.stage());
    steps.forEach(step -> commands.addAll(step.forward()));
    return new Remediation(
        diff,
        texts(commands, dialect.save()),
        Draft.readBack(dialect, written)
            .filter(
                list -> Comparison.compare(intent.accessList(), list, intent.family()).isEqual())
            .isPresent());
  }

  private static Optional<List<Step>> steps(
      Dialect dialect, Target target, DeviceConfig running, Step.Point before, Draft draft) {
    if (dialect.swap() != Dialect.Swap.BY_RULE) {
      return Optional.of(
          new Swaps(dialect, target).to(before, draft.written().name(), draft.marks()));
    }
    return RuleSwitches.of(
                dialect, target, running, Optional.of(RuleSwitches.Incoming.staged(draft)))
            instanceof RuleSwitches.Result.Ready ready
        ? Optional.of(ready.steps())
        : Optional.empty();
  }

  /** Applies the steps to the lines as they stand, and reads what comes of it. */
  private static boolean proved(Dialect dialect, ReadList old, List<Step> steps, Intent intent) {
    List<Written.WrittenLine> lines = new ArrayList<>(old.written());
    for (Step step : steps) {
      switch (step.action()) {
        case Step.Action.Bind bind -> {
          return false;
        }
        case Step.Action.Insert insert ->
            lines.add(
                Math.min(insert.index(), lines.size()),
                new Written.WrittenLine(0, insert.line().id(), insert.text()));
        case Step.Action.Remove remove ->
            lines.removeIf(line -> line.id().equals(remove.line().id()));
      }
    }
    Written after = new Written(old.name(), old.family(), lines, List.of());
    return Draft.readBack(dialect, after)
        .filter(list -> Comparison.compare(intent.accessList(), list, intent.family()).isEqual())
        .isPresent();
  }

  private static TextDiff.Side side(Optional<ReadList> list) {
    return list.map(held ->
            new TextDiff.Side(
                held.name(),
                held.access().lines().stream().map(line -> line.origin().text()).toList(),
                held.access().lines().stream().map(Fingerprint::of).toList()))
        .orElseGet(() -> new TextDiff.Side("(nothing bound)", List.of(), List.of()));
  }

  private static TextDiff.Side side(Draft draft) {
    return new TextDiff.Side(
        "intended",
        draft.written().lines().stream().map(Written.WrittenLine::text).toList(),
        draft.lines().stream().map(Fingerprint::of).toList());
  }

  private static List<String> texts(List<Command> commands, List<Command> save) {
    List<String> texts = new ArrayList<>();
    commands.forEach(command -> texts.add(command.text()));
    save.forEach(command -> texts.add(command.text()));
    return texts;
  }
}

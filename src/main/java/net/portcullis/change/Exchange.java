package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.portcullis.acl.Family;
import net.portcullis.change.Step.Mark;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.DeviceConfig.ReadGroup;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Written;
import net.portcullis.dialect.Written.WrittenLine;
import net.portcullis.inventory.Direction;

/**
 * How one list takes another's place at a binding. It holds all that is needed to do it, to undo
 * it, and to tell from a reading how far it has come, so that another process can go on with it.
 *
 * @param before what stood there when the plan was made
 * @param restorable the old list, so that it can be staged again; absent where it is not ours or
 *     there is none
 * @param staged the list that is written beside the old one; absent where none is
 * @param stagedLines the staged list's lines as they will be, or were, read back
 * @param stage the lines that write it, its groups first
 * @param unstage the lines that remove it again, without its groups
 * @param stagedGroups its groups, which go after it
 * @param clean the lines that remove the list that is no longer needed afterwards
 * @param cleaned the name of the list that these remove; absent where none is removed
 * @param cleanedGroups the groups of that list, which go after it
 */
record Exchange(
    String binding,
    String interfaceName,
    Direction direction,
    Family family,
    Point before,
    Optional<Written> restorable,
    Optional<Written> staged,
    List<Mark> stagedLines,
    List<Command> stage,
    List<Command> unstage,
    List<Group> stagedGroups,
    List<Step> steps,
    List<Command> clean,
    Optional<String> cleaned,
    List<Group> cleanedGroups) {

  Exchange {
    stagedLines = List.copyOf(stagedLines);
    stage = List.copyOf(stage);
    unstage = List.copyOf(unstage);
    stagedGroups = List.copyOf(stagedGroups);
    steps = List.copyOf(steps);
    clean = List.copyOf(clean);
    cleanedGroups = List.copyOf(cleanedGroups);
  }

  /**
   * An object group of a list of ours.
   *
   * @param remove the lines that remove it
   */
  record Group(Written.Group group, List<Command> remove) {
    Group {
      remove = List.copyOf(remove);
    }

    String name() {
      return group.name();
    }
  }

  /** The staged list's object groups. */
  List<Written.Group> groups() {
    return staged.map(Written::groups).orElse(List.of());
  }

  /** All lines that remove what was staged. */
  List<Command> unstageAll() {
    return with(unstage, stagedGroups);
  }

  /** All lines that remove what is no longer needed afterwards. */
  List<Command> cleanAll() {
    return with(clean, cleanedGroups);
  }

  private static List<Command> with(List<Command> list, List<Group> groups) {
    List<Command> all = new ArrayList<>(list);
    groups.forEach(group -> all.addAll(group.remove()));
    return all;
  }

  /** Where it is, for people. */
  String place() {
    return interfaceName + " " + direction.text() + " IPv" + family.number();
  }

  boolean stages(ReadList list) {
    return list.family() == family
        && staged.filter(written -> written.name().equalsIgnoreCase(list.name())).isPresent();
  }

  boolean stages(ReadGroup group) {
    return stagedGroups.stream().anyMatch(own -> own.name().equalsIgnoreCase(group.bare()));
  }

  boolean isAt(ReadBinding bound) {
    return bound.interfaceName().equalsIgnoreCase(interfaceName)
        && bound.direction() == direction
        && bound.family() == family;
  }

  /** Every state that the binding goes through, the first being what the plan saw. */
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    points.add(before);
    for (Step step : steps) {
      points.add(points.getLast().after(step.action()));
    }
    return points;
  }

  /** What stands there when all is done. */
  Point after() {
    return points().getLast();
  }

  /** The swap's lines. */
  List<Command> swap() {
    return steps.stream().flatMap(step -> step.forward().stream()).toList();
  }

  /** The lines that take back the first {@code done} steps. */
  List<Command> undo(int done) {
    return steps.subList(0, done).reversed().stream()
        .flatMap(step -> step.back().stream())
        .toList();
  }

  /**
   * The list that stands there when all is done, such that it can be staged again; absent where
   * that is none of ours.
   */
  Optional<Written> afterwards() {
    return steps.stream().anyMatch(step -> step.action() instanceof Step.Action.Bind)
        ? staged
        : restorable.map(this::edited);
  }

  private Written edited(Written old) {
    List<WrittenLine> lines = new ArrayList<>(old.lines());
    for (Step step : steps) {
      switch (step.action()) {
        case Step.Action.Bind bind -> {}
        case Step.Action.Insert insert ->
            lines.add(
                Math.min(insert.index(), lines.size()),
                new WrittenLine(0, insert.line().id(), insert.text()));
        case Step.Action.Remove remove ->
            lines.removeIf(line -> line.id().equals(remove.line().id()));
      }
    }
    return new Written(
        old.name(), old.family(), old.groups(), lines, OptionalInt.empty(), List.of());
  }

  /**
   * What happens to the other family where one list holds both: the same lists take each other's
   * place, and the lines that do it are those of the exchange beside it.
   */
  Exchange riding() {
    return new Exchange(
        binding,
        interfaceName,
        direction,
        family,
        before,
        restorable,
        staged,
        stagedLines,
        List.of(),
        List.of(),
        List.of(),
        steps.stream().map(step -> new Step(step.action(), List.of(), List.of())).toList(),
        List.of(),
        cleaned,
        List.of());
  }

  /** True where it is done by the lines of the exchange of the other family. */
  boolean rides() {
    return !steps.isEmpty()
        && steps.stream().allMatch(step -> step.forward().isEmpty() && step.back().isEmpty());
  }

  /** Of all exchanges of a change: this one, and the one of the other family that rides with it. */
  List<Exchange> together(List<Exchange> all) {
    return all.stream()
        .filter(other ->
            other.equals(this)
                || (other.rides()
                    && other.interfaceName.equals(interfaceName)
                    && other.direction == direction))
        .toList();
  }

  /** The same, with the staged list's lines as the device shows them. */
  Exchange observed(List<Mark> shown) {
    if (shown.equals(stagedLines)) {
      return this;
    }
    List<Step> seen = new ArrayList<>();
    for (Step step : steps) {
      seen.add(new Step(observed(step.action(), shown), step.forward(), step.back()));
    }
    return new Exchange(
        binding,
        interfaceName,
        direction,
        family,
        before,
        restorable,
        staged,
        shown,
        stage,
        unstage,
        stagedGroups,
        seen,
        clean,
        cleaned,
        cleanedGroups);
  }

  private Step.Action observed(Step.Action action, List<Mark> shown) {
    return switch (action) {
      case Step.Action.Bind bind ->
          new Step.Action.Bind(
              bind.list(),
              bind.content().equals(stagedLines)
                  ? shown
                  : bind.content().stream().map(mark -> shown(mark, shown)).toList());
      case Step.Action.Insert insert ->
          new Step.Action.Insert(
              insert.index(),
              new Mark(insert.line().id(), print(insert.line().print(), shown)),
              insert.text());
      case Step.Action.Remove remove -> remove;
    };
  }

  /** As the device shows a line of the staged list; others are as they were. */
  private Mark shown(Mark mark, List<Mark> shown) {
    int at = mark.id().isEmpty() ? -1 : stagedLines.indexOf(mark);
    return at >= 0 && shown.size() == stagedLines.size() ? shown.get(at) : mark;
  }

  private String print(String expected, List<Mark> shown) {
    for (int i = 0; i < Math.min(stagedLines.size(), shown.size()); i++) {
      if (stagedLines.get(i).print().equals(expected)) {
        return shown.get(i).print();
      }
    }
    return expected;
  }
}

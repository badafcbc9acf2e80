package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.change.Step.Action;
import net.portcullis.change.Step.Mark;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.Dialect;

/** The steps in which one list takes another's place at a binding. */
final class Swaps {
  private final Dialect dialect;
  private final Target target;

  Swaps(Dialect dialect, Target target) {
    this.dialect = dialect;
    this.target = target;
  }

  /**
   * From what is there to a list that stands ready beside it, or that others have on the device.
   */
  List<Step> to(Point before, String list, List<Mark> content) {
    if (before.bound().isEmpty() || dialect.swap() == Dialect.Swap.ATOMIC) {
      return List.of(
          new Step(
              new Action.Bind(Optional.of(list), content),
              dialect.bind(
                  target.binding(), target.direction(), target.family(), list, before.bound()),
              before
                  .bound()
                  .map(old ->
                      dialect.bind(
                          target.binding(),
                          target.direction(),
                          target.family(),
                          old,
                          Optional.of(list)))
                  .orElseGet(() ->
                      dialect.unbind(
                          target.binding(), target.direction(), target.family(), list))));
    }
    Step away = away(before).getFirst();
    return List.of(
        away,
        new Step(
            new Action.Bind(Optional.of(list), content),
            dialect.bind(
                target.binding(), target.direction(), target.family(), list, Optional.empty()),
            dialect.unbind(target.binding(), target.direction(), target.family(), list)));
  }

  /** To no list at all. */
  List<Step> away(Point before) {
    return before
        .bound()
        .map(old ->
            List.of(
                new Step(
                    new Action.Bind(Optional.empty(), List.of()),
                    dialect.unbind(target.binding(), target.direction(), target.family(), old),
                    dialect.bind(
                        target.binding(),
                        target.direction(),
                        target.family(),
                        old,
                        Optional.empty()))))
        .orElse(List.of());
  }

  /** True where nothing filters between two of the steps. */
  static boolean window(List<Step> steps) {
    return steps.size() > 1
        && steps.getFirst().action() instanceof Action.Bind bind
        && bind.list().isEmpty();
  }
}

package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;

/**
 * A device's own way to undo a change, ready for use.
 *
 * @param way its place among the dialect's ways
 * @param description for people
 * @param time after which the device undoes what was not confirmed
 * @param replaces the line by which a change takes effect, where the timer begins with the change
 */
record Arming(
    int way,
    String description,
    Duration time,
    List<Command> arm,
    Optional<String> replaces,
    Optional<Command> check,
    List<Command> confirm) {
  Arming {
    arm = List.copyOf(arm);
    confirm = List.copyOf(confirm);
  }

  /**
   * The same change taking effect as one, by its last line alone, where that is how the timer
   * begins.
   *
   * @param change lines of which several may take effect by themselves
   */
  List<Command> asOne(List<Command> change) {
    List<Command> lines = new ArrayList<>();
    for (int i = 0; i < change.size(); i++) {
      if (i == change.size() - 1 || !takesEffect(change.get(i))) {
        lines.add(change.get(i));
      }
    }
    return lines;
  }

  /** The lines of a change that does not take effect before {@code arm}. */
  List<Command> gathered(List<Command> change) {
    return change.stream().filter(line -> !takesEffect(line)).toList();
  }

  /** True where the timer can begin with this exchange. */
  boolean fits(List<Command> swap) {
    return replaces.isEmpty() || (!swap.isEmpty() && takesEffect(swap.getLast()));
  }

  private boolean takesEffect(Command line) {
    return replaces.filter(line.text()::equals).isPresent();
  }
}

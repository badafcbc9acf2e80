package net.portcullis.change;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;

/**
 * A device's own way to undo a change, ready for use.
 *
 * @param way its place among the dialect's ways
 * @param description for people
 * @param time after which the device undoes what was not confirmed
 */
record Arming(
    int way,
    String description,
    Duration time,
    List<Command> arm,
    Optional<Command> check,
    List<Command> confirm) {
  Arming {
    arm = List.copyOf(arm);
    confirm = List.copyOf(confirm);
  }
}

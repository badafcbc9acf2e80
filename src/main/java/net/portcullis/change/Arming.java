package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.dialect.Command;

/**
 * A device's own way to undo a change, ready for use.
 *
 * @param way its place among the dialect's ways
 * @param description for people
 * @param time after which the device undoes what was not confirmed
 * @param replaces the line by which a change takes effect, where the timer begins with the change
 * @param gathers modes of an exchange's lines, and those in which they are typed instead, where
 *     they take no effect before {@code arm}
 * @param fresh drops what an earlier change of ours may have gathered; refused where there is none
 * @param review shows what the gathered lines would change
 * @param cancel ends the timer and goes back at once; empty where only the time does that
 * @param sameSession only the session that armed it may confirm or cancel
 */
record Arming(
    int way,
    String description,
    Duration time,
    List<Command> arm,
    Optional<String> replaces,
    Map<String, String> gathers,
    List<Command> fresh,
    Optional<Command> review,
    Optional<Command> check,
    List<Command> confirm,
    List<Command> cancel,
    boolean sameSession) {
  static final String THEIRS = "A change that somebody else made waits to be confirmed";

  Arming {
    arm = List.copyOf(arm);
    gathers = Map.copyOf(gathers);
    fresh = List.copyOf(fresh);
    confirm = List.copyOf(confirm);
    cancel = List.copyOf(cancel);
  }

  /** True where the change and its timer begin by one line. */
  boolean together() {
    return replaces.isPresent() || !gathers.isEmpty();
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
    return change.stream()
        .filter(line -> !takesEffect(line))
        .map(line -> line.in(gathers))
        .toList();
  }

  /**
   * True where the timer can begin with these exchanges. What takes effect by one line is one step
   * at each place: in which order a device does several steps that it is given at once nobody
   * knows.
   */
  boolean fits(List<Exchange> exchanges) {
    return !together()
        || exchanges.stream()
            .filter(exchange -> !exchange.rides())
            .allMatch(exchange ->
                exchange.steps().size() == 1
                    && (replaces.isEmpty() || takesEffect(exchange.swap().getLast())));
  }

  private boolean takesEffect(Command line) {
    return replaces.filter(line.text()::equals).isPresent();
  }
}

package net.portcullis.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.inventory.Device;

/**
 * How a device's change ended.
 *
 * @param state the last one reached
 * @param steps every state that was reached, in order
 * @param error one sentence on what went wrong; absent where nothing did. Where the state is {@code
 *     SAVED} it went wrong after that
 * @param commands what a person must type; empty unless the state is {@code NEEDS_ATTENTION}
 * @param notes sentences on what could not be seen, and on windows that the swap had
 */
public record Outcome(
    Device device,
    State state,
    List<Reached> steps,
    Optional<String> error,
    List<String> commands,
    List<String> notes) {

  public Outcome {
    steps = List.copyOf(steps);
    commands = List.copyOf(commands);
    notes = List.copyOf(notes);
  }

  /**
   * A state, and when it was reached.
   *
   * @param millis since the transaction began
   */
  public record Reached(State state, Instant at, long millis) {}

  /** The same, with something that went wrong after its end. */
  Outcome but(String went) {
    return new Outcome(device, state, steps, Optional.of(went), commands, notes);
  }

  /** The same device, taken back to what it was, or what became of that. */
  Outcome then(Outcome back, String why) {
    boolean old = back.state() == State.SAVED || back.state() == State.UNCHANGED;
    List<Reached> all = new ArrayList<>(steps);
    all.addAll(back.steps());
    List<String> heard = new ArrayList<>(notes);
    heard.addAll(back.notes());
    return switch (back.state()) {
      case REFUSED, UNREACHABLE, ROLLED_BACK ->
          but(
              why
                  + " It could not be taken back and holds the new lists: "
                  + back.error().orElse(""));
      default ->
          new Outcome(
              device,
              old ? State.ROLLED_BACK : back.state(),
              all,
              Optional.of(why + back.error().map(more -> " " + more).orElse("")),
              back.commands(),
              heard);
    };
  }

  static Outcome of(Device device, State state, String error) {
    return new Outcome(device, state, List.of(), Optional.of(error), List.of(), List.of());
  }

  static Outcome unchanged(Device device) {
    return new Outcome(device, State.UNCHANGED, List.of(), Optional.empty(), List.of(), List.of());
  }
}

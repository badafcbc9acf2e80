package net.portcullis.change;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.portcullis.inventory.Device;

/**
 * How a device's change ended.
 *
 * @param state the last one reached
 * @param steps every state that was reached, in order
 * @param error one sentence on what went wrong; absent where nothing did
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

  static Outcome of(Device device, State state, String error) {
    return new Outcome(device, state, List.of(), Optional.of(error), List.of(), List.of());
  }

  static Outcome unchanged(Device device) {
    return new Outcome(device, State.UNCHANGED, List.of(), Optional.empty(), List.of(), List.of());
  }
}

package net.portcullis.emulator;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The timer that brings an earlier configuration back. Its device's lock guards it. */
final class RollbackTimer {
  private final Time time;
  private final Runnable due;
  private final Consumer<ConfigNode> back;
  private Optional<Run> run = Optional.empty();

  /**
   * A timer that runs.
   *
   * @param by the name of the candidate whose commit started it
   * @param end in the nanoseconds of the device's time
   */
  private record Run(
      ConfigNode before, Duration delay, Optional<String> by, long end, Time.Pending pending) {}

  /**
   * @param due what is called when the time is over
   * @param back takes the configuration that comes back
   */
  RollbackTimer(Time time, Runnable due, Consumer<ConfigNode> back) {
    this.time = time;
    this.due = due;
    this.back = back;
  }

  /** Starts, or moves the end: what it goes back to stays. */
  void arm(ConfigNode now, Duration delay, Optional<String> by) {
    ConfigNode before = run.map(Run::before).orElse(now);
    confirm();
    run =
        Optional.of(
            new Run(before, delay, by, time.nanos() + delay.toNanos(), time.after(delay, due)));
  }

  /** What it goes back to comes back now; nothing happens where none runs. */
  void revert() {
    Optional<ConfigNode> before = run.map(Run::before);
    confirm();
    before.ifPresent(back);
  }

  /** Ends, and keeps what is running; false where none runs. */
  boolean confirm() {
    run.ifPresent(running -> running.pending().cancel());
    boolean ran = run.isPresent();
    run = Optional.empty();
    return ran;
  }

  boolean runs() {
    return run.isPresent();
  }

  /** How long it was set to run. */
  Optional<Duration> delay() {
    return run.map(Run::delay);
  }

  Optional<Duration> left() {
    return run.map(running -> Duration.ofNanos(Math.max(0, running.end() - time.nanos())));
  }

  Optional<String> by() {
    return run.flatMap(Run::by);
  }
}

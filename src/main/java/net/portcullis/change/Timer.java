package net.portcullis.change;

import java.time.Duration;
import java.util.Optional;

/**
 * Our own clock beside the device's timer. It starts before the line that starts the device's, so
 * it runs out first.
 */
final class Timer {
  private static final Duration TO_CONFIRM = Duration.ofSeconds(30);

  private final Time time;
  private final Optional<Duration> length;
  private final long started;

  private Timer(Time time, Optional<Duration> length) {
    this.time = time;
    this.length = length;
    this.started = time.nanos();
  }

  static Timer starting(Time time, Duration length) {
    return new Timer(time, Optional.of(length));
  }

  /** Where the device has none: there is nothing to run out of. */
  static Timer none(Time time) {
    return new Timer(time, Optional.empty());
  }

  /**
   * True where a line may still be sent: were it delayed, the timer would not have fired before.
   */
  boolean hasMargin() {
    return length.map(whole -> left(whole).compareTo(whole.dividedBy(2)) >= 0).orElse(true);
  }

  /** True where there is time to confirm. */
  boolean canConfirm() {
    return length.map(whole -> left(whole).compareTo(TO_CONFIRM) >= 0).orElse(true);
  }

  private Duration left(Duration whole) {
    return whole.minusNanos(time.nanos() - started);
  }
}

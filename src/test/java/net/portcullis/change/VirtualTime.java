package net.portcullis.change;

import java.time.Duration;
import java.time.Instant;

/** Clocks that go on only when somebody waits. */
final class VirtualTime implements Time {
  private Instant now = Instant.parse("2026-11-21T08:00:00Z");
  private long nanos;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Somebody sets the clock on the wall. */
  void jump(Duration by) {
    now = now.plus(by);
  }

  @Override
  public void sleep(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }
}

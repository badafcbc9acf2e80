package net.portcullis.change;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clocks that a change goes by, and the only way in which it waits. */
public interface Time extends InstantSource {

  /** Nanoseconds on a clock that nobody sets. */
  long nanos();

  void sleep(Duration time) throws InterruptedException;

  /** This machine's clocks. */
  static Time system() {
    return new Time() {
      @Override
      public Instant instant() {
        return InstantSource.system().instant();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
      }
    };
  }
}

package net.portcullis.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment on the monotonic clock after which nothing is waited for any more. */
record Deadline(LongSupplier nanoTime, long at, Duration whole) {

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos(), time);
  }

  /** Nanoseconds left, 0 where it has passed. */
  long left() {
    return Math.max(0, at - nanoTime.getAsLong());
  }

  boolean passed() {
    return left() == 0;
  }
}

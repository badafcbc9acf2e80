package net.portcullis.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands still until it is moved. Sleeping takes none of it. */
public final class SettableTime implements Time {
  private final List<Alarm> alarms = new ArrayList<>();
  private long now;
  private long alarmsSet;

  /** Told apart by its number: two may fall due at once. */
  private record Alarm(long number, long at, Runnable task) {}

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public void sleep(Duration time) {
    // Nobody waits for a clock that somebody else moves.
  }

  @Override
  public synchronized Pending after(Duration time, Runnable task) {
    Alarm alarm = new Alarm(++alarmsSet, now + time.toNanos(), task);
    alarms.add(alarm);
    return () -> cancel(alarm);
  }

  private synchronized void cancel(Alarm alarm) {
    alarms.removeIf(each -> each.number() == alarm.number());
  }

  /** Moves on; whatever falls due on the way has run when this returns. */
  public void advance(Duration time) {
    long end = nanos() + time.toNanos();
    while (true) {
      Alarm next;
      synchronized (this) {
        next =
            alarms.stream()
                .filter(alarm -> alarm.at() <= end)
                .min(Comparator.comparingLong(Alarm::at))
                .orElse(null);
        now = next == null ? end : next.at();
        if (next == null) {
          return;
        }
        alarms.remove(next);
      }
      next.task().run();
    }
  }
}

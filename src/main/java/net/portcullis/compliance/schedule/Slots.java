package net.portcullis.compliance.schedule;

import java.time.Duration;
import java.time.Instant;
import net.portcullis.inventory.Automation.CatchUp;
import net.portcullis.inventory.Automation.Schedule;

/** What to do about slots whose time has come. */
final class Slots {
  /** So late a run is still the run of its slot. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Slots looked at in one go: those of a week, one every second. The rest come the next time. */
  private static final int MOST = 604_800;

  private Slots() {}

  /** One run, or none, for one or more slots. */
  sealed interface Decision {
    /** The latest of the slots: what comes after it is another decision. */
    Instant last();

    /** A run for the last of them, which stands for all. */
    record Run(Instant first, Instant last, int slots) implements Decision {}

    /** They are told as missed. */
    record Missed(Instant first, Instant last, int slots) implements Decision {}
  }

  /**
   * Decides.
   *
   * @param slot the first that nothing has become of
   */
  static Decision decide(Schedule schedule, Instant slot, Instant now) {
    boolean report = schedule.catchUp() == CatchUp.REPORT;
    Instant before = slot;
    Instant last = slot;
    int slots = 1;
    for (Instant next = schedule.next(slot);
        slots < MOST && !schedule.begins(next).isAfter(now);
        next = schedule.next(next)) {
      before = last;
      last = next;
      slots++;
    }
    boolean stale = now.isAfter(schedule.begins(last).plus(LATE));
    if (report && stale) {
      return new Decision.Missed(slot, last, slots);
    }
    if (report && slots > 1) {
      return new Decision.Missed(slot, before, slots - 1);
    }
    return new Decision.Run(slot, last, slots);
  }
}

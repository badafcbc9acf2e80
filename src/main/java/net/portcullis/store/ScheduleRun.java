package net.portcullis.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one slot of a schedule, or of several that one run stands for.
 *
 * @param slot the time that the schedule names; tells it from the schedule's other runs
 * @param firstSlot the earliest of the slots that it stands for
 * @param slots how many those are, 1 or more
 * @param state {@code running}, {@code done}, {@code failed} or {@code missed}
 * @param checkRun the run of checks that it is; empty where it was missed
 * @param attempts how often it was begun: more than once where a process was killed in it
 * @param ended absent while it runs, and where it was killed
 * @param outcome in words
 */
public record ScheduleRun(
    String schedule,
    Instant slot,
    Instant firstSlot,
    int slots,
    String state,
    String checkRun,
    int attempts,
    Instant started,
    Optional<Instant> ended,
    String outcome) {

  /** True where nothing more becomes of it. */
  public boolean over() {
    return !state.equals("running");
  }
}

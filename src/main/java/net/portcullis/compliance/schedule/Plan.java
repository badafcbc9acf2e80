package net.portcullis.compliance.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.inventory.Automation;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.store.FindingRecord;

/**
 * What is to be done, as the inventory now has it.
 *
 * @param kept how long the history is kept
 */
public record Plan(Automation automation, Duration kept, Worker worker) {

  /** Does what a schedule is for. */
  public interface Worker {
    /** The names of the devices that a schedule means. */
    List<String> devices(Schedule schedule);

    /**
     * Looks at them.
     *
     * @return one a device
     * @throws RuntimeException where it cannot be begun, with words for people
     */
    List<DeviceCheck> look(Schedule schedule) throws InterruptedException;

    /** Whether such a look would have seen a finding of before. */
    boolean looksFor(Schedule schedule, FindingRecord finding);

    /**
     * Writes the schedule's reports.
     *
     * @param found with what came and went since the run before
     * @return what went wrong, a sentence each
     */
    List<String> report(Schedule schedule, FindingHistory.Recorded found, Instant at);
  }

  /** Where plans come from. */
  public interface Source {
    /**
     * The plan as it stands now.
     *
     * @throws net.portcullis.input.InvalidInputException where what it is made from is broken
     */
    Plan read();

    /** Changes when what plans are made from changes. */
    String stamp();
  }

  Optional<Schedule> schedule(String name) {
    return automation.schedules().stream().filter(it -> it.name().equals(name)).findFirst();
  }
}

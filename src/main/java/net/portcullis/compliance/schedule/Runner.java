package net.portcullis.compliance.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.compliance.Trend;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.store.Outgoing;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;

/**
 * Makes the run of a slot: takes the devices, looks, writes down what was found and what is to be
 * told, once. Whatever kills it leaves a run that another attempt takes up.
 */
final class Runner {
  /** A lease outlives a renewal that comes late, and not a process that hangs. */
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** A change of one device is over by then, or it waits for somebody. */
  private static final Duration PATIENCE_WITH_CHANGES = Duration.ofMinutes(1);

  private static final Duration WORTH_TELLING = Duration.ofSeconds(10);

  private final Store store;
  private final Clock clock;
  private final Pause pause;
  private final Log log;
  private final Counters counters;
  private final Function<Notice, String> text;

  /** Waits. */
  interface Pause {
    void rest(Duration how) throws InterruptedException;
  }

  /** Told of each event: what it is about, and a sentence. */
  interface Log {
    void event(String about, String sentence);
  }

  Runner(
      Store store,
      Clock clock,
      Pause pause,
      Log log,
      Counters counters,
      Function<Notice, String> text) {
    this.store = store;
    this.clock = clock;
    this.pause = pause;
    this.log = log;
    this.counters = counters;
    this.text = text;
  }

  /**
   * Does what is due for a schedule.
   *
   * @param slot the first slot that the scheduler knows nothing to have become of
   * @return the next slot; it may be in the past
   * @throws StoreException where the store cannot be used: nothing has become of the slot
   */
  Instant due(Plan plan, Schedule schedule, Instant slot) throws InterruptedException {
    Instant now = clock.instant();
    Optional<ScheduleRun> newest = store.schedules().newest(schedule.name());
    Instant from = slot;
    if (newest.isPresent() && !newest.get().slot().isBefore(slot)) {
      ScheduleRun known = newest.get();
      if (!known.over()) {
        log.event(schedule.name(), "takes up the run of " + known.slot() + ", which was cut short");
        make(plan, schedule, known.slot(), known.firstSlot(), known.slots());
        return schedule.next(known.slot());
      }
      from = schedule.next(known.slot());
      if (schedule.begins(from).isAfter(now)) {
        return from;
      }
    }
    switch (Slots.decide(schedule, from, now)) {
      case Slots.Decision.Missed missed -> {
        missed(plan, schedule, missed);
        return schedule.next(missed.last());
      }
      case Slots.Decision.Run run -> {
        Duration lag = Duration.between(schedule.begins(run.last()), now);
        counters.measured("lag", schedule.name(), lag.isNegative() ? Duration.ZERO : lag);
        if (run.slots() > 1) {
          log.event(
              schedule.name(), "one run stands for " + run.slots() + " slots since " + run.first());
        }
        make(plan, schedule, run.last(), run.first(), run.slots());
        return schedule.next(run.last());
      }
    }
  }

  private void missed(Plan plan, Schedule schedule, Slots.Decision.Missed missed) {
    String slots =
        missed.slots() == 1
            ? "the run of " + missed.first() + " was missed"
            : missed.slots() + " runs were missed, " + missed.first() + " to " + missed.last();
    Notice notice =
        new Notice.Missed(schedule.name(), missed.first(), missed.last(), missed.slots());
    boolean first =
        store
            .schedules()
            .missed(
                schedule.name(),
                missed.first(),
                missed.last(),
                missed.slots(),
                slots,
                Notice.to(plan.automation().notifications(), text, whom -> notice));
    if (first) {
      counters.add("runs", schedule.name() + " missed", missed.slots());
      log.event(schedule.name(), slots + "; the schedule says not to make up for it");
    }
  }

  /** Makes one run now, beside the slots of its schedule. */
  List<DeviceCheck> once(Plan plan, Schedule schedule) throws InterruptedException {
    Instant now = clock.instant();
    Schedule byHand =
        new Schedule(
            schedule.name() + " by hand",
            schedule.cron(),
            schedule.zone(),
            schedule.jitter(),
            schedule.devices(),
            schedule.what(),
            schedule.catchUp(),
            schedule.reports(),
            schedule.place());
    return make(plan, byHand, now, now, 1);
  }

  private List<DeviceCheck> make(
      Plan plan, Schedule schedule, Instant slot, Instant first, int slots)
      throws InterruptedException {
    List<String> devices = plan.worker().devices(schedule);
    ScheduleRun run = store.schedules().begin(schedule.name(), slot, first, slots, devices.size());
    if (run.over()) {
      return List.of();
    }
    String holder = schedule.name() + " " + slot + " " + run.attempts();
    try {
      take(schedule, devices, holder);
      Instant began = clock.instant();
      List<DeviceCheck> checks = plan.worker().look(schedule);
      if (!store.checkLeases().holds(holder, devices.size())) {
        throw new StoreException("Another process took the devices while they were looked at.");
      }
      return done(plan, schedule, run, checks, began);
    } catch (StoreException again) {
      throw again;
    } catch (RuntimeException failed) {
      failed(plan, schedule, run, String.valueOf(failed.getMessage()));
      return List.of();
    } finally {
      release(holder);
    }
  }

  /**
   * All at once, so that two runs never wait for each other. Devices that are being changed for
   * long are taken too: the look itself finds that nothing can be said of them.
   */
  private void take(Schedule schedule, List<String> devices, String holder)
      throws InterruptedException {
    Instant began = clock.instant();
    boolean told = false;
    while (true) {
      Duration waited = Duration.between(began, clock.instant());
      boolean changed = waited.compareTo(PATIENCE_WITH_CHANGES) > 0;
      List<String> busy = store.checkLeases().take(devices, holder, LEASE, changed);
      if (busy.isEmpty()) {
        return;
      }
      if (waited.compareTo(PATIENCE) > 0) {
        throw new IllegalStateException(
            busy.getFirst()
                + (busy.size() > 1 ? " and " + (busy.size() - 1) + " more devices" : "")
                + " did not become free within "
                + PATIENCE.toMinutes()
                + " minutes: another run looks at them; see 'history'");
      }
      if (!told && waited.compareTo(WORTH_TELLING) > 0) {
        log.event(schedule.name(), "waits: another run or a push has " + busy.getFirst());
        told = true;
      }
      pause.rest(Duration.ofMillis(250));
    }
  }

  private void release(String holder) {
    try {
      store.checkLeases().release(holder);
    } catch (StoreException later) {
      log.event("store", "devices are given back later: " + later.getMessage());
    }
  }

  private List<DeviceCheck> done(
      Plan plan, Schedule schedule, ScheduleRun run, List<DeviceCheck> checks, Instant began) {
    FindingHistory.Recorded recorded =
        new FindingHistory(store.findings())
            .record(run.checkRun(), checks, finding -> plan.worker().looksFor(schedule, finding));
    // Before anything is told: a report does not wait for who is told of it.
    for (String problem : plan.worker().report(schedule, recorded, began)) {
      counters.count("report_failures", schedule.name());
      log.event(schedule.name(), problem);
    }
    String outcome = summary(recorded.checks(), recorded.trend());
    Duration took = Duration.between(began, clock.instant());
    if (store
        .schedules()
        .end(
            run,
            "done",
            outcome,
            changes ->
                Notice.to(
                    plan.automation().notifications(),
                    text,
                    whom ->
                        Notice.of(
                            schedule.name(), run.checkRun(), run.slot(), changes, whom.from())))) {
      counters.count("runs", schedule.name() + " done");
      counters.measured("seconds", schedule.name(), took);
      counters.add("milliseconds", schedule.name(), took.toMillis());
      log.event(
          schedule.name(),
          outcome + String.format(Locale.ROOT, " in %.1f s", took.toMillis() / 1000.0));
    }
    return recorded.checks();
  }

  private void failed(Plan plan, Schedule schedule, ScheduleRun run, String why) {
    boolean before =
        store.schedules().latest(200).stream()
            .filter(it -> it.schedule().equals(schedule.name()) && it.over())
            .findFirst()
            .filter(it -> it.state().equals("failed"))
            .isPresent();
    Notice notice = new Notice.Failed(schedule.name(), run.slot(), why);
    List<Notification> whom = before ? List.of() : plan.automation().notifications();
    List<Outgoing> told = Notice.to(whom, text, each -> notice);
    if (store.schedules().end(run, "failed", why, changes -> told)) {
      counters.count("runs", schedule.name() + " failed");
      log.event(schedule.name(), "the run failed: " + why);
    }
  }

  private static String summary(List<DeviceCheck> checks, Trend trend) {
    Map<DeviceCheck.Status, Integer> counts = new EnumMap<>(DeviceCheck.Status.class);
    checks.forEach(check -> counts.merge(check.status(), 1, Integer::sum));
    StringBuilder text = new StringBuilder();
    text.append(checks.size()).append(checks.size() == 1 ? " device:" : " devices:");
    String comma = " ";
    for (Map.Entry<DeviceCheck.Status, Integer> each : counts.entrySet()) {
      text.append(comma).append(each.getValue()).append(' ').append(each.getKey().text());
      comma = ", ";
    }
    if (!trend.unchanged()) {
      text.append("; findings: ")
          .append(trend.opened().size())
          .append(" new, ")
          .append(trend.reopened().size())
          .append(" came again, ")
          .append(trend.closed().size())
          .append(" fixed");
    }
    return text.toString();
  }
}

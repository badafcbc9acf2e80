package net.portcullis.compliance.schedule;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;

/**
 * The scheduler library over the store: one execution a schedule, whose data is the next slot that
 * nothing has become of. The library sees to it that one process works on it at a time, and gives
 * it to another where that process dies.
 */
final class Clockwork implements AutoCloseable {
  private static final String TASK = "schedule";
  private static final Duration AGAIN = Duration.ofSeconds(15);
  private static final Duration HEARTBEAT = Duration.ofSeconds(4);

  /** The library takes no fewer. */
  private static final int MISSED_HEARTBEATS = 4;

  private static final int THREADS = 64;
  private static final Duration TELL = Duration.ofMinutes(1);

  private final Supplier<Plan> plan;
  private final Runner runner;
  private final Clock clock;
  private final Runner.Log log;
  private final CustomTask<String> task;
  private final Scheduler scheduler;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().uncaughtExceptionHandler((_, failed) -> trouble(failed)).factory());
  private Instant told = Instant.EPOCH;

  Clockwork(
      Store store,
      Supplier<Plan> plan,
      Runner runner,
      Clock clock,
      Runner.Log log,
      Duration endsWithin) {
    this.plan = plan;
    this.runner = runner;
    this.clock = clock;
    this.log = log;
    this.task =
        Tasks.custom(TASK, String.class)
            .onDeadExecutionRevive()
            .onFailure((failure, operations) -> {
              log.event(
                  failure.getExecution().getId(),
                  "nothing was done, and is tried again in "
                      + AGAIN.toSeconds()
                      + " s: "
                      + failure.getCause().map(Clockwork::words).orElse("the reason is not known"));
              operations.reschedule(failure, clock.instant().plus(AGAIN));
            })
            .execute((instance, context) -> due(instance));
    SchedulerBuilder builder =
        Scheduler.create(store.schedules().source(), task)
            .clock(clock::instant)
            .schedulerName(new SchedulerName.Fixed(store.owner().text()))
            .serializer(new Texts())
            .threads(THREADS)
            .executorService(threads)
            .pollingInterval(Duration.ofSeconds(1))
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(endsWithin)
            // What goes wrong is told by us, in our words.
            .failureLogging(LogLevel.OFF, false);
    this.scheduler = builder.build();
  }

  private static String words(Throwable cause) {
    return cause instanceof StoreException
        ? String.valueOf(cause.getMessage())
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** The library tries again each second; to say so once in a while is enough. */
  private synchronized void trouble(Throwable failed) {
    Instant now = clock.instant();
    if (now.isAfter(told.plus(TELL))) {
      told = now;
      log.event("scheduler", "cannot work, and tries again: " + root(failed));
    }
  }

  void start() {
    scheduler.start();
  }

  boolean alive() {
    return scheduler.getSchedulerState().isStarted()
        && !scheduler.getSchedulerState().isShuttingDown();
  }

  private CompletionHandler<String> due(TaskInstance<String> instance) {
    Plan now = plan.get();
    Optional<Schedule> schedule = now.schedule(instance.getId());
    Entry entry = Entry.of(instance.getData());
    if (schedule.isEmpty()) {
      return new CompletionHandler.OnCompleteRemove<>();
    }
    if (!schedule.get().timing().equals(entry.timing())) {
      // It was being worked on when the inventory was read again.
      return to(schedule.get(), retimed(schedule.get()));
    }
    try {
      return to(schedule.get(), runner.due(now, schedule.get(), entry.slot()));
    } catch (InterruptedException stopping) {
      // As it was: whoever comes next takes the run up where it was left.
      return (complete, operations) -> operations.reschedule(complete, clock.instant());
    }
  }

  /** The next slot of a schedule whose times are others than before. */
  private Instant retimed(Schedule schedule) {
    Instant slot = schedule.next(clock.instant());
    log.event(schedule.name(), "has other times now; next " + slot);
    return slot;
  }

  private static CompletionHandler<String> to(Schedule schedule, Instant slot) {
    String data = new Entry(slot, schedule.timing()).text();
    return (complete, operations) -> operations.reschedule(complete, schedule.begins(slot), data);
  }

  /**
   * Makes the store's executions those of the plan. What is being worked on sees to itself when it
   * is done.
   *
   * @throws StoreException where the store cannot be written
   */
  void follow(Plan now) {
    try {
      match(now);
    } catch (DbSchedulerException | SQLRuntimeException trouble) {
      throw new StoreException(
          "The schedules cannot be written to the state store: " + root(trouble) + ".", trouble);
    }
  }

  private static String root(Throwable trouble) {
    Throwable root = trouble;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private void match(Plan now) {
    Set<String> known = new HashSet<>();
    for (ScheduledExecution<String> each :
        scheduler.getScheduledExecutionsForTask(TASK, String.class)) {
      String name = each.getTaskInstance().getId();
      known.add(name);
      Optional<Schedule> schedule = now.schedule(name);
      if (each.isPicked()) {
        continue;
      }
      if (schedule.isEmpty()) {
        scheduler.cancel(TaskInstanceId.of(TASK, name));
        log.event(name, "is no longer in the inventory");
      } else if (!schedule.get().timing().equals(Entry.of(each.getData()).timing())) {
        Instant slot = retimed(schedule.get());
        scheduler.reschedule(
            TaskInstanceId.of(TASK, name),
            schedule.get().begins(slot),
            new Entry(slot, schedule.get().timing()).text());
      }
    }
    for (Schedule schedule : now.automation().schedules()) {
      if (!known.contains(schedule.name())) {
        Instant slot = schedule.next(clock.instant());
        scheduler.scheduleIfNotExists(
            task.instance(schedule.name(), new Entry(slot, schedule.timing()).text()),
            schedule.begins(slot));
      }
    }
  }

  /**
   * When each schedule's next run begins.
   *
   * @param picked true where somebody works on it
   */
  record Next(Instant at, boolean picked) {}

  Map<String, Next> next() {
    Map<String, Next> next = new TreeMap<>();
    for (ScheduledExecution<String> each :
        scheduler.getScheduledExecutionsForTask(TASK, String.class)) {
      next.put(each.getTaskInstance().getId(), new Next(each.getExecutionTime(), each.isPicked()));
    }
    return next;
  }

  /** Waits for what is under way, as long as was said, then interrupts it. */
  @Override
  public void close() {
    scheduler.stop();
    threads.shutdownNow();
  }

  /** An execution's data. */
  private record Entry(Instant slot, String timing) {
    static Entry of(String data) {
      int space = data.indexOf(' ');
      return new Entry(
          Instant.ofEpochMilli(Long.parseLong(data.substring(0, space))),
          data.substring(space + 1));
    }

    String text() {
      return slot.toEpochMilli() + " " + timing;
    }
  }

  /** Data as text: the library's own way would make objects of whatever stands in the store. */
  private static final class Texts implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return String.valueOf(data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
      return type.cast(new String(data, StandardCharsets.UTF_8));
    }
  }
}

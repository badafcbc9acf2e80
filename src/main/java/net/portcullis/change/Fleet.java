package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import net.portcullis.change.Waves.Wave;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;

/** Walks many devices, each on a thread of its own, with the scarce things shared out. */
public final class Fleet {
  /**
   * Devices that are changed at a time. Each one's timer runs while the others have the processor:
   * what is begun must come to its end before that.
   */
  static final int UNDER_WAY = 256;

  private final Semaphore begun = new Semaphore(UNDER_WAY);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger failures = new AtomicInteger();
  private final int budget;

  /**
   * @param budget how many devices may fail before no further one is begun; 0 stops at the first
   */
  public Fleet(int budget) {
    this.budget = budget;
  }

  /** Begins no further device. Those under way go on to their end. */
  public void stop() {
    stopped.set(true);
  }

  /** True where {@link #stop} was called. */
  public boolean wasStopped() {
    return stopped.get();
  }

  /** True where more devices failed than may. */
  public boolean isExhausted() {
    return failures.get() > budget;
  }

  /**
   * A dialer that lets only so many logins go on at a time; sessions that are open do not count.
   */
  public static Dialer throttled(Dialer dialer, int handshakes) {
    Semaphore free = new Semaphore(handshakes);
    return new Dialer() {
      @Override
      public Conversation connect(Device device, Dialect dialect) throws SessionException {
        try {
          free.acquire();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new SessionException(
              SessionException.Kind.UNREACHABLE,
              "Interrupted before " + device.name() + " was called.");
        }
        try {
          return dialer.connect(device, dialect);
        } finally {
          free.release();
        }
      }
    };
  }

  /** Does something with each device at once and returns the results in the devices' order. */
  public static <D, R> List<R> each(List<D> devices, Function<D, R> work)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<R>> calls = new ArrayList<>();
      devices.forEach(device -> calls.add(() -> work.apply(device)));
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(calls)) {
        results.add(result(future));
      }
      return results;
    }
  }

  private static <R> R result(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException bug
          ? bug
          : new IllegalStateException(failed.getCause());
    }
  }

  /**
   * Carries plans through, wave by wave. Devices that were not begun are told as refused; one that
   * is no longer well when its wave has soaked counts as failed.
   */
  List<Outcome> run(Collaborators tools, String run, List<Planned> planned, List<Wave> waves)
      throws InterruptedException {
    Map<String, Planned> byDevice = new HashMap<>();
    planned.forEach(each -> byDevice.put(each.plan().device().name(), each));
    List<Outcome> outcomes = new ArrayList<>();
    for (Wave wave : waves) {
      List<Outcome> changed =
          each(
              wave.devices(),
              device ->
                  inTurn(() ->
                      one(tools, run, Optional.ofNullable(byDevice.get(device.name())), device)));
      boolean last = wave.equals(waves.getLast());
      outcomes.addAll(soaked(tools, run, changed, byDevice, wave));
      if (!last && mayGoOn()) {
        tools.time().sleep(wave.pause());
      }
    }
    return outcomes;
  }

  private boolean mayGoOn() {
    return !stopped.get() && !isExhausted();
  }

  private List<Outcome> soaked(
      Collaborators tools,
      String run,
      List<Outcome> changed,
      Map<String, Planned> planned,
      Wave wave)
      throws InterruptedException {
    if (wave.soak().isZero()
        || !mayGoOn()
        || changed.stream().noneMatch(outcome -> outcome.state() == State.SAVED)) {
      return changed;
    }
    tools.time().sleep(wave.soak());
    return each(
        changed,
        outcome ->
            outcome.state() == State.SAVED
                ? stillWell(
                    tools,
                    run,
                    outcome,
                    Objects.requireNonNull(planned.get(outcome.device().name())).plan().changes(),
                    wave.soak())
                : outcome);
  }

  private Outcome stillWell(
      Collaborators tools, String run, Outcome outcome, List<Change> changes, Duration soak) {
    Device device = outcome.device();
    List<Exchange> seen =
        tools.store().ofDevice(device.name()).stream()
            .filter(record -> record.run().equals(run))
            .flatMap(record -> Journal.read(record.id(), record.detail()).exchanges().stream())
            .toList();
    List<Change> asSeen = changes.stream().map(change -> change.asSeen(seen)).toList();
    Dialect dialect = tools.dialects().apply(device);
    Optional<String> wrong;
    try (Link link = new Link(tools.dialer(), device, dialect, Optional.empty())) {
      wrong =
          new FreshLook(tools.verification(), device, link, asSeen)
              .contradiction(Optional.empty(), _ -> {});
    } catch (SessionException lost) {
      wrong = Optional.of(Planner.told(lost));
    }
    if (wrong.isEmpty()) {
      return outcome;
    }
    failures.incrementAndGet();
    return outcome.but("After " + soak.toSeconds() + " s it was no longer well: " + wrong.get());
  }

  private Outcome inTurn(Supplier<Outcome> change) {
    begun.acquireUninterruptibly();
    try {
      return change.get();
    } finally {
      begun.release();
    }
  }

  private Outcome one(Collaborators tools, String run, Optional<Planned> planned, Device device) {
    if (planned.isEmpty()) {
      return Outcome.of(device, State.REFUSED, "There is no plan for this device.");
    }
    if (stopped.get() || isExhausted()) {
      planned.get().close();
      return Outcome.of(
          device,
          State.REFUSED,
          stopped.get()
              ? "The run was interrupted before this device was begun."
              : "More devices failed than may, so this one was not begun.");
    }
    Outcome outcome = carryThrough(tools, run, planned.get());
    if (outcome.state() != State.SAVED && outcome.state() != State.UNCHANGED) {
      failures.incrementAndGet();
    }
    return outcome;
  }

  private static Outcome carryThrough(Collaborators tools, String run, Planned planned) {
    DevicePlan plan = planned.plan();
    String why = String.join(" ", plan.reasons());
    return switch (plan.status()) {
      case NO_CHANGE -> Outcome.unchanged(plan.device());
      case UNREACHABLE -> Outcome.of(plan.device(), State.UNREACHABLE, why);
      case REFUSED, UNKNOWN -> Outcome.of(plan.device(), State.REFUSED, why);
      case CHANGE -> {
        try {
          yield new Transaction(tools, run, plan, planned.open()).run();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          yield Outcome.of(
              plan.device(), State.NEEDS_ATTENTION, "Interrupted; run 'portcullis recover'.");
        }
      }
    };
  }
}

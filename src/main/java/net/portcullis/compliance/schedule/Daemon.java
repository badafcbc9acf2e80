package net.portcullis.compliance.schedule;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Problem;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.inventory.Automation.Target;
import net.portcullis.inventory.SecretReference;
import net.portcullis.session.Secret;
import net.portcullis.store.CheckedDevice;
import net.portcullis.store.FindingRecord;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;

/** Runs until it is told to end: schedules, notifications, metrics. */
public final class Daemon implements AutoCloseable {
  /** What is under way when it is told to end has so long. */
  public static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration RENEW = Duration.ofSeconds(10);
  private static final Duration FORGET = Duration.ofHours(1);
  private static final Duration OVERDUE = Duration.ofMinutes(2);
  private static final Duration TRY = Duration.ofSeconds(15);

  private final Store store;
  private final Clock clock;
  private final Plan.Source source;
  private final Outside outside;
  private final Counters counters = new Counters();
  private final Runner runner;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Map<String, Thread> couriers = new HashMap<>();
  private volatile Plan plan;
  private String stamp;
  private String seen;

  /**
   * What the daemon is handed of the world.
   *
   * @param log is told of each event: what it is about, and a sentence, not yet safe to print
   * @param notice a notice as it is sent
   * @param metrics a status as Prometheus reads it
   * @param secrets fetches a secret; {@code what} it is, for people
   */
  public record Outside(
      java.util.function.BiConsumer<String, String> log,
      Function<Notice, String> notice,
      Function<Status, String> metrics,
      BiFunction<SecretReference, String, Secret> secrets) {}

  /**
   * @throws InvalidInputException where there is no plan to begin with
   */
  public Daemon(Store store, Clock clock, Plan.Source source, Outside outside) {
    this.store = store;
    this.clock = clock;
    this.source = source;
    this.outside = outside;
    this.stamp = source.stamp();
    this.seen = stamp;
    this.plan = source.read();
    this.runner =
        new Runner(
            store,
            clock,
            how -> TimeUnit.MILLISECONDS.sleep(how.toMillis()),
            this::log,
            counters,
            outside.notice());
  }

  private void log(String about, String sentence) {
    outside.log().accept(about, sentence);
  }

  /**
   * One run of a schedule, now; what is to be told is tried once.
   *
   * @return what was found; empty where the run failed
   */
  public List<DeviceCheck> once(Schedule schedule) throws InterruptedException {
    Thread renewing =
        Thread.ofVirtual()
            .start(() -> {
              while (!await(RENEW)) {
                renew();
              }
            });
    try {
      return runner.once(plan, schedule);
    } finally {
      ending.countDown();
      renewing.join();
      Courier courier = new Courier(store.outbox(), clock, this::log, counters);
      for (Notification each : plan.automation().notifications()) {
        courier.deliver(each, way(each));
      }
    }
  }

  /**
   * Runs until {@link #end()}.
   *
   * @param listen where metrics and health are shown
   * @throws IOException where that address cannot be had
   * @throws StoreException where the store cannot be written at the start
   */
  public void run(InetSocketAddress listen) throws IOException {
    try (Clockwork clockwork =
            new Clockwork(store, () -> plan, runner, clock, this::log, ENDS_WITHIN);
        Monitor monitor = new Monitor(listen, pages(clockwork))) {
      written();
      clockwork.follow(plan);
      clockwork.start();
      told(clockwork, monitor.address());
      follow(plan);
      keep(clockwork);
      log("serve", "ends; what is under way has " + ENDS_WITHIN.toSeconds() + " s");
    } finally {
      couriers.values().forEach(Thread::interrupt);
      for (Thread courier : couriers.values()) {
        join(courier);
      }
    }
    log("serve", "has ended");
  }

  private static void join(Thread courier) {
    try {
      courier.join(TRY);
    } catch (InterruptedException giveUp) {
      Thread.currentThread().interrupt();
    }
  }

  private void told(Clockwork clockwork, InetSocketAddress address) {
    log(
        "serve",
        "metrics and health at http://"
            + address.getAddress().getHostAddress()
            + ":"
            + address.getPort()
            + "/metrics");
    clockwork.next().forEach((name, next) -> log(name, "next run at " + next.at()));
  }

  /** Asks {@link #run} to return. */
  public void end() {
    ending.countDown();
  }

  @Override
  public void close() {
    end();
  }

  /** Looks after everything that is not a run. */
  private void keep(Clockwork clockwork) {
    Instant renewed = clock.instant();
    Instant forgot = Instant.EPOCH;
    while (!await(LOOK)) {
      Instant now = clock.instant();
      reread(clockwork);
      if (!now.isBefore(renewed.plus(RENEW))) {
        renew();
        renewed = now;
      }
      if (!now.isBefore(forgot.plus(FORGET))) {
        forget(now);
        forgot = now;
      }
    }
  }

  private boolean await(Duration how) {
    try {
      return ending.await(how.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Renewing writes nothing where no run is under way; that the store takes writes must be seen.
   */
  private void written() {
    store.tryWriting();
    store.checkLeases().renew(Runner.LEASE);
    counters.written(clock.instant());
  }

  private void renew() {
    try {
      written();
    } catch (StoreException trouble) {
      log("store", String.valueOf(trouble.getMessage()));
    }
  }

  private void forget(Instant now) {
    try {
      Instant before = now.minus(plan.kept());
      int gone = store.findings().forget(before) + store.schedules().forget(before);
      if (gone > 0) {
        log("store", gone + " records from before " + before + " are forgotten");
      }
    } catch (StoreException trouble) {
      log("store", String.valueOf(trouble.getMessage()));
    }
  }

  /** Takes up what was written anew once it has stayed the same for a while. */
  private void reread(Clockwork clockwork) {
    String now = source.stamp();
    boolean still = now.equals(seen);
    seen = now;
    if (!still || now.equals(stamp)) {
      return;
    }
    try {
      Plan next = source.read();
      log("inventory", "was read again");
      clockwork.follow(next);
      plan = next;
      stamp = now;
      counters.inventoryBroken(false);
      follow(next);
    } catch (InvalidInputException broken) {
      stamp = now;
      counters.inventoryBroken(true);
      log("inventory", "is broken, and the last good one goes on:");
      for (Problem problem : broken.problems()) {
        log("inventory", problem.toString());
      }
    } catch (RuntimeException trouble) {
      log("inventory", "was not taken up: " + trouble.getMessage());
    }
  }

  /** Has a courier for each target, and none for others. */
  private void follow(Plan now) {
    couriers.values().forEach(Thread::interrupt);
    couriers.clear();
    try {
      int gone = store.outbox().abandonAllBut(Courier.names(now.automation().notifications()));
      if (gone > 0) {
        log("inventory", gone + " notifications were for somebody whom it no longer names");
      }
    } catch (StoreException trouble) {
      log("store", String.valueOf(trouble.getMessage()));
    }
    for (Notification each : now.automation().notifications()) {
      couriers.put(
          each.name(), Thread.ofVirtual().name("courier-" + each.name()).start(() -> carry(each)));
    }
  }

  private void carry(Notification target) {
    Courier courier = new Courier(store.outbox(), clock, this::log, counters);
    Courier.Way way = way(target);
    try {
      while (!await(Duration.ofSeconds(1))) {
        try {
          courier.deliver(target, way);
        } catch (StoreException trouble) {
          log("store", String.valueOf(trouble.getMessage()));
        }
        if (Thread.interrupted()) {
          return;
        }
      }
    } catch (InterruptedException replaced) {
      return;
    } finally {
      if (way instanceof Webhook webhook) {
        webhook.close();
      }
    }
  }

  private Courier.Way way(Notification target) {
    return switch (target.target()) {
      case Target.Webhook webhook ->
          new Webhook(
              webhook.address(),
              () ->
                  outside
                      .secrets()
                      .apply(webhook.secret(), "secret of the webhook " + target.name()),
              clock,
              TRY);
      case Target.Program program -> new Program(program.arguments(), TRY.multipliedBy(2));
    };
  }

  private Map<String, java.util.function.Supplier<Monitor.Answer>> pages(Clockwork clockwork) {
    return Map.of(
        "/metrics",
        () ->
            new Monitor.Answer(
                200, "text/plain; version=0.0.4", outside.metrics().apply(status(clockwork))),
        "/healthz",
        () -> new Monitor.Answer(200, "text/plain", "alive\n"),
        "/readyz",
        () -> {
          List<String> troubles = troubles(clockwork, clockwork.next());
          return troubles.isEmpty()
              ? new Monitor.Answer(200, "text/plain", "ready\n")
              : new Monitor.Answer(503, "text/plain", String.join("\n", troubles) + "\n");
        });
  }

  private List<String> troubles(Clockwork clockwork, Map<String, Clockwork.Next> next) {
    Instant now = clock.instant();
    List<String> troubles = new ArrayList<>();
    if (!clockwork.alive()) {
      troubles.add("the scheduler does not run");
    }
    if (counters.written().filter(at -> now.isBefore(at.plus(RENEW.multipliedBy(4)))).isEmpty()) {
      troubles.add("the state store takes no writes");
    }
    next.forEach((name, each) -> {
      if (!each.picked() && now.isAfter(each.at().plus(OVERDUE))) {
        troubles.add("schedule " + name + " is overdue since " + each.at());
      }
    });
    return troubles;
  }

  private Status status(Clockwork clockwork) {
    Map<String, Integer> devices = new LinkedHashMap<>();
    for (DeviceCheck.Status each : DeviceCheck.Status.values()) {
      devices.put(each.text(), 0);
    }
    for (CheckedDevice device : store.findings().devices()) {
      devices.merge(device.status(), 1, Integer::sum);
    }
    Map<Status.FindingGroup, Integer> findings = new LinkedHashMap<>();
    for (FindingRecord each : store.findings().open()) {
      findings.merge(
          new Status.FindingGroup(each.rule(), each.severity(), each.waived()), 1, Integer::sum);
    }
    Map<String, Clockwork.Next> next = clockwork.next();
    Map<String, Instant> due = new TreeMap<>();
    next.forEach((name, each) -> due.put(name, each.at()));
    return new Status(
        clock.instant(),
        counters.counts(),
        counters.measured(),
        devices,
        findings,
        store.outbox().counts(),
        due,
        counters.inventoryBroken(),
        troubles(clockwork, next));
  }
}

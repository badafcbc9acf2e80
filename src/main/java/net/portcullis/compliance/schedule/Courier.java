package net.portcullis.compliance.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.store.Delivery;
import net.portcullis.store.Outbox;

/**
 * Brings one target what waits for it. Each target has its own, so that one that hangs keeps nobody
 * else waiting.
 */
final class Courier {
  /** Longer than any try takes. */
  private static final Duration CLAIM = Duration.ofMinutes(2);

  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofDays(3);

  private final Outbox outbox;
  private final Clock clock;
  private final Runner.Log log;
  private final Counters counters;

  /** One try to tell somebody. */
  interface Way {
    /**
     * Tries once, in bounded time.
     *
     * @throws DeliveryException in words for people
     */
    void send(Delivery delivery) throws DeliveryException, InterruptedException;
  }

  Courier(Outbox outbox, Clock clock, Runner.Log log, Counters counters) {
    this.outbox = outbox;
    this.clock = clock;
    this.log = log;
    this.counters = counters;
  }

  /**
   * Tries what is due for a target until nothing is.
   *
   * @return how many tries failed
   */
  int deliver(Notification target, Way way) throws InterruptedException {
    int failed = 0;
    while (outbox.waits(target.name())) {
      Optional<Delivery> next = outbox.claim(target.name(), CLAIM);
      if (next.isEmpty()) {
        return failed;
      }
      failed += one(target, way, next.get()) ? 0 : 1;
    }
    return failed;
  }

  private boolean one(Notification target, Way way, Delivery delivery) throws InterruptedException {
    try {
      way.send(delivery);
      outbox.delivered(delivery);
      counters.count("notifications", target.name() + " delivered");
      log.event(target.name(), "was told: " + delivery.kind());
      return true;
    } catch (DeliveryException failure) {
      String why = String.valueOf(failure.getMessage());
      Instant now = clock.instant();
      counters.count("notifications", target.name() + " failed");
      if (now.isAfter(delivery.written().plus(GIVE_UP))) {
        outbox.abandoned(delivery, why);
        counters.count("notifications", target.name() + " abandoned");
        log.event(
            target.name(),
            "could not be told in " + GIVE_UP.toDays() + " days and will not be: " + why);
      } else {
        Duration wait = wait(delivery.attempts());
        outbox.postponed(delivery, now.plus(wait), why);
        log.event(target.name(), "could not be told, next try in " + words(wait) + ": " + why);
      }
      return false;
    }
  }

  /** 2 s, 4 s, 8 s and so on up to an hour. */
  static Duration wait(int attempts) {
    Duration wait = Duration.ofSeconds(2L << Math.min(attempts, 11));
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static String words(Duration wait) {
    return wait.toSeconds() < 120 ? wait.toSeconds() + " s" : wait.toMinutes() + " min";
  }

  /** The names of these targets. */
  static List<String> names(List<Notification> targets) {
    return targets.stream().map(Notification::name).toList();
  }
}

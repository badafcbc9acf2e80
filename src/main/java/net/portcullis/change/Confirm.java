package net.portcullis.change;

import java.time.Duration;
import java.util.Optional;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.session.SessionException;

/**
 * The point of no return, passed by this process or found passed by another: the intent to confirm
 * is in the store. Goes forward exactly where the device shows the new state everywhere, else back.
 */
final class Confirm {
  private static final int ATTEMPTS = 3;

  private final Collaborators tools;
  private final Link link;
  private final Log log;

  Confirm(Collaborators tools, Link link, Log log) {
    this.tools = tools;
    this.link = link;
    this.log = log;
  }

  /**
   * Confirms.
   *
   * @param seen true where the new state has just been read; what is not there must not be kept
   */
  Outcome run(boolean seen) throws InterruptedException {
    String why = "";
    boolean fresh = seen;
    DeviceConfig running;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        if (!fresh && !finished(link.read(Dialect.Source.RUNNING))) {
          return back("The device does not hold the new lists.");
        }
        fresh = false;
        Optional<String> refused = disarm();
        running = link.read(Dialect.Source.RUNNING);
        if (refused.isPresent() || !finished(running)) {
          return back(
              refused.orElse("The device no longer held the new lists when they were confirmed."));
        }
        log.reached(State.CONFIRMED);
      } catch (SessionException lost) {
        why = Planner.told(lost);
        pause(attempt);
        continue;
      }
      return goOn(Optional.of(running));
    }
    return back(why);
  }

  /**
   * Goes on where this process or another has confirmed. Each attempt begins with reading: a device
   * that restarted before the save is back to what it was, and then so is the change.
   */
  Outcome confirmed() throws InterruptedException {
    if (log.journal().arming().filter(way -> way.check().isEmpty()).isPresent()) {
      unseen();
    }
    return goOn(Optional.empty());
  }

  /**
   * Goes on from the point of no return.
   *
   * @param seen a reading of just now that shows the new lists
   */
  private Outcome goOn(Optional<DeviceConfig> seen) throws InterruptedException {
    String why = "";
    Optional<DeviceConfig> fresh = seen;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        boolean known = fresh.isPresent();
        DeviceConfig running = known ? fresh.get() : link.read(Dialect.Source.RUNNING);
        fresh = Optional.empty();
        if (!known && !finished(running)) {
          return back("The new lists were confirmed, but the device no longer holds them.");
        }
        return new Finish(tools, link, log).run(running);
      } catch (SessionException lost) {
        why = Planner.told(lost);
        pause(attempt);
      }
    }
    return log.unread(
        "The new lists were confirmed, but whether the device still holds them and has saved them"
            + " cannot be read: "
            + why);
  }

  private void pause(int attempt) throws InterruptedException {
    link.drop();
    tools.time().sleep(Duration.ofMillis(250L << attempt));
  }

  private Outcome back(String why) throws InterruptedException {
    return new Undo(tools, link, log).run(why);
  }

  private boolean finished(DeviceConfig running) {
    return log.journal().exchanges().stream().allMatch(each -> Situation.finished(each, running));
  }

  /**
   * Ends the timer; a device whose timer is over may refuse that, so only a running one matters.
   */
  private Optional<String> disarm() throws SessionException {
    Optional<Arming> arming = log.journal().arming();
    if (arming.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> refused = link.end(arming.get(), arming.get().confirm());
    if (arming.get().check().isPresent()) {
      Dialect.TimedRollback way = link.dialect().timedRollbacks().get(arming.get().way());
      return link.over(way, arming.get().check().get(), refused)
          ? Optional.empty()
          : Optional.of(refused.orElse("The device's timer still runs after it was ended."));
    }
    if (refused.isEmpty()) {
      unseen();
    }
    return refused;
  }

  private void unseen() {
    log.note(
        "The device cannot show that its timer ended. Had it ignored the confirming line, it would go"
            + " back by itself by "
            + log.deadline()
            + "; 'portcullis check' after that would show it.");
  }
}

package net.portcullis.change;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * The point of no return, passed by this process or found passed by another: the intent to confirm
 * is in the store. Goes forward exactly where the device shows the new state everywhere, else back.
 */
final class Confirm {
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
    for (int attempt = 1; attempt <= 3; attempt++) {
      try {
        if (!fresh && !finished(link.read(Dialect.Source.RUNNING))) {
          return back("The device does not hold the new lists.");
        }
        fresh = false;
        Optional<String> refused = disarm();
        DeviceConfig running = link.read(Dialect.Source.RUNNING);
        if (refused.isPresent() || !finished(running)) {
          return back(
              refused.orElse("The device no longer held the new lists when they were confirmed."));
        }
        log.reached(State.CONFIRMED);
        return new Finish(tools, link, log).run(running);
      } catch (SessionException lost) {
        why = Planner.told(lost);
        tools.time().sleep(Duration.ofMillis(250L << attempt));
      }
    }
    return back(why);
  }

  /**
   * Goes on where another process had confirmed: the timer is over, and the new state may be saved
   * already, so there is no way back that this could promise.
   */
  Outcome confirmed() {
    try {
      DeviceConfig running = link.read(Dialect.Source.RUNNING);
      return finished(running)
          ? new Finish(tools, link, log).run(running)
          : log.attention(
              "The new lists were confirmed, and the device no longer holds them: somebody else"
                  + " changed it.",
              log.journal().save());
    } catch (SessionException lost) {
      return log.attention(
          "The new lists are in force and confirmed, but not all that follows is done: "
              + Planner.told(lost),
          log.journal().save());
    }
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
    Optional<String> refused = link.send(arming.get().confirm());
    if (arming.get().check().isPresent()) {
      Reply reply = link.ask(arming.get().check().get());
      boolean runs = link.dialect().timedRollbacks().get(arming.get().way()).armed(reply.output());
      return runs
          ? Optional.of(refused.orElse("The device's timer still runs after it was ended."))
          : Optional.empty();
    }
    if (refused.isEmpty()) {
      log.note(
          "The device cannot show that its timer ended. Had it ignored the confirming line, it would go"
              + " back by itself by "
              + Instant.ofEpochMilli(log.journal().deadline()).truncatedTo(ChronoUnit.SECONDS)
              + "; 'portcullis check' after that would show it.");
    }
    return refused;
  }
}

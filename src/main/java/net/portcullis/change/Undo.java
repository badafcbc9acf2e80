package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.change.Step.Mark;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.session.SessionException;

/**
 * Brings a device back to what it was before a change, however far that had come. What to undo is
 * read from the device, never remembered; what nobody knows is left alone. The device's timer is
 * ended only when the old state was seen, for ending it keeps whatever stands there.
 */
final class Undo {
  private static final int ATTEMPTS = 5;

  /** A device's clock may run late, and what it undoes takes its time. */
  private static final Duration SOON_AFTER_TIMER = Duration.ofSeconds(5);

  private static final Duration LONG_AFTER_TIMER = Duration.ofSeconds(60);

  private final Collaborators tools;
  private final Link link;
  private final Log log;

  /** Before the swap was intended, what stands at a binding is no doing of ours. */
  private final boolean swapping;

  private Optional<DeviceConfig> lastRead = Optional.empty();

  Undo(Collaborators tools, Link link, Log log) {
    this.tools = tools;
    this.link = link;
    this.log = log;
    this.swapping = log.intended(State.SWAPPED);
  }

  /** What one attempt came to. */
  private sealed interface Attempt {
    record Succeeded() implements Attempt {}

    record Failed(String why) implements Attempt {}

    record Stuck(String why) implements Attempt {}

    /** The old state stands; what the device starts with holds something of the change. */
    record Saved(String where) implements Attempt {}
  }

  /**
   * Undoes.
   *
   * @param reason why, for people
   */
  Outcome run(String reason) throws InterruptedException {
    return run(reason, List.of());
  }

  /**
   * Undoes.
   *
   * @param astray lines that the device may have taken where they were not meant; what they did
   *     there nobody knows, so a person must look
   */
  Outcome run(String reason, List<String> astray) throws InterruptedException {
    String why = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      switch (attempt()) {
        case Attempt.Succeeded succeeded -> {
          return astray.isEmpty()
              ? log.end(State.ROLLED_BACK, Optional.of(reason))
              : log.astray(reason, astray);
        }
        case Attempt.Stuck stuck -> {
          return log.attention(
              reason + " It could not be undone: " + stuck.why() + "." + timer(), allBack());
        }
        case Attempt.Saved saved -> {
          return log.attention(
              reason
                  + " It was undone, but somebody saved it before: the configuration that the device"
                  + " starts with still holds "
                  + saved.where()
                  + ". Look at what runs now and save that, then run 'portcullis recover'.",
              log.journal().save());
        }
        case Attempt.Failed failed -> why = failed.why();
      }
      link.drop();
      tools.time().sleep(pause(attempt));
    }
    return log.attention(reason + " It could not be undone: " + why + "." + timer(), allBack());
  }

  /** What a person must know of a timer that is not known to have ended. */
  private String timer() {
    boolean runs = tools.time().millis() < log.journal().deadline();
    return log.journal().arming().isEmpty() || !runs
        ? ""
        : " The device's timer may run until "
            + log.deadline()
            + "; then the device goes back to what it was when the timer started, and what others"
            + " changed since is lost.";
  }

  /** The first tries come soon; the last two after the device's own timer has done its work. */
  private Duration pause(int attempt) {
    Duration soon = Duration.ofMillis(250L << attempt);
    if (log.journal().deadline() == 0 || attempt < ATTEMPTS - 2) {
      return soon;
    }
    Duration after = attempt == ATTEMPTS - 2 ? SOON_AFTER_TIMER : LONG_AFTER_TIMER;
    Duration left = Duration.ofMillis(log.journal().deadline() - tools.time().millis()).plus(after);
    return left.compareTo(soon) > 0 ? left : soon;
  }

  private Attempt attempt() {
    try {
      DeviceConfig config = link.read(Dialect.Source.RUNNING);
      lastRead = Optional.of(config);
      if (!swapping) {
        return tidy(config);
      }
      Withdrawal withdrawal = new Withdrawal(link, log);
      if (withdrawal.isOpen() && !foreign(config)) {
        Optional<String> runs = withdrawal.run();
        if (runs.isPresent()) {
          return new Attempt.Failed(runs.get());
        }
        DeviceConfig before = config;
        config = link.read(Dialect.Source.RUNNING);
        withdrawal.tell(before, config);
      }
      List<Command> back = new ArrayList<>();
      for (Exchange exchange : log.journal().exchanges().reversed()) {
        switch (Situation.of(exchange, config)) {
          case Situation.Foreign foreign -> {
            return new Attempt.Stuck(foreign.why());
          }
          case Situation.Mixed mixed -> back.addAll(mixed.back());
          case Situation.Done done -> {
            Optional<String> blocked =
                done.steps() == 0 ? Optional.empty() : Situation.noWayBack(exchange, config);
            if (blocked.isPresent()) {
              return new Attempt.Stuck(blocked.get());
            }
            back.addAll(exchange.undo(done.steps()));
          }
        }
      }
      if (!back.isEmpty()) {
        log.intend(State.ROLLED_BACK, back, List.of());
        Optional<String> refused =
            link.send(log.journal().arming().map(way -> way.asOne(back)).orElse(back));
        if (refused.isPresent()) {
          return new Attempt.Failed(refused.get());
        }
        config = link.read(Dialect.Source.RUNNING);
      }
      for (Exchange exchange : log.journal().exchanges()) {
        if (!Situation.untouched(exchange, config)) {
          return new Attempt.Failed(exchange.place() + " is still not what it was");
        }
      }
      return tidy(config);
    } catch (SessionException lost) {
      return lost.kind() == SessionException.Kind.WRONG_IDENTITY
          ? new Attempt.Stuck(Planner.told(lost))
          : new Attempt.Failed("the device cannot be read (" + Planner.told(lost) + ")");
    }
  }

  /** What others put in the place of ours is not for us to take away. */
  private boolean foreign(DeviceConfig config) {
    return log.journal().exchanges().stream()
        .anyMatch(exchange -> Situation.of(exchange, config) instanceof Situation.Foreign);
  }

  /** The old state stands: end the timer, take away what was staged, and look once more. */
  private Attempt tidy(DeviceConfig config) throws SessionException {
    Optional<String> running = disarm();
    if (running.isPresent()) {
      return new Attempt.Failed(running.get());
    }
    boolean removed = false;
    DeviceConfig last = config;
    for (Exchange exchange : log.journal().exchanges()) {
      List<Command> unstage = Situation.unstaging(exchange, config, link.dialect());
      if (unstage.isEmpty()) {
        continue;
      }
      DeviceConfig read = config;
      if (!exchange.together(log.journal().exchanges()).stream()
          .allMatch(each -> Situation.removable(each, read))) {
        return new Attempt.Stuck(
            "the staged list "
                + exchange.staged().orElseThrow().name()
                + (exchange.stagedGroups().isEmpty()
                    ? " is in use or holds lines that are not ours"
                    : ", or an object group of it, is in use or holds what is not ours"));
      }
      log.intend(State.ROLLED_BACK, unstage, List.of());
      Optional<String> refused = link.send(unstage);
      if (refused.isPresent()) {
        return new Attempt.Failed(refused.get());
      }
      removed = true;
    }
    if (removed) {
      DeviceConfig after = link.read(Dialect.Source.RUNNING);
      for (Exchange exchange : log.journal().exchanges()) {
        boolean moved = swapping && !Situation.untouched(exchange, after);
        if (moved || Situation.staged(exchange, after)) {
          return new Attempt.Failed(exchange.place() + " is still not what it was");
        }
      }
      last = after;
    }
    elsewhere(last);
    DeviceConfig startup = link.read(Dialect.Source.STARTUP);
    return log.journal().exchanges().stream()
        .flatMap(exchange -> Situation.left(exchange, startup).stream())
        .findFirst()
        .<Attempt>map(Attempt.Saved::new)
        .orElseGet(Attempt.Succeeded::new);
  }

  /** While lines were staged several were in flight; afterwards one at a time is. */
  private void elsewhere(DeviceConfig config) {
    Set<String> staged = new HashSet<>();
    for (Exchange each : log.journal().exchanges()) {
      each.staged().map(Written::name).ifPresent(staged::add);
      each.stagedGroups().forEach(group -> staged.add(group.name()));
    }
    if (!swapping && !Fingerprint.of(config, staged).equals(log.journal().stateHash())) {
      log.note(
          "Elsewhere the device is no longer what the plan saw: somebody changed it meanwhile, or it"
              + " took a line where that was not meant; 'portcullis plan' shows what it holds.");
    }
  }

  /** Ends the device's timer, where one was started and is not known to have run out. */
  private Optional<String> disarm() throws SessionException {
    Optional<Arming> arming = log.journal().arming();
    if (arming.isEmpty() || log.journal().deadline() == 0) {
      return Optional.empty();
    }
    Dialect.TimedRollback way = link.dialect().timedRollbacks().get(arming.get().way());
    // A timer that has fired already makes the device refuse this; that is as good.
    Optional<String> refused = link.end(arming.get(), arming.get().confirm());
    if (way.check().isPresent()) {
      if (!link.over(way, way.check().get(), refused)) {
        return Optional.of(
            "the device's timer is not known to have ended"
                + refused.map(why -> ": " + why).orElse(""));
      }
    } else if (arming.get().sameSession()
        && refused.isPresent()
        && tools.time().millis() < log.journal().deadline()) {
      return Optional.of("the device's timer runs on: " + refused.get());
    } else {
      log.note(
          "The device cannot show that its timer ended. Should it still run, the device goes back by "
              + log.deadline()
              + " to what it was when the timer started; 'portcullis check' after that would show it.");
    }
    log.change(log.journal().disarmed());
    return Optional.empty();
  }

  /** A line that the device shows otherwise than it was must go before it can come back. */
  private List<Command> allBack(Exchange exchange) {
    List<Mark> shown =
        exchange
            .before()
            .bound()
            .flatMap(name -> lastRead.flatMap(config -> config.list(name, exchange.family())))
            .map(Reading::marks)
            .orElse(List.of());
    List<Command> back = new ArrayList<>();
    for (Step step : exchange.steps().reversed()) {
      boolean altered =
          step.action() instanceof Step.Action.Remove remove
              && shown.stream()
                  .anyMatch(mark ->
                      !mark.id().isEmpty()
                          && mark.id().equals(remove.line().id())
                          && !mark.print().equals(remove.line().print()));
      if (altered) {
        back.addAll(step.forward());
      }
      back.addAll(step.back());
    }
    return back;
  }

  /** Everything that would take the change back, for a person to choose from. */
  private List<Command> allBack() {
    Optional<Arming> runs = log.journal().arming().filter(_ -> log.journal().deadline() != 0);
    List<Command> back = new ArrayList<>(runs.map(Arming::cancel).orElse(List.of()));
    if (swapping) {
      for (Exchange exchange : log.journal().exchanges().reversed()) {
        back.addAll(allBack(exchange));
      }
    }
    runs.filter(way -> way.cancel().isEmpty()).ifPresent(way -> back.addAll(way.confirm()));
    log.journal().exchanges().forEach(exchange -> back.addAll(exchange.unstageAll()));
    return back;
  }
}

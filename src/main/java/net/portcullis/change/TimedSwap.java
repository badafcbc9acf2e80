package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * Puts a proved change in force while a timer of the device, where it has one, stands ready to undo
 * it.
 */
final class TimedSwap {
  private final Collaborators tools;
  private final DevicePlan plan;
  private final Link link;
  private final Log log;
  private final List<Change> changes;

  TimedSwap(Collaborators tools, DevicePlan plan, Link link, Log log, List<Change> changes) {
    this.tools = tools;
    this.plan = plan;
    this.link = link;
    this.log = log;
    this.changes = List.copyOf(changes);
  }

  /**
   * How far it came.
   *
   * @param timer our clock beside the device's
   * @param stopped why it must be undone; absent where the change is in force
   */
  record Begun(Timer timer, Optional<String> stopped) {}

  /** Starts the timer and exchanges the lists, or does both by one line where that is the way. */
  Begun run() throws SessionException {
    Optional<Arming> together = plan.together();
    Begun begun = together.isPresent() ? together(together.get()) : start();
    if (begun.stopped().isPresent()) {
      return begun;
    }
    log.reached(State.ARMED);
    if (together.isEmpty()) {
      Optional<String> stopped = swap(begun.timer());
      if (stopped.isPresent()) {
        return new Begun(begun.timer(), stopped);
      }
    }
    log.reached(State.SWAPPED);
    return begun;
  }

  /** Starts the first of the device's timers that it has; where none, the proof must do. */
  private Begun start() throws SessionException {
    String refused = "";
    for (Arming way : plan.armings().stream().filter(it -> !it.together()).toList()) {
      log.change(log.journal().armed(way, tools.time().millis() + way.time().toMillis()));
      log.persist(State.PROVED);
      log.intend(State.ARMED, way.arm(), way.confirm());
      Timer timer = Timer.starting(tools.time(), way.time());
      Optional<String> why = link.arm(way);
      boolean runs = why.isEmpty() ? link.shown(way).orElse(true) : mayRun(way, why.get());
      if (why.isEmpty()) {
        return new Begun(
            timer,
            runs
                ? Optional.empty()
                : Optional.of("The device's timer was started, but the device does not show it."));
      }
      if (runs) {
        return new Begun(
            timer, Optional.of("Whether the device's timer runs is not certain. " + why.get()));
      }
      refused = why.get();
      log.change(log.journal().disarmed());
    }
    log.persist(State.PROVED);
    if (!refused.isEmpty()) {
      log.note("The device has no timer to undo the change by itself. " + refused);
    }
    return new Begun(
        Timer.none(tools.time()),
        plan.pathProved()
            ? Optional.empty()
            : Optional.of(
                "The device cannot undo the change by itself, and that the management path survives is not"
                    + " proved. "
                    + refused));
  }

  /**
   * Whether a timer may run although starting it was refused: some of its lines may have been
   * taken, and words that nobody expected may be a late message behind a line that was.
   */
  private boolean mayRun(Arming way, String refusal) throws SessionException {
    if (way.check().isEmpty()) {
      return way.arm().size() > 1 || !link.certain(refusal);
    }
    Dialect.TimedRollback rollback = link.dialect().timedRollbacks().get(way.way());
    return !link.over(rollback, way.check().get(), Optional.of(refusal));
  }

  /**
   * Gathers the whole exchange and puts it in force by the line that also starts the timer which
   * undoes it. Whether that line did anything is never guessed: where its answer is lost or
   * strange, the timer counts as running and the device is read.
   */
  private Begun together(Arming way) throws SessionException {
    List<Command> gathered = plan.swap();
    Timer timer = Timer.starting(tools.time(), way.time());
    if (link.shown(way).orElse(false)) {
      return new Begun(timer, Optional.of(Arming.THEIRS + "."));
    }
    if (!way.fresh().isEmpty()) {
      // What is gathered outlives its session: whoever recovers must know what to drop.
      log.change(log.journal().armed(way, 0));
      log.persist(State.PROVED);
    }
    log.intend(State.SWAPPED, whole(way, gathered), back());
    // Refused where nothing was left; what matters is what the device shows next.
    link.send(way.fresh());
    timer = Timer.starting(tools.time(), way.time());
    Optional<String> wrong = link.send(gathered);
    if (wrong.isPresent()) {
      // What was only gathered is lost with its session, or dropped.
      link.close();
      return new Begun(timer, wrong);
    }
    log.change(log.journal().armed(way, tools.time().millis() + way.time().toMillis()));
    log.persist(State.PROVED);
    log.intend(State.ARMED, way.arm(), way.confirm());
    // What others change behind this answer is lost: the line that commits comes next.
    wrong = way.review().isPresent() ? reviewed(way.review().get()) : Optional.empty();
    boolean certain = wrong.isPresent();
    if (wrong.isEmpty()) {
      wrong = link.arm(way);
      certain = way.arm().size() == 1 && wrong.filter(link::certain).isPresent();
    }
    if (wrong.isPresent()) {
      link.close();
      if (certain) {
        log.change(way.fresh().isEmpty() ? log.journal().disarmed() : log.journal().armed(way, 0));
      }
      return new Begun(timer, wrong);
    }
    if (link.shown(way).orElse(true)) {
      return new Begun(timer, Optional.empty());
    }
    link.close();
    return new Begun(
        timer, Optional.of("The change was made, but the device does not show its timer."));
  }

  private static List<Command> whole(Arming way, List<Command> gathered) {
    List<Command> whole = new ArrayList<>(way.fresh());
    whole.addAll(gathered);
    whole.addAll(way.arm());
    return whole;
  }

  /** Why what the device says it would change is not our exchange and that alone. */
  private Optional<String> reviewed(Command review) throws SessionException {
    return switch (link.ask(review)) {
      case Reply.Accepted accepted ->
          Review.objection(accepted.output(), changes.stream().map(Change::exchange).toList());
      case Reply.Rejected rejected ->
          Optional.of("The device does not show what it would change: " + rejected.why());
    };
  }

  private Optional<String> swap(Timer timer) throws SessionException {
    log.intend(State.SWAPPED, plan.swap(), back());
    for (Change change : changes) {
      for (Step step : change.exchange().steps()) {
        for (Command command : step.forward()) {
          if (!timer.hasMargin()) {
            return Optional.of(
                "The device answers too slowly for its timer; the swap was not finished.");
          }
          Optional<String> refused = link.send(List.of(command));
          if (refused.isPresent()) {
            return refused;
          }
        }
      }
      if (Swaps.window(change.exchange().steps())) {
        log.note("For a moment nothing was bound at " + change.target().place() + ".");
      }
    }
    return Optional.empty();
  }

  private List<Command> back() {
    List<Command> back = new ArrayList<>();
    changes.reversed().forEach(c -> back.addAll(c.exchange().undo(c.exchange().steps().size())));
    return back;
  }
}

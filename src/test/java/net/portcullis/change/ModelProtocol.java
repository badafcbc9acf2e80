package net.portcullis.change;

import java.util.Optional;
import net.portcullis.change.ModelDevice.Done;
import net.portcullis.change.ModelDevice.Line;
import net.portcullis.change.ModelState.Belief;
import net.portcullis.change.ModelState.Foreign;
import net.portcullis.change.ModelState.Intent;
import net.portcullis.change.ModelState.Journal;
import net.portcullis.change.ModelState.Part;
import net.portcullis.change.ModelState.Pc;
import net.portcullis.change.ModelState.Place;
import net.portcullis.change.ModelState.Staged;
import net.portcullis.change.ModelState.Told;

/**
 * What one process does, step by step, as {@link Transaction}, {@link Confirm}, {@link Finish},
 * {@link Undo} and {@link Recovery} do it. A reading and the write to the store that follows it are
 * one step: being killed between them is the same as being killed before them.
 */
final class ModelProtocol {
  private static final int LAST_TRY = 2;

  private final ModelSetting setting;
  private final ModelDevice device;
  private final Steps steps;

  ModelProtocol(ModelSetting setting, Steps steps) {
    this.setting = setting;
    this.device = new ModelDevice(setting);
    this.steps = steps;
  }

  /** Hears of each step that is possible. */
  interface Steps {
    void step(
        Enum<?> where,
        String what,
        boolean fault,
        ModelState next,
        Optional<ModelViolation> violation);
  }

  private enum Reply {
    TAKEN,
    REFUSED,
    /** The device printed what nobody expected. */
    DOUBTFUL,
    LOST
  }

  private interface After {
    ModelState then(ModelState state, Reply reply);
  }

  private interface Seen {
    ModelState then(ModelState state);
  }

  void from(ModelState s) {
    switch (s.pc()) {
      case BEGIN -> go("begin", s.with(Part.JOURNAL, Journal.BEGUN).at(Pc.LOCK));
      case LOCK ->
          read(
              s,
              now ->
                  now.place() == Place.OLD && now.staged() == Staged.NONE
                      ? staging(now)
                      : ended(now, Journal.REFUSED),
              lost -> ended(lost, Journal.REFUSED));
      case STAGE -> line(s, Line.STAGE, this::staged);
      case PROVE -> prove(s);
      case ARM_NOTE ->
          go(
              "note the timer",
              s.with(Part.JOURNAL_ARMED, true)
                  .at(
                      setting.kind() == ModelSetting.Kind.COMMITS_WITH_TIMER
                          ? Pc.SWAP_INTENT
                          : Pc.ARM_INTENT));
      case ARM_INTENT ->
          go(
              "intend to arm",
              s.intending(Intent.ARMED).at(setting.kind().prepares ? Pc.ARM_PREPARE : Pc.ARM));
      case ARM_PREPARE ->
          line(
              s,
              Line.PREPARE,
              (now, reply) -> reply == Reply.TAKEN ? now.at(Pc.ARM) : arming(now, reply));
      case ARM -> line(s, Line.ARM, this::arming);
      case ARM_CHECK -> ask(s, now -> now.armed() ? armed(now) : undo(now), this::undo);
      case ARM_DOUBT ->
          ask(
              s,
              now -> now.armed() ? undo(now) : now.with(Part.JOURNAL_ARMED, false).at(Pc.NOT_ARMED),
              this::undo);
      case NOT_ARMED ->
          go(
              "note that no timer runs",
              setting.proved() || setting.without(ModelWeakening.NO_PROOF_WITHOUT_TIMER)
                  ? s.with(Part.BELIEVES, Belief.NONE).at(Pc.SWAP_INTENT)
                  : undo(s));
      case SWAP_INTENT ->
          go(
              "intend to swap",
              clocked(s)
                  .intending(Intent.SWAPPED)
                  .with(Part.JOURNAL, Journal.SWAPPING)
                  .at(setting.kind().atomic ? Pc.SWAP_2 : Pc.SWAP_1));
      case SWAP_1 -> swap(s, Line.SWAP_1, Pc.SWAP_2);
      case SWAP_2 -> swap(s, Line.SWAP_2, Pc.LOOK);
      case LOOK -> look(s);
      case CONFIRM_INTENT -> confirmIntent(s);
      case CONFIRM_READ ->
          read(s, now -> isThere(now) ? now.at(Pc.CONFIRM) : undo(now), this::confirmAgain);
      case CONFIRM -> confirm(s);
      case CONFIRM_CHECK ->
          ask(s, now -> now.armed() ? undo(now) : now.at(Pc.CONFIRM_SEEN), this::confirmAgain);
      case CONFIRM_SEEN ->
          read(
              s,
              now ->
                  now.place() == Place.NEW
                      ? finish(now.with(Part.JOURNAL, Journal.CONFIRMED))
                      : undo(now),
              this::confirmAgain);
      case FINISH_READ -> finishRead(s);
      case CLEAN -> line(s, Line.CLEAN, (now, reply) -> finishing(now, reply, Pc.SAVE_INTENT));
      case SAVE_INTENT -> go("intend to save", s.intending(Intent.SAVED).at(Pc.SAVE));
      case SAVE -> save(s);
      case SAVE_SEEN -> saveSeen(s);
      case UNDO_READ -> read(s, this::undoing, this::fail);
      case BACK_1 -> line(s, Line.BACK_1, (now, reply) -> back(now, reply, Pc.BACK_2));
      case BACK_2 -> line(s, Line.BACK_2, (now, reply) -> back(now, reply, Pc.BACK_SEEN));
      case BACK_SEEN ->
          read(s, now -> now.place() == Place.OLD ? disarm(now) : fail(now), this::fail);
      case DISARM -> line(s, Line.CONFIRM, this::disarmed);
      case DISARM_CHECK -> ask(s, now -> now.armed() ? fail(now) : tidy(now), this::fail);
      case UNSTAGE ->
          line(
              s,
              Line.UNSTAGE,
              (now, reply) -> reply == Reply.TAKEN ? now.at(Pc.UNSTAGE_SEEN) : fail(now));
      case UNSTAGE_SEEN ->
          read(
              s,
              now ->
                  now.staged() == Staged.NONE
                          && (now.place() == Place.OLD || !now.intended(Intent.SWAPPED))
                      ? lookAtStartup(now)
                      : fail(now),
              this::fail);
      case STARTUP_SEEN ->
          ask(
              s,
              now ->
                  isOldAtStart(now)
                      ? ended(now, Journal.ROLLED_BACK)
                      : attention(now, Told.TRIAL_SAVED),
              this::fail);
      case RECOVER -> go("decide", recover(s));
      case DEAD -> recoverable(s);
      case ENDED -> {
        if (s.journal() == Journal.NEEDS_ATTENTION) {
          recoverable(s);
          byHand(s);
        }
      }
    }
  }

  // Forward.

  private ModelState staging(ModelState s) {
    ModelState next =
        setting.without(ModelWeakening.NO_INTENT_BEFORE_STAGING) ? s : s.intending(Intent.STAGED);
    return next.at(Pc.STAGE);
  }

  private ModelState staged(ModelState s, Reply reply) {
    if (reply != Reply.TAKEN) {
      return undo(s);
    }
    return setting.without(ModelWeakening.SWAPPED_WITHOUT_PROOF) ? proved(s) : s.at(Pc.PROVE);
  }

  private void prove(ModelState s) {
    read(
        s,
        now -> now.staged() == Staged.FULL && now.place() == Place.OLD ? proved(now) : undo(now),
        this::undo);
  }

  private ModelState proved(ModelState s) {
    if (!setting.kind().timer || setting.without(ModelWeakening.NO_PROOF_WITHOUT_TIMER)) {
      return s.at(Pc.NOT_ARMED);
    }
    return setting.without(ModelWeakening.ARMED_AFTER_THE_SWAP)
        ? s.at(Pc.SWAP_INTENT)
        : s.at(Pc.ARM_NOTE);
  }

  private ModelState arming(ModelState s, Reply reply) {
    boolean shown = setting.kind().shown;
    return switch (reply) {
      case TAKEN ->
          shown && !setting.without(ModelWeakening.TIMER_NOT_LOOKED_AT)
              ? s.with(Part.BELIEVES, Belief.RUNNING).at(Pc.ARM_CHECK)
              : armed(s.with(Part.BELIEVES, Belief.RUNNING));
      case LOST -> undo(s);
      case REFUSED, DOUBTFUL -> {
        if (setting.without(ModelWeakening.DOUBTFUL_ARMING_IS_NONE)) {
          yield s.with(Part.JOURNAL_ARMED, false).at(Pc.NOT_ARMED);
        }
        if (shown) {
          yield s.at(Pc.ARM_DOUBT);
        }
        yield reply == Reply.REFUSED ? s.with(Part.JOURNAL_ARMED, false).at(Pc.NOT_ARMED) : undo(s);
      }
    };
  }

  private ModelState armed(ModelState s) {
    return s.at(setting.without(ModelWeakening.ARMED_AFTER_THE_SWAP) ? Pc.LOOK : Pc.SWAP_INTENT);
  }

  /** Where the swap starts the timer, our clock starts before it. */
  private ModelState clocked(ModelState s) {
    return setting.kind() == ModelSetting.Kind.COMMITS_WITH_TIMER
        ? s.with(Part.BELIEVES, Belief.RUNNING)
        : s;
  }

  private void swap(ModelState s, Line line, Pc next) {
    if (s.has(Part.BELIEVES, Belief.NO_MARGIN)
        && !setting.without(ModelWeakening.LINES_WITHOUT_MARGIN)) {
      go("no margin", undo(s));
      return;
    }
    line(
        s,
        line,
        (now, reply) -> {
          if (reply == Reply.LOST && setting.without(ModelWeakening.LOST_LINES_ARE_SENT_AGAIN)) {
            return now;
          }
          if (reply != Reply.TAKEN) {
            return undo(now);
          }
          if (next == Pc.LOOK && setting.without(ModelWeakening.ARMED_AFTER_THE_SWAP)) {
            return now.is(Part.JOURNAL_ARMED) ? now.at(next) : now.at(Pc.ARM_NOTE);
          }
          if (next == Pc.LOOK && setting.without(ModelWeakening.SAVED_BEFORE_CONFIRMING)) {
            return now.at(Pc.SAVE_INTENT);
          }
          return now.at(next);
        });
    marginEnds(s);
  }

  /** A new login, a reading, the agent and the probes. */
  private void look(ModelState s) {
    ModelState fresh =
        setting.without(ModelWeakening.LOOKED_AT_THROUGH_THE_OLD_SESSION)
            ? s
            : s.with(Part.SESSION, false);
    read(
        fresh, now -> now.place() == Place.NEW ? now.at(Pc.CONFIRM_INTENT) : undo(now), this::undo);
    if (s.get(Part.CONTRADICTIONS) < setting.faults().contradictions()) {
      steps.step(
          s.pc(),
          "a probe fails",
          true,
          undo(s.with(Part.CONTRADICTIONS, s.get(Part.CONTRADICTIONS) + 1)),
          Optional.empty());
    }
  }

  private void confirmIntent(ModelState s) {
    boolean late = s.has(Part.BELIEVES, Belief.NO_MARGIN);
    if (late && !setting.without(ModelWeakening.CONFIRMED_WITHOUT_MARGIN)) {
      go("no time to confirm", undo(s));
      return;
    }
    ModelState next =
        setting.without(ModelWeakening.CONFIRMED_WITHOUT_INTENT)
            ? s
            : s.intending(Intent.CONFIRMED);
    if (setting.without(ModelWeakening.CLEANED_BEFORE_CONFIRMING)) {
      ModelDevice.Done cleaned = device.execute(next, Line.CLEAN);
      next = cleaned.state();
    }
    go("intend to confirm", next.with(Part.TRIES, 0).at(Pc.CONFIRM));
    marginEnds(s);
  }

  private void marginEnds(ModelState s) {
    if (s.has(Part.BELIEVES, Belief.RUNNING)) {
      go("time passes", s.with(Part.BELIEVES, Belief.NO_MARGIN));
    }
  }

  private boolean isThere(ModelState s) {
    return s.place() == Place.NEW || setting.without(ModelWeakening.FORWARD_WITHOUT_READING);
  }

  private void confirm(ModelState s) {
    if (!s.is(Part.JOURNAL_ARMED)) {
      go("no timer to end", s.at(Pc.CONFIRM_SEEN));
      return;
    }
    line(
        s,
        Line.CONFIRM,
        (now, reply) ->
            switch (reply) {
              case LOST -> confirmAgain(now);
              case TAKEN -> now.at(setting.kind().shown ? Pc.CONFIRM_CHECK : Pc.CONFIRM_SEEN);
              case REFUSED, DOUBTFUL -> setting.kind().shown ? now.at(Pc.CONFIRM_CHECK) : undo(now);
            });
  }

  private ModelState confirmAgain(ModelState s) {
    return s.get(Part.TRIES) < LAST_TRY
        ? s.with(Part.TRIES, s.get(Part.TRIES) + 1).at(Pc.CONFIRM_READ)
        : undo(s);
  }

  private ModelState finish(ModelState s) {
    boolean left = setting.kind().atomic ? !s.is(Part.OLD_GONE) : s.staged() != Staged.NONE;
    return left ? s.intending(Intent.CLEANED).at(Pc.CLEAN) : s.at(Pc.SAVE_INTENT);
  }

  private void finishRead(ModelState s) {
    read(
        s,
        now -> {
          if (now.place() == Place.NEW || setting.without(ModelWeakening.FORWARD_WITHOUT_READING)) {
            return finish(now);
          }
          return undo(now);
        },
        this::finishAgain);
  }

  private ModelState finishAgain(ModelState s) {
    if (setting.without(ModelWeakening.IN_FORCE_IS_SAID_WITHOUT_READING)) {
      return attention(s, Told.IN_FORCE);
    }
    return s.get(Part.TRIES) < LAST_TRY
        ? s.with(Part.TRIES, s.get(Part.TRIES) + 1).at(Pc.FINISH_READ)
        : attention(s, Told.NOT_READ);
  }

  private ModelState finishing(ModelState s, Reply reply, Pc next) {
    return switch (reply) {
      case TAKEN -> s.at(next);
      case REFUSED, DOUBTFUL -> attention(s, Told.IN_FORCE);
      case LOST -> finishAgain(s);
    };
  }

  private void save(ModelState s) {
    line(
        s,
        Line.SAVE,
        (now, reply) -> {
          if (s.journal() == Journal.SWAPPING) {
            return reply == Reply.TAKEN ? now.at(Pc.LOOK) : undo(now);
          }
          return setting.without(ModelWeakening.NO_READING_BEFORE_SAVED_IS_SAID)
                  && reply == Reply.TAKEN
              ? ended(now, Journal.SAVED)
              : finishing(now, reply, Pc.SAVE_SEEN);
        });
  }

  private void saveSeen(ModelState s) {
    read(
        s,
        now -> {
          if (now.place() != Place.NEW) {
            return attention(now, Told.CHANGED_BY_OTHERS);
          }
          return now.startup() == Place.NEW
              ? ended(now, Journal.SAVED)
              : attention(now, Told.IN_FORCE);
        },
        this::finishAgain);
  }

  // Back.

  private ModelState undo(ModelState s) {
    ModelState first = s.with(Part.TRIES, 0).with(Part.BELIEVES, Belief.NONE);
    if (setting.without(ModelWeakening.DISARMED_BEFORE_THE_OLD_STATE_IS_SEEN)) {
      return s.is(Part.JOURNAL_ARMED)
          ? device.execute(first, Line.CONFIRM).state().at(Pc.UNDO_READ)
          : first.at(Pc.UNDO_READ);
    }
    return first.at(Pc.UNDO_READ);
  }

  private ModelState undoing(ModelState s) {
    boolean blindly = setting.without(ModelWeakening.UNDONE_WITHOUT_READING);
    if (!s.intended(Intent.SWAPPED) && !blindly) {
      return disarm(s);
    }
    return switch (s.place()) {
      case OLD -> disarm(s);
      case MID -> s.intending(Intent.ROLLED_BACK).at(Pc.BACK_2);
      case NEW, WRONG -> {
        if (setting.kind().atomic && s.is(Part.OLD_GONE)) {
          yield attention(s, Told.NOT_UNDONE);
        }
        yield s.intending(Intent.ROLLED_BACK).at(setting.kind().atomic ? Pc.BACK_2 : Pc.BACK_1);
      }
      case FOREIGN ->
          blindly ? s.intending(Intent.ROLLED_BACK).at(Pc.BACK_2) : attention(s, Told.NOT_UNDONE);
    };
  }

  private ModelState back(ModelState s, Reply reply, Pc next) {
    return reply == Reply.TAKEN ? s.at(next) : fail(s);
  }

  private ModelState disarm(ModelState s) {
    boolean runs = s.is(Part.JOURNAL_ARMED);
    return runs && !setting.without(ModelWeakening.ROLLED_BACK_WITHOUT_DISARMING)
        ? s.at(Pc.DISARM)
        : tidy(s);
  }

  /** A timer that has fired already makes the device refuse this; that is as good. */
  private ModelState disarmed(ModelState s, Reply reply) {
    if (reply == Reply.LOST) {
      return fail(s);
    }
    return setting.kind().shown ? s.at(Pc.DISARM_CHECK) : tidy(s);
  }

  private ModelState tidy(ModelState s) {
    boolean left =
        s.staged() != Staged.NONE && !setting.without(ModelWeakening.STAGED_LIST_LEFT_BEHIND);
    return left ? s.intending(Intent.ROLLED_BACK).at(Pc.UNSTAGE) : lookAtStartup(s);
  }

  private ModelState lookAtStartup(ModelState s) {
    return setting.without(ModelWeakening.STARTUP_NOT_READ_AFTER_UNDOING)
        ? ended(s, Journal.ROLLED_BACK)
        : s.at(Pc.STARTUP_SEEN);
  }

  private static boolean isOldAtStart(ModelState s) {
    return (s.startup() == Place.OLD || s.startup() == Place.FOREIGN) && !s.is(Part.STARTUP_STAGED);
  }

  /** One attempt came to nothing. The last one comes after the device's own timer. */
  private ModelState fail(ModelState s) {
    ModelState away = s.with(Part.SESSION, false);
    int tries = s.get(Part.TRIES);
    boolean gaveUp =
        tries >= LAST_TRY
            || (tries > 0 && setting.without(ModelWeakening.GIVES_UP_BEFORE_THE_TIMER));
    if (gaveUp) {
      return attention(away, Told.NOT_UNDONE);
    }
    ModelState next = away.with(Part.TRIES, tries + 1).at(Pc.UNDO_READ);
    boolean waits = tries + 1 == LAST_TRY && s.armed() && s.is(Part.JOURNAL_ARMED);
    return waits ? device.fire(next) : next;
  }

  // Recovery.

  private void recoverable(ModelState s) {
    go(
        "recover",
        s.with(Part.SESSION, false)
            .with(Part.BELIEVES, Belief.NONE)
            .with(Part.TRIES, 0)
            .at(Pc.RECOVER));
  }

  private ModelState recover(ModelState s) {
    if (s.journal() == Journal.NONE) {
      return ended(s, Journal.REFUSED);
    }
    if (s.get(Part.INTENTS) == 0
        || setting.without(ModelWeakening.RECOVERED_AS_IF_NOTHING_WAS_SENT)) {
      return ended(s, Journal.ROLLED_BACK);
    }
    boolean back = s.intended(Intent.ROLLED_BACK);
    boolean confirmed =
        s.journal() == Journal.CONFIRMED
            || (!setting.without(ModelWeakening.RECOVERY_FORGETS_THE_CONFIRMATION)
                && (s.intended(Intent.CLEANED) || s.intended(Intent.SAVED)));
    if (confirmed && !back) {
      return s.at(Pc.FINISH_READ);
    }
    return s.intended(Intent.CONFIRMED) && !back ? s.at(Pc.CONFIRM_READ) : undo(s);
  }

  /** A person types what they were told to, lines that are refused or not, and runs recover. */
  private void byHand(ModelState s) {
    if (setting.shutToNew(s.place())) {
      return;
    }
    ModelState then =
        switch (s.told()) {
          case NOTHING, NOT_READ, CHANGED_BY_OTHERS -> s;
          case NOT_UNDONE -> s.place() == Place.FOREIGN ? s : backByHand(s);
          case IN_FORCE -> device.execute(device.execute(s, Line.CLEAN).state(), Line.SAVE).state();
          case TRIAL_SAVED -> device.execute(s, Line.SAVE).state();
        };
    if (!then.equals(s)) {
      steps.step(s.told(), "a person types what they were told", false, then, Optional.empty());
    }
  }

  private ModelState backByHand(ModelState s) {
    ModelState then = s;
    if (!setting.kind().atomic) {
      then = device.execute(then, Line.BACK_1).state();
    }
    then = device.execute(then, Line.BACK_2).state();
    if (s.is(Part.JOURNAL_ARMED)) {
      then = device.execute(then, Line.CONFIRM).state();
    }
    return device.execute(then, Line.UNSTAGE).state();
  }

  private static ModelState attention(ModelState s, Told told) {
    return s.with(Part.JOURNAL, Journal.NEEDS_ATTENTION)
        .with(Part.TOLD, told)
        .with(Part.SESSION, false)
        .with(Part.TRIES, 0)
        .at(Pc.ENDED);
  }

  private static ModelState ended(ModelState s, Journal journal) {
    return s.with(Part.JOURNAL, journal).with(Part.SESSION, false).with(Part.TRIES, 0).at(Pc.ENDED);
  }

  // What can come of a reading, and of a line.

  private void go(String what, ModelState next) {
    go(next.pc(), what, next);
  }

  private void go(Enum<?> where, String what, ModelState next) {
    steps.step(where, what, false, next, judged(next));
  }

  /** Reads the configuration: what others have done is known from here on. */
  private void read(ModelState s, Seen seen, Seen lost) {
    ask(
        s,
        now ->
            seen.then(now.foreign() == Foreign.UNSEEN ? now.with(Part.FOREIGN, Foreign.SEEN) : now),
        lost);
  }

  /** Asks for something else than the configuration. */
  private void ask(ModelState s, Seen seen, Seen lost) {
    ModelState away = s.with(Part.SESSION, false);
    if (unreachable(s)) {
      go(s.pc(), "no answer", lost.then(away));
      return;
    }
    go(s.pc(), "asks", seen.then(s.with(Part.SESSION, true)));
    if (mayFail(s)) {
      fault(s.pc(), "cut while reading", lost.then(failed(away)));
    }
  }

  private void line(ModelState s, Line line, After after) {
    ModelState away = s.with(Part.SESSION, false);
    if (unreachable(s)) {
      go(line, "no answer", after.then(away, Reply.LOST));
      return;
    }
    ModelState open = s.with(Part.SESSION, true);
    Done done = device.execute(open, line);
    Optional<ModelViolation> wrong = harm(s, done.state(), line);
    ModelState then = ModelDevice.lost(s, done.state());
    ModelState next =
        setting.shutToAll(then.place())
            ? after.then(then.with(Part.SESSION, false), Reply.LOST)
            : after.then(then, done.taken() ? Reply.TAKEN : Reply.REFUSED);
    steps.step(line, "done", false, next, wrong.or(() -> judged(next)));
    if (!mayFail(s)) {
      return;
    }
    ModelState cut = failed(away);
    ModelState doneAndCut = failed(then.with(Part.SESSION, false));
    fault(line, "cut before", after.then(cut, Reply.LOST));
    steps.step(line, "cut after", true, after.then(doneAndCut, Reply.LOST), wrong);
    if (line != Line.CONFIRM || mayBeIgnored(line)) {
      fault(line, "refused", after.then(failed(open), Reply.REFUSED));
    }
    if (!setting.shutToAll(then.place())) {
      steps.step(
          line, "done, with doubtful words", true, after.then(failed(then), Reply.DOUBTFUL), wrong);
    }
    if (mayBeIgnored(line)) {
      fault(line, "ignored", after.then(failed(open), Reply.TAKEN));
    }
    if (line == Line.STAGE) {
      fault(line, "cut midway", after.then(cut.with(Part.STAGED, Staged.PART), Reply.LOST));
      fault(
          line, "rewritten", after.then(failed(open).with(Part.STAGED, Staged.WRONG), Reply.TAKEN));
    }
  }

  private boolean mayBeIgnored(Line line) {
    return switch (line) {
      case ARM, CONFIRM ->
          setting.kind().shown || setting.without(ModelWeakening.BLIND_TIMERS_MAY_IGNORE_US);
      case PREPARE -> false;
      case STAGE, SWAP_1, SWAP_2, CLEAN, SAVE, BACK_1, BACK_2, UNSTAGE -> true;
    };
  }

  private void fault(Enum<?> where, String what, ModelState next) {
    steps.step(where, what, true, next, judged(next));
  }

  private boolean mayFail(ModelState s) {
    return s.get(Part.LINE_FAULTS) < setting.faults().lines();
  }

  private static ModelState failed(ModelState s) {
    return s.with(Part.LINE_FAULTS, s.get(Part.LINE_FAULTS) + 1);
  }

  private boolean unreachable(ModelState s) {
    return switch (s.session()) {
      case NONE -> setting.shutToNew(s.place());
      case OPEN -> setting.shutToAll(s.place());
      case ENDED -> true;
    };
  }

  /** What a line did that no line of ours may do. */
  private static Optional<ModelViolation> harm(ModelState before, ModelState after, Line line) {
    if (before.foreign() == Foreign.SEEN
        && before.place() == Place.FOREIGN
        && after.place() != Place.FOREIGN) {
      return Optional.of(ModelViolation.FOREIGN_DESTROYED);
    }
    if (line == Line.SAVE && before.journal() == Journal.SWAPPING) {
      return Optional.of(ModelViolation.SAVED_UNCONFIRMED);
    }
    return Optional.empty();
  }

  /** Whether what is said in a state is so. */
  private static Optional<ModelViolation> judged(ModelState s) {
    if (s.place() == Place.WRONG) {
      return Optional.of(ModelViolation.UNPROVED);
    }
    if (s.pc() != Pc.ENDED) {
      return Optional.empty();
    }
    boolean others = s.place() == Place.FOREIGN;
    return switch (s.journal()) {
      case NONE, BEGUN, SWAPPING, CONFIRMED, REFUSED -> Optional.empty();
      case ROLLED_BACK -> {
        boolean old =
            (s.place() == Place.OLD || others)
                && s.staged() == Staged.NONE
                && !s.armed()
                && isOldAtStart(s);
        yield old ? Optional.empty() : Optional.of(ModelViolation.NOT_OLD);
      }
      case SAVED -> {
        boolean done =
            (s.place() == Place.NEW || others)
                && (s.startup() == Place.NEW || s.startup() == Place.FOREIGN)
                && !s.armed();
        yield done ? Optional.empty() : Optional.of(ModelViolation.NOT_NEW);
      }
      case NEEDS_ATTENTION ->
          s.told() == Told.IN_FORCE && s.place() != Place.NEW && s.foreign() != Foreign.UNSEEN
              ? Optional.of(ModelViolation.FALSE_WORDS)
              : Optional.empty();
    };
  }
}

package net.portcullis.change;

import net.portcullis.change.ModelState.Belief;
import net.portcullis.change.ModelState.Foreign;
import net.portcullis.change.ModelState.Part;
import net.portcullis.change.ModelState.Place;
import net.portcullis.change.ModelState.Session;
import net.portcullis.change.ModelState.Staged;
import net.portcullis.change.ModelState.Timer;

/** What lines, time, and others do to the device of the model. */
final class ModelDevice {
  private final ModelSetting setting;

  ModelDevice(ModelSetting setting) {
    this.setting = setting;
  }

  /** The lines that change something. */
  enum Line {
    STAGE,
    PREPARE,
    ARM,
    SWAP_1,
    SWAP_2,
    CONFIRM,
    CLEAN,
    SAVE,
    BACK_1,
    BACK_2,
    UNSTAGE
  }

  /** What a line did, and whether the device took it. */
  record Done(ModelState state, boolean taken) {}

  Done execute(ModelState state, Line line) {
    return switch (line) {
      case STAGE -> new Done(state.with(Part.STAGED, Staged.FULL), true);
      case PREPARE -> new Done(state, true);
      case ARM -> state.armed() ? new Done(state, false) : new Done(arm(state), true);
      case SWAP_1 -> half(state, Place.OLD);
      case SWAP_2 -> swap(state);
      case CONFIRM -> new Done(state.with(Part.TIMER, Timer.NONE), state.armed());
      case CLEAN -> clean(state);
      case SAVE -> new Done(save(state), true);
      case BACK_1 ->
          state.place() == Place.NEW || state.place() == Place.WRONG
              ? new Done(state.with(Part.PLACE, Place.MID), true)
              : new Done(state, false);
      case BACK_2 -> back(state);
      case UNSTAGE -> {
        boolean used = setting.kind().atomic && isNew(state.place());
        boolean goes = state.staged() != Staged.NONE && !used;
        yield goes ? new Done(state.with(Part.STAGED, Staged.NONE), true) : new Done(state, false);
      }
    };
  }

  private static ModelState arm(ModelState state) {
    return state.with(Part.TIMER, state.place() == Place.FOREIGN ? Timer.TO_FOREIGN : Timer.TO_OLD);
  }

  private static Done half(ModelState state, Place from) {
    return switch (state.place()) {
      case FOREIGN -> new Done(state, true);
      case OLD, MID, NEW, WRONG ->
          state.place() == from
              ? new Done(state.with(Part.PLACE, Place.MID), true)
              : new Done(state, false);
    };
  }

  private Done swap(ModelState state) {
    Place whole = state.staged() == Staged.WRONG ? Place.WRONG : Place.NEW;
    if (setting.kind().atomic) {
      if (state.staged() == Staged.NONE) {
        return new Done(state, false);
      }
      ModelState before =
          setting.kind() == ModelSetting.Kind.COMMITS_WITH_TIMER ? arm(state) : state;
      return new Done(before.with(Part.PLACE, whole), true);
    }
    return switch (state.place()) {
      case OLD -> half(state, Place.OLD);
      case MID -> new Done(state.with(Part.PLACE, whole), true);
      case NEW, WRONG -> new Done(state, false);
      case FOREIGN -> new Done(state, true);
    };
  }

  private Done back(ModelState state) {
    if (setting.kind().atomic) {
      if (state.is(Part.OLD_GONE)) {
        return new Done(state, false);
      }
      // Where a commit starts the timer, the next commit of whatever kind ends it.
      ModelState then =
          setting.kind() == ModelSetting.Kind.COMMITS_WITH_TIMER
              ? state.with(Part.TIMER, Timer.NONE)
              : state;
      return new Done(then.with(Part.PLACE, Place.OLD), true);
    }
    return switch (state.place()) {
      case MID -> new Done(state.with(Part.PLACE, Place.OLD), true);
      case NEW, WRONG -> new Done(state.with(Part.PLACE, Place.MID), true);
      case OLD, FOREIGN -> new Done(state, false);
    };
  }

  private Done clean(ModelState state) {
    if (!setting.kind().atomic) {
      return new Done(state.with(Part.STAGED, Staged.NONE), state.staged() != Staged.NONE);
    }
    boolean goes = state.place() != Place.OLD && !state.is(Part.OLD_GONE);
    return goes ? new Done(state.with(Part.OLD_GONE, true), true) : new Done(state, false);
  }

  static boolean isNew(Place place) {
    return place == Place.NEW || place == Place.WRONG;
  }

  /** The device goes back to what it was when the timer was started. */
  ModelState fire(ModelState state) {
    boolean foreign = state.has(Part.TIMER, Timer.TO_FOREIGN);
    ModelState then =
        state
            .with(Part.PLACE, foreign ? Place.FOREIGN : Place.OLD)
            .with(Part.STAGED, state.staged() == Staged.WRONG ? Staged.WRONG : Staged.FULL)
            .with(Part.OLD_GONE, false)
            .with(Part.TIMER, Timer.NONE);
    if (state.has(Part.BELIEVES, Belief.RUNNING)) {
      then = then.with(Part.BELIEVES, Belief.NO_MARGIN);
    }
    return lost(state, then);
  }

  ModelState restart(ModelState state) {
    return lost(
        state,
        state
            .with(Part.PLACE, state.startup())
            .with(Part.STAGED, state.is(Part.STARTUP_STAGED) ? Staged.FULL : Staged.NONE)
            .with(Part.OLD_GONE, state.is(Part.STARTUP_OLD_GONE))
            .with(Part.TIMER, Timer.NONE)
            .with(Part.SESSION, state.is(Part.SESSION) ? Session.ENDED : Session.NONE));
  }

  /** Somebody else's change that is no longer there. */
  static ModelState lost(ModelState before, ModelState after) {
    return before.place() == Place.FOREIGN
            && after.place() != Place.FOREIGN
            && before.foreign() != Foreign.NONE
        ? after.with(Part.FOREIGN, Foreign.LOST)
        : after;
  }

  static ModelState changedByOthers(ModelState state) {
    return state.with(Part.PLACE, Place.FOREIGN).with(Part.FOREIGN, Foreign.UNSEEN);
  }

  /** Makes the device start with what runs now. */
  static ModelState save(ModelState state) {
    return state
        .with(Part.STARTUP, state.place())
        .with(Part.STARTUP_OLD_GONE, state.is(Part.OLD_GONE))
        .with(Part.STARTUP_STAGED, state.staged() != Staged.NONE);
  }
}

package net.portcullis.change;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.portcullis.change.ModelState.Place;

/**
 * What a run of the model is about: a kind of device, what the change does to the path that we
 * manage it by, how many faults there may be, and which rule of the protocol is left out.
 *
 * @param proved the path was proved to survive every step, so that it may be done without a timer
 */
record ModelSetting(
    Kind kind, LockOut lockOut, boolean proved, Set<ModelWeakening> weakened, Faults faults) {

  ModelSetting {
    weakened = weakened.isEmpty() ? Set.of() : EnumSet.copyOf(weakened);
  }

  /** How a device undoes by itself, and how it exchanges a list. */
  enum Kind {
    /** It has a timer but no command that shows it; a bound list is edited in place. */
    BLIND_TIMER(true, false, false, false),
    /** Its timer can be looked at; one command exchanges the list. */
    SHOWN_TIMER(true, true, true, false),
    /** A process on the device restores what it has written down; two lines start it. */
    DETACHED_RESTORE(true, true, true, true),
    /** It cannot undo by itself. */
    NO_TIMER(false, false, false, false),
    /** One command changes the binding and starts the timer. */
    COMMITS_WITH_TIMER(true, true, true, false);

    final boolean timer;
    final boolean shown;
    final boolean atomic;
    final boolean prepares;

    Kind(boolean timer, boolean shown, boolean atomic, boolean prepares) {
      this.timer = timer;
      this.shown = shown;
      this.atomic = atomic;
      this.prepares = prepares;
    }
  }

  /** What the change does to our own way to the device. */
  enum LockOut {
    NONE,
    /** Nothing comes through from the swap's first line on. */
    ALL_SESSIONS,
    /** Nothing comes through once the swap is whole. */
    AT_THE_SWAP,
    /** Open sessions live on; new ones are shut out. */
    NEW_SESSIONS_ONLY
  }

  /** How many of each there may be. */
  record Faults(int kills, int lines, int reboots, int others, int contradictions) {}

  boolean without(ModelWeakening rule) {
    return weakened.contains(rule);
  }

  /** True where a session that is open gets nothing through. */
  boolean shutToAll(Place place) {
    return switch (lockOut) {
      case NONE, NEW_SESSIONS_ONLY -> false;
      case ALL_SESSIONS -> place == Place.MID || place == Place.NEW;
      case AT_THE_SWAP -> place == Place.NEW;
    };
  }

  boolean shutToNew(Place place) {
    return shutToAll(place)
        || (lockOut == LockOut.NEW_SESSIONS_ONLY && (place == Place.MID || place == Place.NEW));
  }

  /** Every kind of device with every kind of lock-out that its protocol lets begin. */
  static List<ModelSetting> all(Set<ModelWeakening> weakened, Faults faults) {
    List<ModelSetting> settings = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      settings.add(new ModelSetting(kind, LockOut.NONE, true, weakened, faults));
      boolean timer = kind.timer || weakened.contains(ModelWeakening.NO_PROOF_WITHOUT_TIMER);
      for (LockOut lockOut : LockOut.values()) {
        if (timer && lockOut != LockOut.NONE) {
          settings.add(new ModelSetting(kind, lockOut, false, weakened, faults));
        }
      }
    }
    return settings;
  }

  @Override
  public String toString() {
    return kind + ", lock-out " + lockOut + (weakened.isEmpty() ? "" : ", without " + weakened);
  }
}

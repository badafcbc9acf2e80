package net.portcullis.change;

import java.util.Locale;

/**
 * One state of the world in the model of the protocol: the device, what our process is about to do,
 * what is on the disk, and which faults are still to come. Packed into a number, so that hundreds
 * of thousands of them can be compared.
 */
@SuppressWarnings("EnumOrdinal") // Packing is what they are for here.
record ModelState(long bits) {

  /** Where a part of the state stands in the number. */
  enum Part {
    PC(6),
    /** What the running configuration holds at the binding. */
    PLACE(3),
    /** The list that stands beside it. */
    STAGED(2),
    /** The old generation was removed: it can no longer be bound. */
    OLD_GONE(1),
    /** The device's own timer, and what it would go back to. */
    TIMER(2),
    STARTUP(3),
    STARTUP_OLD_GONE(1),
    STARTUP_STAGED(1),
    /** None, open, or ended without our knowing. */
    SESSION(2),
    /** The journal: the state that was written last, and which intents were. */
    JOURNAL(4),
    INTENTS(7),
    JOURNAL_ARMED(1),
    /** What this process believes of the timer, and how often it has tried. */
    BELIEVES(2),
    TRIES(2),
    /** What the last NEEDS_ATTENTION said. */
    TOLD(3),
    FOREIGN(2),
    KILLS(2),
    LINE_FAULTS(2),
    REBOOTS(1),
    OTHERS(2),
    CONTRADICTIONS(1);

    private final int width;

    Part(int width) {
      this.width = width;
    }
  }

  /** What the process does next. Between any two of these it may be killed. */
  enum Pc {
    BEGIN,
    LOCK,
    STAGE,
    PROVE,
    ARM_NOTE,
    ARM_INTENT,
    ARM_PREPARE,
    ARM,
    ARM_CHECK,
    ARM_DOUBT,
    NOT_ARMED,
    SWAP_INTENT,
    SWAP_1,
    SWAP_2,
    LOOK,
    CONFIRM_INTENT,
    CONFIRM_READ,
    CONFIRM,
    CONFIRM_CHECK,
    CONFIRM_SEEN,
    FINISH_READ,
    CLEAN,
    SAVE_INTENT,
    SAVE,
    SAVE_SEEN,
    UNDO_READ,
    BACK_1,
    BACK_2,
    BACK_SEEN,
    DISARM,
    DISARM_CHECK,
    UNSTAGE,
    UNSTAGE_SEEN,
    STARTUP_SEEN,
    RECOVER,
    DEAD,
    ENDED
  }

  /** What stands at the binding. */
  enum Place {
    OLD,
    /** Half of the swap's lines are done. */
    MID,
    NEW,
    /** A list that the device wrote down otherwise than it was typed. */
    WRONG,
    /** Somebody else's doing. */
    FOREIGN
  }

  enum Staged {
    NONE,
    PART,
    WRONG,
    FULL
  }

  enum Timer {
    NONE,
    TO_OLD,
    TO_FOREIGN
  }

  enum Session {
    NONE,
    OPEN,
    ENDED
  }

  /** What this process's own clock says of the timer. */
  enum Belief {
    NONE,
    RUNNING,
    /** Too little is left for another line. */
    NO_MARGIN
  }

  /** The journal's states; those that only tell how far it came are one. */
  enum Journal {
    NONE,
    BEGUN,
    SWAPPING,
    CONFIRMED,
    SAVED,
    ROLLED_BACK,
    REFUSED,
    NEEDS_ATTENTION
  }

  enum Intent {
    STAGED,
    ARMED,
    SWAPPED,
    CONFIRMED,
    CLEANED,
    SAVED,
    ROLLED_BACK
  }

  /** Somebody else's change. */
  enum Foreign {
    NONE,
    UNSEEN,
    /** We have read it: from here on, none of our lines may destroy it. */
    SEEN,
    /** It was lost to the device's timer, a restart, or a line already on its way. */
    LOST
  }

  /** What a person was told. */
  enum Told {
    NOTHING,
    NOT_UNDONE,
    /** The new lists are in force and confirmed; lines are left to type. */
    IN_FORCE,
    /** They were confirmed; what the device holds now is not known. */
    NOT_READ,
    /** They were confirmed, and somebody else changed them. */
    CHANGED_BY_OTHERS,
    /** The old state stands, but somebody saved the trial. */
    TRIAL_SAVED
  }

  static final ModelState START = new ModelState(0);

  /** The parts' places in the number, in their order. */
  private static final int[] SHIFTS = shifts();

  private static int[] shifts() {
    int[] shifts = new int[Part.values().length + 1];
    for (Part part : Part.values()) {
      shifts[part.ordinal() + 1] = shifts[part.ordinal()] + part.width;
    }
    if (shifts[Part.values().length] > Long.SIZE - 1) {
      throw new IllegalStateException("The state does not fit.");
    }
    return shifts;
  }

  int get(Part part) {
    return (int) (bits >>> SHIFTS[part.ordinal()]) & ((1 << part.width) - 1);
  }

  ModelState with(Part part, int value) {
    long mask = ((1L << part.width) - 1) << SHIFTS[part.ordinal()];
    return new ModelState((bits & ~mask) | ((long) value << SHIFTS[part.ordinal()]));
  }

  ModelState with(Part part, Enum<?> value) {
    return with(part, value.ordinal());
  }

  ModelState with(Part part, boolean value) {
    return with(part, value ? 1 : 0);
  }

  ModelState at(Pc pc) {
    return with(Part.PC, pc);
  }

  ModelState intending(Intent intent) {
    return with(Part.INTENTS, get(Part.INTENTS) | 1 << intent.ordinal());
  }

  boolean intended(Intent intent) {
    return (get(Part.INTENTS) & 1 << intent.ordinal()) != 0;
  }

  boolean has(Part part, Enum<?> value) {
    return get(part) == value.ordinal();
  }

  boolean is(Part part) {
    return get(part) != 0;
  }

  Pc pc() {
    return PCS[get(Part.PC)];
  }

  Place place() {
    return PLACES[get(Part.PLACE)];
  }

  Place startup() {
    return PLACES[get(Part.STARTUP)];
  }

  Staged staged() {
    return STAGEDS[get(Part.STAGED)];
  }

  Foreign foreign() {
    return FOREIGNS[get(Part.FOREIGN)];
  }

  Journal journal() {
    return JOURNALS[get(Part.JOURNAL)];
  }

  Told told() {
    return TOLDS[get(Part.TOLD)];
  }

  Session session() {
    return SESSIONS[get(Part.SESSION)];
  }

  boolean armed() {
    return is(Part.TIMER);
  }

  private static final Pc[] PCS = Pc.values();
  private static final Place[] PLACES = Place.values();
  private static final Staged[] STAGEDS = Staged.values();
  private static final Foreign[] FOREIGNS = Foreign.values();
  private static final Journal[] JOURNALS = Journal.values();
  private static final Session[] SESSIONS = Session.values();
  private static final Told[] TOLDS = Told.values();

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("device ")
        .append(place())
        .append(armed() ? ", timer runs" : "")
        .append(", staged ")
        .append(staged())
        .append(is(Part.OLD_GONE) ? ", old list gone" : "")
        .append(", startup ")
        .append(startup())
        .append("; journal ")
        .append(journal())
        .append(is(Part.JOURNAL_ARMED) ? " armed" : "")
        .append(" intents");
    for (Intent intent : Intent.values()) {
      text.append(intended(intent) ? " " + intent : "");
    }
    return text.append("; next ").append(pc()).toString().toLowerCase(Locale.ROOT);
  }
}

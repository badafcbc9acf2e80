package net.portcullis.change;

import java.util.Optional;

/**
 * A rule of the protocol, or of what is assumed of devices, that is left out to see what it is good
 * for. Each either lets something happen that must not, or is benign for the reason it gives.
 */
enum ModelWeakening {
  LINES_WITHOUT_MARGIN(ModelViolation.LOCKED_OUT),
  NO_INTENT_BEFORE_STAGING(ModelViolation.NOT_OLD),
  SAVED_BEFORE_CONFIRMING(ModelViolation.SAVED_UNCONFIRMED),
  UNDONE_WITHOUT_READING(ModelViolation.FOREIGN_DESTROYED),
  LOOKED_AT_THROUGH_THE_OLD_SESSION(ModelViolation.LOCKED_OUT),
  /** The change goes ahead without a timer although nothing was proved of the path. */
  NO_PROOF_WITHOUT_TIMER(ModelViolation.LOCKED_OUT),
  FORWARD_WITHOUT_READING(ModelViolation.FALSE_WORDS),
  NO_READING_BEFORE_SAVED_IS_SAID(ModelViolation.NOT_NEW),
  TIMER_NOT_LOOKED_AT(ModelViolation.LOCKED_OUT),
  /** What the model found in the code: a timer refused in doubtful words may run all the same. */
  DOUBTFUL_ARMING_IS_NONE(ModelViolation.NOT_OLD),
  DISARMED_BEFORE_THE_OLD_STATE_IS_SEEN(ModelViolation.LOCKED_OUT),
  ROLLED_BACK_WITHOUT_DISARMING(ModelViolation.NOT_OLD),
  /**
   * What the model found in the code: a device that restarts before the save is back to the old.
   */
  IN_FORCE_IS_SAID_WITHOUT_READING(ModelViolation.FALSE_WORDS),
  /** What the model found in the code: others may save what is on trial. */
  STARTUP_NOT_READ_AFTER_UNDOING(ModelViolation.NOT_OLD),
  CLEANED_BEFORE_CONFIRMING(ModelViolation.STUCK),
  ARMED_AFTER_THE_SWAP(ModelViolation.LOCKED_OUT),
  SWAPPED_WITHOUT_PROOF(ModelViolation.UNPROVED),
  STAGED_LIST_LEFT_BEHIND(ModelViolation.NOT_OLD),
  /** A restart had ended the session and the timer; a new session sends the line all the same. */
  LOST_LINES_ARE_SENT_AGAIN(ModelViolation.LOCKED_OUT),
  RECOVERED_AS_IF_NOTHING_WAS_SENT(ModelViolation.NOT_OLD),

  /** An assumption, not a rule: only the device's own lock keeps others from confirming for us. */
  OTHERS_MAY_CONFIRM(ModelViolation.LOCKED_OUT),
  /** An assumption: nobody saves, from a console, what has just shut everybody out. */
  OTHERS_MAY_SAVE_A_LOCK_OUT(ModelViolation.LOCKED_OUT),
  /** An assumption: where no command shows the timer, an ignored line cannot be noticed. */
  BLIND_TIMERS_MAY_IGNORE_US(ModelViolation.NOT_OLD),

  CONFIRMED_WITHOUT_INTENT(
      "Recovery undoes what was verified: the old state is as good an end as the new one."),
  CONFIRMED_WITHOUT_MARGIN("The reading after it sees that the timer was quicker."),
  GIVES_UP_BEFORE_THE_TIMER(
      "A person is called too early; the timer still fires, and recover finds the old state."),
  RECOVERY_FORGETS_THE_CONFIRMATION(
      "What may be saved is undone, but the startup configuration is read after undoing, and a person is told to"
          + " save. Without that reading it was a violation.");

  private final Optional<ModelViolation> lets;
  private final String why;

  ModelWeakening(ModelViolation lets) {
    this.lets = Optional.of(lets);
    this.why = "";
  }

  ModelWeakening(String benign) {
    this.lets = Optional.empty();
    this.why = benign;
  }

  /** What it lets happen; absent where it is benign. */
  Optional<ModelViolation> lets() {
    return lets;
  }

  /** Why it does no harm. */
  String why() {
    return why;
  }
}

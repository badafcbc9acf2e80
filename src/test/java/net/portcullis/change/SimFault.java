package net.portcullis.change;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What goes wrong in a simulated change. */
enum SimFault {
  /** The connection ends at some byte, typed or printed. */
  CUT,
  REBOOT,
  REJECT_KNOWN,
  /** The line does nothing, and the device says so in words that no profile has. */
  REJECT_UNKNOWN,
  /** The line is taken, and something else is printed behind it. */
  DOUBTFUL,
  /** The line does nothing, and the device does not say so. */
  IGNORED,
  /** A rule is written down with less than was typed. */
  WIDENED,
  /** A port is written down as another. */
  PORT_WRAPPED,
  /** The answer comes late, perhaps after everybody has given up. */
  DELAYED,
  /** The device asks what nobody knows. */
  QUESTION,
  /** The list is taken and bound; then the hardware has no room for it. */
  HARDWARE_FULL,
  OTHERS_CHANGE_THE_LIST,
  OTHERS_BIND_ANOTHER,
  OTHERS_CHANGE_ELSEWHERE,
  OTHERS_SAVE,
  OTHERS_CONFIRM,
  /** Somebody holds the configuration; lines are refused for a while. */
  OTHERS_LOCK,
  /** The clock on the wall is set. */
  CLOCK_JUMP,
  KILLED_BEFORE_A_LINE,
  KILLED_AFTER_A_LINE,
  KILLED_AT_A_WRITE,
  STORE_FAILS,
  AGENT_CONTRADICTS,
  AGENT_IS_SILENT,
  PROBE_FAILS,
  /** Nobody can log in any more once the swap has begun. */
  LOCK_OUT_OF_NEW_SESSIONS,
  LOCK_OUT_OF_ALL_SESSIONS;

  private static final Set<SimPhase> TYPES_RULES =
      EnumSet.of(SimPhase.STAGING, SimPhase.SWAPPING, SimPhase.UNDOING);
  private static final Set<SimPhase> READS_ONLY =
      EnumSet.of(SimPhase.LOCKING, SimPhase.PROVING, SimPhase.LOOKING);
  private static final Set<SimPhase> WITHOUT_TIMER =
      EnumSet.of(
          SimPhase.LOCKING, SimPhase.STAGING, SimPhase.PROVING, SimPhase.CLEANING, SimPhase.SAVING);

  boolean killsUs() {
    return this == KILLED_BEFORE_A_LINE || this == KILLED_AFTER_A_LINE || this == KILLED_AT_A_WRITE;
  }

  /** A change may begin with the timer that undoes it. */
  private static final Set<SimPhase> PUTS_IN_FORCE = Set.of(SimPhase.ARMING, SimPhase.SWAPPING);

  /** Why it cannot happen there; absent where it can. */
  Optional<String> impossible(SimPhase phase) {
    return switch (this) {
      case WIDENED, PORT_WRAPPED -> only(TYPES_RULES.contains(phase), "no rule is typed");
      case HARDWARE_FULL ->
          only(
              PUTS_IN_FORCE.contains(phase) || phase == SimPhase.UNDOING,
              "nothing is put in force");
      case LOCK_OUT_OF_NEW_SESSIONS, LOCK_OUT_OF_ALL_SESSIONS ->
          only(PUTS_IN_FORCE.contains(phase), "nothing new is put in force");
      case AGENT_CONTRADICTS, AGENT_IS_SILENT, PROBE_FAILS ->
          only(phase == SimPhase.LOOKING, "nobody looks");
      case IGNORED -> only(!READS_ONLY.contains(phase), "nothing is changed, only read");
      case OTHERS_CONFIRM -> only(!WITHOUT_TIMER.contains(phase), "no timer runs");
      case CUT,
          REBOOT,
          REJECT_KNOWN,
          REJECT_UNKNOWN,
          DOUBTFUL,
          DELAYED,
          QUESTION,
          OTHERS_CHANGE_THE_LIST,
          OTHERS_BIND_ANOTHER,
          OTHERS_CHANGE_ELSEWHERE,
          OTHERS_SAVE,
          OTHERS_LOCK,
          CLOCK_JUMP,
          KILLED_BEFORE_A_LINE,
          KILLED_AFTER_A_LINE,
          KILLED_AT_A_WRITE,
          STORE_FAILS ->
          Optional.empty();
    };
  }

  private static Optional<String> only(boolean possible, String why) {
    return possible ? Optional.empty() : Optional.of(why);
  }
}

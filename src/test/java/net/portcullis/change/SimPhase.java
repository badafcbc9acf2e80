package net.portcullis.change;

import java.util.Set;
import java.util.stream.Collectors;

/** What the code under test is at, told by the state it reached last and by who is calling. */
enum SimPhase {
  LOCKING,
  STAGING,
  PROVING,
  ARMING,
  SWAPPING,
  LOOKING,
  CONFIRMING,
  CLEANING,
  SAVING,
  UNDOING,
  RECOVERING;

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  static SimPhase now(State reached) {
    Set<Class<?>> callers =
        STACK.walk(frames ->
            frames
                .<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                .collect(Collectors.toSet()));
    if (callers.contains(Undo.class)) {
      return UNDOING;
    }
    if (callers.contains(Recovery.class)) {
      return RECOVERING;
    }
    return switch (reached) {
      case PLANNED, UNCHANGED, REFUSED, UNREACHABLE -> LOCKING;
      case LOCKED -> STAGING;
      case STAGED -> PROVING;
      case PROVED -> ARMING;
      case ARMED -> SWAPPING;
      case SWAPPED -> LOOKING;
      case PROBED -> CONFIRMING;
      case CONFIRMED -> CLEANING;
      case CLEANED, SAVED -> SAVING;
      case ROLLED_BACK, NEEDS_ATTENTION -> UNDOING;
    };
  }
}

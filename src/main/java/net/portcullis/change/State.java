package net.portcullis.change;

/** How far one device's transaction has come. */
public enum State {
  PLANNED,
  /** Ours alone, and the device is the one that was enrolled and what the plan saw. */
  LOCKED,
  /** The new list stands beside the old one; no packet meets it. */
  STAGED,
  /** It was read back and means what it must. */
  PROVED,
  /** The device undoes by itself what comes next, or every step of it was proved harmless. */
  ARMED,
  SWAPPED,
  /** A new login, the agent and the probes say that it works. */
  PROBED,
  /** No way back from here: what remains is tidying and saving. */
  CONFIRMED,
  CLEANED,
  SAVED,
  ROLLED_BACK,
  NEEDS_ATTENTION,
  /** There was nothing to change. */
  UNCHANGED,
  /** A gate was closed; nothing was sent. */
  REFUSED,
  /** Nothing could be sent. */
  UNREACHABLE;

  /** True where nothing is left to finish or undo. */
  public boolean ended() {
    return switch (this) {
      case SAVED, ROLLED_BACK, UNCHANGED, REFUSED, UNREACHABLE -> true;
      case PLANNED,
          LOCKED,
          STAGED,
          PROVED,
          ARMED,
          SWAPPED,
          PROBED,
          CONFIRMED,
          CLEANED,
          NEEDS_ATTENTION ->
          false;
    };
  }
}

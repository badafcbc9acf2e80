package net.portcullis.change;

/** What must never happen. */
enum ModelViolation {
  /** A save of ours made a change last that was not confirmed. */
  SAVED_UNCONFIRMED,
  /** A line of ours destroyed what we had read to be somebody else's. */
  FOREIGN_DESTROYED,
  /** Said to be rolled back, and it is not as it was, or our timer still runs. */
  NOT_OLD,
  /** Said to be saved, and it is not, or our timer still runs. */
  NOT_NEW,
  /** A person was told what is not so. */
  FALSE_WORDS,
  /** Packets met a list that was not proved. */
  UNPROVED,
  /** No end can be reached any more, and nobody can log in. */
  LOCKED_OUT,
  /** No end can be reached any more. */
  STUCK
}

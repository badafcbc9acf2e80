package net.portcullis.acl;

import java.util.Arrays;

/**
 * First match, computed from the last line up. Lines next to each other that say the same are first
 * united among themselves, which is much cheaper than adding each to the growing whole.
 */
final class Fold {
  private final Bdd bdd;
  private final boolean withDenied;
  private int permitted;
  private int denied;

  private Verdict verdict = Verdict.DENY;
  private boolean exact = true;
  private int[] pending = new int[64];
  private int count;

  /**
   * A fold that starts with the list's default.
   *
   * @param withDenied false where nothing can be unknown, so that denied is what is not permitted
   */
  Fold(Bdd bdd, Verdict otherwise, boolean withDenied) {
    this.bdd = bdd;
    this.withDenied = withDenied;
    permitted = otherwise == Verdict.PERMIT ? Bdd.TRUE : Bdd.FALSE;
    denied = otherwise == Verdict.DENY ? Bdd.TRUE : Bdd.FALSE;
  }

  /** Puts a line before those that were given so far. */
  void before(Verdict lineVerdict, boolean lineExact, int node) {
    if (lineVerdict != verdict || lineExact != exact) {
      settle();
      verdict = lineVerdict;
      exact = lineExact;
    }
    if (count == pending.length) {
      pending = Arrays.copyOf(pending, count * 2);
    }
    pending[count++] = node;
  }

  int permitted() {
    settle();
    return permitted;
  }

  int denied() {
    settle();
    return withDenied ? denied : bdd.not(permitted);
  }

  private void settle() {
    int taken = bdd.orAll(pending, 0, count);
    count = 0;
    // A line of uncertain reach never makes anything certain: it takes certainty from what the
    // lines after it decide otherwise.
    boolean certain = exact && verdict != Verdict.UNKNOWN;
    permitted =
        verdict != Verdict.PERMIT
            ? bdd.minus(permitted, taken)
            : certain ? bdd.or(permitted, taken) : permitted;
    if (!withDenied) {
      return;
    }
    denied =
        verdict != Verdict.DENY
            ? bdd.minus(denied, taken)
            : certain ? bdd.or(denied, taken) : denied;
  }
}

package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A configuration that is edited until it is committed to the one below: the running one, or
 * another candidate. What others change below meanwhile shows through, and is kept by the commit;
 * where the candidate replaces, it is a copy of its first moment, and its commit undoes what others
 * did.
 */
final class Candidate implements Editable {
  private final Editable below;
  private final boolean replaces;
  private final List<UnaryOperator<ConfigNode>> edits = new ArrayList<>();
  private ConfigNode base;
  private long seen;
  private long changes;
  private ConfigNode edited;

  Candidate(Editable below, boolean replaces) {
    this.below = below;
    this.replaces = replaces;
    this.seen = below.changes();
    this.base = below.tree();
    this.edited = base;
  }

  @Override
  public synchronized ConfigNode tree() {
    // Counted first: what changes in between is seen next time.
    long now = below.changes();
    if (now != seen && !replaces) {
      seen = now;
      base = below.tree();
      edited = onto(base);
    }
    return edited;
  }

  @Override
  public synchronized long changes() {
    return changes + below.changes();
  }

  private ConfigNode onto(ConfigNode now) {
    ConfigNode changed = now;
    for (UnaryOperator<ConfigNode> edit : edits) {
      changed = edit.apply(changed);
    }
    return changed;
  }

  @Override
  public synchronized void edit(UnaryOperator<ConfigNode> change) {
    ConfigNode before = tree();
    ConfigNode after = change.apply(before);
    if (!after.equals(before)) {
      edits.add(change);
      changes++;
      edited = after;
    }
  }

  /** True where a commit would change something. */
  synchronized boolean changed() {
    return !edits.isEmpty() && !tree().equals(base);
  }

  synchronized void commit() {
    if (replaces) {
      ConfigNode wanted = edited;
      below.edit(_ -> wanted);
    } else {
      below.edit(this::onto);
    }
    discard();
  }

  /** Nothing is edited any more. */
  synchronized void discard() {
    edits.clear();
    changes++;
    seen = below.changes();
    base = below.tree();
    edited = base;
  }
}

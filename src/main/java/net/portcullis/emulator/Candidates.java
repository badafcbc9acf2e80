package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The candidate configurations that a device keeps, whoever edits them: the one that all sessions
 * share, and those with names. And what ran before each commit.
 */
final class Candidates {
  private static final int KEPT = 50;

  private final Editable running;
  private final Map<String, Candidate> named = new LinkedHashMap<>();
  private final List<ConfigNode> earlier = new ArrayList<>();
  private Optional<Candidate> shared = Optional.empty();
  private Optional<String> completed = Optional.empty();
  private boolean locked;

  Candidates(Editable running) {
    this.running = running;
  }

  synchronized Candidate shared() {
    Candidate candidate = shared.orElseGet(() -> new Candidate(running, false));
    shared = Optional.of(candidate);
    return candidate;
  }

  /** Keeps the shared candidate for one session; false where another one has it. */
  synchronized boolean lock() {
    boolean free = !locked;
    locked = true;
    return free;
  }

  /** What was not committed under the lock is gone. */
  synchronized void unlock() {
    locked = false;
    shared = Optional.empty();
  }

  synchronized boolean locked() {
    return locked;
  }

  synchronized Candidate named(String name, boolean replaces) {
    return named.computeIfAbsent(name, _ -> new Candidate(running, replaces));
  }

  synchronized Optional<Candidate> find(String name) {
    return Optional.ofNullable(named.get(name));
  }

  synchronized boolean drop(String name) {
    return named.remove(name) != null;
  }

  /** It is committed for good; the device remembers the last name of such. */
  synchronized void complete(String name) {
    named.remove(name);
    completed = Optional.of(name);
  }

  synchronized boolean completed(String name) {
    return completed.equals(Optional.of(name));
  }

  /** The name is free again; false where it was not taken by what is committed. */
  synchronized boolean forget(String name) {
    boolean known = completed(name);
    completed = completed.filter(other -> !other.equals(name));
    return known;
  }

  synchronized List<String> names() {
    return List.copyOf(named.keySet());
  }

  /** Remembers what ran before a commit. */
  synchronized void committed(ConfigNode before) {
    earlier.addFirst(before);
    if (earlier.size() > KEPT) {
      earlier.removeLast();
    }
  }

  /** What ran before the last so many commits; nothing where that is not known. */
  synchronized Optional<ConfigNode> earlier(int commits) {
    return commits == 0
        ? Optional.of(running.tree())
        : Optional.of(commits).filter(it -> it <= earlier.size()).map(it -> earlier.get(it - 1));
  }

  /** A device that restarts keeps none. */
  synchronized void clear() {
    named.clear();
    completed = Optional.empty();
    shared = Optional.empty();
    locked = false;
  }
}

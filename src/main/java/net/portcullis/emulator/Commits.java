package net.portcullis.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a session's commands do with candidates. What refuses gives its message. */
final class Commits {
  private final EmulatedDevice device;
  private final Views views;

  Commits(EmulatedDevice device, Views views) {
    this.device = device;
    this.views = views;
  }

  Optional<List<Template>> open(Action.Open open, NodeScope scope) {
    Candidates candidates = device.candidates();
    String name = open.name().render(scope.raw()).orElse("");
    return switch (open.sharing()) {
      case OWN ->
          !open.modified().isEmpty() && candidates.shared().changed()
              ? Optional.of(open.modified())
              : opened(new Candidate(views.place(), open.replaces()), Optional.empty(), () -> {});
      case SHARED ->
          candidates.locked()
              ? Optional.of(open.locked())
              : opened(candidates.shared(), Optional.empty(), () -> {});
      case EXCLUSIVE -> {
        if (candidates.locked()) {
          yield Optional.of(open.locked());
        }
        if (candidates.shared().changed()) {
          yield Optional.of(open.modified());
        }
        yield candidates.lock()
            ? opened(candidates.shared(), Optional.empty(), candidates::unlock)
            : Optional.of(open.locked());
      }
      case NAMED -> named(open, name);
    };
  }

  private Optional<List<Template>> named(Action.Open open, String name) {
    Candidates candidates = device.candidates();
    if (candidates.find(name).isEmpty()) {
      if (open.missing().isPresent()) {
        return open.missing();
      }
      if (!open.completed().isEmpty() && candidates.completed(name)) {
        return Optional.of(open.completed());
      }
      if (candidates.names().size() >= open.most()) {
        return Optional.of(open.full());
      }
    }
    return opened(candidates.named(name, open.replaces()), Optional.of(name), () -> {});
  }

  private Optional<List<Template>> opened(
      Candidate candidate, Optional<String> name, Runnable left) {
    views.open(new Views.Opened(candidate, name, left));
    return Optional.empty();
  }

  Optional<List<Template>> commit(Action.Commit commit, NodeScope scope) {
    Optional<Views.Opened> opened = views.candidate();
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Candidate candidate = opened.get().candidate();
    if (!commit.dangling().isEmpty()
        && PacketFilters.dangling(device.platform(), candidate.tree())) {
      return Optional.of(commit.dangling());
    }
    if (commit.dry()) {
      return Optional.empty();
    }
    Optional<String> by =
        commit.by().flatMap(called -> called.render(scope.raw())).or(opened.get()::name);
    Optional<List<Template>> refusal = refusal(commit, by);
    if (refusal.isPresent()) {
      return refusal;
    }
    Optional<Duration> undone =
        commit
            .undone()
            .flatMap(units -> units.render(scope.raw()))
            .map(units -> commit.unit().multipliedBy(Long.parseLong(units)));
    if (undone.isEmpty() && by.isPresent() && device.armedBy().equals(by)) {
      // It runs already: what others did since then stays.
      device.confirm();
      if (opened.get().name().isPresent()) {
        return Optional.empty();
      }
    }
    ConfigNode before = device.runningTree();
    undone.ifPresent(after -> device.arm(after, by));
    candidate.commit();
    if (!device.runningTree().equals(before)) {
      device.candidates().committed(before);
    }
    if (undone.isEmpty()) {
      by.ifPresent(device.candidates()::complete);
    }
    return Optional.empty();
  }

  /** Whose timer runs, if one does, may forbid it. */
  private Optional<List<Template>> refusal(Action.Commit commit, Optional<String> by) {
    boolean theirs = device.rollbackArmed() && !device.armedBy().equals(by);
    if (theirs && !commit.busy().isEmpty()) {
      return Optional.of(commit.busy());
    }
    boolean none = !device.rollbackArmed() || theirs;
    return none && !commit.missing().isEmpty() ? Optional.of(commit.missing()) : Optional.empty();
  }

  void discard() {
    views.candidate().ifPresent(opened -> opened.candidate().discard());
  }

  Optional<List<Template>> drop(Action.Drop drop, NodeScope scope) {
    Optional<String> name = drop.name().render(scope.raw());
    if (name.isPresent() && device.armedBy().equals(name)) {
      device.revert();
      return Optional.empty();
    }
    boolean dropped = name.filter(device.candidates()::drop).isPresent();
    boolean forgotten = drop.completed() && name.filter(device.candidates()::forget).isPresent();
    return dropped || forgotten ? Optional.empty() : drop.missing();
  }

  Optional<List<Template>> restore(Action.Restore restore, NodeScope scope) {
    Optional<ConfigNode> earlier =
        restore
            .commits()
            .render(scope.raw())
            .flatMap(commits -> device.candidates().earlier(Integer.parseInt(commits)));
    if (earlier.isEmpty()) {
      return restore.missing();
    }
    views.place().edit(_ -> earlier.get());
    return Optional.empty();
  }
}

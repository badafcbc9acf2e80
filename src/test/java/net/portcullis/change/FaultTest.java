package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.change.FakeDevice.Fault;
import net.portcullis.change.FakeDevice.Killed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every line that changes the device, each in a world of its own with clocks that go
 * on only when somebody waits. Whatever happens, the device ends as it was or as it was to be, or
 * the tool says truly that it is neither.
 */
class FaultTest {

  /** How a run begins. */
  private enum Start {
    NOTHING_BOUND,
    OURS_BOUND
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theDeviceEndsOldOrNew(Fault fault) {
    List<String> wrong = new ArrayList<>();
    for (Start start : Start.values()) {
      for (boolean timer : new boolean[] {true, false}) {
        int lines = lines(start, timer);
        for (int at = 0; at < lines; at++) {
          String where =
              fault + " at line " + at + ", " + start + (timer ? ", timer" : ", no timer");
          run(fault, at, start, timer).ifPresent(problem -> wrong.add(where + ": " + problem));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static int lines(Start start, boolean timer) {
    try (Scene scene = scene(start, timer)) {
      scene.switched.fail(Fault.NONE, -1);
      scene.push(scene.wanted(443, 9090));
      return scene.switched.lines();
    }
  }

  private static Scene scene(Start start, boolean timer) {
    Scene scene = new Scene();
    if (!timer) {
      scene.switched.withoutTimer();
    }
    switch (start) {
      case NOTHING_BOUND -> {}
      case OURS_BOUND -> scene.push(scene.wanted(443, 8080));
    }
    return scene;
  }

  private static Optional<String> run(Fault fault, int at, Start start, boolean timer) {
    try (Scene scene = scene(start, timer)) {
      String old = scene.switched.running();
      DevicePlan plan = scene.plan(scene.wanted(443, 9090));
      scene.switched.fail(fault, at);
      Outcome outcome;
      try {
        outcome = scene.push(plan);
      } catch (Killed killed) {
        List<Outcome> recovered = scene.recover();
        if (recovered.size() != 1) {
          return Optional.of("recover found " + recovered.size() + " changes");
        }
        outcome = recovered.getFirst();
        List<Outcome> again = scene.recover();
        if (outcome.state().ended() && !again.isEmpty()) {
          return Optional.of("recover found something to do twice");
        }
      }
      return judge(scene, old, outcome, fault, timer);
    }
  }

  private static Optional<String> judge(
      Scene scene, String old, Outcome outcome, Fault fault, boolean timer) {
    String now = scene.switched.running();
    boolean isOld = now.equals(old);
    boolean isNew =
        now.contains("9090")
            && !now.contains("8080")
            && scene.switched.config().bindings.size() == 1;
    String told = outcome.state() + " " + outcome.error().orElse("") + "\n" + now;
    return switch (outcome.state()) {
      // A device that ignores the confirming line and has no command that shows its timer cannot be
      // seen through: that is said, and the next check finds the old list.
      case SAVED ->
          isNew
                  && scene.switched.startup().equals(now)
                  && (!scene.switched.timerRuns()
                      || (fault == Fault.SILENTLY_IGNORED
                          && outcome.notes().stream()
                              .anyMatch(note -> note.contains("cannot show that its timer ended"))))
              ? Optional.empty()
              : Optional.of("not new: " + told);
      case ROLLED_BACK, REFUSED, UNREACHABLE ->
          isOld && scene.switched.startup().equals(old) && !scene.switched.timerRuns()
              ? Optional.empty()
              : fault == Fault.OTHER_OPERATOR && scene.switched.startup().equals(old)
                  ? Optional.empty()
                  : Optional.of("not old: " + told);
      case NEEDS_ATTENTION -> {
        boolean meant =
            fault == Fault.OTHER_OPERATOR
                || (fault == Fault.LOCK_OUT && !timer)
                || (!outcome.commands().isEmpty()
                    && (fault == Fault.LOCK_OUT || pastConfirm(outcome)));
        yield meant && !outcome.commands().isEmpty() ? Optional.empty() : Optional.of(told);
      }
      default -> Optional.of("left in " + told);
    };
  }

  private static boolean pastConfirm(Outcome outcome) {
    return outcome.error().orElse("").startsWith("The new lists are in force");
  }
}

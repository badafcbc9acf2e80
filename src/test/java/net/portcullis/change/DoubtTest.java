package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.portcullis.change.FakeDevice.Fault;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.verify.Expected;
import org.junit.jupiter.api.Test;

/** Answers that are lost or in doubt are settled by reading, and only what was read is said. */
class DoubtTest {
  private static final int[] OLD = {443, 8080};
  private static final int[] NEW = {443, 9090};

  @Test
  void aTimerThatWasStartedInDoubtfulWordsIsNotTakenForNone() {
    try (Scene scene = scene(Fault.DOUBTFUL, "configuration commit delay 2")) {
      String old = scene.switched.running();
      Outcome outcome = scene.push(scene.wanted(NEW));

      assertThat(outcome.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(outcome.error().orElseThrow()).contains("timer runs is not certain");
      assertThat(scene.switched.timerRuns()).isFalse();
      assertThat(scene.switched.running()).isEqualTo(old);
    }
  }

  @Test
  void aSaveWhoseAnswerIsLostIsReadBack() {
    try (Scene scene = scene(Fault.CUT_AFTER, "save safely force")) {
      assertThat(scene.push(scene.wanted(NEW)).state()).isEqualTo(State.SAVED);
      assertThat(scene.switched.startup()).isEqualTo(scene.switched.running()).contains("9090");
    }
  }

  @Test
  void aSaveInDoubtIsFinishedByRecoveryAndNotTakenBack() {
    try (Scene scene = scene(Fault.DOUBTFUL, "save safely force")) {
      Outcome outcome = scene.push(scene.wanted(NEW));
      assertThat(outcome.state()).isEqualTo(State.NEEDS_ATTENTION);
      assertThat(outcome.error().orElseThrow()).contains("in force and confirmed");

      assertThat(scene.recover())
          .singleElement()
          .satisfies(recovered -> {
            assertThat(recovered.state()).isEqualTo(State.SAVED);
            assertThat(recovered.notes())
                .as("of a timer that nobody can see, who recovers is told too")
                .anyMatch(note -> note.contains("cannot show that its timer ended"));
          });
      assertThat(scene.switched.startup()).isEqualTo(scene.switched.running()).contains("9090");
    }
  }

  @Test
  void aDeviceThatRestartsBeforeTheSaveIsBackToTheOldAndThatIsSaid() {
    try (Scene scene = scene(Fault.REBOOT, "save safely force")) {
      String old = scene.switched.running();
      Outcome outcome = scene.push(scene.wanted(NEW));

      assertThat(outcome.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(outcome.error().orElseThrow()).contains("no longer holds them");
      assertThat(scene.switched.running()).isEqualTo(old);
    }
  }

  @Test
  void aTrialThatSomebodySavedIsUndoneAndTheSaveIsTold() {
    try (Scene scene = scene(Fault.SAVED_BY_OTHERS, "undo rule 10")) {
      String old = scene.switched.running();
      scene.verification = FailingProbe.INSTANCE;
      Outcome outcome = scene.push(scene.wanted(NEW));

      assertThat(scene.switched.running()).isEqualTo(old);
      assertThat(outcome.state()).isEqualTo(State.NEEDS_ATTENTION);
      assertThat(outcome.error().orElseThrow()).contains("somebody saved it before");
      assertThat(outcome.commands()).containsExactly("save safely force");

      scene.switched.saved();
      assertThat(scene.recover()).extracting(Outcome::state).containsExactly(State.ROLLED_BACK);
    }
  }

  @Test
  void whatOthersDoBeforeTheSwapIsNoReasonToCallAPerson() {
    try (Scene scene = scene(Fault.OTHER_OPERATOR, "rule 5 permit tcp")) {
      Outcome outcome = scene.push(scene.wanted(NEW));

      assertThat(outcome.state()).isEqualTo(State.ROLLED_BACK);
      assertThat(outcome.error().orElseThrow()).contains("Somebody else changed the device");
      assertThat(scene.switched.running()).contains("198.51.100.7").doesNotContain("9090");
    }
  }

  @Test
  void aTimerThatStillRunsIsToldWhereOnlyAPersonCanGoOn() {
    try (Scene scene = scene(Fault.OTHER_OPERATOR, "undo rule 10")) {
      Outcome outcome = scene.push(scene.wanted(NEW));

      assertThat(outcome.state()).isEqualTo(State.NEEDS_ATTENTION);
      assertThat(outcome.error().orElseThrow()).contains("The device's timer may run until");
    }
  }

  private enum FailingProbe implements Verification {
    INSTANCE;

    @Override
    public Optional<Identity> identity(Device device, Dialect dialect) {
      return Optional.empty();
    }

    @Override
    public Result verify(Device device, Dialect dialect, List<Expected> expected, boolean policys) {
      return new Result(List.of("The probe is blocked."), List.of());
    }
  }

  /** A device with the old lists, where this happens at the first line that begins so. */
  private static Scene scene(Fault fault, String line) {
    int at;
    try (Scene rehearsal = new Scene()) {
      rehearsal.push(rehearsal.wanted(OLD));
      int before = rehearsal.switched.log().size();
      rehearsal.push(rehearsal.wanted(NEW));
      List<String> lines = rehearsal.switched.log();
      List<String> sent = lines.subList(before, lines.size());
      at =
          sent.stream()
              .filter(text -> text.startsWith(line))
              .findFirst()
              .map(sent::indexOf)
              .orElseThrow(() -> new IllegalStateException(sent.toString()));
    }
    Scene scene = new Scene();
    scene.push(scene.wanted(OLD));
    scene.switched.fail(fault, at);
    return scene;
  }
}

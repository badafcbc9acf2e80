package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.portcullis.change.SimChaos.Strike;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the simulation found, as runs that are written down. */
class SimulatedDoubtTest {
  @TempDir Path folder;

  @Test
  void aTimerThatIsNotShownIsNotTakenForEnded() throws InterruptedException {
    run(
        SimMachine.Kind.SHOWN,
        SimScenario.Change.OTHER_RULES,
        State.ROLLED_BACK,
        new Strike(SimPhase.LOOKING, SimFault.PROBE_FAILS, ""),
        new Strike(SimPhase.UNDOING, SimFault.REJECT_KNOWN, "configuration commit"),
        new Strike(SimPhase.UNDOING, SimFault.REJECT_KNOWN, "display timer"));
  }

  /** One of the first quarter of a million runs: the timer fired after the change was saved. */
  @Test
  void aTimerWhoseStartWasDoubtfulIsNotTakenForOneThatNeverRan() throws InterruptedException {
    run(
        SimMachine.Kind.DETACHED,
        SimScenario.Change.TAKEN_BACK,
        State.ROLLED_BACK,
        new Strike(SimPhase.ARMING, SimFault.DOUBTFUL, "restore detached in"),
        new Strike(SimPhase.ARMING, SimFault.REJECT_UNKNOWN, "display timer"));
  }

  @Test
  void anOldListThatOthersChangedWhileItWasBoundIsKept() throws InterruptedException {
    run(
        SimMachine.Kind.TIMERLESS,
        SimScenario.Change.TAKEN_BACK,
        State.SAVED,
        new Strike(SimPhase.SWAPPING, SimFault.OTHERS_CHANGE_THE_LIST, "system-view"));
  }

  @Test
  void wordsThatNobodyKnowsAreNotTakenForAnEmptyConfiguration() throws InterruptedException {
    run(
        SimMachine.Kind.DETACHED,
        SimScenario.Change.FIRST_LIST,
        State.ROLLED_BACK,
        new Strike(SimPhase.LOOKING, SimFault.PROBE_FAILS, ""),
        new Strike(SimPhase.UNDOING, SimFault.REJECT_UNKNOWN, "display current-configuration"));
  }

  @Test
  void whatIsToldTakesBackALineThatTheDeviceWroteDownOtherwise() throws InterruptedException {
    SimRun.Told told =
        run(
            SimMachine.Kind.TIMERLESS,
            SimScenario.Change.OTHER_RULES,
            State.NEEDS_ATTENTION,
            new Strike(SimPhase.LOOKING, SimFault.PROBE_FAILS, ""),
            new Strike(SimPhase.UNDOING, SimFault.WIDENED, "rule 10"));
    assertThat(told.story().getLast()).startsWith("followed, then ROLLED_BACK");
  }

  private SimRun.Told run(
      SimMachine.Kind kind, SimScenario.Change change, State end, Strike... strikes)
      throws InterruptedException {
    SimScenario scenario = SimScenario.of(kind, change);
    try (SimStore store = new SimStore(folder.resolve("store"), scenario.store())) {
      SimRun.Told result = new SimRun(scenario, store, new SimChaos(List.of(strikes))).run();
      assertThat(result.wrong()).as(result.story().toString()).isEmpty();
      assertThat(result.end()).isEqualTo(end);
      assertThat(result.story()).hasSizeGreaterThan(strikes.length);
      return result;
    }
  }
}

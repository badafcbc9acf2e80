package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import net.portcullis.change.FakeDevice.Config;
import net.portcullis.change.TypeAheadSwitch.Trouble;
import net.portcullis.change.TypeAheadSwitch.Typed;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Lines that are staged are in flight together; whatever happens in the middle of them, the line is
 * named, and the device ends as it was, as it was to be, or as a person is told.
 */
class LinesInFlightTest {
  private static final Dialect DIALECT = dialect();
  private static final int[] PORTS = IntStream.range(8000, 8040).toArray();

  /** In the middle of some forty. */
  private static final String LINE = "rule 100 ";

  private static Dialect dialect() {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(java.nio.file.Path.of("device-profiles")), problems);
    problems.throwIfAny();
    return profiles.dialect("h3c-comware7").orElseThrow();
  }

  /** One push of a first list, to a switch on which somebody else's list stands unused. */
  private static final class Run implements AutoCloseable {
    final Scene scene = new Scene();
    final SimMachine machine;
    final TypeAheadSwitch dialer;
    final String before;
    private final AtomicReference<State> reached = new AtomicReference<>(State.PLANNED);
    private final Collaborators tools;

    Run(Trouble trouble, String at) {
      Config config = new Config("sw1");
      config.lists.put("acl advanced name THEIRS", new TreeMap<>(Map.of(5, "permit ip")));
      machine = new SimMachine("sw1", scene.time, SimMachine.Kind.BLIND, config, config);
      before = machine.running().text();
      dialer = new TypeAheadSwitch(machine, scene.time, reached::get, trouble, at);
      tools =
          new Collaborators(
              dialer,
              any -> DIALECT,
              Verification.none(),
              scene.store,
              scene.time,
              (name, state) -> reached.set(state));
    }

    Outcome push() throws InterruptedException {
      Planner planner =
          new Planner(
              dialer,
              any -> DIALECT,
              Scene.inventory(List.of(scene.device), List.of()),
              scene.store);
      DevicePlan plan =
          planner.plan(scene.device, List.of(scene.wanted(PORTS)), new PlanOptions(false));
      assertThat(plan.status()).as(plan.reasons().toString()).isEqualTo(DevicePlan.Status.CHANGE);
      return new Transaction(tools, scene.store.begin("push"), plan, java.util.Optional.empty())
          .run();
    }

    Outcome recover() throws InterruptedException {
      return new Recovery(tools, scene.store.begin("recover"))
          .run(scene.device, scene.store.unfinished().getFirst(), true);
    }

    void isOld() {
      assertThat(machine.running().text()).isEqualTo(before);
      assertThat(machine.startup().text()).isEqualTo(before);
      assertThat(machine.trespass()).isEmpty();
      assertThat(machine.timerRuns()).isFalse();
    }

    void isNew() {
      assertThat(machine.running().bindings).containsEntry("4 inbound", "PC_lan_in_4_g1");
      assertThat(machine.running().lists.get("acl advanced name PC_lan_in_4_g1"))
          .hasSize(PORTS.length + 2);
      assertThat(machine.startup().text()).isEqualTo(machine.running().text());
      assertThat(machine.trespass()).isEmpty();
    }

    @Override
    public void close() {
      scene.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE", "ECHOES_TWICE", "LANDS_IN_ANOTHER_LIST"})
  void whatGoesWrongInTheMiddleIsNamedAndNothingOfItStays(Trouble trouble) throws Exception {
    try (Run run = new Run(trouble, LINE)) {
      Outcome outcome = run.push();
      String error = outcome.error().orElseThrow();

      assertThat(run.dialer.happened()).isTrue();
      assertThat(outcome.state()).as(error).isEqualTo(State.ROLLED_BACK);
      assertThat(error).contains("'" + LINE);
      assertThat(outcome.notes()).isEmpty();
      run.isOld();
      assertThat(run.scene.store.unfinished()).isEmpty();
      assertThat(run.scene.store.leases()).isEmpty();
    }
  }

  /** No answer of ours, for it would come behind what is in flight. */
  @ParameterizedTest
  @EnumSource(
      names = {"ASKS", "ASKS_AND_FORGETS", "ASKS_WHAT_IS_KNOWN", "PAGES", "PAGES_AND_FORGETS"})
  void nothingIsTypedBehindAQuestionInTheMiddle(Trouble trouble) throws Exception {
    try (Run run = new Run(trouble, LINE)) {
      run.push();
      List<Typed> staging =
          run.dialer.typed().stream().filter(typed -> typed.reached() == State.LOCKED).toList();

      int together = staging.indexOf(staging.stream().filter(t -> t.lines() > 1).findFirst().get());
      // What follows is a new login, whose first lines prepare it.
      assertThat(staging.get(together).lines()).isEqualTo(PORTS.length + 2);
      assertThat(staging.subList(together + 1, staging.size()))
          .allSatisfy(typed -> assertThat(typed.lines()).isEqualTo(1));
    }
  }

  @Test
  void anEchoThatComesTwiceIsNoTrouble() throws Exception {
    try (Run run = new Run(Trouble.ECHOES_TWICE, LINE)) {
      Outcome outcome = run.push();

      assertThat(outcome.error()).isEmpty();
      assertThat(outcome.state()).isEqualTo(State.SAVED);
      run.isNew();
    }
  }

  @Test
  void linesThatWentIntoSomebodyElsesListAreTold() throws Exception {
    try (Run run = new Run(Trouble.LANDS_IN_ANOTHER_LIST, LINE)) {
      Outcome outcome = run.push();
      String error = outcome.error().orElseThrow();

      assertThat(outcome.state()).as(error).isEqualTo(State.NEEDS_ATTENTION);
      assertThat(error)
          .contains("'" + LINE)
          .contains("did not refuse 21 of them, the first being 'rule 105 ")
          .contains("then run 'portcullis recover'");
      assertThat(outcome.commands()).containsExactly("portcullis recover");
      assertThat(outcome.notes()).anyMatch(note -> note.contains("took a line where"));
      assertThat(run.machine.running().lists).doesNotContainKey("acl advanced name PC_lan_in_4_g1");

      Map<Integer, String> theirs =
          Objects.requireNonNull(run.machine.running().lists.get("acl advanced name THEIRS"));
      assertThat(theirs).hasSize(22);
      theirs.keySet().removeIf(id -> id > 5);
      assertThat(run.recover().state()).isEqualTo(State.ROLLED_BACK);
      assertThat(run.machine.running().text()).isEqualTo(run.before);
      assertThat(run.scene.store.unfinished()).isEmpty();
    }
  }

  @Test
  void sixtyFourLinesAreInFlightWhileStagingAndOneBetweenArmingAndConfirming() throws Exception {
    assertThat(DIALECT.pipeline()).isEqualTo(64);
    try (Run run = new Run(Trouble.NONE, LINE)) {
      assertThat(run.push().state()).isEqualTo(State.SAVED);
      run.isNew();

      Set<State> exposed =
          EnumSet.of(State.PROVED, State.ARMED, State.SWAPPED, State.PROBED, State.CONFIRMED);
      assertThat(run.dialer.typed())
          .filteredOn(typed -> exposed.contains(typed.reached()))
          .isNotEmpty()
          .allSatisfy(typed -> assertThat(typed.lines()).isEqualTo(1))
          .allSatisfy(typed -> assertThat(typed.unanswered()).isFalse());
      assertThat(run.dialer.typed().stream().mapToInt(Typed::lines).max())
          .hasValue(PORTS.length + 2);
    }
  }
}

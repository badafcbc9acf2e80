package net.portcullis.cli;

import static net.portcullis.cli.PlatformsIT.binding;
import static net.portcullis.cli.PlatformsIT.byHand;
import static net.portcullis.cli.PlatformsIT.dialect;
import static net.portcullis.cli.PlatformsIT.inForce;
import static net.portcullis.cli.PlatformsIT.state;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.portcullis.acl.Family;
import net.portcullis.change.PlanOptions;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.SampleLists;
import net.portcullis.dialect.Written;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.SettableTime;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms on which a change and the timer that undoes it begin by one line. */
class CommitTimersIT {
  @TempDir private Path folder;

  static List<String> committing() throws IOException {
    return PlatformsIT.committing();
  }

  static List<Arguments> refusals() throws IOException {
    return committing().stream()
        .flatMap(name ->
            Stream.of("reject", "reject-strangely", "noise").map(how -> Arguments.of(name, how)))
        .toList();
  }

  /** Those that show what they would change, and where that is more than ours. */
  static List<String> reviewing() throws IOException {
    return committing().stream().filter(name -> way(name).review().isPresent()).toList();
  }

  private static Dialect.TimedRollback way(String platform) {
    return dialect(platform).timedRollbacks().getFirst();
  }

  private EmulatedFleet fleet(String platform, SettableTime time) throws IOException {
    return EmulatedFleet.small(folder, Options.of(platform, 1, Transport.SSH).withTime(time));
  }

  /** Each of its prompts begins with who is master, and each commit names the members. */
  @Test
  void aSwitchOfSeveralMembersIsDrivenLikeOneAlone() throws Exception {
    Options options =
        new Options(
            List.of(new Batch("juniper-junos", "juniper-junos", 1, Transport.SSH)),
            Duration.ZERO,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of("chassis", "on"),
            Time.real());
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      assertThat(state(fleet.run(0, "push", "--yes", "-o", "json"))).isEqualTo("SAVED");
      assertThat(fleet.device().rollbackArmed()).isFalse();
      fleet.run(0, "check");
    }
  }

  private static void mayLogInAgain(EmulatedDevice device, boolean may) {
    device.clearFaults();
    for (int login = 2; !may && login < 30; login++) {
      device.add(Fault.parse("refuse-login@login:" + login));
    }
  }

  private static long typed(EmulatedDevice device, String line) {
    return device.typed().stream().filter(line::equals).count();
  }

  /** What is answered strangely may have been taken: then it is undone while its timer runs. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void whereTheLineThatStartsTheTimerIsRefusedOrAnsweredStrangelyTheOldStateComesBack(
      String platform, String how) throws Exception {
    try (EmulatedFleet fleet = fleet(platform, new SettableTime())) {
      EmulatedDevice device = fleet.device();
      Map<String, String> before = fleet.held();
      String line = inForce(fleet, dialect(platform));
      device.add(Fault.parse(how + "@" + line + ":1"));

      EmulatedFleet.Result pushed = fleet.run(1, "push", "--yes", "-o", "json");

      assertThat(state(pushed)).isEqualTo("ROLLED_BACK");
      assertThat(pushed.device(0).get("error").asString())
          .contains("The device did not take '" + line + "'");
      assertThat(fleet.held()).isEqualTo(before);
      assertThat(device.rollbackArmed()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("committing")
  void theShortestTimerThatMayBeAskedForIsTaken(String platform) throws Exception {
    try (EmulatedFleet fleet = fleet(platform, new SettableTime())) {
      String seconds = Long.toString(PlanOptions.SHORTEST_TIMER.toSeconds());
      assertThat(state(fleet.run(0, "push", "--yes", "--timer", seconds, "-o", "json")))
          .isEqualTo("SAVED");
    }
  }

  @ParameterizedTest
  @MethodSource("committing")
  void aChangeThatIsCutOffWhileItIsGatheredLeavesNothing(String platform) throws Exception {
    Dialect dialect = dialect(platform);
    try (EmulatedFleet fleet = fleet(platform, new SettableTime())) {
      EmulatedDevice device = fleet.device();
      Map<String, String> before = fleet.held();
      String line =
          binding(fleet, dialect).stream()
              .filter(text -> text.contains(PlatformsIT.OURS))
              .reduce((one, two) -> two)
              .orElseThrow();
      mayLogInAgain(device, false);
      device.add(Fault.parse("cut-after@" + line));

      Thread push = Thread.ofVirtual().start(() -> fleet.run("push", "--yes"));
      for (int i = 0; i < 1200 && typed(device, line) == 0; i++) {
        push.join(Duration.ofMillis(25));
      }
      assertThat(typed(device, line)).isEqualTo(1);
      assertThat(device.rollbackArmed()).isFalse();
      mayLogInAgain(device, true);
      push.join();
      fleet.run("recover", "--yes");

      assertThat(fleet.held()).isEqualTo(before);
      way(platform)
          .fresh()
          .forEach(drop ->
              assertThat(device.type(byHand(dialect, List.of(drop))))
                  .as("nothing is left to drop")
                  .isNotEmpty());
      assertThat(state(fleet.run(0, "push", "--yes", "-o", "json"))).isEqualTo("SAVED");
    }
  }

  /**
   * Holds the device at a line for some seconds, in which somebody else changes it.
   *
   * @return what the push says, in one line
   */
  private static String meanwhile(EmulatedFleet fleet, String platform, String line, int occurrence)
      throws InterruptedException {
    EmulatedDevice device = fleet.device();
    device.add(Fault.parse("delay@" + line + ":" + occurrence));
    AtomicReference<EmulatedFleet.Result> result = new AtomicReference<>();
    Thread push = Thread.ofVirtual().start(() -> result.set(fleet.run("push", "--yes")));
    for (int i = 0; i < 1200 && typed(device, line) < occurrence; i++) {
      push.join(Duration.ofMillis(25));
    }
    assertThat(typed(device, line)).isEqualTo(occurrence);
    Dialect dialect = dialect(platform);
    Written theirs = dialect.write("THEIRS", Family.IPV4, SampleLists.named(Family.IPV4));
    device.type(byHand(dialect, dialect.stage(theirs)));
    push.join();
    assertThat(result.get().status()).as(result.get().toString()).isEqualTo(1);
    assertThat(result.get().out()).contains("ROLLED_BACK");
    assertThat(device.rollbackArmed()).isFalse();
    return result.get().out().replaceAll("\\s+", " ");
  }

  @ParameterizedTest
  @MethodSource("reviewing")
  void whatOthersChangeMeanwhileIsSeenAndNotUndone(String platform) throws Exception {
    Options options = Options.of(platform, 1, Transport.SSH);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      String told = meanwhile(fleet, platform, way(platform).review().orElseThrow().text(), 1);

      assertThat(told).contains("THEIRS").contains("somebody else changed the device meanwhile");
      assertThat(fleet.device().running()).contains("THEIRS").doesNotContain(PlatformsIT.OURS);
      assertThat(typed(fleet.device(), inForce(fleet, dialect(platform)))).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("reviewing")
  void whatOthersChangeUnderTheTimerEndsItAndIsTold(String platform) throws Exception {
    Options options = Options.of(platform, 1, Transport.SSH);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      String factory = fleet.device().running();

      // Asked while planning, before staging, before the exchange, and behind the commit.
      String told = meanwhile(fleet, platform, way(platform).check().orElseThrow().text(), 4);

      assertThat(told)
          .contains("something else on the device changed: 'list THEIRS' is new")
          .contains("The device went back as a whole");
      assertThat(fleet.device().running()).isEqualTo(factory);
    }
  }

  /** What a session that locks the configuration has not committed is lost with it. */
  @ParameterizedTest
  @ValueSource(strings = {"cut-before", "cut-after"})
  void aSessionThatDiesAmongLinesInFlightLeavesNothing(String how) throws Exception {
    String staged = "set firewall family inet filter";
    try (EmulatedFleet fleet = fleet("juniper-junos", new SettableTime())) {
      assertThat(dialect("juniper-junos").pipeline()).isEqualTo(64);
      EmulatedDevice device = fleet.device();
      Map<String, String> before = fleet.held();
      device.add(Fault.parse(how + "@" + staged + ":20"));

      EmulatedFleet.Result pushed = fleet.run(1, "push", "--yes", "-o", "json");

      assertThat(device.typed().stream().filter(line -> line.startsWith(staged))).hasSize(20);
      assertThat(state(pushed)).isEqualTo("ROLLED_BACK");
      assertThat(pushed.device(0).get("error").asString()).contains("'" + staged);
      assertThat(fleet.held()).isEqualTo(before);
      assertThat(device.type("configure", "show | compare"))
          .isEqualTo("Entering configuration mode\r\n");
      assertThat(state(fleet.run(0, "push", "--yes", "-o", "json"))).isEqualTo("SAVED");
    }
  }

  @Test
  void aSessionThatAnEarlierChangeLeftIsDroppedAndNotCommitted() throws Exception {
    try (EmulatedFleet fleet = fleet("arista-eos", new SettableTime())) {
      fleet.device().type("configure session portcullis", "interface Vlan99", "mtu 1400", "end");

      fleet.run(0, "push", "--yes");

      assertThat(fleet.device().running()).contains(PlatformsIT.OURS).doesNotContain("1400");
      fleet.run(0, "check");
    }
  }

  @Test
  void whereAsManySessionsArePendingAsMayBeNothingIsBegun() throws Exception {
    try (EmulatedFleet fleet = fleet("arista-eos", new SettableTime())) {
      Map<String, String> before = fleet.held();
      for (int i = 1; i <= 5; i++) {
        fleet.device().type("configure session their-" + i, "end");
      }

      EmulatedFleet.Result pushed = fleet.run(1, "push", "--yes", "-o", "json");

      assertThat(state(pushed)).isEqualTo("ROLLED_BACK");
      assertThat(pushed.device(0).get("error").asString())
          .contains("Maximum number of pending sessions has been reached");
      assertThat(fleet.held()).isEqualTo(before);
      assertThat(fleet.device().type("show configuration sessions detail"))
          .contains("their-1", "their-2", "their-3", "their-4", "their-5")
          .doesNotContain("portcullis");
      fleet.device().type("configure session their-3 abort");
      fleet.run(0, "push", "--yes");
    }
  }

  /** What the hardware does between the steps of one commit is in no source. */
  @Test
  void oneStepIsATrialAndAnExchangeOfSeveralIsCommittedStepByStep() throws Exception {
    try (EmulatedFleet fleet = fleet("huawei-vrp8", new SettableTime())) {
      EmulatedDevice device = fleet.device();
      fleet.run(0, "push", "--yes");
      assertThat(trials(device)).hasSize(1);
      assertThat(typed(device, "commit persist portcullis")).isEqualTo(1);

      fleet.edit("    ports: 123\n", "    ports: [123, 4460]\n");
      fleet.run(0, "push", "--yes");
      assertThat(trials(device)).hasSize(2);
      assertThat(typed(device, "commit persist portcullis")).isEqualTo(2);

      fleet.edit("    ports: [123, 4460]\n", "    ports: [123, 7000, 9000]\n");
      assertThat(fleet.run(3, "plan", "-o", "json").out())
          .doesNotContain("commit trial")
          .contains("each step was proved to keep the management path");
      fleet.run(0, "push", "--yes");
      assertThat(trials(device)).hasSize(2);
      fleet.run(0, "check");
    }
  }

  private static List<String> trials(EmulatedDevice device) {
    List<String> trials = new ArrayList<>(device.typed());
    trials.removeIf(line -> !line.startsWith("commit trial "));
    return Collections.unmodifiableList(trials);
  }
}

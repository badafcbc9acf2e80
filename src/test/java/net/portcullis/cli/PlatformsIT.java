package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.BruteForce;
import net.portcullis.acl.Family;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.dialect.SampleLists;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.SettableTime;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.InventoryReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The whole way on every platform that is emulated. What lines look like there, only the profile
 * and the emulator say: nothing here knows a platform. {@code -Dportcullis.platform=NAME} takes
 * one.
 */
class PlatformsIT {
  private static final Path EMULATORS = Path.of("src/main/resources/emulator");

  /** How names of our lists begin, also where a platform's names are short. */
  static final String OURS = "PORTCUL";

  @TempDir private Path folder;

  static List<String> platforms() throws IOException {
    try (Stream<Path> files = Files.list(EMULATORS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .filter(name -> Files.exists(Path.of("device-profiles", name + ".yaml")))
          .filter(name -> name.matches(System.getProperty("portcullis.platform", ".*")))
          .sorted()
          .toList();
    }
  }

  /** Those on which a change and its timer begin together. */
  static List<String> committing() throws IOException {
    return platforms().stream()
        .filter(name ->
            dialect(name).timedRollbacks().stream().anyMatch(Dialect.TimedRollback::together))
        .toList();
  }

  static List<Arguments> ways() throws IOException {
    return platforms().stream()
        .flatMap(name -> Stream.of(Transport.values()).map(way -> Arguments.of(name, way)))
        .toList();
  }

  static Dialect dialect(String platform) {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles")), platform, problems);
    problems.throwIfAny();
    return profiles.dialect(platform).orElseThrow();
  }

  static Device device(EmulatedFleet fleet) {
    Problems problems = new Problems();
    Device device = InventoryReader.read(fleet.inventory(), problems).devices().getFirst();
    problems.throwIfAny();
    return device;
  }

  /** The lines that bind the first list of ours. */
  static List<String> binding(EmulatedFleet fleet, Dialect dialect) {
    Binding binding = device(fleet).bindings().getFirst();
    String list = dialect.listName(device(fleet).owns(), binding, Direction.IN, Family.IPV4, 1);
    return texts(dialect.bind(binding, Direction.IN, Family.IPV4, list, Optional.empty()));
  }

  static List<String> texts(List<Command> commands) {
    return commands.stream().map(Command::text).toList();
  }

  static String state(EmulatedFleet.Result pushed) {
    return pushed.device(0).get("state").asString();
  }

  @ParameterizedTest(name = "{0} over {1}")
  @MethodSource("ways")
  void aDeviceIsLockedWidenedAndBroughtBack(String platform, Transport transport) throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, Options.of(platform, 1, transport))) {
      EmulatedDevice device = fleet.device();
      String factory = device.running();
      EmulatedFleet.Result pushed = fleet.run(0, "push", "--yes", "-o", "json");
      assertThat(state(pushed)).isEqualTo("SAVED");
      String first = pushed.json().get("run").asString();
      assertThat(device.running()).contains(OURS).isEqualTo(device.startup());
      assertThat(device.rollbackArmed()).isFalse();
      fleet.run(0, "check");
      assertThat(fleet.run(0, "verify", device.name(), "-o", "json").device(0).get("snmp").values())
          .allSatisfy(row ->
              assertThat(row.get("verdict").asString()).as(row.toString()).isNotEqualTo("differs"));
      assertThat(state(fleet.run(0, "push", "--yes", "-o", "json"))).isEqualTo("UNCHANGED");
      fleet.run(0, "rollback", first, "--yes");
      assertThat(device.running()).isEqualTo(factory).isEqualTo(device.startup());

      fleet.run(0, "push", "--yes");
      fleet.edit("    ports: 123\n", "    ports: [123, 4460]\n");
      String witness =
          fleet
              .run(3, "plan", "-o", "json")
              .device(0)
              .get("newlyPermitted")
              .get(0)
              .get("witness")
              .asString();
      assertThat(witness).contains(":4460");
      Packet packet = Packet.parse(witness);
      List<Direction> closed = lettingThrough(fleet, packet, false);
      fleet.run(0, "push", "--yes");
      assertThat(lettingThrough(fleet, packet, true)).containsAnyElementsOf(closed);
      assertThat(device.running()).contains("4460").isEqualTo(device.startup());
      fleet.run(0, "check");
      fleet.edit("    ports: [123, 4460]\n", "    ports: 123\n");
      fleet.run(0, "rollback", device.name(), "--yes");
      assertThat(device.running()).doesNotContain("4460").isEqualTo(device.startup());
      fleet.run(0, "check");
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aListThatIsTakenOffByHandIsFoundWithATrueWitness(String platform) throws Exception {
    Dialect dialect = dialect(platform);
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(platform, 1, Transport.SSH))) {
      fleet.run(0, "push", "--yes");
      Binding binding = device(fleet).bindings().getFirst();
      String list = dialect.listName(device(fleet).owns(), binding, Direction.IN, Family.IPV4, 1);
      List<AccessList> intended = filters(fleet, binding, Direction.IN);
      fleet
          .device()
          .type(byHand(dialect, dialect.unbind(binding, Direction.IN, Family.IPV4, list)));

      List<AccessList> held = filters(fleet, binding, Direction.IN);
      assertThat(intended).hasSize(1);
      JsonNode found = fleet.run(3, "check", "-o", "json").device(0).get("findings");

      assertThat(found.values())
          .anySatisfy(finding -> {
            assertThat(finding.get("rule").asString()).isEqualTo("binding-missing");
            Packet witness = Packet.parse(finding.get("witness").asString());
            assertThat(passes(intended, witness)).as("%s was let through", witness).isFalse();
            assertThat(passes(held, witness)).as("%s is let through", witness).isTrue();
            assertThat(finding.get("intended").asString()).isEqualTo("deny");
            assertThat(finding.get("actual").asString()).isEqualTo("permit");
          });
      fleet.run(0, "push", "--yes", "--save-foreign");
      fleet.run(0, "check");
    }
  }

  /** What filters there, as the emulated device itself takes it. */
  private static List<AccessList> filters(
      EmulatedFleet fleet, Binding binding, Direction direction) {
    return fleet.device().filters(binding.interfaceName(), direction.text(), Family.IPV4);
  }

  /** The directions in which the device lets a packet through, or does not. */
  private static List<Direction> lettingThrough(EmulatedFleet fleet, Packet packet, boolean does) {
    Binding binding = device(fleet).bindings().getFirst();
    return Stream.of(Direction.values())
        .filter(direction -> passes(filters(fleet, binding, direction), packet) == does)
        .toList();
  }

  /** Evaluated by what shares no code with the program. */
  private static boolean passes(List<AccessList> lists, Packet packet) {
    return lists.stream().allMatch(list -> BruteForce.verdict(list, packet) == Verdict.PERMIT);
  }

  /** The line by which the first of our lists meets packets. */
  static String inForce(EmulatedFleet fleet, Dialect dialect) {
    return dialect.timedRollbacks().stream()
        .filter(Dialect.TimedRollback::together)
        .map(timer -> timer.arm(Duration.ofMinutes(2)).getLast().text())
        .findFirst()
        .orElseGet(() ->
            binding(fleet, dialect).stream()
                .filter(text -> text.contains(OURS))
                .reduce((one, two) -> two)
                .orElseThrow());
  }

  /** What somebody types who comes from the first mode of the command line. */
  static String[] byHand(Dialect dialect, List<Command> commands) {
    List<String> lines = new ArrayList<>();
    Optional<SessionSpec.Mode> mode = mode(dialect, commands.getFirst().mode());
    while (mode.isPresent()) {
      mode.get().enter().ifPresent(lines::addFirst);
      mode = mode.get().from().flatMap(name -> mode(dialect, name));
    }
    lines.addAll(texts(commands));
    return lines.toArray(String[]::new);
  }

  private static Optional<SessionSpec.Mode> mode(Dialect dialect, String name) {
    return Optional.ofNullable(dialect.session().modes().get(name));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("committing")
  void whatOthersLeftToBeConfirmedIsNotConfirmedByUs(String platform) throws Exception {
    Dialect dialect = dialect(platform);
    Options options = Options.of(platform, 1, Transport.SSH);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      EmulatedDevice device = fleet.device();
      List<Command> theirs = dialect.timedRollbacks().getFirst().arm(Duration.ofMinutes(10));
      device.type(byHand(dialect, theirs));
      assertThat(device.rollbackArmed()).isTrue();
      String before = device.running();

      EmulatedFleet.Result pushed = fleet.run(1, "push", "--yes", "-o", "json");

      assertThat(state(pushed)).isEqualTo("REFUSED");
      assertThat(pushed.device(0).get("error").asString()).contains("waits to be confirmed");
      assertThat(device.rollbackArmed()).isTrue();
      assertThat(device.running()).isEqualTo(before);
    }
  }

  /** The device shows a list that was staged in its own words, and another one not to its end. */
  @ParameterizedTest
  @MethodSource("platforms")
  void aChangeThatIsCutOffWhileItIsStagedLeavesNoList(String platform) throws Exception {
    Dialect dialect = dialect(platform);
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(platform, 1, Transport.SSH))) {
      Map<String, String> before = fleet.held();
      Binding binding = device(fleet).bindings().getFirst();
      String list = dialect.listName(device(fleet).owns(), binding, Direction.OUT, Family.IPV4, 1);
      String line =
          texts(dialect.stage(dialect.write(list, Family.IPV4, SampleLists.named(Family.IPV4))))
              .stream()
              .filter(text -> text.contains(list))
              .map(text -> text.substring(0, text.indexOf(list) + list.length()))
              .findFirst()
              .orElseThrow();
      fleet.device().add(Fault.parse("cut-after@" + line + ":1"));

      assertThat(state(fleet.run(1, "push", "--yes", "-o", "json"))).isEqualTo("ROLLED_BACK");
      assertThat(fleet.held()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aChangeThatIsCutOffEndsInTheOldState(String platform) throws Exception {
    Dialect dialect = dialect(platform);
    SettableTime time = new SettableTime();
    Options options = Options.of(platform, 1, Transport.TELNET).withTime(time);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      EmulatedDevice device = fleet.device();
      Map<String, String> before = fleet.held();
      String line = inForce(fleet, dialect);
      device.add(Fault.parse("cut-after@" + line + ":1"));
      for (int login = 2; login < 30; login++) {
        device.add(Fault.parse("refuse-login@login:" + login));
      }
      boolean timed = !dialect.timedRollbacks().isEmpty();

      Thread push = Thread.ofVirtual().start(() -> fleet.run("push", "--yes"));
      for (int i = 0; i < 1200 && !device.typed().contains(line); i++) {
        push.join(Duration.ofMillis(25));
      }
      assertThat(device.typed()).contains(line);
      assertThat(device.rollbackArmed()).isEqualTo(timed);
      if (timed) {
        time.advance(Duration.ofMinutes(5));
        assertThat(device.rollbackArmed()).isFalse();
      }
      device.clearFaults();
      push.join();
      fleet.run("recover", "--yes");

      assertThat(fleet.held()).isEqualTo(before);
    }
  }
}

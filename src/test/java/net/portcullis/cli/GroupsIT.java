package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.InventoryReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Lists with object groups of their own, on every emulated platform whose profile writes any. Which
 * these are, and what lines look like there, only the profiles and the emulators say.
 */
class GroupsIT {
  /** How names of our lists, and so of their groups, begin. */
  private static final String OURS = "PORTCUL";

  @TempDir private Path folder;

  static List<String> platforms() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/emulator"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .filter(name -> Files.exists(Path.of("device-profiles", name + ".yaml")))
          .filter(name -> !dialect(name).groupedFamilies().isEmpty())
          .sorted()
          .toList();
    }
  }

  private static Dialect dialect(String platform) {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles")), platform, problems);
    problems.throwIfAny();
    return profiles.dialect(platform).orElseThrow();
  }

  private static Device device(EmulatedFleet fleet) {
    Problems problems = new Problems();
    Device device = InventoryReader.read(fleet.inventory(), problems).devices().getFirst();
    problems.throwIfAny();
    return device;
  }

  /** One device in whose lists groups pay: many networks are named wherever there is a permit. */
  private EmulatedFleet grouping(String platform) throws IOException {
    return grouping(folder, Options.of(platform, 1, Transport.SSH));
  }

  static EmulatedFleet grouping(Path folder, Options options) throws IOException {
    EmulatedFleet fleet = EmulatedFleet.small(folder, options);
    fleet.edit("device-defaults:\n", "device-defaults:\n  object-groups: true\n");
    StringBuilder networks = new StringBuilder();
    for (int i = 1; i < 80; i += 2) {
      networks.append("    - 198.18.").append(i).append(".0/24\n");
      networks.append("    - 2001:db8:c9e:").append(i).append("::/64\n");
    }
    fleet.edit("to: time-servers", "to: cpe");
    fleet.edit("    - 198.51.100.0/24\n    - 2001:db8:c9e::/48\n", networks.toString());
    return fleet;
  }

  /** Adds a network of each family wherever the many are named. */
  static void widen(EmulatedFleet fleet) throws IOException {
    String first = "    - 198.18.1.0/24\n";
    int more = 101;
    while (Files.readString(fleet.inventory()).contains("198.18." + more)) {
      more += 2;
    }
    fleet.edit(
        first, first + "    - 198.18." + more + ".0/24\n    - 2001:db8:c9e:" + more + "::/64\n");
  }

  /** What filters a family's packets, in every direction. */
  private static List<AccessList> filters(EmulatedFleet fleet, Family family) {
    String interfaceName = device(fleet).bindings().getFirst().interfaceName();
    return Stream.of(Direction.values())
        .flatMap(way -> fleet.device().filters(interfaceName, way.text(), family).stream())
        .toList();
  }

  private static void assertSame(List<AccessList> some, List<AccessList> others, Family family) {
    assertThat(some).hasSize(2).hasSameSizeAs(others);
    for (int i = 0; i < some.size(); i++) {
      Comparison comparison = Comparison.compare(some.get(i), others.get(i), family);
      assertThat(comparison.isEqual()).as("%s", comparison.example()).isTrue();
    }
  }

  private static String state(EmulatedFleet.Result pushed) {
    return pushed.device(0).get("state").asString();
  }

  /** The words of a configuration that are names of groups of ours. */
  private static List<String> groups(String configuration) {
    return Stream.of(configuration.split("\\s+"))
        .filter(word -> word.matches("PORTCUL.*_g[0-9]+_[0-9]+"))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aListWithGroupsMeansTheSameComesAndGoesAndLeavesNothing(String platform) throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      String factory = device.running();
      assertThat(fleet.run(3, "plan", "-o", "json").device(0).get("notes").get(0).asString())
          .contains("object group", "without");
      EmulatedFleet.Result pushed = fleet.run(0, "push", "--yes", "-o", "json");
      assertThat(state(pushed)).isEqualTo("SAVED");
      assertThat(groups(device.running())).isNotEmpty();
      fleet.run(0, "check");
      List<AccessList> with4 = filters(fleet, Family.IPV4);
      List<AccessList> with6 = filters(fleet, Family.IPV6);
      fleet.run(0, "rollback", pushed.json().get("run").asString(), "--yes");
      assertThat(device.running()).isEqualTo(factory).isEqualTo(device.startup());
      fleet.edit("object-groups: true", "object-groups: false");
      fleet.run(0, "push", "--yes");
      assertThat(groups(device.running())).isEmpty();
      assertSame(with4, filters(fleet, Family.IPV4), Family.IPV4);
      assertSame(with6, filters(fleet, Family.IPV6), Family.IPV6);
    }
  }

  /** The lines that a push would type. */
  private static List<String> planned(EmulatedFleet fleet) {
    return fleet.run(3, "plan", "-o", "json").device(0).get("commands").values().stream()
        .map(JsonNode::asString)
        .toList();
  }

  /** Of those lines, the ones that stage the first list with groups, from its first group on. */
  private static List<String> staging(List<String> planned) {
    String group = groups(String.join("\n", planned)).getFirst();
    String list = group.substring(0, group.lastIndexOf('_'));
    int from = 0;
    while (!planned.get(from).contains(group)) {
      from++;
    }
    int to = from;
    while (!planned.get(to).contains(OURS) || planned.get(to).contains(list)) {
      to++;
    }
    return planned.subList(from, to);
  }

  private static void byHand(EmulatedFleet fleet, String platform, List<String> lines) {
    Dialect dialect = dialect(platform);
    String mode =
        dialect
            .unbind(device(fleet).bindings().getFirst(), Direction.IN, Family.IPV4, "x")
            .getFirst()
            .mode();
    fleet
        .device()
        .type(
            PlatformsIT.byHand(
                dialect, lines.stream().map(line -> Command.of(line, mode)).toList()));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void widerListsHaveGroupsOfTheirOwnAndTheOldOnesGo(String platform) throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      fleet.run(0, "push", "--yes");
      String narrow = device.running();
      widen(fleet);
      assertThat(fleet.run(3, "plan").out())
          .contains("object group", "198.18.101.0")
          .contains("lines with");

      assertThat(state(fleet.run(0, "push", "--yes", "-o", "json"))).isEqualTo("SAVED");

      assertThat(groups(device.running())).isNotEmpty().doesNotContainAnyElementsOf(groups(narrow));
      assertThat(device.running()).contains("198.18.101.0").isEqualTo(device.startup());
      fleet.run(0, "check");
      fleet.run(0, "rollback", device.name(), "--yes");
      assertThat(device.running()).isEqualTo(narrow).isEqualTo(device.startup());
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aChangeThatIsCutOffAtAGroupEndsInTheOldState(String platform) throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      fleet.run(0, "push", "--yes");
      Map<String, String> before = fleet.held();
      widen(fleet);
      List<String> lines = staging(planned(fleet));
      String group = groups(String.join("\n", lines)).getFirst();
      String naming = lines.stream().filter(line -> line.contains(group)).toList().getLast();
      for (String line : List.of(lines.get(2), naming)) {
        for (String how : List.of("cut-before@", "cut-after@", "reject@", "reboot-after@")) {
          device.add(Fault.parse(how + line));
          EmulatedFleet.Result pushed = fleet.run(1, "push", "--yes", "-o", "json");
          assertThat(state(pushed)).as("%s%s: %s", how, line, pushed).isEqualTo("ROLLED_BACK");
          assertThat(fleet.held()).as(how + line).isEqualTo(before);
          device.clearFaults();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void anOldGroupWhoseRemovalIsCutOffIsRemovedAllTheSame(String platform) throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      fleet.run(0, "push", "--yes");
      for (String how : List.of("cut-before@", "cut-after@")) {
        List<String> old = groups(device.running());
        widen(fleet);
        String removal =
            planned(fleet).stream()
                .filter(line -> line.contains(old.getFirst()))
                .findFirst()
                .orElseThrow();
        device.add(Fault.parse(how + removal));

        fleet.run(0, "push", "--yes");

        assertThat(device.typed()).contains(removal);
        assertThat(groups(device.running())).isNotEmpty().doesNotContainAnyElementsOf(old);
        assertThat(device.running()).isEqualTo(device.startup());
        fleet.run(0, "check");
        device.clearFaults();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aGroupOfSomebodyElseThatBearsOurNameIsLeftAlone(String platform) throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      List<String> lines = staging(planned(fleet));
      String group = groups(String.join("\n", lines)).getFirst();
      byHand(fleet, platform, List.of(lines.getFirst(), lines.get(1), lines.getLast()));
      assertThat(groups(device.running())).containsExactly(group);

      fleet.run(0, "push", "--yes", "--save-foreign");

      assertThat(groups(device.running())).contains(group).hasSizeGreaterThan(2);
      assertThat(staged(device, group)).isEmpty();
      fleet.run(0, "rollback", device.name(), "--yes");
      assertThat(groups(device.running())).containsExactly(group);
    }
  }

  /** The lines, typed in the last run, that name a thing. */
  private static List<String> staged(EmulatedDevice device, String name) {
    return device.typed().stream()
        .filter(line -> List.of(line.split(" ")).contains(name))
        .skip(1)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aMemberThatSomebodyElseAddsIsFoundAndStaysUntilTheListIsAdopted(String platform)
      throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      List<String> lines = staging(planned(fleet));
      fleet.run(0, "push", "--yes");
      List<String> edit =
          Stream.of(lines.getFirst(), lines.get(1), lines.getLast())
              .map(line -> line.replace("198.18.1.0", "203.0.113.0"))
              .toList();
      byHand(fleet, platform, edit);

      EmulatedFleet.Result found = fleet.run(3, "check", "-o", "json");
      assertThat(found.out()).contains("203.0.113.");
      EmulatedFleet.Result refused = fleet.run(1, "push", "--yes", "--save-foreign", "-o", "json");
      assertThat(state(refused)).isEqualTo("REFUSED");
      assertThat(refused.device(0).get("error").asString()).contains("adopt");
      fleet.run(0, "adopt", device.name() + "/imc-lan", "--yes");
      fleet.run(0, "push", "--yes", "--save-foreign", "--allow-loss", "100");
      fleet.run(0, "check");
      assertThat(device.running()).doesNotContain("203.0.113.0");
      fleet.run(0, "rollback", device.name(), "--yes");
      assertThat(device.running()).contains("203.0.113.0");
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void aGroupThatAnotherListNamesStaysWithANote(String platform) throws Exception {
    try (EmulatedFleet fleet = grouping(platform)) {
      EmulatedDevice device = fleet.device();
      List<String> lines = staging(planned(fleet));
      fleet.run(0, "push", "--yes");
      String group = groups(String.join("\n", lines)).getFirst();
      String list = group.substring(0, group.lastIndexOf('_'));
      byHand(
          fleet,
          platform,
          lines.stream().map(line -> line.replaceAll(list + "(?!_)", "THEIRS")).toList());
      widen(fleet);

      EmulatedFleet.Result pushed = fleet.run(0, "push", "--yes", "--save-foreign");

      assertThat((pushed.out() + pushed.err()).replaceAll("\\s+", " "))
          .contains("Object group " + group + " is kept, since list THEIRS uses it.");
      assertThat(groups(device.running())).contains(group);
      assertThat(device.running()).doesNotContainPattern(list + "(?!_)");
    }
  }
}

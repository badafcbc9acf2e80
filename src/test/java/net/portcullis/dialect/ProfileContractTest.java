package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every profile must do: say a list so that reading what it said means the same packets. */
class ProfileContractTest {
  /** For each profile and family. */
  private static final int RUNS = Integer.getInteger("portcullis.runs", 1000);

  private static final long SEED = Long.getLong("portcullis.seed", 20261121L);
  private static final Profiles PROFILES = TestProfiles.all();

  static Stream<Arguments> profilesAndFamilies() {
    return PROFILES.names().stream()
        .flatMap(name -> Stream.of(Family.values()).map(family -> Arguments.of(name, family)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("profilesAndFamilies")
  void readsBackWhatItWrites(String name, Family family) {
    Dialect dialect = PROFILES.dialect(name).orElseThrow();
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      List<Rule> rules = new SampleLists(seed, dialect.traits()).list(family);
      String list =
          dialect.listName(
              "PORTCULLIS",
              TestBindings.vlanInterface("lan", "eth1"),
              net.portcullis.inventory.Direction.IN,
              family,
              1);
      Written written = dialect.write(list, family, rules);
      String text = text(dialect, written);
      DeviceConfig config = dialect.readFile("written", text);
      AccessList intent =
          new AccessList(list, rules.stream().map(Rule::line).toList(), Verdict.DENY);

      assertThat(written.problems()).as("seed %d", seed).isEmpty();
      assertThat(config.unreadable()).as("seed %d:%n%s", seed, text).isEmpty();
      AccessList read = config.list(list, family).orElseThrow().access();
      Comparison comparison = Comparison.compare(intent, read, family);
      assertThat(comparison.isEqual()).as("seed %d: %s%n%s", seed, comparison, text).isTrue();
    }
  }

  /**
   * The lines that stage a list, as a file of their own: without those that leave a view, and on a
   * shell without what prepares the place and without the command and quotes around a line.
   */
  static String text(Dialect dialect, Written written) {
    Set<String> leaves =
        dialect.session().modes().values().stream()
            .flatMap(mode -> mode.leave().stream())
            .collect(Collectors.toSet());
    boolean shell = dialect.session().exitStatus().isPresent();
    List<Command> place =
        dialect.stage(new Written(written.name(), written.family(), List.of(), List.of()));
    StringBuilder text = new StringBuilder();
    for (Command command : dialect.stage(written)) {
      String line = command.text();
      if (leaves.contains(line) || (shell && place.contains(command))) {
        continue;
      }
      text.append(shell ? line.substring(line.indexOf('\'') + 1, line.lastIndexOf('\'')) : line)
          .append('\n');
    }
    return text.toString();
  }
}

package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
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
      assertReadBack(seed, dialect, rules, write(dialect, family, rules));
    }
  }

  static Stream<Arguments> grouping() {
    return profilesAndFamilies()
        .filter(each -> grouping((String) each.get()[0]).groupedFamilies().contains(each.get()[1]));
  }

  private static Dialect grouping(String name) {
    return PROFILES.dialect(name).orElseThrow().withGroups();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("grouping")
  void readsBackListsWithObjectGroups(String name, Family family) {
    Dialect dialect = grouping(name);
    int grouped = 0;
    for (long seed = SEED; seed < SEED + RUNS / 20; seed++) {
      List<Rule> rules = new SampleLists(seed, dialect.traits()).grouped(family);
      Written written = write(dialect, family, rules);
      assertReadBack(seed, dialect, rules, written);
      grouped += written.groups().isEmpty() ? 0 : 1;
    }
    assertThat(grouped).as("lists with groups").isGreaterThan(RUNS / 40);
  }

  private static Written write(Dialect dialect, Family family, List<Rule> rules) {
    Binding binding = TestBindings.vlanInterface("lan", "eth1");
    return dialect.write(
        dialect.listName("PORTCULLIS", binding, Direction.IN, family, 1), family, rules);
  }

  private static void assertReadBack(
      long seed, Dialect dialect, List<Rule> rules, Written written) {
    String text = StagedText.of(dialect, written);
    DeviceConfig config = dialect.readFile("written", text);
    AccessList intent =
        new AccessList(written.name(), rules.stream().map(Rule::line).toList(), Verdict.DENY);

    assertThat(written.problems()).as("seed %d", seed).isEmpty();
    assertThat(config.unreadable()).as("seed %d:%n%s", seed, text).isEmpty();
    AccessList read = config.list(written.name(), written.family()).orElseThrow().access();
    Comparison comparison = Comparison.compare(intent, read, written.family());
    assertThat(comparison.isEqual()).as("seed %d: %s%n%s", seed, comparison, text).isTrue();
  }
}

package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.InventoryReader;
import net.portcullis.policy.Allowlist;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The profile format carries platforms that the tool does not ship yet. Each is a file {@code
 * src/test/resources/dialect-reach/PROFILE.yaml}, as complete as those that are shipped, and a
 * folder {@code PROFILE} with what its configurations mean and what is typed to it, in the form of
 * {@link DialectCaseTest}. What it cannot write is refused, and its head says why. No emulator
 * stands behind them, so they are proven on paper alone.
 */
class FormatReachTest {
  private static final Path FOLDER = Path.of("src/test/resources/dialect-reach");
  private static final int RUNS = Integer.getInteger("portcullis.runs", 10);
  private static final long SEED = Long.getLong("portcullis.seed", 20261128L);
  private static final Profiles PROFILES = read();

  /** What lists the format writes for a platform; none where it serves to read alone. */
  private static Set<Family> written(String name) {
    return ((ProfileDialect) dialect(name)).profile().writing().bodies().keySet();
  }

  /** False where nothing that the format says puts a list in force. */
  private static boolean isBound(String name) {
    return ((ProfileDialect) dialect(name)).profile().commands().change();
  }

  /** What somebody who reviews a platform must be able to read line by line. */
  private static final List<String> CONVERSATION = List.of("read running", "read startup");

  private static List<String> change(String name) {
    Dialect dialect = dialect(name);
    List<String> steps =
        new ArrayList<>(
            dialect.swap() == Dialect.Swap.BY_RULE
                ? List.of("switch-on", "switch-off")
                : List.of("bind", "exchange", "unbind"));
    steps.addAll(List.of("remove", "save", "undo"));
    return steps;
  }

  private static Profiles read() {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles"), FOLDER), problems);
    problems.throwIfAny();
    return profiles;
  }

  static List<String> platforms() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .map(file -> FOLDER.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void lintFindsNothing(String name) {
    assertThat(PROFILES.lint(name)).isEmpty();
    assertThat(dialect(name).proven()).isEqualTo("paper");
    assertThat(((ProfileDialect) dialect(name)).profile().provenance().origins()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void theExamplesListsAreReadAsTheyWereWritten(String name) {
    Problems problems = new Problems();
    List<Intent> intents =
        Allowlist.compute(
            CatalogReader.read(Path.of("catalog/imc"), problems),
            InventoryReader.read(Path.of("inventory"), problems),
            _ -> dialect(name).traits(),
            Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC),
            problems);
    problems.throwIfAny();
    assertThat(intents).extracting(Intent::family).contains(Family.values());
    for (Intent intent : intents) {
      assertReadsBack(dialect(name), intent.family(), intent.rules(), "the example");
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void randomListsAreReadAsTheyWereWritten(String name) throws IOException {
    Path said = FOLDER.resolve(name).resolve("what is refused");
    List<String> unsayable = Files.exists(said) ? Files.readAllLines(said) : List.of();
    Set<String> refused = new TreeSet<>();
    for (Family family : Family.values()) {
      for (long seed = SEED; seed < SEED + RUNS; seed++) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : new SampleLists(seed, dialect(name).traits()).list(family)) {
          if (dialect(name).write("L", family, List.of(rule)).problems().isEmpty()) {
            rules.add(rule);
          } else if (written(name).contains(family)) {
            List<String> why = unsayable.stream().filter(what -> needs(rule, what)).toList();
            assertThat(why).as("%s", rule).isNotEmpty();
            refused.addAll(why);
          }
        }
        assertReadsBack(dialect(name), family, rules, "seed " + seed);
      }
      assertReadsBack(dialect(name), family, SampleLists.named(family), "names");
      assertReadsBack(dialect(name).withGroups(), family, SampleLists.repeated(family), "groups");
      assertReadsBack(dialect(name), family, SampleLists.compared(family), "operators");
    }
    assertThat(refused).as("what is refused indeed").containsExactlyInAnyOrderElementsOf(unsayable);
  }

  /** True where a rule asks for what a platform's folder says that lists cannot say there. */
  private static boolean needs(Rule rule, String what) {
    Match match = rule.match();
    return switch (what) {
      case "later fragments" -> match.fragments() == Fragments.LATER;
      case "flags" -> match.established().isPresent();
      case "masks that are no prefix" ->
          Stream.concat(match.sources().stream(), match.destinations().stream())
              .anyMatch(mask -> mask.prefixLength() < 0);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static void assertReadsBack(
      Dialect dialect, Family family, List<Rule> rules, String what) {
    String list =
        dialect.listName(
            "PORTCULLIS", TestBindings.vlanInterface("lan", "eth1"), Direction.IN, family, 1);
    Written written = dialect.write(list, family, rules);
    if (!written(dialect.name()).contains(family)) {
      assertThat(written.problems()).as(what).isNotEmpty();
      return;
    }
    assertThat(written.problems()).as(what).isEmpty();
    String text = StagedText.of(dialect, written);
    DeviceConfig config = dialect.readFile("written", text);
    assertThat(config.unreadable()).as("%s:%n%s", what, text).isEmpty();
    Comparison comparison =
        Comparison.compare(
            dialect
                .traits()
                .followed()
                .on(
                    new AccessList(list, rules.stream().map(Rule::line).toList(), Verdict.DENY),
                    family),
            config.list(list, family).orElseThrow().access(),
            family);
    assertThat(comparison.isEqual()).as("%s: %s%n%s", what, comparison, text).isTrue();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holds(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String text = Files.readString(file);
    Dialect dialect = dialect(name.substring(0, name.indexOf('/')));
    String answered = DialectCase.parse(text).answered(dialect, file);
    if ("write".equals(System.getProperty("portcullis.golden"))) {
      Files.writeString(file, answered);
    }
    assertThat(answered).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void theCasesShowWhatEachStepTypesAndWhatAConfigurationMeans(String name) throws IOException {
    TreeSet<String> shown = new TreeSet<>();
    for (String file : cases().stream().filter(it -> it.startsWith(name + "/")).toList()) {
      DialectCase.parse(Files.readString(FOLDER.resolve(file)))
          .sections()
          .forEach(section -> shown.add(section.title()));
    }
    Stream<String> steps =
        Stream.concat(
            CONVERSATION.stream(), isBound(name) ? change(name).stream() : Stream.empty());
    assertThat(steps)
        .allSatisfy(step -> assertThat(shown).anyMatch(title -> title.startsWith("types " + step)));
    for (Family family : written(name)) {
      assertThat(shown).anyMatch(title -> title.startsWith("types stage " + family.number()));
    }
    assertThat(shown).contains("bindings", "lists").anyMatch(it -> it.startsWith("packets "));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void whatIsShownOfItIsWhole(String name) {
    List<ProfileSection> sections = PROFILES.sections(name);
    assertThat(sections.stream().map(ProfileSection::title).collect(Collectors.toSet()))
        .contains("Session", "Reading", "Notes")
        .containsAll(isBound(name) ? List.of("Exchanging a bound list", "Saving") : List.of());
    for (ProfileSection section : sections) {
      List<ProfileSection.Item> items = section.items();
      for (int i = 0; i < items.size(); i++) {
        String text = items.get(i).text();
        assertThat(text).isNotBlank();
        if (items.get(i).kind() == ProfileSection.Kind.SENTENCE) {
          assertThat(text).as(section.title()).doesNotContain("''", "  ", " .", ": .");
          assertThat(!text.endsWith(":") || (i + 1 < items.size() && !isSentence(items.get(i + 1))))
              .as("'%s' announces something", text)
              .isTrue();
        }
      }
    }
  }

  private static boolean isSentence(ProfileSection.Item item) {
    return item.kind() == ProfileSection.Kind.SENTENCE;
  }

  private static Dialect dialect(String name) {
    return PROFILES.dialect(name).orElseThrow();
  }
}

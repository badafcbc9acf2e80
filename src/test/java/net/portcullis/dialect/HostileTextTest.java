package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.portcullis.acl.Line;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers take any text: no exception, no hang, and no line of a list that vanishes. */
class HostileTextTest {
  private static final int RUNS = Integer.getInteger("portcullis.runs", 30);
  private static final long SEED = Long.getLong("portcullis.seed", 20261121L);
  private static final Profiles PROFILES = TestProfiles.all();

  /** Every fixture of every profile. */
  static Stream<Arguments> fixtures() {
    return PROFILES.names().stream()
        .flatMap(profile ->
            TestProfiles.fixtures(profile).stream()
                .map(fixture -> Arguments.of(profile, profile + "/" + fixture)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fixtures")
  void mutationsAreReadToTheEnd(String profile, String fixture) {
    Dialect dialect = PROFILES.dialect(profile).orElseThrow();
    String original = TestProfiles.fixture(fixture);
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      String text = mutated(original, new Random(seed));
      DeviceConfig config =
          Assertions.assertTimeoutPreemptively(
              Duration.ofMinutes(1), () -> dialect.readFile("hostile", text), "seed " + seed);
      assertThat(config).as("seed %d", seed).isNotNull();
    }
  }

  /**
   * A line of a list that is damaged in place is still there, as a rule or as a line that was not
   * understood; where the list is shown twice, the other line that has its number may stand for it.
   */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fixtures")
  void noRuleIsLost(String profile, String fixture) {
    Dialect dialect = PROFILES.dialect(profile).orElseThrow();
    List<String> lines = configuration(fixture);
    Random random = new Random(SEED);
    DeviceConfig whole = dialect.readFile("whole", String.join("\n", lines));
    for (int number : ruleLines(whole)) {
      for (int run = 0; run < 10; run++) {
        List<String> damaged = new ArrayList<>(lines);
        char[] line = lines.get(number - 1).toCharArray();
        // A line that stands for itself is known by its first words.
        int from = line[0] <= ' ' ? 0 : line.length / 2;
        int at = from + random.nextInt(line.length - from);
        line[at] = "xyzq019".charAt(random.nextInt(7));
        damaged.set(number - 1, new String(line));
        DeviceConfig config = dialect.readFile("damaged", String.join("\n", damaged));
        Set<Integer> seen = ruleLines(config);
        config.unreadable().forEach(unreadable -> seen.add(unreadable.line()));
        boolean told = config.unreadable().size() > whole.unreadable().size();
        assertThat(told || seen.contains(number))
            .as("seed %d, line %d as '%s'", SEED, number, damaged.get(number - 1))
            .isTrue();
      }
    }
  }

  /**
   * A fixture's text; of a case its first configuration, since others may tell of the same lines.
   */
  private static List<String> configuration(String fixture) {
    String text = TestProfiles.fixture(fixture);
    return DialectCase.parse(text).sections().stream()
        .filter(section -> section.kind().equals("configuration"))
        .findFirst()
        .map(DialectCase.Section::content)
        .orElseGet(() -> text.lines().toList());
  }

  /** A statement that is damaged in place is shown with its list, or as not understood. */
  @Test
  void noStatementOfARuleIsLost() {
    Dialect dialect = PROFILES.dialect("juniper-junos").orElseThrow();
    List<String> lines = TestProfiles.fixture("juniper-junos/display-set.cfg").lines().toList();
    Random random = new Random(SEED);
    for (int i = 0; i < lines.size(); i++) {
      int words = lines.get(i).indexOf(" term ") + 6;
      for (int run = 0; words >= 6 && run < 20; run++) {
        List<String> damaged = new ArrayList<>(lines);
        char[] line = lines.get(i).toCharArray();
        line[words + random.nextInt(line.length - words)] =
            "xyzq019\"{}; ".charAt(random.nextInt(12));
        damaged.set(i, new String(line));
        DeviceConfig config = dialect.readFile("damaged", String.join("\n", damaged));
        int number = i + 1;
        List<String> shown = new ArrayList<>();
        config.lists().forEach(list -> shown.addAll(list.text()));
        String said =
            String.join(
                " ", new String(line).substring("set ".length()).replace(";", "").split(" +"));
        assertThat(
                config.unreadable().stream().anyMatch(it -> it.line() == number)
                    || shown.stream().anyMatch(text -> text.contains(said)))
            .as("seed %d, line %d as '%s'", SEED, number, damaged.get(i))
            .isTrue();
      }
    }
  }

  /** The lines of a text that are rules of lists. */
  private static Set<Integer> ruleLines(DeviceConfig config) {
    Set<Integer> numbers = new TreeSet<>();
    for (DeviceConfig.ReadList list : config.lists()) {
      for (Line line : list.access().lines()) {
        numbers.add(line.origin().number());
      }
    }
    numbers.remove(0);
    return numbers;
  }

  private static String mutated(String original, Random random) {
    StringBuilder text = new StringBuilder(original);
    for (int i = 1 + random.nextInt(6); i > 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> text.setCharAt(at, "{}[]()\"'\\;,\n\r\b\0 #".charAt(random.nextInt(17)));
        case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
        case 4 -> text.insert(at, "---- More ----\r               \r");
        default ->
            text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(300))));
      }
    }
    return text.toString();
  }
}

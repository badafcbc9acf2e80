package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.portcullis.acl.Line;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers take any text: no exception, no hang, and no line of a list that vanishes. */
class HostileTextTest {
  private static final int RUNS = Integer.getInteger("portcullis.runs", 150);
  private static final long SEED = Long.getLong("portcullis.seed", 20261121L);
  private static final Profiles PROFILES = TestProfiles.all();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "h3c-comware7, h3c-comware7/running.cfg",
    "h3c-comware7, h3c-comware7/display-acl.cfg",
    "linux-nftables, linux-nftables/ruleset.nft"
  })
  void mutationsAreReadToTheEnd(String profile, String fixture) {
    Dialect dialect = PROFILES.dialect(profile).orElseThrow();
    String original = TestProfiles.fixture(fixture);
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      String text = mutated(original, new Random(seed));
      DeviceConfig config =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(10), () -> dialect.readFile("hostile", text), "seed " + seed);
      assertThat(config).as("seed %d", seed).isNotNull();
    }
  }

  /**
   * A line of a list that is damaged in place is still there, as a rule or as a line that was not
   * understood.
   */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "h3c-comware7, h3c-comware7/running.cfg, ' rule '",
    "linux-nftables, linux-nftables/ruleset.nft, ' accept'"
  })
  void noRuleIsLost(String profile, String fixture, String mark) {
    Dialect dialect = PROFILES.dialect(profile).orElseThrow();
    List<String> lines = TestProfiles.fixture(fixture).lines().toList();
    Random random = new Random(SEED);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).contains(mark)
          || lines.get(i).contains("comment")
          || lines.get(i).contains("policy")) {
        continue;
      }
      for (int run = 0; run < 20; run++) {
        List<String> damaged = new ArrayList<>(lines);
        char[] line = lines.get(i).toCharArray();
        int at = random.nextInt(line.length);
        line[at] = "xyzq019".charAt(random.nextInt(7));
        damaged.set(i, new String(line));
        DeviceConfig config = dialect.readFile("damaged", String.join("\n", damaged));
        Set<Integer> seen = new HashSet<>();
        config.unreadable().forEach(unreadable -> seen.add(unreadable.line()));
        config
            .lists()
            .forEach(list ->
                list.access().lines().stream()
                    .map(Line::origin)
                    .forEach(origin -> seen.add(origin.number())));
        assertThat(seen).as("line %d as '%s'", i + 1, damaged.get(i)).contains(i + 1);
      }
    }
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

package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.policy.Traits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A list keeps its meaning in another platform's words, and a port in the words for its number. */
class TranslationTest {
  private static final int RUNS = Integer.getInteger("portcullis.runs", 6);
  private static final long SEED = Long.getLong("portcullis.seed", 20261121L);
  private static final Profiles PROFILES = TestProfiles.all();

  /** Lists that every platform can say are few: what one cannot say is not asked of it. */
  @ParameterizedTest
  @EnumSource
  void everyPairOfPlatformsSaysTheSame(Family family) {
    for (String from : PROFILES.names()) {
      for (String into : PROFILES.names()) {
        int translated = 0;
        boolean always = family == Family.IPV4 || (tellsFragments(from) && tellsFragments(into));
        for (long seed = SEED; seed < SEED + RUNS || (always && translated == 0); seed++) {
          assertThat(seed)
              .as("%s to %s: nothing can be said in both", from, into)
              .isLessThan(SEED + RUNS + 200);
          translated += translates(from, into, family, seed) ? 1 : 0;
        }
      }
    }
  }

  /** Where one platform settles later fragments first, the other may have no word for them. */
  private static boolean tellsFragments(String profile) {
    return PROFILES.dialect(profile).orElseThrow().traits().fragmentsIpv6();
  }

  private static boolean translates(String from, String into, Family family, long seed) {
    Dialect first = PROFILES.dialect(from).orElseThrow();
    Dialect second = PROFILES.dialect(into).orElseThrow();
    List<Rule> rules = new SampleLists(seed, common(first.traits(), second.traits())).list(family);
    Optional<AccessList> once = through(first, family, rules);
    Optional<AccessList> twice = once.flatMap(list -> through(second, family, rules(list)));
    Optional<AccessList> back = twice.flatMap(list -> through(first, family, rules(list)));
    if (back.isEmpty()) {
      return false;
    }
    for (AccessList other : List.of(twice.get(), back.get())) {
      assertThat(Comparison.compare(once.get(), other, family).isEqual())
          .as("%s to %s, seed %d:%n%s%n%s", from, into, seed, once.get(), other)
          .isTrue();
    }
    return true;
  }

  private static Traits common(Traits one, Traits other) {
    return new Traits(
        one.stateful() && other.stateful(), Set.of(), one.fragmentsIpv6() && other.fragmentsIpv6());
  }

  /** What the platform reads of what it was told; absent where it cannot be told. */
  private static Optional<AccessList> through(Dialect dialect, Family family, List<Rule> rules) {
    String name =
        dialect.listName(
            "PORTCULLIS", TestBindings.vlanInterface("lan", "eth1"), Direction.IN, family, 1);
    Written written = dialect.write(name, family, rules);
    if (!written.problems().isEmpty()) {
      return Optional.empty();
    }
    DeviceConfig config = dialect.readFile("written", StagedText.of(dialect, written));
    assertThat(config.unreadable()).as(dialect.name()).isEmpty();
    return config.list(name, family).map(DeviceConfig.ReadList::access);
  }

  private static List<Rule> rules(AccessList list) {
    List<Rule> rules = new ArrayList<>();
    for (Line line : list.lines()) {
      for (Match match : line.matches()) {
        rules.add(new Rule(rules.size() + 1, line.verdict(), match, false, List.of()));
      }
    }
    return rules;
  }

  static Stream<Arguments> portNames() {
    return PROFILES.names().stream()
        .flatMap(profile ->
            Stream.of(
                Arguments.of(profile, Match.TCP, "tcp-port"),
                Arguments.of(profile, Match.UDP, "udp-port"),
                Arguments.of(profile, Match.TCP, "port"),
                Arguments.of(profile, Match.UDP, "port")));
  }

  /** For every number that has a word: the written line, and the same line in the other way. */
  @ParameterizedTest(name = "{0} protocol {1} {2}")
  @MethodSource("portNames")
  void aPortsNameMeansItsNumber(String profile, int protocol, String table) {
    ProfileDialect dialect = (ProfileDialect) PROFILES.dialect(profile).orElseThrow();
    for (Map.Entry<Integer, String> port : words(dialect.profile().names(), table).entrySet()) {
      Match match =
          Match.any(Family.IPV4)
              .withProtocol(protocol)
              .withDestinationPorts(Ranges.of(port.getKey()));
      Written written =
          dialect.write(
              "PORTCULLIS_lan_in_4_g1",
              Family.IPV4,
              List.of(new Rule(1, Verdict.PERMIT, match, false, List.of())));
      String text = StagedText.of(dialect, written);
      String number = Integer.toString(port.getKey());
      int end = text.lastIndexOf(" " + number + "\n");
      int at = end < 0 ? text.lastIndexOf(number) : end + 1;
      assertThat(at).as(text).isPositive();
      String named = text.substring(0, at) + port.getValue() + text.substring(at + number.length());
      AccessList one = only(dialect, text);
      AccessList other = only(dialect, named);
      assertThat(Comparison.compare(one, other, Family.IPV4).isEqual())
          .as("%s%n%s", text, named)
          .isTrue();
    }
  }

  private static Map<Integer, String> words(Names names, String table) {
    Map<Integer, String> words = new LinkedHashMap<>();
    for (int port = 0; port <= 65535; port++) {
      Optional<String> word = names.word(table, Integer.toString(port));
      if (word.isPresent()) {
        words.put(port, word.get());
      }
    }
    return words;
  }

  private static AccessList only(Dialect dialect, String text) {
    DeviceConfig config = dialect.readFile("port", text);
    assertThat(config.unreadable()).as(text).isEmpty();
    return config.lists().stream()
        .filter(list -> list.family() == Family.IPV4 && !list.access().lines().isEmpty())
        .findFirst()
        .orElseThrow()
        .access();
  }
}

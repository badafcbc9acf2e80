package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import org.junit.jupiter.api.Test;

/** Lists that stand as named rules in one table, between pairs of interfaces. */
class PairsTest {
  private static final Dialect DIALECT = dialect();

  private static final Binding PAIR =
      TestBindings.of("lan", "port2/port1", Binding.Attachment.ZONE_PAIR);

  private static final String TABLE =
      """
      config firewall service custom
          edit "ALL"
              set protocol IP
          next
      end
      config firewall policy
          edit %s
              set srcintf "%s"
              set dstintf "%s"
              set srcaddr "all"
              set dstaddr "all"
              set action accept
              set schedule "always"
              set service "ALL"
          next
      end
      """;

  private static Dialect dialect() {
    Problems problems = new Problems();
    Profiles profiles =
        Profiles.read(
            List.of(Path.of("device-profiles"), Path.of("src/test/resources/dialect-reach")),
            problems);
    problems.throwIfAny();
    return profiles.dialect("fortinet-fortios").orElseThrow();
  }

  private static List<Rule> rules() {
    Match https =
        Match.any(Family.IPV4)
            .withProtocol(Match.TCP)
            .withSources(List.of(AddressMask.of(Prefix.parse("10.1.0.0/16"))))
            .withDestinationPorts(Ranges.of(443));
    return List.of(
        new Rule(1, Verdict.PERMIT, https, false, List.of()),
        new Rule(2, Verdict.DENY, Match.any(Family.IPV4), false, List.of()));
  }

  @Test
  void aListIsWrittenForTheInterfacesOfItsBinding() {
    Written written = DIALECT.write("L_g1", Family.IPV4, rules(), PAIR);
    assertThat(written.problems()).isEmpty();
    assertThat(written.lines())
        .extracting(Written.WrittenLine::text)
        .contains("srcintf port2", "dstintf port1")
        .doesNotContain("srcintf any", "dstintf any");
  }

  @Test
  void aBindingOfOneInterfaceIsRefused() {
    Binding port = TestBindings.of("lan", "port2", Binding.Attachment.PORT);
    assertThat(DIALECT.write("L_g1", Family.IPV4, rules(), port).problems()).isNotEmpty();
  }

  @Test
  void anotherGenerationHasNumbersNamesAndObjectsOfItsOwn() {
    Written first = DIALECT.write("L_g1", Family.IPV4, rules(), PAIR);
    Written again = DIALECT.write("L_g2", Family.IPV4, rules(), PAIR);
    assertThat(again.lines())
        .extracting(Written.WrittenLine::id)
        .doesNotContainAnyElementsOf(first.lines().stream().map(Written.WrittenLine::id).toList());
    String text = StagedText.of(DIALECT, first) + StagedText.of(DIALECT, again);
    DeviceConfig config = DIALECT.readFile("written", text);
    assertThat(config.unreadable()).isEmpty();
    assertThat(config.list("L_g1", Family.IPV4)).isPresent();
    assertThat(config.list("L_g2", Family.IPV4)).isPresent();
    assertThat(config.bindings()).isEmpty();
  }

  @Test
  void whatIsStagedChangesNothingThatIsShownOfOthers() {
    String theirs = TABLE.formatted("7", "any", "port1");
    Written staged = DIALECT.write("L_g1", Family.IPV4, rules(), PAIR);
    DeviceConfig before = DIALECT.readFile("before", theirs);
    DeviceConfig after = DIALECT.readFile("after", theirs + StagedText.of(DIALECT, staged));
    assertThat(after.bindings()).isEqualTo(before.bindings());
    assertThat(after.references()).isEqualTo(before.references());
    assertThat(after.lists().stream().filter(list -> !list.name().equals("L_g1")).toList())
        .isEqualTo(before.lists());
  }

  @Test
  void theObjectsOfAListAreKnownAsItsOwn() {
    Written written = DIALECT.write("L_g1", Family.IPV4, rules(), PAIR);
    DeviceConfig config = DIALECT.readFile("written", StagedText.of(DIALECT, written));
    Written read = config.written(config.list("L_g1", Family.IPV4).orElseThrow());
    assertThat(read.groups()).containsExactlyInAnyOrderElementsOf(written.groups());
    assertThat(written.groups()).anyMatch(Written.Group::isService);
    for (Written.Group group : written.groups()) {
      assertThat(config.group(group.name()).orElseThrow().users()).containsExactly("list L_g1");
    }
  }

  @Test
  void aListUnderAnotherNameSaysThatOneInItsLines() {
    Written written = DIALECT.write("L_g1", Family.IPV4, rules(), PAIR).renamed("M_g1");
    DeviceConfig config = DIALECT.readFile("written", StagedText.of(DIALECT, written));
    assertThat(config.unreadable()).isEmpty();
    assertThat(config.list("M_g1", Family.IPV4)).isPresent();
    assertThat(config.list("L_g1", Family.IPV4)).isEmpty();
  }

  @Test
  void numbersThatAnybodysRuleHasAreTaken() {
    Written written = DIALECT.write("L_g1", Family.IPV4, rules(), PAIR);
    String number = written.lines().getFirst().id();
    DeviceConfig theirs = DIALECT.readFile("theirs", TABLE.formatted(number, "port8", "port9"));
    assertThat(DIALECT.isNumberTaken("L_g1", theirs)).isTrue();
    DeviceConfig others = DIALECT.readFile("theirs", TABLE.formatted("7", "port8", "port9"));
    assertThat(DIALECT.isNumberTaken("L_g1", others)).isFalse();
  }

  @Test
  void aPairThatNoRuleNamesMeetsWhatIsAskedOfTheOthers() {
    DeviceConfig some = DIALECT.readFile("theirs", TABLE.formatted("7", "any", "port1"));
    assertThat(some.bound("port2/port1", Direction.IN, Family.IPV4))
        .extracting(DeviceConfig.ReadBinding::list)
        .containsExactly("policy@*/port1");
    assertThat(some.bound("port2/port3", Direction.IN, Family.IPV4)).isEmpty();
  }

  @Test
  void nothingBoundMeansThatNothingPasses() {
    DeviceConfig config = DIALECT.readFile("nothing", "");
    assertThat(config.unbound(Family.IPV4).otherwise()).isEqualTo(Verdict.DENY);
  }

  @Test
  void moreLinesThanAListHasNumbersAreRefused() {
    List<Rule> many =
        IntStream.rangeClosed(1, 1001)
            .mapToObj(port ->
                new Rule(
                    port,
                    Verdict.PERMIT,
                    Match.any(Family.IPV4)
                        .withProtocol(Match.TCP)
                        .withDestinationPorts(Ranges.of(port)),
                    false,
                    List.of()))
            .toList();
    assertThat(DIALECT.write("L_g1", Family.IPV4, many, PAIR).problems())
        .anyMatch(problem -> problem.contains("more than the platform has identifiers for"));
    assertThat(DIALECT.write("L_g1", Family.IPV4, many.subList(0, 1000), PAIR).problems())
        .isEmpty();
  }
}

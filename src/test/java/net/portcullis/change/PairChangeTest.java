package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.StagedText;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import org.junit.jupiter.api.Test;

/** Changes between pairs of interfaces, where lists stand as named rules in one table. */
class PairChangeTest {
  private static final Dialect DIALECT = ReachScene.dialect("fortinet-fortios");
  private static final List<Rule> RULES =
      List.of(new Rule(1, Verdict.DENY, Match.any(Family.IPV4), false, List.of()));

  private static final Target TARGET =
      new Target(
          ReachScene.binding("port2/port1", Binding.Attachment.ZONE_PAIR, Binding.Ipv6.ABSENT),
          Direction.IN,
          Family.IPV4,
          new Target.Goal.Rules(
              RULES,
              DIALECT
                  .traits()
                  .followed()
                  .on(
                      new AccessList("L", RULES.stream().map(Rule::line).toList(), Verdict.DENY),
                      Family.IPV4)),
          List.of());

  private static ChangePlanner planner(DeviceConfig running) {
    return new ChangePlanner(Scene.device("fw", Optional.empty()), DIALECT, running, List.of());
  }

  private static DeviceConfig policy(String number, String to) {
    return DIALECT.readFile(
        "running",
        """
        config firewall service custom
            edit "ALL"
                set protocol IP
            next
        end
        config firewall policy
            edit %s
                set srcintf "any"
                set dstintf "%s"
                set srcaddr "all"
                set dstaddr "all"
                set action accept
                set schedule "always"
                set service "ALL"
            next
        end
        """
            .formatted(number, to));
  }

  private static DeviceConfig empty() {
    return DIALECT.readFile("running", "");
  }

  @Test
  void whereNothingIsBoundNothingPasses() {
    assertThat(planner(empty()).current(TARGET).otherwise()).isEqualTo(Verdict.DENY);
  }

  @Test
  void aRuleOfOthersForEveryInterfaceIsBoundThere() {
    assertThat(planner(policy("7", "port1")).bound(TARGET)).isPresent();
    assertThat(planner(policy("7", "port9")).bound(TARGET)).isEmpty();
    assertThat(planner(policy("7", "any")).bound(TARGET)).isPresent();
  }

  @Test
  void aNameIsPassedOverWhoseNumbersAreTaken() {
    String first = planner(empty()).nextName(TARGET);
    Written list = DIALECT.write(first, Family.IPV4, RULES, TARGET.binding());
    String number = list.lines().getFirst().id();
    assertThat(planner(policy("7", "port9")).nextName(TARGET)).isEqualTo(first);
    assertThat(planner(policy(number, "port9")).nextName(TARGET)).isNotEqualTo(first);
  }

  @Test
  void twoListsOfOneChangeDoNotShareNumbers() {
    String first = planner(empty()).nextName(TARGET);
    Target other =
        IntStream.rangeClosed(1, 100_000)
            .mapToObj(i -> named("b" + i))
            .filter(target -> DIALECT.shareNumbers(first, planner(empty()).nextName(target)))
            .findFirst()
            .orElseThrow();
    ChangePlanner both = planner(empty());
    assertThat(both.nextName(TARGET)).isEqualTo(first);
    assertThat(DIALECT.shareNumbers(first, both.nextName(other))).isFalse();
  }

  private static Target named(String name) {
    Binding lan = TARGET.binding();
    Binding binding =
        new Binding(
            name,
            lan.interfaceName(),
            lan.attachment(),
            lan.directions(),
            lan.faces(),
            lan.vrf(),
            lan.inside(),
            lan.outside(),
            lan.ipv6(),
            lan.infrastructure(),
            lan.mode(),
            lan.asymmetric(),
            lan.seenAs(),
            lan.place());
    return new Target(binding, TARGET.direction(), TARGET.family(), TARGET.goal(), List.of());
  }

  @Test
  void aListIsWrittenDownWithItsObjects() {
    Written list = DIALECT.write("L_g1", Family.IPV4, RULES, TARGET.binding());
    assertThat(list.groups()).anyMatch(Written.Group::isService);
    assertThat(Journal.list("L_g1", Family.IPV4, Journal.text(list)))
        .hasValueSatisfying(again -> assertThat(again.groups()).isEqualTo(list.groups()));
  }

  @Test
  void aServiceThatSomebodyElseChangedStays() {
    Written list = DIALECT.write("L_g1", Family.IPV4, RULES, TARGET.binding());
    Exchange.Group service =
        list.groups().stream()
            .filter(Written.Group::isService)
            .map(group -> new Exchange.Group(group, DIALECT.removeGroup(group, Family.IPV4)))
            .findFirst()
            .orElseThrow();
    assertThat(service.remove()).isNotEmpty();
    DeviceConfig ours = DIALECT.readFile("ours", StagedText.of(DIALECT, list));
    DeviceConfig theirs =
        DIALECT.readFile(
            "theirs",
            """
            config firewall service custom
                edit "%s"
                    set tcp-portrange 1-65535
                next
            end
            """
                .formatted(service.name()));
    assertThat(Situation.keeps(service, ours.group(service.name()).orElseThrow(), "L_g1"))
        .isEmpty();
    assertThat(Situation.keeps(service, theirs.group(service.name()).orElseThrow(), "L_g1"))
        .contains("somebody else changed it");
  }
}

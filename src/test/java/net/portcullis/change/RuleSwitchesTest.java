package net.portcullis.change;

import static net.portcullis.change.ReachScene.rule;
import static net.portcullis.change.ReachScene.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.session.SessionException;
import net.portcullis.store.OwnedList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists that are exchanged by switching the rules of one table on and off. */
class RuleSwitchesTest {
  private static final Match LOGINS =
      tcp(Match.any(Family.IPV4), "10.30.0.128/26", "10.20.0.2", 22);
  private static final String PAIR = "port2/port1";
  private static final Dialect DIALECT = ReachScene.dialect("fortinet-fortios");

  private final VirtualTime time = new VirtualTime();
  private FakePolicyTable firewall = new FakePolicyTable(time);
  private ReachScene scene;

  @BeforeEach
  void open() {
    firewall = new FakePolicyTable(time);
    scene = new ReachScene(DIALECT, firewall, time, device());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Device device() {
    return Scene.device(
        "fw1",
        "fortinet-fortios",
        Optional.empty(),
        ReachScene.binding(PAIR, Binding.Attachment.ZONE_PAIR, Binding.Ipv6.ABSENT));
  }

  private Target wanted(int... ports) {
    return wanted(List.of(), ports);
  }

  private Target wanted(List<Match> others, int... ports) {
    Match any = Match.any(Family.IPV4);
    List<Rule> rules = new ArrayList<>();
    others.forEach(match -> rules.add(rule(rules.size() + 1, Verdict.PERMIT, match)));
    for (int port : ports) {
      rules.add(rule(rules.size() + 1, Verdict.PERMIT, tcp(any, "0.0.0.0/0", "10.10.0.5", port)));
    }
    rules.add(rule(rules.size() + 1, Verdict.DENY, any));
    return scene.target(Family.IPV4, rules.toArray(Rule[]::new));
  }

  private static Map<String, String> theirs(String from, String to, String action) {
    Map<String, String> policy = new LinkedHashMap<>();
    policy.put("srcintf", from);
    policy.put("dstintf", to);
    policy.put("srcaddr", "all");
    policy.put("dstaddr", "all");
    policy.put("action", action);
    policy.put("schedule", "always");
    policy.put("service", "ALL");
    return policy;
  }

  private List<String> on() {
    return firewall.table(FakePolicyTable.POLICIES).entrySet().stream()
        .filter(each -> !"disable".equals(each.getValue().get("status")))
        .map(Map.Entry::getKey)
        .toList();
  }

  private AccessList met() {
    DeviceConfig config = DIALECT.readFile("now", firewall.running());
    List<DeviceConfig.ReadBinding> bound = config.bound(PAIR, Direction.IN, Family.IPV4);
    return bound.isEmpty()
        ? config.unbound(Family.IPV4)
        : config.list(bound.getFirst().list(), Family.IPV4).orElseThrow().access();
  }

  private List<String> owned() {
    return scene.store.owned("fw1").stream().map(OwnedList::list).toList();
  }

  @Test
  void aFirstListIsStagedOffAndSwitchedOnRuleByRule() throws Exception {
    DevicePlan plan = scene.plan(wanted(443));
    assertThat(plan.reasons()).isEmpty();
    assertThat(
            plan.commands().stream()
                .filter(planned -> planned.phase().equals("swap"))
                .map(planned -> planned.command().text())
                .filter(text -> text.startsWith("set ")))
        .containsExactly("set status enable", "set status enable");
    assertThat(plan.newlyPermitted()).isNotEmpty();
    assertThat(plan.newlyDenied()).isEmpty();
    assertThat(plan.risks()).anyMatch(risk -> risk.contains("each step was proved"));

    scene.saved(wanted(443));
    assertThat(on()).hasSize(2);
    assertThat(owned()).hasSize(1);
  }

  @Test
  void noPacketMeetsAnythingButItsOldFateOrItsNewOne() throws Exception {
    scene.saved(wanted(443, 8080));
    List<String> old = on();
    AccessList before = met();
    AccessList after = scene.plan(wanted(8080, 9090)).changes().getFirst().meaning().orElseThrow();
    Packets.Bounds bounds = new Packets.Bounds(before, after, Family.IPV4);
    firewall.watch(
        number -> {}, number -> assertThat(bounds.hold(met())).as("line %s", number).isTrue());
    scene.saved(wanted(8080, 9090));

    assertThat(firewall.log().stream().filter("set status enable"::equals)).hasSize(3);
    assertThat(on()).hasSize(3).doesNotContainAnyElementsOf(old);
    assertThat(firewall.table(FakePolicyTable.POLICIES)).hasSize(3);
    assertThat(objects()).allMatch(name -> name.contains("g2"));
    assertThat(owned()).hasSize(1);
  }

  private List<String> objects() {
    return firewall.table("firewall service custom").keySet().stream()
        .filter(name -> !name.equals("ALL"))
        .toList();
  }

  /** Ends a second change at a line of it; the old state, the new one, and what was made of it. */
  private State ended(int line, boolean taken, boolean killed) throws Exception {
    open();
    scene.saved(wanted(443, 8080));
    AccessList before = met();
    String old = firewall.running();
    DevicePlan plan = scene.plan(wanted(8080, 9090));
    AccessList after = plan.changes().getFirst().meaning().orElseThrow();
    Packets.Bounds bounds = new Packets.Bounds(before, after, Family.IPV4);
    FakePolicyTable.Event end =
        number -> {
          if (number == line) {
            firewall.hangUp();
            if (killed) {
              throw new FakeDevice.Killed();
            }
            throw new SessionException(SessionException.Kind.LOST, "The connection was cut.");
          }
        };
    firewall.watch(
        taken ? number -> {} : end,
        number -> {
          assertThat(bounds.hold(met())).as("line %s of %s", number, line).isTrue();
          if (taken) {
            end.at(number);
          }
        });
    Outcome outcome;
    try {
      outcome = scene.push(plan);
    } catch (FakeDevice.Killed dead) {
      outcome = scene.recovered();
    }
    String what = "line %s, %s, %s".formatted(line, taken, outcome);
    assertThat(outcome.state()).as(what).isIn(State.SAVED, State.ROLLED_BACK);
    if (outcome.state() == State.ROLLED_BACK) {
      assertThat(firewall.running()).as(what).isEqualTo(old);
    } else {
      assertThat(Comparison.compare(after, met(), Family.IPV4).isEqual()).as(what).isTrue();
      assertThat(firewall.table(FakePolicyTable.POLICIES)).as(what).hasSize(3);
      assertThat(objects()).as(what).allMatch(name -> name.contains("g2"));
    }
    scene.close();
    return outcome.state();
  }

  @Test
  void whereverTheProcessDiesOrTheLineIsCutItEndsOldOrNew() throws Exception {
    scene.saved(wanted(443, 8080));
    firewall.watch(number -> {}, number -> {});
    scene.saved(wanted(8080, 9090));
    int lines = firewall.log().size();
    scene.close();
    assertThat(lines).isGreaterThan(60);
    Set<State> ends = new HashSet<>();
    for (int line = 1; line <= lines; line++) {
      for (boolean taken : new boolean[] {false, true}) {
        ends.add(ended(line, taken, line % 2 == 0 ^ taken));
      }
    }
    assertThat(ends).containsExactlyInAnyOrder(State.SAVED, State.ROLLED_BACK);
    open();
  }

  @Test
  void aRuleThatTheDeviceRefusesToSwitchOnIsUndone() throws Exception {
    scene.saved(wanted(443));
    String before = firewall.running();
    firewall.refuseOnce("set status enable");

    assertThat(scene.push(scene.plan(wanted(8080))).state()).isEqualTo(State.ROLLED_BACK);
    assertThat(firewall.running()).isEqualTo(before);
  }

  @Test
  void rollbackSwitchesBackAndAtLastTakesTheListAway() throws Exception {
    String none = firewall.running();
    scene.saved(wanted(443));
    AccessList first = met();
    scene.saved(wanted(8080));

    assertThat(scene.push(scene.plan(scene.back())).state()).isEqualTo(State.SAVED);
    assertThat(Comparison.compare(first, met(), Family.IPV4).isEqual()).isTrue();
    Target[] nothing = {
      new Target(
          scene.device.bindings().getFirst(),
          Direction.IN,
          Family.IPV4,
          new Target.Goal.Nothing(),
          List.of())
    };
    assertThat(scene.push(scene.plan(nothing)).state()).isEqualTo(State.SAVED);
    assertThat(firewall.running()).isEqualTo(none);
    assertThat(owned()).isEmpty();
  }

  @Test
  void aListThatComesBackLeavesAloneWhoTookItsNumbersMeanwhile() throws Exception {
    scene.saved(wanted(443));
    AccessList first = met();
    String number = on().getFirst();
    scene.saved(wanted(8080));
    Map<String, String> theirs = theirs("port8", "port9", "accept");
    firewall.setting(FakePolicyTable.POLICIES, number, theirs);

    assertThat(scene.push(scene.plan(scene.back())).state()).isEqualTo(State.SAVED);
    assertThat(firewall.table(FakePolicyTable.POLICIES).get(number)).isEqualTo(theirs);
    assertThat(Comparison.compare(first, met(), Family.IPV4).isEqual()).isTrue();
  }

  @Test
  void aPolicyOfOthersIsAdoptedSwitchedOffAndStays() throws Exception {
    Target wanted = wanted(List.of(LOGINS), 443);
    firewall.setting(FakePolicyTable.POLICIES, "7", theirs("port2", "port1", "accept"));
    assertThat(scene.push(scene.plan(wanted)).error().orElseThrow())
        .contains("Portcullis did not write it");

    scene.adopt(wanted);
    AccessList before = met();
    DevicePlan plan = scene.plan(wanted);
    Packets.Bounds bounds =
        new Packets.Bounds(before, plan.changes().getFirst().meaning().orElseThrow(), Family.IPV4);
    firewall.watch(number -> {}, number -> assertThat(bounds.hold(met())).isTrue());
    assertThat(scene.push(plan).state()).isEqualTo(State.SAVED);
    assertThat(on()).hasSize(3).doesNotContain("7");
    assertThat(firewall.table(FakePolicyTable.POLICIES)).containsKey("7");
    assertThat(scene.plan(scene.back()).reasons())
        .anyMatch(why -> why.contains("switch on by hand"));
  }

  @Test
  void aPolicyOfOthersThatWasSwitchedOffIsOnAgainAfterRecovery() throws Exception {
    firewall.setting(FakePolicyTable.POLICIES, "7", theirs("port2", "port1", "accept"));
    scene.adopt(wanted(443));
    DevicePlan plan = scene.plan(wanted(List.of(LOGINS), 443));
    killWhen(() -> !on().contains("7"));
    assertThatThrownBy(() -> scene.push(plan)).isInstanceOf(FakeDevice.Killed.class);

    assertThat(scene.recovered().state()).isEqualTo(State.ROLLED_BACK);
    assertThat(on()).containsExactly("7");
    assertThat(firewall.table(FakePolicyTable.POLICIES)).containsOnlyKeys("7");
  }

  private void killWhen(BooleanSupplier there) {
    firewall.watch(
        number -> {},
        number -> {
          if (there.getAsBoolean()) {
            firewall.watch(any -> {}, any -> {});
            firewall.hangUp();
            throw new FakeDevice.Killed();
          }
        });
  }

  /** Rules of others and of ours may mean the same: which of them are on, their numbers tell. */
  @Test
  void rulesThatMeanTheSameAreToldApart() throws Exception {
    firewall.setting("firewall service custom", "WEB", Map.of("tcp-portrange", "443"));
    Map<String, String> web = theirs("port2", "port1", "accept");
    web.put("service", "WEB");
    firewall.setting(FakePolicyTable.POLICIES, "7", web);
    firewall.setting(FakePolicyTable.POLICIES, "8", theirs("port2", "port1", "deny"));
    scene.adopt(wanted());
    String before = firewall.running();
    DevicePlan plan = scene.plan(wanted());
    assertThat(plan.reasons()).isEmpty();
    // Theirs permits, ours denies the rest; their own line for that is off.
    killWhen(() -> on().size() == 2 && !on().contains("8"));
    assertThatThrownBy(() -> scene.push(plan)).isInstanceOf(FakeDevice.Killed.class);

    Outcome outcome = scene.recovered();
    assertThat(outcome.state()).as("%s", outcome.error()).isEqualTo(State.ROLLED_BACK);
    assertThat(on()).containsExactly("7", "8");
    assertThat(DIALECT.readFile("then", before).bindings())
        .isEqualTo(DIALECT.readFile("now", firewall.running()).bindings());
  }

  @Test
  void aPolicyThatDecidesAboutOtherPairsTooIsNotSwitchedOff() throws Exception {
    firewall.setting(FakePolicyTable.POLICIES, "7", theirs("any", "port1", "accept"));
    scene.adopt(wanted(443));

    DevicePlan plan = scene.plan(wanted(443));
    assertThat(plan.status()).isEqualTo(DevicePlan.Status.REFUSED);
    assertThat(plan.reasons()).anyMatch(why -> why.contains("Rule 7") && why.contains("*/port1"));
  }
}

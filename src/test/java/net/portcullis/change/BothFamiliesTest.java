package net.portcullis.change;

import static net.portcullis.change.ReachScene.rule;
import static net.portcullis.change.ReachScene.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.store.OwnedList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where one list holds both families, it is bound, exchanged, recorded and removed once. */
class BothFamiliesTest {
  private static final String AT = "in interface outside";
  private static final Dialect DIALECT = ReachScene.dialect("cisco-asa");

  private final VirtualTime time = new VirtualTime();
  private final FakeFirewall firewall = new FakeFirewall(time);
  private ReachScene scene;

  @BeforeEach
  void open() {
    scene = new ReachScene(DIALECT, firewall, time, device(Binding.Ipv6.MANAGED));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static Device device(Binding.Ipv6 ipv6) {
    return Scene.device(
        "fw1",
        "cisco-asa",
        Optional.empty(),
        ReachScene.binding("outside", Binding.Attachment.PORT, ipv6));
  }

  private Target four(int port) {
    Match any = Match.any(Family.IPV4);
    return scene.target(
        Family.IPV4,
        rule(1, Verdict.PERMIT, tcp(any, "10.30.0.128/26", "10.20.0.2", 22)),
        rule(2, Verdict.PERMIT, tcp(any, "0.0.0.0/0", "10.10.0.5", port)),
        rule(3, Verdict.DENY, any));
  }

  private Target six(int port) {
    Match any = Match.any(Family.IPV6);
    return scene.target(
        Family.IPV6,
        rule(1, Verdict.PERMIT, tcp(any, "2001:db8:1::/48", "2001:db8:10::5", port)),
        rule(2, Verdict.DENY, any));
  }

  private Outcome push(DevicePlan plan) throws InterruptedException {
    firewall.forget();
    return scene.push(plan);
  }

  private void saved(Target... targets) throws InterruptedException {
    scene.saved(targets);
    assertThat(firewall.startup()).isEqualTo(firewall.running());
  }

  private long sent(String beginning) {
    return firewall.log().stream().filter(line -> line.startsWith(beginning)).count();
  }

  private List<String> owned() {
    return scene.store.owned("fw1").stream()
        .map((OwnedList list) -> list.family() + " " + list.list())
        .sorted()
        .toList();
  }

  @Test
  void aFirstListHoldsBothFamiliesAndIsBoundOnce() throws Exception {
    DevicePlan plan = scene.plan(four(443), six(8443));

    assertThat(plan.reasons()).isEmpty();
    assertThat(plan.commands())
        .extracting(planned -> planned.phase() + ": " + planned.command().text())
        .containsExactly(
            "stage: access-list PC_lan_in_g1 extended permit tcp 10.30.0.128 255.255.255.192 host"
                + " 10.20.0.2 eq 22",
            "stage: access-list PC_lan_in_g1 extended permit tcp any4 host 10.10.0.5 eq 443",
            "stage: access-list PC_lan_in_g1 extended deny ip any4 any4",
            "stage: access-list PC_lan_in_g1 extended permit tcp 2001:db8:1::/48 host"
                + " 2001:db8:10::5 eq 8443",
            "stage: access-list PC_lan_in_g1 extended deny ip any6 any6",
            "swap: access-group PC_lan_in_g1 in interface outside",
            "save: write memory");
    assertThat(plan.newlyDenied()).extracting(it -> it.box().family()).contains(Family.values());

    assertThat(push(plan).state()).isEqualTo(State.SAVED);
    assertThat(firewall.bound()).containsExactly(Map.entry(AT, "PC_lan_in_g1"));
    assertThat(owned()).containsExactly("4 PC_lan_in_g1", "6 PC_lan_in_g1");
    assertThat(push(scene.plan(four(443), six(8443))).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void whatChangesForOneFamilyIsExchangedForBothByOneLine() throws Exception {
    saved(four(443), six(8443));
    DevicePlan plan = scene.plan(four(443), six(9443));
    assertThat(push(plan).state()).isEqualTo(State.SAVED);

    assertThat(sent("access-group ")).isEqualTo(1);
    assertThat(sent("clear configure access-list PC_lan_in_g1")).isEqualTo(1);
    assertThat(sent("no access-group")).isZero();
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");
    assertThat(firewall.running()).contains("any4 host 10.10.0.5 eq https", "eq 9443");
    assertThat(owned()).containsExactly("4 PC_lan_in_g2", "6 PC_lan_in_g2");
    assertThat(plan.textDiff().lines().filter(line -> line.startsWith("--- "))).hasSize(1);
  }

  @Test
  void whereABindingHasNoIpv6ItsListLetsNoneThrough() throws Exception {
    scene.device = device(Binding.Ipv6.ABSENT);
    saved(four(443));

    assertThat(firewall.running()).doesNotContain("any6", "2001:");
    assertThat(owned()).containsExactly("4 PC_lan_in_g1", "6 PC_lan_in_g1");
    saved(four(8443));
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");

    firewall.add("PC_lan_in_g2", "extended permit ip any6 any6");
    firewall.saved();
    DevicePlan plan = scene.plan(four(8443));
    assertThat(plan.status()).isEqualTo(DevicePlan.Status.REFUSED);
    assertThat(plan.reasons())
        .anyMatch(why -> why.contains("Somebody changed list PC_lan_in_g2 at outside in IPv6"));
  }

  @Test
  void aBindingThatGetsIpv6GetsAListOfBoth() throws Exception {
    scene.device = device(Binding.Ipv6.ABSENT);
    saved(four(443));
    scene.device = device(Binding.Ipv6.MANAGED);
    saved(four(443), six(8443));

    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");
  }

  @Test
  void nothingIsPlannedWhereRepliesOfIcmpMayPassUnasked() throws Exception {
    saved(four(443), six(8443));
    firewall.elsewhere.addAll(
        List.of("policy-map global_policy", " class inspection_default", "  inspect icmp"));
    firewall.saved();

    DevicePlan plan = scene.plan(four(8080), six(8443));
    assertThat(plan.status()).isEqualTo(DevicePlan.Status.UNKNOWN);
    assertThat(plan.reasons()).anyMatch(why -> why.contains("inspect icmp"));
  }

  @Test
  void rollbackBringsBothFamiliesBackAndAtLastTakesTheListAway() throws Exception {
    saved(four(443), six(8443));
    saved(four(8080), six(9443));

    assertThat(push(scene.plan(scene.back())).state()).isEqualTo(State.SAVED);
    assertThat(sent("access-group ")).isEqualTo(1);
    assertThat(push(scene.plan(four(443), six(8443))).state()).isEqualTo(State.UNCHANGED);
    assertThat(firewall.lists()).hasSize(1);
  }

  @Test
  void rollbackOfTheFirstListTakesItAway() throws Exception {
    String before = firewall.running();
    saved(four(443), six(8443));

    assertThat(push(scene.plan(scene.back())).state()).isEqualTo(State.SAVED);
    assertThat(firewall.log())
        .containsExactly(
            "no access-group PC_lan_in_g1 in interface outside",
            "clear configure access-list PC_lan_in_g1",
            "write memory");
    assertThat(firewall.running()).isEqualTo(before);
    assertThat(owned()).isEmpty();
  }

  private static void die() {
    throw new FakeDevice.Killed();
  }

  @Test
  void aSwapThatNobodySawTheEndOfIsUndoneForBoth() throws Exception {
    saved(four(443), six(8443));
    String before = firewall.running();
    DevicePlan plan = scene.plan(four(8080), six(9443));
    firewall.behind("access-group ", BothFamiliesTest::die);
    assertThatThrownBy(() -> push(plan)).isInstanceOf(FakeDevice.Killed.class);
    firewall.forget();

    assertThat(scene.recovered().state()).isEqualTo(State.ROLLED_BACK);
    assertThat(firewall.log())
        .containsExactly(
            "access-group PC_lan_in_g1 in interface outside",
            "clear configure access-list PC_lan_in_g2");
    assertThat(firewall.running()).isEqualTo(before);
  }

  @Test
  void aStagedListWithALineOfSomebodyElseIsLeftWhicheverFamilyItIsOf() throws Exception {
    DevicePlan plan = scene.plan(four(443), six(8443));
    firewall.behind(
        "access-list PC_lan_in_g1 extended deny ip any4",
        () -> {
          firewall.add("PC_lan_in_g1", "extended permit tcp any6 any6 eq 23");
          die();
        });
    assertThatThrownBy(() -> push(plan)).isInstanceOf(FakeDevice.Killed.class);

    assertThat(scene.recovered().state()).isEqualTo(State.NEEDS_ATTENTION);
    assertThat(firewall.lists()).containsKey("PC_lan_in_g1");
  }

  @Test
  void anOldListThatSomebodyChangedIsKeptWhicheverFamilyTheLineIsOf() throws Exception {
    saved(four(443), six(8443));
    firewall.behind(
        "access-group ", () -> firewall.add("PC_lan_in_g1", "extended permit tcp any6 any6 eq 23"));

    assertThat(push(scene.plan(four(8080), six(8443))).state()).isEqualTo(State.SAVED);
    assertThat(sent("clear configure")).isZero();
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g1", "PC_lan_in_g2");
  }

  @Test
  void aListOfOthersIsAdoptedForBothAndStays() throws Exception {
    firewall.add("THEIRS", "extended permit ip any any");
    firewall.bound().put(AT, "THEIRS");
    firewall.saved();
    assertThat(push(scene.plan(four(443), six(8443))).state()).isEqualTo(State.REFUSED);

    scene.adopt(four(443), six(8443));
    saved(four(443), six(8443));
    assertThat(firewall.lists()).containsOnlyKeys("THEIRS", "PC_lan_in_g1");
  }

  @Test
  void aListOfOursThatSomebodyChangedForOneFamilyIsAdoptedWithAllItsLines() throws Exception {
    saved(four(443), six(8443));
    firewall.add("PC_lan_in_g1", "extended permit tcp any6 any6 eq 23");
    firewall.saved();
    List<String> changed = List.copyOf(firewall.lists().get("PC_lan_in_g1"));
    assertThat(push(scene.plan(four(8080), six(8443))).state()).isEqualTo(State.REFUSED);

    scene.adopt(four(8080), six(8443));
    saved(four(8080), six(8443));
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");

    Outcome back = push(scene.plan(scene.back()));
    assertThat(back.error()).isEmpty();
    assertThat(back.state()).isEqualTo(State.SAVED);
    assertThat(firewall.lists().values()).containsExactly(changed);
  }
}

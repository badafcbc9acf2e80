package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.SecretReference;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;
import net.portcullis.session.SessionException;
import net.portcullis.store.OwnedList;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where one list holds both families, it is bound, exchanged, recorded and removed once. */
class BothFamiliesTest {
  private static final Place PLACE = Place.start("test.yaml");
  private static final String AT = "in interface outside";
  private static final Dialect DIALECT = dialect();

  @TempDir private Path folder;
  private final VirtualTime time = new VirtualTime();
  private final FakeFirewall firewall = new FakeFirewall(time);
  private Store store;
  private Device device = device(Binding.Ipv6.MANAGED);

  @BeforeEach
  void open() {
    store = new Store(folder, time, new Owner("alice", "elsewhere", 1, 1));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Dialect dialect() {
    Problems problems = new Problems();
    Profiles profiles =
        Profiles.read(
            List.of(Path.of("device-profiles"), Path.of("src/test/resources/dialect-reach")),
            problems);
    problems.throwIfAny();
    return profiles.dialect("cisco-asa").orElseThrow();
  }

  private static Device device(Binding.Ipv6 ipv6) {
    Binding binding =
        new Binding(
            "lan",
            "outside",
            Binding.Attachment.PORT,
            Set.of(Direction.IN),
            Binding.Faces.OUTSIDE,
            Optional.empty(),
            "inside",
            "outside",
            ipv6,
            List.of(),
            Binding.Mode.ENFORCE,
            false,
            List.of(),
            PLACE);
    return new Device(
        "fw1",
        "home",
        "10.20.0.2",
        22,
        Device.Transport.SSH,
        "cisco-asa",
        Optional.empty(),
        new Device.Credentials(
            "admin",
            Optional.of(new SecretReference.Prompt(PLACE)),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        "PC",
        Optional.empty(),
        List.of(Prefix.parse("10.30.0.128/26")),
        List.of(),
        List.of(Address.parse("10.20.0.2")),
        false,
        List.of(),
        List.of(binding),
        PLACE,
        PLACE);
  }

  private Target four(int port) {
    Match any = Match.any(Family.IPV4);
    return target(
        Family.IPV4,
        rule(1, Verdict.PERMIT, tcp(any, "10.30.0.128/26", "10.20.0.2", 22)),
        rule(2, Verdict.PERMIT, tcp(any, "0.0.0.0/0", "10.10.0.5", port)),
        rule(3, Verdict.DENY, any));
  }

  private Target six(int port) {
    Match any = Match.any(Family.IPV6);
    return target(
        Family.IPV6,
        rule(1, Verdict.PERMIT, tcp(any, "2001:db8:1::/48", "2001:db8:10::5", port)),
        rule(2, Verdict.DENY, any));
  }

  private Target target(Family family, Rule... rules) {
    List<Rule> all = new ArrayList<>();
    // As the policy says it of platforms that follow connections.
    DIALECT
        .traits()
        .followed()
        .lines(family)
        .forEach(line -> all.add(rule(0, line.verdict(), line.matches().getFirst())));
    all.addAll(List.of(rules));
    return Target.of(
        new Intent(
            device, device.bindings().getFirst(), Direction.IN, family, all, all, List.of()));
  }

  private static Rule rule(int seq, Verdict verdict, Match match) {
    return new Rule(seq, verdict, match, false, List.of());
  }

  private static Match tcp(Match any, String from, String to, int port) {
    Match match =
        any.withProtocol(Match.TCP)
            .withDestinations(List.of(AddressMask.of(Prefix.parse(to))))
            .withDestinationPorts(Ranges.of(port));
    return from.endsWith("/0")
        ? match
        : match.withSources(List.of(AddressMask.of(Prefix.parse(from))));
  }

  private Collaborators tools() {
    return new Collaborators(
        firewall, any -> DIALECT, Verification.none(), store, time, (name, state) -> {});
  }

  private DevicePlan plan(Target... targets) {
    return new Planner(firewall, any -> DIALECT, Scene.inventory(List.of(device), List.of()), store)
        .plan(device, List.of(targets), new PlanOptions(false));
  }

  private Outcome push(DevicePlan plan) throws InterruptedException {
    firewall.forget();
    return switch (plan.status()) {
      case CHANGE -> new Transaction(tools(), store.begin("push"), plan, Optional.empty()).run();
      case NO_CHANGE -> Outcome.unchanged(device);
      case REFUSED, UNKNOWN, UNREACHABLE ->
          Outcome.of(device, State.REFUSED, String.join(" ", plan.reasons()));
    };
  }

  private void saved(Target... targets) throws InterruptedException {
    Outcome outcome = push(plan(targets));
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.state()).isEqualTo(State.SAVED);
    assertThat(firewall.startup()).isEqualTo(firewall.running());
    assertThat(push(plan(targets)).state()).isEqualTo(State.UNCHANGED);
  }

  private Outcome recovered() throws InterruptedException {
    List<TransactionRecord> unfinished = store.unfinished();
    assertThat(unfinished).hasSize(1);
    return new Recovery(tools(), store.begin("recover")).run(device, unfinished.getFirst(), true);
  }

  private long sent(String beginning) {
    return firewall.log().stream().filter(line -> line.startsWith(beginning)).count();
  }

  private List<String> owned() {
    return store.owned("fw1").stream()
        .map((OwnedList list) -> list.family() + " " + list.list())
        .sorted()
        .toList();
  }

  @Test
  void aFirstListHoldsBothFamiliesAndIsBoundOnce() throws Exception {
    DevicePlan plan = plan(four(443), six(8443));

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
    assertThat(push(plan(four(443), six(8443))).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void whatChangesForOneFamilyIsExchangedForBothByOneLine() throws Exception {
    saved(four(443), six(8443));
    DevicePlan plan = plan(four(443), six(9443));
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
    device = device(Binding.Ipv6.ABSENT);
    saved(four(443));

    assertThat(firewall.running()).doesNotContain("any6", "2001:");
    assertThat(owned()).containsExactly("4 PC_lan_in_g1", "6 PC_lan_in_g1");
    saved(four(8443));
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");

    firewall.add("PC_lan_in_g2", "extended permit ip any6 any6");
    firewall.saved();
    DevicePlan plan = plan(four(8443));
    assertThat(plan.status()).isEqualTo(DevicePlan.Status.REFUSED);
    assertThat(plan.reasons())
        .anyMatch(why -> why.contains("Somebody changed list PC_lan_in_g2 at outside in IPv6"));
  }

  @Test
  void aBindingThatGetsIpv6GetsAListOfBoth() throws Exception {
    device = device(Binding.Ipv6.ABSENT);
    saved(four(443));
    device = device(Binding.Ipv6.MANAGED);
    saved(four(443), six(8443));

    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");
  }

  @Test
  void nothingIsPlannedWhereRepliesOfIcmpMayPassUnasked() throws Exception {
    saved(four(443), six(8443));
    firewall.elsewhere.addAll(
        List.of("policy-map global_policy", " class inspection_default", "  inspect icmp"));
    firewall.saved();

    DevicePlan plan = plan(four(8080), six(8443));
    assertThat(plan.status()).isEqualTo(DevicePlan.Status.UNKNOWN);
    assertThat(plan.reasons()).anyMatch(why -> why.contains("inspect icmp"));
  }

  @Test
  void rollbackBringsBothFamiliesBackAndAtLastTakesTheListAway() throws Exception {
    saved(four(443), six(8443));
    saved(four(8080), six(9443));

    assertThat(push(plan(back())).state()).isEqualTo(State.SAVED);
    assertThat(sent("access-group ")).isEqualTo(1);
    assertThat(push(plan(four(443), six(8443))).state()).isEqualTo(State.UNCHANGED);
    assertThat(firewall.lists()).hasSize(1);
  }

  @Test
  void rollbackOfTheFirstListTakesItAway() throws Exception {
    String before = firewall.running();
    saved(four(443), six(8443));

    assertThat(push(plan(back())).state()).isEqualTo(State.SAVED);
    assertThat(firewall.log())
        .containsExactly(
            "no access-group PC_lan_in_g1 in interface outside",
            "clear configure access-list PC_lan_in_g1",
            "write memory");
    assertThat(firewall.running()).isEqualTo(before);
    assertThat(owned()).isEmpty();
  }

  private Target[] back() {
    Rollback rollback =
        new Rollback(Scene.inventory(List.of(device), List.of()), any -> DIALECT, store);
    return switch (rollback.of("fw1")) {
      case Rollback.Result.Wanted wanted ->
          wanted.targets().values().iterator().next().toArray(Target[]::new);
      case Rollback.Result.Impossible impossible -> throw new AssertionError(impossible.why());
    };
  }

  private static void die() {
    throw new FakeDevice.Killed();
  }

  @Test
  void aSwapThatNobodySawTheEndOfIsUndoneForBoth() throws Exception {
    saved(four(443), six(8443));
    String before = firewall.running();
    DevicePlan plan = plan(four(8080), six(9443));
    firewall.behind("access-group ", BothFamiliesTest::die);
    assertThatThrownBy(() -> push(plan)).isInstanceOf(FakeDevice.Killed.class);
    firewall.forget();

    assertThat(recovered().state()).isEqualTo(State.ROLLED_BACK);
    assertThat(firewall.log())
        .containsExactly(
            "access-group PC_lan_in_g1 in interface outside",
            "clear configure access-list PC_lan_in_g2");
    assertThat(firewall.running()).isEqualTo(before);
  }

  @Test
  void aStagedListWithALineOfSomebodyElseIsLeftWhicheverFamilyItIsOf() throws Exception {
    DevicePlan plan = plan(four(443), six(8443));
    firewall.behind(
        "access-list PC_lan_in_g1 extended deny ip any4",
        () -> {
          firewall.add("PC_lan_in_g1", "extended permit tcp any6 any6 eq 23");
          die();
        });
    assertThatThrownBy(() -> push(plan)).isInstanceOf(FakeDevice.Killed.class);

    assertThat(recovered().state()).isEqualTo(State.NEEDS_ATTENTION);
    assertThat(firewall.lists()).containsKey("PC_lan_in_g1");
  }

  @Test
  void anOldListThatSomebodyChangedIsKeptWhicheverFamilyTheLineIsOf() throws Exception {
    saved(four(443), six(8443));
    firewall.behind(
        "access-group ", () -> firewall.add("PC_lan_in_g1", "extended permit tcp any6 any6 eq 23"));

    assertThat(push(plan(four(8080), six(8443))).state()).isEqualTo(State.SAVED);
    assertThat(sent("clear configure")).isZero();
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g1", "PC_lan_in_g2");
  }

  @Test
  void aListOfOthersIsAdoptedForBothAndStays() throws Exception {
    firewall.add("THEIRS", "extended permit ip any any");
    firewall.bound().put(AT, "THEIRS");
    firewall.saved();
    assertThat(push(plan(four(443), six(8443))).state()).isEqualTo(State.REFUSED);

    adopt(four(443), six(8443));
    saved(four(443), six(8443));
    assertThat(firewall.lists()).containsOnlyKeys("THEIRS", "PC_lan_in_g1");
  }

  @Test
  void aListOfOursThatSomebodyChangedForOneFamilyIsAdoptedWithAllItsLines() throws Exception {
    saved(four(443), six(8443));
    firewall.add("PC_lan_in_g1", "extended permit tcp any6 any6 eq 23");
    firewall.saved();
    List<String> changed = List.copyOf(firewall.lists().get("PC_lan_in_g1"));
    assertThat(push(plan(four(8080), six(8443))).state()).isEqualTo(State.REFUSED);

    adopt(four(8080), six(8443));
    saved(four(8080), six(8443));
    assertThat(firewall.lists()).containsOnlyKeys("PC_lan_in_g2");

    Outcome back = push(plan(back()));
    assertThat(back.error()).isEmpty();
    assertThat(back.state()).isEqualTo(State.SAVED);
    assertThat(firewall.lists().values()).containsExactly(changed);
  }

  private void adopt(Target... targets) throws SessionException {
    Adoption adoption = new Adoption(firewall, any -> DIALECT, store, time);
    String run = store.begin("adopt");
    adoption
        .candidates(device, List.of(targets))
        .forEach(candidate -> adoption.adopt(candidate, run));
  }
}

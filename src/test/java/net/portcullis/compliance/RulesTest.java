package net.portcullis.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Packet;
import net.portcullis.change.Fingerprint;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.LoggedChange;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.inventory.Device;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.store.OwnedList;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.verify.Probe;
import net.portcullis.verify.ProbeVerdict;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.Verifier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that need more than a device's text: each is shown once where it speaks and once not. */
class RulesTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final String OUT4 = "PORTCULLIS_imc-lan_out_4_g1";

  private static DriftBase base;
  private static String intended;

  @BeforeAll
  static void lock() {
    base = new DriftBase();
    intended = base.locked().running();
  }

  private static DeviceConfig read(String text) {
    return base.dialect.readFile("running", text);
  }

  private static List<Finding> assess(DeviceConfig running, Past past) {
    Subject subject =
        Subject.of(
            base.device,
            base.dialect,
            base.intents,
            running,
            Optional.empty(),
            past,
            base.standards);
    Assessment.assess(subject);
    return subject.findings();
  }

  private static List<Kind> kinds(List<Finding> findings) {
    return findings.stream().map(Finding::rule).distinct().toList();
  }

  private static Past remembers(DeviceConfig before, boolean changed, LoggedChange... log) {
    List<OwnedList> owned =
        before.lists().stream()
            .filter(list -> list.name().startsWith("PORTCULLIS"))
            .map(list -> owned(list))
            .toList();
    return new Past(
        owned,
        Optional.of(OwnershipRules.configuration(before)),
        Optional.of(MONDAY),
        changed,
        List.of(log));
  }

  private static OwnedList owned(ReadList list) {
    return new OwnedList(
        "edge-a",
        list.family().number(),
        list.name(),
        Fingerprint.of(list),
        "",
        false,
        "r1",
        MONDAY);
  }

  @Test
  void aListOfOursThatSomebodyChangedIsToldWithWhoAndWhenTheLogSaysIt() {
    DeviceConfig before = read(intended);
    LoggedChange ours =
        new LoggedChange("Nov 24 09:00:00:000 2026", "portcullis", "10.30.0.130", "undo rule 5");
    LoggedChange theirs =
        new LoggedChange("Nov 24 10:00:00:000 2026", "zhang", "10.30.0.140", "undo rule 45");
    String renumbered =
        intended.replace(" rule 45 permit udp source 10.64", " rule 45 deny udp source 10.64");
    List<Finding> findings = assess(read(renumbered), remembers(before, false, theirs, ours));
    Finding edited =
        findings.stream()
            .filter(each -> each.rule() == Kind.OWNED_LIST_EDITED)
            .findFirst()
            .orElseThrow();
    assertThat(edited.message())
        .contains("zhang from 10.30.0.140", "Nov 24 10:00:00")
        .doesNotContain("portcullis from");
    assertThat(edited.evidence()).contains(OUT4, "undo rule 45");
    assertThat(edited.subject()).isEqualTo("PORTCULLIS_imc-lan_out_4");
    assertThat(kinds(assess(before, remembers(before, false, theirs)))).isEmpty();
  }

  @Test
  void aListOfOursThatIsGoneIsTold() {
    DeviceConfig before = read(intended);
    String gone = intended.replace(OUT4, "SOMETHING");
    assertThat(assess(read(gone), remembers(before, false)))
        .filteredOn(each -> each.rule() == Kind.OWNED_LIST_EDITED)
        .singleElement()
        .satisfies(each -> assertThat(each.message()).contains("is gone"));
  }

  @Test
  void anInterfaceThatIsNotThereIsSaidToBeMissing() {
    String place = base.device.bindings().getFirst().interfaceName();
    DeviceConfig other = read(intended.replace("interface " + place, "interface " + place + "9"));
    assertThat(assess(other, remembers(other, false)))
        .filteredOn(each -> each.rule() == Kind.BINDING_MISSING)
        .isNotEmpty()
        .allSatisfy(each -> {
          assertThat(each.message()).contains("has no interface " + place);
          assertThat(each.remedy().commands()).isEmpty();
          assertThat(each.remedy().steps().getFirst()).contains("Correct the binding");
        });
  }

  @Test
  void aChangeThatIsNotOursIsToldOnceAndOursIsNot() {
    DeviceConfig before = read(intended);
    DeviceConfig after =
        read(
            intended.replace(
                "acl basic 2001", "acl basic 2002\n rule 0 permit\n#\nacl basic 2001"));
    assertThat(kinds(assess(after, remembers(before, false))))
        .containsExactly(Kind.CHANGED_OUTSIDE);
    assertThat(kinds(assess(after, remembers(before, true)))).isEmpty();
    assertThat(kinds(assess(after, remembers(after, false)))).isEmpty();
  }

  @Test
  void theLogsWordsAreReadAsThePlatformWritesThem() {
    List<LoggedChange> changes =
        base.dialect.changes(
            """
            Log buffer: Enabled
            %Nov 24 10:00:00:123 2026 edge-a SHELL/6/SHELL_CMD: -Line=vty0-IPAddr=10.30.0.140-User=zhang; Command is undo rule 45
            %Nov 24 10:00:01:123 2026 edge-a SSHS/6/SSHS_LOG: Accepted password for zhang
            """);
    assertThat(changes)
        .containsExactly(
            new LoggedChange(
                "Nov 24 10:00:00:123 2026 edge-a", "zhang", "10.30.0.140", "undo rule 45"));
  }

  @Test
  void aBoundListThatTheHardwareRefusedIsTold() {
    String listing =
        """
        Interface: Vlan-interface20
         Outbound policy:
          IPv4 ACL %s (Failed)
        """
            .formatted(OUT4);
    assertThat(kinds(assess(read(intended + listing), Past.none()))).contains(Kind.BINDING_FAILED);
    assertThat(kinds(assess(read(intended + listing.replace(" (Failed)", "")), Past.none())))
        .isEmpty();
  }

  @Test
  void aLineThatNobodyCanReadMakesTheDeviceUnknown() {
    String strange =
        intended.replace(" rule 65534 deny ip\n", " rule 500 frobnicate\n rule 65534 deny ip\n");
    List<Finding> findings = assess(read(strange), Past.none());
    assertThat(kinds(findings)).contains(Kind.UNREADABLE, Kind.UNPROVED);
    assertThat(findings)
        .filteredOn(each -> each.rule() == Kind.UNREADABLE)
        .allSatisfy(each -> assertThat(each.evidence()).contains("rule 500 frobnicate"));
    // Not where it stands: a line more above it makes it no other finding.
    List<Finding> lower = assess(read("#\n" + strange), Past.none());
    assertThat(lower.stream().map(each -> each.fingerprint("edge-a")))
        .containsExactlyElementsOf(
            findings.stream().map(each -> each.fingerprint("edge-a")).toList());
  }

  private static Verifier.Seen seen(List<SnmpFinding> snmp, List<Probe.Result> probes) {
    return new Verifier.Seen(base.device, snmp, probes, List.of());
  }

  private static List<Finding> beside(String text, Verifier.Seen seen) {
    Subject subject =
        Subject.of(
            base.device,
            base.dialect,
            base.intents,
            read(text),
            Optional.empty(),
            Past.none(),
            base.standards);
    AgentRules.apply(subject, seen, true);
    return subject.findings();
  }

  @Test
  void anAgentThatShowsSomethingElseThanTheCommandLineIsTold() {
    SnmpFinding differs =
        new SnmpFinding("binding imc-lan in ipv4", "nothing", SnmpFinding.Verdict.DIFFERS);
    SnmpFinding same = new SnmpFinding("binding imc-lan in ipv4", "x", SnmpFinding.Verdict.MATCH);
    SnmpFinding unsaved = new SnmpFinding("running-saved", "no", SnmpFinding.Verdict.DIFFERS);
    assertThat(kinds(beside(intended, seen(List.of(differs), List.of()))))
        .containsExactly(Kind.SNMP_DISAGREES);
    assertThat(beside(intended, seen(List.of(same, unsaved), List.of()))).isEmpty();
  }

  @Test
  void aProbeThatFaresOtherwiseThanTheListSaysIsTold() {
    Probe probe = new Probe(Packet.parse("tcp 10.1.0.1:40000 > 10.20.0.11:8080"), "branch", true);
    Probe.Result blocked = new Probe.Result(probe, ProbeVerdict.BLOCKED, "no answer");
    Probe.Result open = new Probe.Result(probe, ProbeVerdict.OPEN, "answered");
    assertThat(beside(intended, seen(List.of(), List.of(blocked))))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.rule()).isEqualTo(Kind.PROBES_DISAGREE);
          assertThat(each.proof().orElseThrow().intended()).isEqualTo("permit");
        });
    assertThat(beside(intended, seen(List.of(), List.of(open)))).isEmpty();
    // A list that drifted explains the probe: that is told by the rules on packets.
    String narrowed =
        intended.replace(
            " rule 5 permit tcp source 10.1.0.0 0.0.255.255 destination 10.20.0.11 0",
            " rule 5 permit tcp source 10.1.9.0 0.0.0.255 destination 10.20.0.11 0");
    assertThat(narrowed).isNotEqualTo(intended);
    assertThat(beside(narrowed, seen(List.of(), List.of(blocked)))).isEmpty();
  }

  @Test
  void membersOfARedundancyGroupThatStrayAloneAreTold() {
    Finding blocked =
        Finding.of(Kind.INTENDED_BLOCKED, "imc-lan out ipv4", "Blocked.").withSubject("x");
    Finding silent = Finding.of(Kind.UNREACHABLE, "session", "No answer.");
    List<Device> pair = List.of(member("a"), member("b"));
    assertThat(group(pair, check("a", blocked), check("b")))
        .containsEntry("a", true)
        .containsEntry("b", false);
    assertThat(group(pair, check("a", blocked), check("b", blocked))).containsValues(false, false);
    assertThat(group(pair, check("a", blocked), check("b", silent))).containsValues(false, false);
  }

  @Test
  void aBindingThatOnlyObservesIsTold(@TempDir Path folder) throws IOException {
    assertThat(kindsWhere(folder, "ipv6: managed", "ipv6: managed\n        mode: observe"))
        .contains(Kind.OBSERVING);
    assertThat(kindsWhere(folder, "", "")).doesNotContain(Kind.OBSERVING);
  }

  @Test
  void aDeviceThatIsReachedInClearTextIsTold(@TempDir Path folder) throws IOException {
    String forbidden = "forbid: [telnet, snmp-v2c]";
    assertThat(kindsWhere(folder, forbidden, "forbid: [snmp-v1]")).doesNotContain(Kind.CLEAR_TEXT);
    assertThat(
            kindsWhere(
                folder,
                forbidden,
                "forbid: [snmp-v1]",
                "transport: ssh",
                "transport: telnet",
                "key: agent",
                "password: env:PASSWORD"))
        .contains(Kind.CLEAR_TEXT)
        .doesNotContain(Kind.FORBIDDEN_MANAGEMENT);
  }

  /** What is found on the locked device where the inventory's text says something else. */
  private static List<Kind> kindsWhere(Path folder, String... replaced) throws IOException {
    String text = Files.readString(DriftBase.INVENTORY);
    for (int i = 0; i < replaced.length; i += 2) {
      assertThat(text).contains(replaced[i]);
      text = text.replace(replaced[i], replaced[i + 1]);
    }
    DriftBase other = new DriftBase(Files.writeString(folder.resolve("inventory.yaml"), text));
    return kinds(other.check(intended, intended).findings());
  }

  @Test
  void aDeviceThatDoesNotAnswerIsUnknownAndSoIsAnotherOneInItsPlace(@TempDir Path state) {
    assertThat(kinds(met(state, SessionException.Kind.UNREACHABLE)))
        .containsExactly(Kind.UNREACHABLE);
    assertThat(kinds(met(state, SessionException.Kind.LOST))).containsExactly(Kind.UNREACHABLE);
    assertThat(kinds(met(state, SessionException.Kind.LOGIN_REFUSED)))
        .containsExactly(Kind.UNREACHABLE);
    assertThat(met(state, SessionException.Kind.WRONG_IDENTITY))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo(Kind.IDENTITY);
          assertThat(finding.severity()).isEqualTo(Finding.Severity.UNKNOWN);
        });
  }

  /** What a check finds where the login ends like that. */
  private static List<Finding> met(Path state, SessionException.Kind end) {
    Dialer dialer =
        (device, dialect) -> {
          throw new SessionException(end, "It ended so.");
        };
    try (Store store = new Store(state, DriftBase.CLOCK, Owner.current())) {
      DeviceCheck check =
          Checker.of(dialer, base.standards, store, DriftBase.CLOCK)
              .check(base.device, base.dialect, base.intents);
      assertThat(check.configuration()).isEmpty();
      return check.findings();
    }
  }

  private static Map<String, Boolean> group(List<Device> pair, DeviceCheck... checks) {
    Map<String, Boolean> told = new java.util.TreeMap<>();
    for (DeviceCheck check : GroupRules.apply(pair, List.of(checks))) {
      told.put(
          check.device(),
          check.findings().stream().anyMatch(each -> each.rule() == Kind.GROUP_DIFFERS));
    }
    return told;
  }

  private static DeviceCheck check(String name, Finding... findings) {
    return new DeviceCheck(name, "hq", "p", MONDAY, List.of(findings));
  }

  private static Device member(String name) {
    Device like = base.device;
    return new Device(
        name,
        like.site(),
        like.host(),
        like.port(),
        like.transport(),
        like.profile(),
        like.hostname(),
        like.credentials(),
        like.snmp(),
        Optional.of("pair"),
        like.owns(),
        like.numbers(),
        like.managementSources(),
        like.aaaServers(),
        like.ownAddresses(),
        like.legacy(),
        like.tags(),
        like.bindings(),
        like.place(),
        like.profilePlace());
  }

  @Test
  void theCommandsThatMendWereProvedAndMend() {
    EmulatedDevice device = base.locked();
    device.type(
        "system-view", "acl advanced name " + OUT4, "undo rule 45", "rule 131 permit ip", "return");
    Finding finding = base.check(device.running(), device.startup()).findings().getFirst();
    assertThat(finding.remedy().proved()).isTrue();
    assertThat(finding.remedy().commands()).hasSizeLessThan(12);
    device.type("system-view");
    List<String> lines = new java.util.ArrayList<>(List.of("system-view"));
    lines.addAll(finding.remedy().commands());
    device.type(lines.toArray(String[]::new));
    assertThat(kinds(base.check(device.running(), device.running()).findings())).isEmpty();
  }

  @Test
  void textOfADeviceIsCutWhereNobodyWouldReadOn() {
    String longest =
        intended.replace(
            " rule 65534 deny ip\n",
            " rule 500 " + "x".repeat(1_000_000) + "\n rule 65534 deny ip\n");
    assertThat(assess(read(longest), Past.none()))
        .allSatisfy(each ->
            assertThat(each.evidence().length() + each.message().length()).isLessThan(20_000));
  }
}

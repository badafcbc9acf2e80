package net.portcullis.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Profiles;
import net.portcullis.dialect.SnmpSpec;
import net.portcullis.dialect.SnmpSpec.FamilyIndex;
import net.portcullis.dialect.SnmpSpec.IndexPart;
import net.portcullis.dialect.SnmpSpec.Ready;
import net.portcullis.dialect.TestProfiles;
import net.portcullis.input.Place;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.SecretReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UnsignedInteger32;

class SnmpReaderTest {
  private static final Place HERE = new Place("devices.yaml", 1, 1);
  private static final SnmpSpec SPEC = spec(Optional.empty());

  private final LoopbackAgent agent = agent();
  private final SnmpClient client = client();
  private final SnmpReader reader =
      new SnmpReader(
          client,
          (reference, _) ->
              (switch (reference) {
                    case SecretReference.Environment variable -> variable.variable();
                    case SecretReference.Prompt _,
                        SecretReference.File _,
                        SecretReference.Program _,
                        SecretReference.Agent _ ->
                        "";
                  })
                  .toCharArray());

  @BeforeEach
  void a_switch_with_one_list_bound() {
    agent
        .shows("1.3.6.1.2.1.1.1.0", new OctetString("Example Switch Software 7"))
        .shows("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.1.7"))
        .shows("1.3.6.1.2.1.1.3.0", new TimeTicks(123_456))
        .shows("1.3.6.1.2.1.1.5.0", new OctetString("sw1"))
        .shows("1.3.6.1.2.1.31.1.1.1.1.7", new OctetString("Vlan20"))
        .shows("1.3.6.1.4.1.99999.3.1.0", new TimeTicks(500))
        .shows("1.3.6.1.4.1.99999.3.2.0", new TimeTicks(400))
        // binding: interface 7, in, ipv4, list "PC-1"; its status; its rules
        .shows("1.3.6.1.4.1.99999.4.1.7.1.1.4.80.67.45.49", new Integer32(1))
        .shows("1.3.6.1.4.1.99999.4.2.7.1.1.4.80.67.45.49", new Integer32(1))
        .shows("1.3.6.1.4.1.99999.5.1.4.80.67.45.49", new UnsignedInteger32(42));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    agent.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.3.6.1.4.1.2011.2.23.339 | VRP (R) software,Version 5.170 (S5720 V200R011C10) | huawei-vrp",
        "1.3.6.1.4.1.2011.2.224.1 | VRP (R) software,Version 5.120 (AR1220 V200R003C01) | huawei-ar",
        "1.3.6.1.4.1.2011.2.239.20 | VRP (R) software,Version 8.191 (CE6865 V200R019C10) | huawei-vrp8",
        // A firewall and a router of the same maker, each with software of the same name
        "1.3.6.1.4.1.2011.2.999.1 | VRP (R) software,Version 5.170 (USG6300 V500R001C30) | ''",
        "1.3.6.1.4.1.2011.2.999.2 | VRP (R) software,Version 8.191 (NE40E V800R010C10) | ''"
      })
  void a_makers_products_are_told_apart_by_what_they_say_of_themselves(
      String oid, String version, String profile) throws IOException {
    Profiles shipped = TestProfiles.all();
    SnmpReader.Agent known =
        new SnmpReader.Agent(oid, "Huawei Versatile Routing Platform Software\r\n " + version);

    assertThat(
            shipped.names().stream()
                .filter(name -> known.isOne(shipped.dialect(name).orElseThrow().snmp())))
        .containsExactly(profile.isEmpty() ? new String[0] : new String[] {profile});
  }

  @Test
  void everything_as_expected_matches() {
    assertThat(reader.read(v2c("open sesame"), SPEC, List.of(expect("PC-1", 42))))
        .containsExactly(
            match("sysObjectID", "1.3.6.1.4.1.99999.1.7"),
            match("sysDescr", "Example Switch Software 7"),
            match("sysName", "sw1"),
            match("sysUpTime", "0:20:34.56"),
            match("running-changed", "0:00:05.00"),
            match("saved", "0:00:04.00"),
            new SnmpFinding(
                "running-saved", "changed since it was saved", SnmpFinding.Verdict.DIFFERS),
            match("binding lan in ipv4", "PC-1"),
            match("rules lan in ipv4", "42"));
  }

  /** Releases say what they are in other words; a good change is not undone for that. */
  @Test
  void another_description_is_told_and_proves_nothing() {
    agent.shows("1.3.6.1.2.1.1.1.0", new OctetString("Release 9"));

    assertThat(reader.read(v2c("open sesame"), SPEC, List.of(expect("PC-1", 42))))
        .contains(
            new SnmpFinding(
                "sysDescr",
                "Release 9 (the profile knows such devices by 'Example Switch')",
                SnmpFinding.Verdict.NOT_VERIFIABLE));
  }

  @Test
  void another_list_another_count_and_a_refused_binding_differ() {
    agent.shows("1.3.6.1.4.1.99999.4.2.7.1.1.4.80.67.45.49", new Integer32(3));

    assertThat(differing(reader.read(v2c("open sesame"), SPEC, List.of(expect("PC-1", 41)))))
        .contains(
            "status lan in ipv4: PC-1 is not applied in full (3)",
            "rules lan in ipv4: 42 instead of 41");
    assertThat(differing(reader.read(v2c("open sesame"), SPEC, List.of(expect("PC-2", 42)))))
        .contains("binding lan in ipv4: PC-1 instead of PC-2");
  }

  @Test
  void a_missing_binding_differs_where_the_agent_shows_others() {
    Expected out =
        new Expected(binding(), Direction.OUT, Family.IPV4, Expected.Lists.exactly("PC-2"), 3);

    assertThat(differing(reader.read(v2c("open sesame"), SPEC, List.of(out))))
        .contains("binding lan out ipv4: nothing instead of PC-2");
  }

  @Test
  void objects_that_an_agent_does_not_have_are_not_verifiable_and_not_absent() throws IOException {
    try (LoopbackAgent older = agent()) {
      older
          .shows("1.3.6.1.2.1.1.1.0", new OctetString("Example Switch Software 5"))
          .shows("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.1.5"))
          .shows("1.3.6.1.2.1.31.1.1.1.1.7", new OctetString("Vlan20"));
      Expected nothing =
          new Expected(binding(), Direction.OUT, Family.IPV4, Expected.Lists.none(), 0);

      assertThat(
              reader.read(
                  device(new Device.Snmp.V2c(older.port(), secret("open sesame"))),
                  SPEC,
                  List.of(expect("PC-1", 42), nothing)))
          .filteredOn(finding -> finding.name().contains(" lan "))
          .isNotEmpty()
          .allSatisfy(finding ->
              assertThat(finding.verdict()).isEqualTo(SnmpFinding.Verdict.NOT_VERIFIABLE));
    }
  }

  @Test
  void a_table_that_is_not_ready_is_not_relied_upon() {
    SnmpSpec spec = spec(Optional.of(new Ready("1.3.6.1.4.1.99999.4.8.0", 2)));
    Expected expected =
        new Expected(binding(), Direction.OUT, Family.IPV4, Expected.Lists.none(), 0);

    agent.shows("1.3.6.1.4.1.99999.4.8.0", new Integer32(2));
    assertThat(binding(reader.read(v2c("open sesame"), spec, List.of(expected))))
        .containsExactly(match("binding lan out ipv4", "nothing"));

    agent.shows("1.3.6.1.4.1.99999.4.8.0", new Integer32(1));
    assertThat(binding(reader.read(v2c("open sesame"), spec, List.of(expected))))
        .containsExactly(
            SnmpFinding.hidden("binding lan out ipv4", "the device is still applying a change"));
  }

  @Test
  void a_wrong_community_is_told_as_silence_with_both_causes() {
    List<SnmpFinding> findings = reader.read(v2c("wrong"), SPEC, List.of(expect("PC-1", 42)));

    assertThat(findings)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.verdict()).isEqualTo(SnmpFinding.Verdict.NOT_VERIFIABLE);
          assertThat(finding.value())
              .contains("unreachable, or another community")
              .doesNotContain("wrong");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "sha1,aes128", "sha224,aes128", "sha256,aes192", "sha384,aes256", "sha512,aes256",
    "sha1,aes192", "sha1,aes256", "sha1,aes192c", "sha1,aes256c", "sha256,aes256c"
  })
  void version_3_reads_with_every_protocol(String authentication, String privacy) {
    agent.user("auditor", authentication, privacy);

    assertThat(
            reader.identity(v3("auditor", authentication, privacy, "authentication phrase"), SPEC))
        .contains(new SnmpReader.Identity.Known("1.3.6.1.4.1.99999.1.7", true));
  }

  @Test
  void a_wrong_user_and_a_wrong_password_are_told_apart_from_silence() {
    agent.user("auditor", "sha256", "aes128");

    assertThat(why(v3("nobody", "sha256", "aes128", "authentication phrase")))
        .contains("not the user 'nobody' with sha256 and aes128: wrong user, password or protocol");
    assertThat(why(v3("auditor", "sha256", "aes128", "another password")))
        .contains("user 'auditor'")
        .contains("wrong user, password or protocol");
  }

  @Test
  void nobody_listening_is_told_with_the_address() {
    Device nowhere = device(new Device.Snmp.V2c(1, secret("open sesame")));

    assertThat(why(nowhere)).contains("does not answer").contains("UDP 127.0.0.1 port 1");
  }

  private String why(Device device) {
    return reader.identity(device, SPEC).orElseThrow() instanceof SnmpReader.Identity.Unanswered no
        ? no.why()
        : "it answered";
  }

  private static List<SnmpFinding> binding(List<SnmpFinding> findings) {
    return findings.stream().filter(finding -> finding.name().startsWith("binding")).toList();
  }

  private static List<String> differing(List<SnmpFinding> findings) {
    return findings.stream()
        .filter(finding -> finding.verdict() == SnmpFinding.Verdict.DIFFERS)
        .map(finding -> finding.name() + ": " + finding.value())
        .toList();
  }

  private static SnmpFinding match(String name, String value) {
    return new SnmpFinding(name, value, SnmpFinding.Verdict.MATCH);
  }

  private static Expected expect(String list, int rules) {
    return new Expected(binding(), Direction.IN, Family.IPV4, Expected.Lists.exactly(list), rules);
  }

  private static SnmpSpec spec(Optional<Ready> ready) {
    FamilyIndex family = new FamilyIndex(1, 2);
    return new SnmpSpec(
        List.of("1.3.6.1.4.1.99999.1"),
        Optional.of("Example Switch"),
        List.of(),
        Optional.of("1.3.6.1.4.1.99999.3.1.0"),
        Optional.of("1.3.6.1.4.1.99999.3.2.0"),
        List.of(
            new SnmpSpec.RuleTable(
                "1.3.6.1.4.1.99999.5",
                List.of(new IndexPart.OfFamily(), new IndexPart.ListName()),
                family,
                Optional.empty())),
        List.of(
            new SnmpSpec.BindingTable(
                "1.3.6.1.4.1.99999.4.1",
                List.of(
                    new IndexPart.OfInterface(),
                    new IndexPart.OfDirection(),
                    new IndexPart.OfFamily(),
                    new IndexPart.ListName()),
                1,
                2,
                family,
                Optional.of(new Ready("1.3.6.1.4.1.99999.4.2", 1)),
                ready)),
        Optional.empty(),
        Optional.empty());
  }

  private Device v2c(String community) {
    return device(new Device.Snmp.V2c(agent.port(), secret(community)));
  }

  private Device v3(String user, String authentication, String privacy, String password) {
    return device(
        new Device.Snmp.V3(
            agent.port(),
            user,
            authentication,
            secret(password),
            privacy,
            secret("privacy phrase")));
  }

  private static SecretReference secret(String text) {
    return new SecretReference.Environment(text, HERE);
  }

  static Device device(Device.Snmp snmp) {
    return new Device(
        "sw1",
        "here",
        "127.0.0.1",
        22,
        Device.Transport.SSH,
        "example",
        Optional.empty(),
        new Device.Credentials("admin", Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.of(snmp),
        Optional.empty(),
        "PC",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(binding()),
        HERE,
        HERE);
  }

  private static Binding binding() {
    return binding("Vlan20");
  }

  static Binding binding(String interfaceName) {
    return new Binding(
        "lan",
        interfaceName,
        Binding.Attachment.VLAN_INTERFACE,
        Set.of(Direction.IN),
        Binding.Faces.INSIDE,
        Optional.empty(),
        "inside",
        "outside",
        Binding.Ipv6.ABSENT,
        List.of(),
        Binding.Mode.ENFORCE,
        false,
        List.of(),
        HERE);
  }

  private static LoopbackAgent agent() {
    try {
      return new LoopbackAgent();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static SnmpClient client() {
    try {
      return SnmpClient.open(Duration.ofMillis(700), 1);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}

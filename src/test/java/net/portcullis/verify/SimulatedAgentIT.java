package net.portcullis.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Profiles;
import net.portcullis.dialect.SnmpSpec;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.SecretReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Agents that others wrote: Debian's snmpsim shows hand-typed tables, and recordings of real
 * devices that come with it. Skipped where it is not installed.
 */
class SimulatedAgentIT {
  private static final Place HERE = new Place("devices.yaml", 1, 1);
  private static final Path SIMULATOR = Path.of("/usr/bin/snmpsimd");
  private static final Path RECORDINGS = Path.of("/usr/share/doc/snmpsim/examples/data");
  private static final Path TYPED = Path.of("src/test/resources/verify/agents");
  private static final String PLATFORM = "h3c-comware7";

  @TempDir private static Path folder;

  private static Process simulator;
  private static int port;
  private static Profiles profiles;
  private static SnmpClient client;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(SIMULATOR), "There is no snmpsim (Debian: apt-get install snmpsim).");
    Problems problems = new Problems();
    profiles = Profiles.read(List.of(Path.of("device-profiles")), problems);
    problems.throwIfAny();
    client = SnmpClient.open(Duration.ofSeconds(2), 2);
    Path data = folder.resolve("data");
    copy(TYPED, data);
    if (Files.isDirectory(RECORDINGS)) {
      unpack("cisco_16_switch", data);
      unpack("hp_perf", data);
      unpack("public", data);
    }
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    // It drops root's rights, and then must still write its index.
    Path index = Files.createDirectory(folder.resolve("index"));
    for (Path open : List.of(folder, index)) {
      open.toFile().setReadable(true, false);
      open.toFile().setExecutable(true, false);
    }
    index.toFile().setWritable(true, false);
    simulator =
        new ProcessBuilder(
                SIMULATOR.toString(),
                "--process-user=nobody",
                "--process-group=nogroup",
                "--data-dir=" + data,
                "--cache-dir=" + index,
                "--logging-method=stdout",
                "--agent-udpv4-endpoint=127.0.0.1:" + port,
                "--v3-user=portcullis",
                "--v3-auth-key=authentication phrase",
                "--v3-auth-proto=SHA256",
                "--v3-priv-key=privacy phrase",
                "--v3-priv-proto=AES")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    for (int tries = 0; tries < 600 && !answers(); tries++) {
      assertThat(simulator.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
      simulator.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (simulator != null) {
      simulator.destroyForcibly().waitFor();
    }
    if (client != null) {
      client.close();
    }
  }

  @Test
  void whatIsBoundIsReadByCommunityAndByUser() {
    List<Device.Snmp> ways =
        List.of(
            new Device.Snmp.V2c(port, secret("bound")),
            new Device.Snmp.V3(
                port,
                "portcullis",
                "sha256",
                secret("authentication phrase"),
                "aes128",
                secret("privacy phrase")));
    for (Device.Snmp way : ways) {
      assertThat(reader().read(SnmpReaderTest.device(way), spec(PLATFORM), List.of(expected())))
          .as("%s", way)
          .extracting(finding -> finding.name() + " " + finding.verdict())
          .contains(
              "sysObjectID MATCH",
              "sysDescr MATCH",
              "sysName MATCH",
              "running-saved MATCH",
              "binding lan in ipv4 MATCH",
              "rules lan in ipv4 MATCH");
    }
  }

  @Test
  void whatTheHardwareRefusedDiffers() {
    assertThat(
            reader()
                .read(
                    SnmpReaderTest.device(new Device.Snmp.V2c(port, secret("refused"))),
                    spec(PLATFORM),
                    List.of(expected())))
        .filteredOn(finding -> finding.verdict() == SnmpFinding.Verdict.DIFFERS)
        .extracting(SnmpFinding::value)
        .containsExactly("PC-1 is not applied in full (2)");
  }

  @Test
  void aWrongPasswordIsSaidAndNothingIsRead() {
    Device wrong =
        SnmpReaderTest.device(
            new Device.Snmp.V3(
                port,
                "portcullis",
                "sha256",
                secret("another phrase"),
                "aes128",
                secret("privacy phrase")));

    assertThat(reader().identity(wrong, spec(PLATFORM)).orElseThrow())
        .isInstanceOf(SnmpReader.Identity.Unanswered.class);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    // Two generations answer alike; the version's own command tells them apart.
    "bound, h3c-comware5 h3c-comware7",
    "cisco_16_switch, cisco-ios",
    "public, linux-nftables",
    // A ProCurve: no platform of ours, whatever its maker.
    "hp_perf, ''"
  })
  void whoAnAgentIsNarrowsThePlatformsDown(String community, String platforms) {
    assumeTrue(
        Files.isDirectory(RECORDINGS) || community.equals("bound"), "snmpsim has no recordings.");
    SnmpReader.Agent agent =
        reader()
            .agent(SnmpReaderTest.device(new Device.Snmp.V2c(port, secret(community))))
            .orElseThrow();

    assertThat(profiles.names().stream().filter(name -> agent.isOne(spec(name))))
        .as("%s", agent)
        .containsExactly(
            Pattern.compile(" ")
                .splitAsStream(platforms)
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new));
  }

  private static boolean answers() {
    return reader()
        .agent(SnmpReaderTest.device(new Device.Snmp.V2c(port, secret("bound"))))
        .isPresent();
  }

  private static SnmpReader reader() {
    return new SnmpReader(
        client,
        (reference, _) -> ((SecretReference.Environment) reference).variable().toCharArray());
  }

  private static SnmpSpec spec(String platform) {
    return profiles.dialect(platform).orElseThrow().snmp();
  }

  private static Expected expected() {
    Binding lan = SnmpReaderTest.binding("Vlan-interface20");
    return new Expected(lan, Direction.IN, Family.IPV4, Expected.Lists.exactly("PC-1"), 42);
  }

  private static SecretReference secret(String text) {
    return new SecretReference.Environment(text, HERE);
  }

  private static void unpack(String name, Path data) throws IOException {
    try (InputStream packed =
        new GZIPInputStream(Files.newInputStream(RECORDINGS.resolve(name + ".snmprec.gz")))) {
      Files.copy(packed, data.resolve(name + ".snmprec"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}

package net.portcullis.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Severity;
import net.portcullis.input.Problem;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the inventory's word on rules and waivers does to findings. */
class SettingsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-27");
  private static final Finding OPEN =
      Finding.of(Kind.UNINTENDED_PERMITTED, "imc-lan out ipv4", "Telnet is open.")
          .withSubject("permit tcp any any 23")
          .withRegion("tcp any -> 10.20.0.11/32 port 23");
  private static final Finding REDUNDANT =
      Finding.of(Kind.REDUNDANT_LINE, "imc-lan out ipv4", "A line decides nothing.");
  private static final Finding UNREADABLE =
      Finding.of(Kind.UNREADABLE, "configuration", "Not understood.");

  @TempDir private Path folder;

  private final Problems problems = new Problems();

  /** The example deployment with a block of settings. */
  private Inventory inventory(String compliance) throws Exception {
    for (String file : List.of("deployment.yaml", "devices.yaml", "roles.yaml")) {
      Files.copy(Path.of("inventory", file), folder.resolve(file));
    }
    Files.writeString(folder.resolve("compliance.yaml"), "compliance:\n" + compliance.indent(2));
    Inventory inventory = InventoryReader.read(folder, problems);
    Settings.check(inventory, problems);
    return inventory;
  }

  private static DeviceCheck check(Finding... findings) {
    return new DeviceCheck("edge-a", "headquarters", "p", Instant.EPOCH, List.of(findings));
  }

  private DeviceCheck weighed(Inventory inventory, Finding... findings) {
    assertThat(problems.all()).isEmpty();
    Device device = inventory.device("edge-a").orElseThrow();
    return new Settings(inventory.compliance(), TODAY).apply(device, check(findings));
  }

  private static String waiver(String more) {
    return """
    waivers:
      console:
        rule: unintended-permitted
        owner: noc
        reason: The old console server.
    """
        + more.indent(4);
  }

  @Test
  void aRuleThatIsOffSaysNothing() throws Exception {
    Inventory inventory = inventory("rules: {redundant-line: off}");
    assertThat(weighed(inventory, REDUNDANT, OPEN).findings()).containsExactly(OPEN);
  }

  @Test
  void aRuleMattersAsMuchAsTheInventorySays() throws Exception {
    Inventory inventory = inventory("rules: {redundant-line: warning, unintended-permitted: info}");
    DeviceCheck check = weighed(inventory, REDUNDANT, OPEN);
    assertThat(check.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING, Severity.INFO);
    assertThat(check.status()).isEqualTo(DeviceCheck.Status.DRIFT);
  }

  @Test
  void aWaiverLetsAFindingStandUntilItsLastDay() throws Exception {
    DeviceCheck check = weighed(inventory(waiver("expires: 2026-11-27")), OPEN);
    assertThat(check.status()).isEqualTo(DeviceCheck.Status.COMPLIANT);
    assertThat(check.findings().getFirst().waiver().orElseThrow().owner()).isEqualTo("noc");
  }

  @Test
  void anExpiredWaiverNoLongerWaivesAndIsAFindingItself() throws Exception {
    DeviceCheck check = weighed(inventory(waiver("expires: 2026-11-26")), OPEN);
    assertThat(check.status()).isEqualTo(DeviceCheck.Status.DRIFT);
    assertThat(check.findings())
        .extracting(Finding::rule)
        .containsExactly(Kind.WAIVER_EXPIRED, Kind.UNINTENDED_PERMITTED);
    assertThat(check.findings().getLast().waiver()).isEmpty();
  }

  @Test
  void aWaiverMeansOnlyWhatItNames() throws Exception {
    for (String narrower :
        List.of(
            "devices: edge-b",
            "fingerprint: \"0123456789abcdef\"",
            "region: tcp any -> any port 23")) {
      Inventory inventory = inventory(waiver("expires: 2030-01-01\n" + narrower));
      assertThat(weighed(inventory, OPEN).status())
          .as(narrower)
          .isEqualTo(DeviceCheck.Status.DRIFT);
      clear();
    }
    for (String exact :
        List.of(
            "devices: edge-*\nbindings: imc-lan",
            "fingerprint: \"" + OPEN.fingerprint("edge-a") + "\"",
            "region: tcp any -> 10.20.0.11/32 port 23")) {
      Inventory inventory = inventory(waiver("expires: 2030-01-01\n" + exact));
      assertThat(weighed(inventory, OPEN).status())
          .as(exact)
          .isEqualTo(DeviceCheck.Status.COMPLIANT);
      clear();
    }
  }

  private void clear() throws Exception {
    for (String file : List.of("deployment.yaml", "devices.yaml", "roles.yaml")) {
      Files.delete(folder.resolve(file));
    }
  }

  @Test
  void aWaiverThatWaivesNothingIsToldOnceItsDevicesWereUnderstood() throws Exception {
    Inventory inventory = inventory(waiver("expires: 2030-01-01\ndevices: edge-a"));
    Settings settings = new Settings(inventory.compliance(), TODAY);
    Device device = inventory.device("edge-a").orElseThrow();
    DeviceCheck fine = settings.apply(device, check());
    assertThat(settings.unused(inventory.devices(), List.of(fine)))
        .singleElement()
        .asString()
        .contains("compliance.yaml:3:5", "'console'", "waives nothing");
    DeviceCheck unclear = settings.apply(device, check(UNREADABLE));
    assertThat(settings.unused(inventory.devices(), List.of(unclear))).isEmpty();
    settings.apply(device, check(OPEN));
    assertThat(settings.unused(inventory.devices(), List.of(fine))).isEmpty();
  }

  @Test
  void whatIsUnknownCanBeNeitherSwitchedOffNorWaived() throws Exception {
    inventory(
        "rules: {unreadable-line: off}\n"
            + waiver("expires: 2030-01-01").replace("unintended-permitted", "unreachable"));
    assertThat(problems.all())
        .extracting(Problem::what)
        .allMatch(it -> it.contains("is not known"));
    assertThat(problems.all()).hasSize(2);
  }

  @Test
  void aRuleThatDoesNotExistIsToldWithTheNearest() throws Exception {
    inventory("rules: {redundant-lines: off}");
    assertThat(problems.all())
        .singleElement()
        .asString()
        .contains("Did you mean 'redundant-line'?");
  }
}

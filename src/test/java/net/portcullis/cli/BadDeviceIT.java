package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.SettableTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a device does, it ends as it was or as it was to be, and the operator is told why. */
class BadDeviceIT {
  @TempDir private Path folder;

  private EmulatedFleet fleet(String... faults) throws Exception {
    List<Fault> some = new ArrayList<>();
    for (String fault : faults) {
      some.add(Fault.parse(fault));
    }
    return EmulatedFleet.small(
        folder, Options.of("h3c-comware7", 1, Transport.SSH).withFaults(some));
  }

  private static void endsAsItWas(EmulatedFleet fleet, Map<String, String> before) {
    assertThat(fleet.held()).isEqualTo(before);
    assertThat(fleet.device().rollbackArmed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reject@rule 65534",
        "reject-strangely@rule 0",
        "question@rule 0",
        "drop-view@rule 5",
        "silent-rewrite@rule 0",
        "misread@rule 5",
        "ignore@rule 0",
        "flood@rule 0",
        "reject@packet-filter ipv6",
        "cut-before@rule 5",
        "cut-before@packet-filter name",
        "cut-after@packet-filter name:2",
        "reboot@packet-filter name",
        "reboot-after@packet-filter ipv6",
        "hardware-full@packet-filter name"
      })
  void aChangeThatFailsLeavesTheDeviceAsItWas(String fault) throws Exception {
    try (EmulatedFleet fleet = fleet(fault)) {
      Map<String, String> before = fleet.held();
      EmulatedFleet.Result pushed = fleet.run(1, "push", "--yes", "-o", "json");
      assertThat(pushed.device(0).get("state").asString()).isEqualTo("ROLLED_BACK");
      assertThat(pushed.device(0).get("error").asString()).isNotBlank();
      endsAsItWas(fleet, before);
      fleet.device().clearFaults();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrong-host-key@connect:*",
        "refuse-login@login:*",
        "wrong-hostname@screen-length:*",
        "wrong-hostname@undo terminal:*"
      })
  void aDeviceThatCannotBeTrustedIsNotTouched(String fault) throws Exception {
    try (EmulatedFleet fleet = fleet(fault)) {
      Map<String, String> before = fleet.held();
      fleet.run(4, "plan");
      fleet.run(1, "push", "--yes");
      fleet.run(4, "check");
      endsAsItWas(fleet, before);
      assertThat(fleet.device().typed()).noneMatch(line -> line.startsWith("acl "));
    }
  }

  @Test
  void anUnreachableDeviceIsToldApart() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      fleet.edit("    port: " + fleet.device().ports().cli() + "\n", "    port: 1\n");
      assertThat(fleet.run(4, "plan", "-o", "json").device(0).get("status").asString())
          .isEqualTo("unreachable");
      assertThat(fleet.run(1, "push", "--yes", "-o", "json").device(0).get("state").asString())
          .isEqualTo("UNREACHABLE");
      fleet.run(4, "check");
    }
  }

  @Test
  void anAnswerThatIsLostAfterTheConfirmationChangesNothing() throws Exception {
    try (EmulatedFleet fleet = fleet("cut-after@configuration commit:2")) {
      fleet.run(0, "push", "--yes");
      fleet.run(0, "check");
      assertThat(fleet.device().running()).isEqualTo(fleet.device().startup());
    }
  }

  @Test
  void aSaveThatFailsIsToldAndRecovered() throws Exception {
    try (EmulatedFleet fleet = fleet("reject@save")) {
      String before = fleet.device().startup();
      assertThat(fleet.run(5, "push", "--yes").out()).contains("save safely force");
      assertThat(fleet.device().startup()).isEqualTo(before);
      fleet.run(0, "recover", "--yes");
      assertThat(fleet.device().startup()).isEqualTo(fleet.device().running());
      fleet.run(0, "check");
    }
  }

  @Test
  void theDevicesTimerBringsBackWhatNobodyConfirmed() throws Exception {
    SettableTime time = new SettableTime();
    List<Fault> faults = new ArrayList<>();
    faults.add(Fault.parse("cut-after@packet-filter name"));
    for (int login = 2; login < 30; login++) {
      faults.add(Fault.parse("refuse-login@login:" + login));
    }
    Options options =
        Options.of("h3c-comware7", 1, Transport.TELNET).withFaults(faults).withTime(time);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      EmulatedDevice device = fleet.device();
      Map<String, String> before = fleet.held();
      Thread push = Thread.ofVirtual().start(() -> fleet.run("push", "--yes"));
      for (int i = 0; i < 600 && !device.running().contains("packet-filter name"); i++) {
        push.join(Duration.ofMillis(50));
      }
      assertThat(device.rollbackArmed()).isTrue();
      time.advance(Duration.ofMinutes(2));
      assertThat(device.running()).doesNotContain("packet-filter name PORTCULLIS");
      device.clearFaults();
      push.join();
      endsAsItWas(fleet, before);
    }
  }
}

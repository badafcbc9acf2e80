package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The whole way, from the catalog to what a device holds, on emulated devices. */
class EmulatedFleetIT {
  private static final String PLATFORM = "h3c-comware7";

  @TempDir private Path folder;

  private static Options one(Transport transport) {
    return Options.of(PLATFORM, 1, transport);
  }

  private static List<String> states(JsonNode device) {
    List<String> states = new ArrayList<>();
    device.get("steps").forEach(step -> states.add(step.get("state").asString()));
    return states;
  }

  private static void holdsOneListForEachPlace(EmulatedDevice device, int generation) {
    assertThat(device.running()).isEqualTo(device.startup());
    assertThat(device.running())
        .contains(
            " packet-filter name PORTCULLIS_imc-lan_in_4_g" + generation + " inbound\n",
            " packet-filter name PORTCULLIS_imc-lan_out_4_g" + generation + " outbound\n",
            " packet-filter ipv6 name PORTCULLIS_imc-lan_in_6_g" + generation + " inbound\n",
            " packet-filter ipv6 name PORTCULLIS_imc-lan_out_6_g" + generation + " outbound\n");
    assertThat(
            device
                .running()
                .lines()
                .filter(line -> line.startsWith("acl ") && line.contains("PORTCULLIS")))
        .hasSize(4);
    assertThat(device.rollbackArmed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aDeviceIsLockedAndStaysSo(Transport transport) throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.whole(folder, one(transport))) {
      EmulatedDevice device = fleet.device();
      String factory = device.running();
      assertThat(fleet.run(0, "allowlist", "-o", "json").json().size()).isGreaterThan(50);
      assertThat(fleet.run(0, "render", device.name()).out())
          .contains("acl advanced name PORTCULLIS_imc-lan_in_4_g1", "rule 65534 deny ip");

      JsonNode plan = fleet.run(3, "plan", "-o", "json").device(0);
      assertThat(plan.get("status").asString()).isEqualTo("change");
      assertThat(plan.get("commands").size()).isGreaterThan(500);
      assertThat(plan.get("newlyDenied").size()).isPositive();
      assertThat(plan.get("newlyDenied").get(0).get("witness").asString()).isNotBlank();
      assertThat(plan.get("textDiff").asString()).contains("+rule 65534 deny ip");
      assertThat(device.running()).isEqualTo(factory);

      JsonNode pushed = fleet.run(0, "push", "--yes", "-o", "json").device(0);
      assertThat(states(pushed))
          .containsExactly(
              "PLANNED",
              "LOCKED",
              "STAGED",
              "PROVED",
              "ARMED",
              "SWAPPED",
              "PROBED",
              "CONFIRMED",
              "CLEANED",
              "SAVED");
      assertThat(pushed.get("error").isNull()).isTrue();
      holdsOneListForEachPlace(device, 1);

      String locked = device.running();
      assertThat(fleet.run(0, "push", "--yes", "-o", "json").device(0).get("state").asString())
          .isEqualTo("UNCHANGED");
      assertThat(fleet.run(0, "check", "-o", "json").device(0).get("status").asString())
          .isEqualTo("compliant");
      JsonNode verified = fleet.run(0, "verify", device.name(), "-o", "json").device(0);
      verified
          .get("snmp")
          .forEach(row ->
              assertThat(row.get("verdict").asString()).as(row.toString()).isEqualTo("match"));
      assertThat(verified.get("probes").values())
          .isNotEmpty()
          .allSatisfy(probe ->
              assertThat(probe.get("verdict").asString())
                  .isEqualTo("simulated-" + probe.get("expected").asString()));
      assertThat(fleet.run(0, "explain", "tcp 10.30.16.5 > 10.20.0.11:8080").out())
          .contains("permit", "plat-ext-");
      assertThat(fleet.run(0, "explain", "tcp 10.30.16.5 > 10.20.0.11:23").out()).contains("deny");
      assertThat(fleet.run(0, "history", "--verify").out()).contains("none changed or missing");
      assertThat(device.running()).isEqualTo(locked);
      assertThat(device.startup()).isEqualTo(locked);
    }
  }

  /** Emulated devices have the same addresses of their own and listen on other ports. */
  @Test
  void aFleetsListsAreNoLongerThanThoseOfOneDevice() throws Exception {
    int alone;
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      alone = fleet.run(0, "allowlist", "-o", "json").json().size();
    }
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(PLATFORM, 5, Transport.SSH))) {
      assertThat(fleet.run(0, "allowlist", "-o", "json").json().size()).isEqualTo(5 * alone);
    }
  }

  @Test
  void whatAnObservingBindingLetsThroughIsCounted() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      fleet.edit("mode: enforce", "mode: observe");
      fleet.run(0, "push", "--yes");
      JsonNode observed =
          fleet.run(0, "verify", fleet.device().name(), "-o", "json").device(0).get("observed");
      assertThat(observed.size()).isEqualTo(4);
      observed.forEach(row -> assertThat(row.get("packets").asInt()).isZero());
      assertThat(fleet.run(0, "verify", fleet.device().name()).out())
          .contains("0 packets that would be denied");
    }
  }

  @Test
  void aHandEditIsFoundWithATrueWitness() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      fleet.run(0, "push", "--yes");
      EmulatedDevice device = fleet.device();
      assertThat(
              device.type(
                  "system-view",
                  "acl advanced name PORTCULLIS_imc-lan_in_4_g1",
                  "rule 65533 permit tcp destination-port eq 23"))
          .doesNotContain("^");
      JsonNode found = fleet.run(3, "check", "-o", "json").device(0);
      assertThat(found.get("status").asString()).isEqualTo("drift");
      List<String> witnesses = new ArrayList<>();
      found
          .get("findings")
          .forEach(finding -> {
            if (!finding.get("witness").isNull()) {
              witnesses.add(finding.get("witness").asString());
            }
          });
      assertThat(witnesses)
          .anySatisfy(witness -> assertThat(witness).startsWith("tcp ").endsWith(":23"));
      assertThat(device.running()).isNotEqualTo(device.startup());
    }
  }

  @Test
  void aWiderIntentEditsTheBoundListInPlaceAndIsRolledBack() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      fleet.run(0, "push", "--yes");
      EmulatedDevice device = fleet.device();
      String before = device.running();
      fleet.edit("    ports: 123\n", "    ports: [123, 4460]\n");
      JsonNode plan = fleet.run(3, "plan", "-o", "json").device(0);
      assertThat(plan.get("newlyPermitted").get(0).get("witness").asString()).contains(":4460");
      assertThat(plan.get("newlyDenied").size()).isZero();
      int typed = device.typed().size();
      fleet.run(0, "push", "--yes");
      assertThat(device.typed().subList(typed, device.typed().size()))
          .noneMatch(line -> line.contains("packet-filter name"));
      assertThat(device.running()).contains("eq 4460");
      holdsOneListForEachPlace(device, 1);
      fleet.run(0, "check");
      fleet.run(0, "rollback", device.name(), "--yes");
      assertThat(device.running()).isEqualTo(before);
      assertThat(device.startup()).isEqualTo(before);
      fleet.run(3, "check");
    }
  }

  @Test
  void aForeignListIsRefusedUntilItIsAdopted() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      EmulatedDevice device = fleet.device();
      device.type(
          "system-view",
          "acl advanced 3010",
          "rule permit ip",
          "quit",
          "interface Vlan-interface20",
          "packet-filter 3010 inbound",
          "return",
          "save force");
      String foreign = device.running();
      EmulatedFleet.Result refused = fleet.run(1, "push", "--yes", "-o", "json");
      assertThat(refused.device(0).get("state").asString()).isEqualTo("REFUSED");
      assertThat(refused.device(0).get("error").asString()).contains("3010", "adopt");
      assertThat(device.running()).isEqualTo(foreign);
      fleet.run(0, "adopt", device.name() + "/imc-lan", "--yes");
      fleet.run(1, "push", "--yes");
      assertThat(device.running()).isEqualTo(foreign);
      fleet.run(0, "push", "--yes", "--allow-loss", "100");
      assertThat(device.running())
          .contains("packet-filter name PORTCULLIS_imc-lan_in_4_g1 inbound", "acl advanced 3010");
      fleet.run(0, "check");
    }
  }

  @Test
  void aPlanFileIsUsedOnceAsItWasWrittenOnTheDeviceThatItSaw() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      EmulatedDevice device = fleet.device();
      Path saved = folder.resolve("x.plan.json");
      fleet.run(3, "plan", "--save", saved.toString());
      String factory = device.running();

      Path edited = folder.resolve("edited.plan.json");
      Files.writeString(edited, Files.readString(saved).replace("permit udp", "permit tcp"));
      assertThat(Files.readString(edited)).isNotEqualTo(Files.readString(saved));
      fleet.run(2, "push", edited.toString(), "--yes");
      assertThat(device.running()).isEqualTo(factory);

      device.type("system-view", "acl advanced 3011", "rule permit ip");
      assertThat(fleet.run(1, "push", saved.toString(), "--yes", "--save-foreign").out())
          .contains("REFUSED");
      assertThat(device.running()).doesNotContain("PORTCULLIS");
      device.reboot();

      Path second = folder.resolve("second.plan.json");
      fleet.run(3, "plan", "--save", second.toString());
      fleet.run(0, "push", second.toString(), "--yes");
      fleet.run(0, "check");
      String locked = device.running();
      assertThat(fleet.run("push", second.toString(), "--yes").status()).isEqualTo(1);
      assertThat(device.running()).isEqualTo(locked);
    }
  }

  @Test
  void aDeviceIsEnrolledAndAnotherOneInItsPlaceIsRefused() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, one(Transport.SSH))) {
      String text = Files.readString(fleet.inventory());
      int key = text.indexOf("    host-key:");
      fleet.edit(text.substring(key, text.indexOf('\n', key) + 1), "");
      fleet.run(1, "push", "--yes");
      assertThat(fleet.run(4, "plan").out()).contains("enroll");
      assertThat(fleet.device().typed()).isEmpty();
      fleet.run(0, "enroll", fleet.device().name(), "--yes");
      fleet.run(3, "plan");
    }
  }

  @Test
  void severalDevicesAreChangedInOneRun() throws Exception {
    Options options =
        one(Transport.SSH)
            .withBatches(
                List.of(
                    new Batch(PLATFORM, "s", 3, Transport.SSH),
                    new Batch(PLATFORM, "t", 3, Transport.TELNET)));
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      JsonNode pushed = fleet.run(0, "push", "--yes", "-o", "json").json().get("devices");
      assertThat(pushed.size()).isEqualTo(6);
      for (EmulatedDevice device : fleet.emulators().devices()) {
        holdsOneListForEachPlace(device, 1);
      }
      fleet.run(0, "check");
    }
  }
}

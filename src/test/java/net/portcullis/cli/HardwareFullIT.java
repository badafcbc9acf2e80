package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A device whose hardware has no room says so in its answer, behind it, in its log, or where it
 * shows what its hardware holds. Whichever it is, the change ends in the old state, and the
 * operator is told what was full and how to mend it.
 */
class HardwareFullIT {
  private static final String NO_ROOM = "has no room for this change. ";
  private static final String REMEDY = "so that fewer lines are needed";

  @TempDir private Path folder;

  private EmulatedFleet fleet(String platform, String settings, String... faults) throws Exception {
    Map<String, String> given =
        Arrays.stream(settings.split(" ", -1))
            .filter(setting -> !setting.isEmpty())
            .map(setting -> setting.split("=", -1))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return EmulatedFleet.small(
        folder,
        new Options(
            List.of(new Batch(platform, platform, 1, Transport.SSH)),
            Duration.ZERO,
            Arrays.stream(faults).map(Fault::parse).toList(),
            Optional.empty(),
            Optional.empty(),
            given,
            Time.real()));
  }

  private static String error(EmulatedFleet.Result pushed) {
    assertThat(pushed.device(0).get("state").asString()).isEqualTo("ROLLED_BACK");
    return pushed.device(0).get("error").asString();
  }

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "h3c-comware7, \"\", packet-filter name, \"in IPv4: No resource\"",
        "h3c-comware7, full=slot, packet-filter name, \"slot 2\"",
        "h3c-comware7, full=answer, packet-filter name, \"Not enough hardware resources\"",
        "h3c-comware5, \"\", rule 10, \"(uncompleted)\"",
        "huawei-vrp, \"\", traffic-filter inbound, \"logged afterwards\"",
        "cisco-ios, \"\", ip access-group, \"logged afterwards\"",
        "cisco-ios, monitor=on, ip access-group, \"did not take 'ip access-group\"",
        "arista-eos, full=answer, ip access-group, \"TCAM resource allocation failure\"",
      })
  void aChangeThatTheHardwareHasNoRoomForIsUndoneAndToldAsThat(
      String platform, String settings, String line, String how) throws Exception {
    try (EmulatedFleet fleet = fleet(platform, settings, "hardware-full@" + line)) {
      Map<String, String> before = fleet.held();

      String error = error(fleet.run(1, "push", "--yes", "-o", "json"));

      assertThat(error).contains(fleet.device().name() + " " + NO_ROOM, how, REMEDY);
      assertThat(fleet.held()).isEqualTo(before);
      assertThat(fleet.device().rollbackArmed()).isFalse();
    }
  }

  @Test
  void whatRoomWasSeenWhenItWasPlannedIsTold() throws Exception {
    try (EmulatedFleet fleet =
        fleet("h3c-comware7", "acl-entries=4000", "hardware-full@packet-filter name")) {
      assertThat(error(fleet.run(1, "push", "--yes", "-o", "json")))
          .contains("there was room for 4000 more lines (IFP ACL: 0 of 4000 taken)");
    }
  }

  @Test
  void aLineOfABoundListThatTheHardwareDidNotTakeBringsBackTheOldList() throws Exception {
    try (EmulatedFleet fleet = fleet("h3c-comware7", "")) {
      fleet.run(0, "push", "--yes");
      Map<String, String> before = fleet.held();
      fleet.edit("    ports: 123\n", "    ports: [123, 4460]\n");
      fleet.device().add(Fault.parse("hardware-full@acl advanced:2"));

      String error = error(fleet.run(1, "push", "--yes", "-o", "json"));

      assertThat(error).contains(NO_ROOM, "4460", "(No resource)");
      assertThat(fleet.held()).isEqualTo(before);
      fleet.edit("    ports: [123, 4460]\n", "    ports: 123\n");
      fleet.run(0, "check");
    }
  }

  @Test
  void aMessageFromBeforeTheChangeIsNoneOfIt() throws Exception {
    try (EmulatedFleet fleet = fleet("cisco-ios", "", "hardware-full@ip access-group")) {
      error(fleet.run(1, "push", "--yes", "-o", "json"));
      fleet.device().reboot();

      fleet.run(0, "push", "--yes");

      assertThat(fleet.device().type("enable", "show logging")).contains("MERGEFAIL");
      fleet.run(0, "check");
    }
  }

  @Test
  void anyOtherRefusalIsToldOtherwise() throws Exception {
    try (EmulatedFleet fleet = fleet("h3c-comware7", "", "reject@rule 65534")) {
      assertThat(error(fleet.run(1, "push", "--yes", "-o", "json")))
          .contains("Unrecognized command")
          .doesNotContain(NO_ROOM, REMEDY);
    }
  }
}

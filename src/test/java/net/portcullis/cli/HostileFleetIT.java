package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Devices that misbehave each in its own way, in one run with as many that do not. */
class HostileFleetIT {
  /** What goes wrong, and how the device must end. */
  private static final Map<String, String> HOSTILE = hostile();

  @TempDir private Path folder;

  private static Map<String, String> hostile() {
    Map<String, String> ends = new LinkedHashMap<>();
    ends.put("flood@rule 0", "ROLLED_BACK");
    // Reading is tried again on a new connection, and it is well then.
    ends.put("flood@display current-configuration:2", "SAVED");
    ends.put("question@rule 5", "ROLLED_BACK");
    ends.put("reject@rule 10", "ROLLED_BACK");
    ends.put("reject-strangely@rule 5", "ROLLED_BACK");
    ends.put("misread@rule 5", "ROLLED_BACK");
    ends.put("silent-rewrite@rule 0", "ROLLED_BACK");
    ends.put("ignore@rule 5", "ROLLED_BACK");
    ends.put("drop-view@rule 5", "ROLLED_BACK");
    ends.put("cut-before@rule 10", "ROLLED_BACK");
    ends.put("cut-after@packet-filter name", "ROLLED_BACK");
    ends.put("reboot@packet-filter name", "ROLLED_BACK");
    ends.put("hardware-full@packet-filter name", "ROLLED_BACK");
    ends.put("noise@rule 0", "ROLLED_BACK");
    ends.put("wrong-host-key@connect:*", "REFUSED|UNREACHABLE");
    ends.put("refuse-login@login:*", "UNREACHABLE|REFUSED");
    ends.put("wrong-hostname@screen-length:*", "REFUSED|UNREACHABLE");
    ends.put("hang@rule 0", "ROLLED_BACK");
    return ends;
  }

  @ParameterizedTest
  @EnumSource
  void honestDevicesInTheSameRunAreUnharmed(Transport transport) throws Exception {
    // Telnet has no host key that could be wrong.
    List<String> names =
        HOSTILE.keySet().stream()
            .filter(fault -> transport == Transport.SSH || !fault.startsWith("wrong-host-key"))
            .toList();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      faults.add(Fault.parse("h3c-comware7-%04d/%s".formatted(2 * i + 2, names.get(i))));
    }
    Options options = Options.of("h3c-comware7", 2 * names.size(), transport).withFaults(faults);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      Map<String, String> before = fleet.held();
      EmulatedFleet.Result pushed = fleet.run("push", "--yes", "--failures", "99", "-o", "json");
      assertThat(pushed.status()).as(pushed.toString()).isEqualTo(1);
      Map<String, String> after = fleet.held();
      int index = 0;
      for (JsonNode device : pushed.json().get("devices")) {
        String name = device.get("name").asString();
        String state = device.get("state").asString();
        boolean honest = index % 2 == 0;
        if (honest) {
          assertThat(state).as(device.toString()).isEqualTo("SAVED");
        } else {
          String fault = names.get(index / 2);
          assertThat(HOSTILE.getOrDefault(fault, "").split("\\|", -1))
              .as(fault + ": " + device)
              .contains(state);
          if (!state.equals("SAVED")) {
            assertThat(after.get(name)).as(fault).isEqualTo(before.get(name));
            assertThat(device.get("error").asString()).as(fault).isNotBlank();
          }
        }
        index++;
      }
      assertThat(index).isEqualTo(2 * names.size());
      for (EmulatedDevice device : fleet.emulators().devices()) {
        assertThat(device.typed()).noneMatch(line -> line.contains("portcullis"));
        device.clearFaults();
      }
      fleet.run(0, "recover", "--yes");
    }
  }
}

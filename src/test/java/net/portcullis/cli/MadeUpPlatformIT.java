package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A platform that no program ever heard of: its words are those of a real one, each replaced by
 * another, in its profile and in its emulator. Two files in a workspace are all that it takes.
 */
class MadeUpPlatformIT {
  private static final String REAL = "h3c-comware7";
  private static final String NAME = "moonbeam";
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put(REAL, NAME);
    WORDS.put("packet-filter", "sieve");
    WORDS.put("advanced", "deep");
    WORDS.put("system-view", "workshop");
    WORDS.put("System View", "Workshop");
    WORDS.put("screen-length", "scroll");
    WORDS.put("display ", "exhibit ");
    WORDS.put("undo ", "retract ");
    WORDS.put("Vlan-interface", "Bridgeport");
    WORDS.put("sysname", "callsign");
    WORDS.put("acl", "lattice");
    WORDS.put("save safely force", "keep for good");
    WORDS.put("configuration commit delay", "unless kept revert in");
    WORDS.put("configuration commit", "kept");
    WORDS.put("Unrecognized command found at", "Nobody ever taught me");
    WORDS.put("inbound", "entering");
    WORDS.put("outbound", "leaving");
  }

  @TempDir private Path workspace;

  @BeforeEach
  void twoFiles() throws IOException {
    Files.createSymbolicLink(workspace.resolve("catalog"), Path.of("catalog").toAbsolutePath());
    write("device-profiles", Path.of("device-profiles", REAL + ".yaml"));
    write("emulator", Path.of("src/main/resources/emulator", REAL + ".yaml"));
  }

  private void write(String folder, Path real) throws IOException {
    String text = Files.readString(real);
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    assertThat(text).doesNotContain("packet-filter", "system-view", "acl ");
    Files.writeString(
        Files.createDirectory(workspace.resolve(folder)).resolve(NAME + ".yaml"), text);
  }

  private Options devices(Transport transport) {
    return new Options(
        List.of(new Batch(NAME, NAME, 1, transport)),
        Duration.ZERO,
        List.of(),
        Optional.empty(),
        Optional.of(workspace.resolve("emulator")),
        Map.of(),
        Time.real());
  }

  @Test
  void isLintedAndTried() {
    String[] in = {"--workspace", workspace.toString()};
    assertThat(CommandRun.of(in[0], in[1], "profile", "lint", NAME).out())
        .isEqualTo(NAME + ": no problems\n");
    CommandRun tried = CommandRun.of(in[0], in[1], "profile", "test", NAME);
    assertThat(tried.status()).as(tried.out() + tried.err()).isZero();
  }

  @Test
  void isLockedCheckedAndBroughtBack() throws Exception {
    Path folder = Files.createDirectory(workspace.resolve("fleet"));
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, devices(Transport.SSH))) {
      EmulatedDevice device = fleet.device();
      String here = workspace.toString();

      assertThat(fleet.run(3, "--workspace", here, "plan").out())
          .contains("lattice deep name PORTCULLIS_imc-lan_in_4_g1", "unless kept revert in");
      fleet.run(0, "--workspace", here, "push", "--yes");
      assertThat(device.running())
          .contains(" sieve name PORTCULLIS_imc-lan_in_4_g1 entering\n")
          .isEqualTo(device.startup());
      fleet.run(0, "--workspace", here, "check");

      device.type(
          "workshop",
          "interface Bridgeport20",
          "retract sieve name PORTCULLIS_imc-lan_in_4_g1 entering");
      assertThat(fleet.run(3, "--workspace", here, "check", "-o", "json").out())
          .contains("binding-missing");
      fleet.run(0, "--workspace", here, "push", "--yes", "--save-foreign");
      fleet.run(0, "--workspace", here, "rollback", device.name(), "--yes");
      assertThat(device.running()).doesNotContain("PORTCULLIS_imc-lan_in_4_g1 entering");
    }
  }
}

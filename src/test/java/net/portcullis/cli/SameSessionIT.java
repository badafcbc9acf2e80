package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.SettableTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A timer that only the session which started it can end. The shipped profile gives its trial a
 * name, so that any session may end it; the one of this workspace gives it none.
 */
class SameSessionIT {
  private static final Path SHIPPED = Path.of("device-profiles");

  /** By this name any session may end the timer. */
  private static final String NAMED = " persist portcullis";

  @TempDir private Path workspace;
  private String platform = "";

  @BeforeEach
  void describeThePlatform() throws IOException {
    Path profiles = Files.createDirectory(workspace.resolve("device-profiles"));
    Path catalog = Path.of("catalog").toAbsolutePath();
    Files.createSymbolicLink(workspace.resolve("catalog"), catalog);
    try (Stream<Path> files = Files.list(SHIPPED)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        String name = file.getFileName().toString();
        String text = Files.readString(file);
        if (text.contains(NAMED)) {
          platform = name.substring(0, name.length() - ".yaml".length());
          text =
              text.replace(NAMED, "")
                  .replace("    granularity:", "    same-session: true\n    granularity:");
        }
        Files.writeString(profiles.resolve(name), text);
      }
    }
    assertThat(platform).as("a platform whose timer has a name").isNotEmpty();
  }

  private EmulatedFleet fleet() throws IOException {
    Options options = Options.of(platform, 1, Transport.SSH).withTime(new SettableTime());
    return EmulatedFleet.small(Files.createDirectory(workspace.resolve("fleet")), options);
  }

  private EmulatedFleet.Result push(EmulatedFleet fleet, int status) {
    return fleet.run(status, "--workspace", workspace.toString(), "push", "--yes", "-o", "json");
  }

  @Test
  void theSessionIsKeptAndConfirmsWhatANewLoginHasSeen() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      EmulatedDevice device = fleet.device();

      EmulatedFleet.Result pushed = push(fleet, 0);

      assertThat(PlatformsIT.state(pushed)).isEqualTo("SAVED");
      assertThat(device.typed()).anyMatch(line -> line.startsWith("commit trial "));
      assertThat(device.typed()).noneMatch(line -> line.contains("persist"));
      assertThat(device.rollbackArmed()).isFalse();
      assertThat(device.running()).contains(PlatformsIT.OURS);
    }
  }

  @Test
  void whereNobodyCanLogInAnewTheSessionThatIsKeptTakesTheChangeBack() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      EmulatedDevice device = fleet.device();
      Map<String, String> before = fleet.held();
      device.add(Fault.parse("refuse-login@login:2"));
      device.add(Fault.parse("refuse-login@login:3"));

      EmulatedFleet.Result pushed = push(fleet, 1);

      assertThat(PlatformsIT.state(pushed)).isEqualTo("ROLLED_BACK");
      assertThat(device.typed()).contains("abort trial");
      assertThat(device.rollbackArmed()).isFalse();
      assertThat(fleet.held()).isEqualTo(before);
    }
  }
}

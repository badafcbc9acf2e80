package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Devices whose inventory says {@code profile: auto}. */
class RecognitionIT {
  private static final String PLATFORM = "h3c-comware7";

  @TempDir private Path folder;

  private EmulatedFleet fleet(Transport transport) throws IOException {
    EmulatedFleet fleet = EmulatedFleet.small(folder, Options.of(PLATFORM, 1, transport));
    fleet.edit("profile: " + PLATFORM, "profile: auto");
    return fleet;
  }

  /** Takes the agent out of the inventory. */
  private static void withoutAgent(EmulatedFleet fleet) throws IOException {
    String text = Files.readString(fleet.inventory());
    Files.writeString(
        fleet.inventory(),
        text.replaceAll(
            "\\n +snmp:\\n( +(version|port|user|authentication|privacy): .*\\n)+", "\n"));
    assertThat(Files.readString(fleet.inventory())).doesNotContain("authentication:");
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aDeviceThatIsKnownByWhatItShowsIsLocked(Transport transport) throws Exception {
    try (EmulatedFleet fleet = fleet(transport)) {
      EmulatedFleet.Result pushed = fleet.run(0, "push", "--yes");

      assertThat(pushed.err())
          .contains(
              fleet.device().name() + " is " + PLATFORM + ": its agent says 1.3.6.1.4.1.25506");
      assertThat(fleet.device().running()).contains("packet-filter name PORTCULLIS");
      fleet.run(0, "check");
      fleet.run(0, "verify", fleet.device().name());
      fleet.run(0, "rollback", fleet.device().name(), "--yes");
    }
  }

  /** Among all platforms that there are profiles for, by what the agent says, and without it. */
  @ParameterizedTest
  @MethodSource("net.portcullis.cli.PlatformsIT#platforms")
  void eachPlatformIsToldFromAllOthers(String platform) throws Exception {
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of(platform, 1, Transport.TELNET))) {
      fleet.edit("profile: " + platform, "profile: auto");
      String known = fleet.device().name() + " is " + platform + ": its ";

      assertThat(fleet.run(3, "plan").err()).contains(known + "agent says");
      withoutAgent(fleet);
      assertThat(fleet.run(3, "plan").err()).contains(known + "prompt is");
    }
  }

  @Test
  void withoutAnAgentPromptAndVersionDecide() throws Exception {
    try (EmulatedFleet fleet = fleet(Transport.TELNET)) {
      withoutAgent(fleet);

      assertThat(fleet.run(3, "plan").err())
          .contains(fleet.device().name() + " is " + PLATFORM)
          .contains("its prompt is '<" + fleet.device().name() + ">'")
          .contains("'display version' says 'H3C Comware Software, Version 7.1.070");
      assertThat(fleet.device().typed()).doesNotContain("system-view");
    }
  }

  @Test
  void aPlatformThatNobodyDescribedIsRefusedWithWhatItShowed() throws Exception {
    try (EmulatedFleet fleet = fleet(Transport.SSH)) {
      Path profiles = Files.createDirectory(folder.resolve("device-profiles"));
      Files.copy(Path.of("device-profiles/huawei-vrp.yaml"), profiles.resolve("huawei-vrp.yaml"));
      Files.createSymbolicLink(folder.resolve("catalog"), Path.of("catalog").toAbsolutePath());
      String[] push = {"push", "--yes", "--workspace", folder.toString()};
      String before = fleet.device().running();

      EmulatedFleet.Result refused = fleet.run(2, push);

      assertThat(refused.err())
          .contains("fleet.yaml:")
          .contains("What " + fleet.device().name() + " is cannot be told.")
          .contains("1.3.6.1.4.1.25506.1.1844")
          .contains("Name its profile in place of 'auto'");
      assertThat(fleet.run(4, "check", "--workspace", folder.toString()).out())
          .contains("unreachable", "none of the platforms");

      withoutAgent(fleet);

      assertThat(fleet.run(2, push).err())
          .contains("its prompt is '<" + fleet.device().name() + ">'")
          .contains("'display version' says 'H3C Comware Software, Version 7.1.070");
      assertThat(fleet.device().running()).isEqualTo(before);
    }
  }

  @Test
  void whatContactsNobodyAsksForTheProfilesName() throws Exception {
    try (EmulatedFleet fleet = fleet(Transport.SSH)) {
      assertThat(fleet.run(2, "render", fleet.device().name()).err())
          .contains("is, only it can tell, and it is not asked here.");
    }
  }
}

package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * What a device asks of who logs in for the first time. It is answered as the platform wants it,
 * the operator is told, and nothing secret is typed at a prompt that nobody expects.
 */
class FirstLoginIT {
  private static final String SECRET = "portcullis";

  @TempDir private Path folder;

  private EmulatedFleet fleet(String platform, Transport transport, String setting, String value)
      throws Exception {
    return EmulatedFleet.small(
        folder,
        new Options(
            List.of(new Batch(platform, platform, 1, transport)),
            Duration.ZERO,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of(setting, value),
            Time.real()));
  }

  private static void nothingSecretWasTyped(EmulatedFleet fleet) {
    assertThat(fleet.device().answers()).noneMatch(answer -> answer.contains(SECRET));
    assertThat(fleet.device().typed()).noneMatch(line -> line.contains(SECRET));
  }

  /** Enrolls, pushes and checks, and finds the words wherever a person looks. */
  private static void reported(EmulatedFleet fleet, String words) {
    assertThat(fleet.run(0, "enroll", fleet.device().name(), "--yes").err()).contains(words);
    assertThat(fleet.run(3, "plan").out().replaceAll("\\s+", " ")).contains(words);
    assertThat(fleet.run(0, "push", "--yes").out().replaceAll("\\s+", " ")).contains(words);
    assertThat(fleet.device().running()).isEqualTo(fleet.device().startup());
    assertThat(fleet.run(3, "check", "-o", "json").device(0).get("findings").values())
        .anySatisfy(finding -> {
          assertThat(finding.get("rule").asString()).isEqualTo("login-notice");
          assertThat(finding.get("message").asString()).contains(words);
        });
    nothingSecretWasTyped(fleet);
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void theInitialPasswordIsKeptAndReported(Transport transport) throws Exception {
    try (EmulatedFleet fleet = fleet("huawei-vrp", transport, "first-login", "on")) {
      reported(fleet, "Change now? [Y/N]:', and 'N' was typed: The password is the initial one");
      assertThat(fleet.device().asked())
          .contains("The password needs to be changed. Change now? [Y/N]:");
      assertThat(fleet.device().answers()).containsOnly("N", "y");
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aDefaultPasswordEndsTheLoginAndIsToldAsThat(Transport transport) throws Exception {
    try (EmulatedFleet fleet = fleet("huawei-vrp", transport, "first-login", "default")) {
      Map<String, String> before = fleet.held();
      assertThat(fleet.run(4, "plan").out().replaceAll("\\s+", " "))
          .contains("The password is the initial one; log in by hand and change it.")
          .contains("Then it ended the session");
      fleet.run(1, "push", "--yes");
      assertThat(fleet.run(1, "enroll", fleet.device().name(), "--yes").err())
          .contains("The password is the initial one");
      assertThat(fleet.device().answers()).containsOnly("N");
      assertThat(fleet.device().typed()).isEmpty();
      assertThat(fleet.held()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aDemandForANewPasswordGetsNothing(Transport transport) throws Exception {
    try (EmulatedFleet fleet = fleet("huawei-vrp", transport, "first-login", "demanded")) {
      assertThat(fleet.run(4, "plan").out().replaceAll("\\s+", " "))
          .contains("demands a new password");
      fleet.run(1, "push", "--yes");
      fleet.run(1, "enroll", fleet.device().name(), "--yes");
      assertThat(fleet.device().asked()).containsExactly("New password:");
      assertThat(fleet.device().answers()).isEmpty();
      assertThat(fleet.device().typed()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whoComesToAShellGoesOnToTheCommandLine(Transport transport) throws Exception {
    try (EmulatedFleet fleet = fleet("juniper-junos", transport, "first-login", "on")) {
      reported(fleet, "and 'cli' was typed: The account is root");
      assertThat(fleet.device().typed()).startsWith("cli", "set cli screen-length 0");
    }
  }

  @Test
  void whereTheTimerIsRefusedForWantOfAnAccountNothingStays() throws Exception {
    try (EmulatedFleet fleet =
        fleet("juniper-junos", Transport.SSH, "root-authentication", "off")) {
      Map<String, String> before = fleet.held();

      JsonNode pushed = fleet.run(1, "push", "--yes", "-o", "json").device(0);

      assertThat(pushed.get("state").asString()).isEqualTo("ROLLED_BACK");
      assertThat(pushed.get("error").asString()).contains("root-authentication is missing");
      assertThat(fleet.held()).isEqualTo(before);
    }
  }
}

package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists are bound only where the hardware has room for them beside what it holds. */
class HeadroomIT {
  private static final String PLATFORM = "h3c-comware7";
  private static final String GROUPING = "cisco-ios";

  @TempDir private Path folder;

  private static Options with(String setting, String value) {
    return with(PLATFORM, setting, value);
  }

  private static Options with(String platform, String setting, String value) {
    return new Options(
        List.of(new Batch(platform, platform, 1, Transport.SSH)),
        Duration.ZERO,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of(setting, value),
        Time.real());
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsSent() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, with("acl-entries", "20"))) {
      EmulatedFleet.Result planned = fleet.run(1, "plan");

      assertThat(planned.out().replaceAll("\\s+", " "))
          .contains("The hardware has room for 20 more lines (IFP ACL: 0 of 20 taken)")
          .contains("must fit beside what is bound. Free some, or permit less.");
      fleet.run(1, "push", "--yes");
      assertThat(fleet.device().running()).doesNotContain("PORTCULLIS");
      assertThat(fleet.device().typed()).doesNotContain("system-view");
    }
  }

  @Test
  void whatObjectGroupsHoldTakesRoomAsIfItWereLines() throws Exception {
    try (EmulatedFleet fleet = GroupsIT.grouping(folder, with(GROUPING, "acl-entries", "200"))) {
      String grouped = needed(fleet);
      fleet.edit("object-groups: true", "object-groups: false");
      assertThat(grouped).isEqualTo(needed(fleet)).hasSizeGreaterThan(3);
    }
  }

  private static String needed(EmulatedFleet fleet) {
    Matcher said =
        Pattern.compile("and (\\d+) must fit beside what is bound")
            .matcher(fleet.run(1, "plan").out().replaceAll("\\s+", " "));
    assertThat(said.find()).isTrue();
    return said.group(1);
  }

  @Test
  void anAgentThatDoesNotShowTheRoomLeavesARisk() throws Exception {
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, with("acl-entries", "off"))) {
      assertThat(fleet.run(3, "plan").out().replaceAll("\\s+", " "))
          .contains("How much room the hardware has for lists is not shown by this device.");
    }
  }
}

package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check of configurations in files, and of devices while a file or the store is not to be had.
 */
class CheckFilesIT {
  private static final String FIRST = "h3c-comware7-0001";

  @TempDir private Path folder;

  private EmulatedFleet fleet(int count) throws Exception {
    return EmulatedFleet.small(folder, Options.of("h3c-comware7", count, Transport.TELNET));
  }

  @Test
  void configurationsThatWereKeptAreJudgedWithoutADevice() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    try (EmulatedFleet fleet = fleet(2)) {
      EmulatedDevice first = fleet.device();
      Path file = kept.resolve(FIRST + ".cfg");
      Files.writeString(file, first.running());
      EmulatedFleet.Result open = fleet.run(3, "check", "--config", kept.toString(), "-o", "json");
      assertThat(open.json().get("devices")).hasSize(1);
      assertThat(open.device(0).get("status").asString()).isEqualTo("drift");
      assertThat(open.err()).contains("no configuration of h3c-comware7-0002");

      fleet.run(0, "push", FIRST, "--yes");
      Files.writeString(file, first.running());
      fleet.run(0, "check", "--config", file.toString(), FIRST);

      String edited =
          first
              .running()
              .replaceFirst(
                  "(acl advanced name PORTCULLIS[^\n]*\n(?: [^\n]*\n)*? rule 0 [^\n]*\n)",
                  "$1 rule 1 permit ip\n");
      assertThat(edited).isNotEqualTo(first.running());
      Files.writeString(file, edited);
      EmulatedFleet.Result wide = fleet.run(3, "check", "--config", file.toString(), FIRST);
      assertThat(wide.out()).contains("unintended");
    }
  }

  @Test
  void aConfigurationThatIsNotThereIsToldWithItsName() throws Exception {
    try (EmulatedFleet fleet = fleet(1)) {
      Path missing = folder.resolve("missing.cfg");
      assertThat(fleet.run(2, "check", "--config", missing.toString(), FIRST).err())
          .contains("missing.cfg");
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsToldAndTheOthersAreWritten() throws Exception {
    try (EmulatedFleet fleet = fleet(1)) {
      Path late = folder.resolve("late.html");
      Path good = folder.resolve("good.json");
      // Good when the command begins, and not when the report is written.
      Files.createDirectories(late.resolveSibling("late.html.new"));
      Files.writeString(late.resolveSibling("late.html.new").resolve("in-the-way"), "");
      EmulatedFleet.Result result =
          fleet.run(2, "check", "--report", "html:" + late, "--report", "json:" + good);
      assertThat(result.err()).contains("late.html");
      assertThat(good).exists();
      assertThat(late).doesNotExist();
      assertThat(fleet.run(2, "check", "--report", "html:/nowhere/at/all.html").err())
          .contains("/nowhere/at/all.html", "folder");
    }
  }

  @Test
  void aStoreThatSomebodyHoldsTakesNothingFromTheCheckButItsHistory() throws Exception {
    try (EmulatedFleet fleet = fleet(1)) {
      fleet.run(0, "push", "--yes");
      fleet.run(0, "check");
      Path store;
      try (var files = Files.list(fleet.state())) {
        store = files.filter(file -> file.toString().endsWith(".db")).findFirst().orElseThrow();
      }
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + store);
          Statement lock = other.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        EmulatedFleet.Result result = fleet.run(0, "check", "-o", "json");
        assertThat(result.device(0).get("status").asString()).isEqualTo("compliant");
        assertThat(result.err()).contains("history");
        lock.execute("ROLLBACK");
      }
    }
  }
}

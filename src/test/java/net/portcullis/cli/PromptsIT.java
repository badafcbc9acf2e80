package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many prompts a push waits for. Counted on the device, which shows one after each line that is
 * typed, so that lines that were sent together count singly; logins and read-backs do not count.
 */
class PromptsIT {
  private static final int BESIDE_THE_PLAN = 10;

  @TempDir private Path folder;

  @Test
  void noMoreThanTenPromptsBesideThePlannedLines() throws Exception {
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of("h3c-comware7", 1, Transport.SSH))) {
      Set<String> free = loginsAndReadings(fleet);
      push(fleet, free, 50);
      fleet.edit("    ports: 123\n", "    ports: [123, 4460]\n");
      push(fleet, free, 1);
    }
  }

  private static void push(EmulatedFleet fleet, Set<String> free, int least) {
    EmulatedDevice device = fleet.device();
    int planned = fleet.run(3, "plan", "-o", "json").device(0).get("commands").size();
    assertThat(planned).isGreaterThanOrEqualTo(least);
    int before = device.typed().size();
    fleet.run(0, "push", "--yes");
    List<String> typed = device.typed().subList(before, device.typed().size());
    assertThat(typed).containsAnyElementsOf(free);
    List<String> counted = typed.stream().filter(line -> !free.contains(line)).toList();
    assertThat(counted)
        .as("with %d planned lines", planned)
        .hasSizeBetween(planned, planned + BESIDE_THE_PLAN);
  }

  /** What is typed to log in, and to read. */
  private static Set<String> loginsAndReadings(EmulatedFleet fleet) {
    GlobalOptions options = new GlobalOptions();
    options.inventory = fleet.inventory();
    Deployment deployment = Deployment.read(options.workspace());
    Device device = deployment.inventory().devices().getFirst();
    Dialect dialect = deployment.dialect(device);
    List<Command> reading = new ArrayList<>(dialect.readCommands(Dialect.Source.RUNNING));
    reading.addAll(dialect.readCommands(Dialect.Source.STARTUP));
    Set<String> free = new HashSet<>(dialect.session().prepare());
    reading.addAll(hardware(device, dialect));
    reading.forEach(command -> free.add(command.text()));
    return free;
  }

  /** What the hardware holds is read back too, once for each list. */
  private static List<Command> hardware(Device device, Dialect dialect) {
    List<Command> reading = new ArrayList<>();
    dialect.hardwareFull().readSlots().ifPresent(reading::add);
    for (Binding binding : device.bindings()) {
      for (Direction direction : Direction.values()) {
        for (Family family : Family.values()) {
          String list = dialect.listName(device.owns(), binding, direction, family, 1);
          reading.addAll(
              dialect
                  .hardwareFull()
                  .readListing(binding, direction, family, list, List.of("1", "2")));
        }
      }
    }
    return reading;
  }
}

package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.InventoryFile;
import net.portcullis.emulator.SettableTime;
import net.portcullis.emulator.trial.ProfileTrial;
import net.portcullis.inventory.Device;

/** Gives a trial its devices, an inventory that names them, and a store that nobody keeps. */
final class TrialRun {
  private TrialRun() {}

  static List<ProfileTrial.Check> of(Workspace workspace, String profile, long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("portcullis-profile-test");
    SettableTime time = new SettableTime();
    try (Emulators emulators =
        ProfileTrial.devices(profile, workspace.home().resolve("emulator"), time)) {
      Path inventory = folder.resolve("inventory.yaml");
      InventoryFile.write(inventory, emulators);
      Workspace own = new Workspace(workspace.home(), inventory, folder.resolve("state"));
      Deployment deployment = Deployment.read(own);
      List<Device> devices = deployment.inventory().devices();
      try (Outside outside = Outside.open(own)) {
        outside.secrets().prepare(devices);
        return new ProfileTrial(
                time,
                emulators,
                devices,
                deployment.dialect(devices.getFirst()),
                outside.dialer(),
                outside.snmpReader(),
                seed)
            .run();
      }
    } finally {
      remove(folder);
    }
  }

  /** Removes a folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A push whose process is killed at random moments. {@code -Dportcullis.kills=N} sets how often,
 * {@code -Dportcullis.seed=S} repeats a run.
 */
class KilledPushIT {
  @TempDir private Path folder;

  @Test
  void recoverFinishesOrUndoesWhateverWasInterrupted() throws Exception {
    int kills = Integer.getInteger("portcullis.kills", 3);
    long seed = Long.getLong("portcullis.seed", System.nanoTime());
    System.out.println("KilledPushIT: -Dportcullis.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Options options =
        new Options(
            Options.of("h3c-comware7", 1, Transport.TELNET).batches(),
            Duration.ofMillis(4),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            java.util.Map.of(),
            Time.real());
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      EmulatedDevice device = fleet.device();
      String factory = device.running();
      fleet.run(0, "push", "--yes");
      String locked = device.running();
      for (int kill = 0; kill < kills; kill++) {
        backTo(fleet, factory);
        killed(fleet, random);
        EmulatedFleet.Result recovered = fleet.run("recover", "--yes");
        String told = "kill " + kill + ", seed " + seed + ": " + recovered;
        assertThat(device.running()).as(told).isIn(factory, locked);
        assertThat(device.startup()).as(told).isIn(factory, locked);
        assertThat(device.running()).as(told).isEqualTo(device.startup());
        assertThat(device.rollbackArmed()).as(told).isFalse();
        assertThat(recovered.status()).as(told).isBetween(0, 1);
      }
    }
  }

  /** Unlocks the device as an operator would who rolls the last push back. */
  private static void backTo(EmulatedFleet fleet, String factory) {
    EmulatedDevice device = fleet.device();
    if (!device.running().equals(factory)) {
      device.type(
          "system-view",
          "interface Vlan-interface20",
          "undo packet-filter name PORTCULLIS_imc-lan_in_4_g1 inbound",
          "undo packet-filter name PORTCULLIS_imc-lan_out_4_g1 outbound",
          "undo packet-filter ipv6 name PORTCULLIS_imc-lan_in_6_g1 inbound",
          "undo packet-filter ipv6 name PORTCULLIS_imc-lan_out_6_g1 outbound",
          "quit",
          "undo acl advanced name PORTCULLIS_imc-lan_in_4_g1",
          "undo acl advanced name PORTCULLIS_imc-lan_out_4_g1",
          "undo acl ipv6 advanced name PORTCULLIS_imc-lan_in_6_g1",
          "undo acl ipv6 advanced name PORTCULLIS_imc-lan_out_6_g1",
          "save force");
    }
    assertThat(device.running()).isEqualTo(factory);
    assertThat(device.startup()).isEqualTo(factory);
  }

  /** Starts a push and kills it once the device has heard so many lines of it. */
  private static void killed(EmulatedFleet fleet, SplittableRandom random)
      throws IOException, InterruptedException {
    EmulatedDevice device = fleet.device();
    int before = device.typed().size();
    int lines = random.nextInt(5, 130);
    Process push = push(fleet);
    try {
      while (push.isAlive() && device.typed().size() - before < lines) {
        push.waitFor(1, TimeUnit.MILLISECONDS);
      }
      push.waitFor(random.nextInt(0, 20), TimeUnit.MILLISECONDS);
    } finally {
      push.destroyForcibly().waitFor();
    }
    // The device notices that nobody is there any more before anybody else logs in.
    for (int i = 0; i < 100 && device.sessions() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Process push(EmulatedFleet fleet) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path").replace(':', File.pathSeparatorChar),
                "net.portcullis.cli.Portcullis"));
    command.addAll(
        List.of(
            "--inventory",
            fleet.inventory().toString(),
            "--state",
            fleet.state().toString(),
            "push",
            "--yes"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

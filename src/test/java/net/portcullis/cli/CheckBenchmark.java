package net.portcullis.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.EmulatedScene;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;

/**
 * How long a check of many devices takes, with the emulators in the same process and on the same
 * cores: 1,000 devices with lists of some 200 rules within 40 seconds on two cores. The devices are
 * given their lists from one another before the clock starts. The first check has no history, the
 * second one has; every tenth device drifts.
 *
 * <pre>
 * mvn -q test-compile
 * java -XX:ActiveProcessorCount=2 --enable-native-access=ALL-UNNAMED \
 *   -cp target/classes:target/test-classes:src/main/resources:$(mvn -q dependency:build-classpath -Dmdep.outputFile=/dev/stdout) \
 *   net.portcullis.cli.CheckBenchmark 1000
 * </pre>
 */
public final class CheckBenchmark {
  private static final String PLATFORM = "h3c-comware7";

  private CheckBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("portcullis");
    try (EmulatedFleet fleet =
        EmulatedFleet.whole(folder, Options.of(PLATFORM, count, Transport.SSH))) {
      String text = Files.readString(fleet.inventory());
      Files.writeString(
          fleet.inventory(),
          text.replace("components: [plat, bims]", "components: [bims]")
              .replace("components: [plat]", "components: [bims]")
              // Each device's own ports would make its lists its own.
              .replaceAll("(?m)^ +management: .*\n", ""));
      lock(fleet);
      for (int i = 1; i <= 3; i++) {
        long before = System.nanoTime();
        EmulatedFleet.Result result = fleet.run("check", "-o", "json");
        long millis = (System.nanoTime() - before) / 1_000_000;
        long compliant =
            StreamSupport.stream(result.json().get("devices").spliterator(), false)
                .filter(device -> device.get("status").asString().equals("compliant"))
                .count();
        System.out.println(
            count
                + " devices, check "
                + i
                + ": "
                + millis
                + " ms, exit "
                + result.status()
                + ", "
                + compliant
                + " compliant");
      }
    }
  }

  private static void lock(EmulatedFleet fleet) {
    EmulatedDevice first = fleet.device();
    List<String> lines = new ArrayList<>(List.of("system-view"));
    fleet.run(0, "render", first.name()).out().lines().map(String::strip).forEach(lines::add);
    long rules = lines.stream().filter(line -> line.startsWith("rule ")).count();
    System.out.println(rules + " rules a device");
    lines.add("return");
    first.type(lines.toArray(String[]::new));
    first.type("save force");
    List<EmulatedDevice> devices = fleet.emulators().devices();
    for (int i = 1; i < devices.size(); i++) {
      EmulatedScene.copy(first, devices.get(i));
      if (i % 10 == 3) {
        devices
            .get(i)
            .type(
                "system-view",
                "acl advanced name PORTCULLIS_imc-lan_out_4_g1",
                "rule 3 permit tcp source 192.0.2.0 0.0.0.255",
                "return");
      }
    }
  }
}

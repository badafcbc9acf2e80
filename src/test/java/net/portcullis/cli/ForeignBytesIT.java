package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices with random configurations of other people: after a push, its rollback, a push that fails
 * on the way and a recovery, nothing of theirs differs by a byte. {@code -Dportcullis.seed=S}
 * repeats a run, {@code -Dportcullis.devices=N} takes more of them.
 */
class ForeignBytesIT {
  private static final List<String> WORDS =
      List.of("lldp", "stp", "ntp-service", "info-center", "irf", "undo-like", "dns", "radius");

  @TempDir private Path folder;

  @Test
  void nothingOfOthersDiffers() throws Exception {
    long seed = Long.getLong("portcullis.seed", System.nanoTime());
    int count = Integer.getInteger("portcullis.devices", 24);
    System.out.println("ForeignBytesIT: -Dportcullis.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Options options = Options.of("h3c-comware7", count, Transport.TELNET);
    try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
      List<EmulatedDevice> devices = fleet.emulators().devices();
      Map<String, String> before = new TreeMap<>();
      for (EmulatedDevice device : devices) {
        device.type(foreign(random).toArray(String[]::new));
        before.put(device.name(), device.running());
        assertThat(device.running()).as("a configuration that says something").contains("acl ");
        assertThat(device.startup()).isEqualTo(device.running());
      }
      String run = fleet.run(0, "push", "--yes", "-o", "json").json().get("run").asString();
      for (EmulatedDevice device : devices) {
        assertThat(device.running()).contains("PORTCULLIS").isEqualTo(device.startup());
        assertThat(withoutOurs(device.running()))
            .as("seed " + seed)
            .isEqualTo(withoutOurs(before.getOrDefault(device.name(), "")));
      }
      fleet.run(0, "rollback", run, "--yes");
      for (EmulatedDevice device : devices) {
        assertThat(device.running()).as("seed " + seed).isEqualTo(before.get(device.name()));
        assertThat(device.startup()).as("seed " + seed).isEqualTo(before.get(device.name()));
      }
      List<String> steps =
          List.of("rule 0", "rule 5", "packet-filter name", "packet-filter ipv6", "save");
      for (EmulatedDevice device : devices) {
        String step = steps.get(random.nextInt(steps.size()));
        device.add(Fault.parse((random.nextBoolean() ? "cut-after@" : "reboot-after@") + step));
      }
      fleet.run("push", "--yes", "--failures", Integer.toString(count));
      devices.forEach(EmulatedDevice::clearFaults);
      fleet.run("recover", "--yes");
      for (EmulatedDevice device : devices) {
        assertThat(withoutOurs(device.running()))
            .as("seed " + seed)
            .isEqualTo(withoutOurs(before.getOrDefault(device.name(), "")));
      }
    }
  }

  private static List<String> foreign(SplittableRandom random) {
    List<String> lines = new ArrayList<>(List.of("system-view"));
    int lists = 1 + random.nextInt(4);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lists; i++) {
      boolean number = random.nextBoolean();
      String name = number ? Integer.toString(3000 + random.nextInt(900)) : "SITE-" + word(random);
      names.add((number ? "" : "name ") + name);
      lines.add("acl advanced " + (number ? "" : "name ") + name);
      for (int rule = random.nextInt(6); rule >= 0; rule--) {
        lines.add(
            "rule %d %s tcp source 10.%d.%d.0 0.0.0.255 destination any destination-port eq %d"
                .formatted(
                    rule * 5 + random.nextInt(5),
                    random.nextBoolean() ? "permit" : "deny",
                    random.nextInt(256),
                    random.nextInt(256),
                    1 + random.nextInt(65535)));
      }
      lines.add("quit");
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      lines.add("interface Vlan-interface" + (30 + i));
      lines.add("description " + word(random) + "  " + word(random));
      if (random.nextBoolean()) {
        lines.add("packet-filter " + names.get(random.nextInt(names.size())) + " inbound");
      }
      lines.add("quit");
    }
    lines.add("line vty 0 63");
    lines.add("idle-timeout " + random.nextInt(60));
    lines.add("quit");
    lines.add("local-user " + word(random) + " class manage");
    lines.add("service-type ssh");
    lines.add("quit");
    lines.add("snmp-agent community read " + word(random));
    for (int i = random.nextInt(5); i >= 0; i--) {
      lines.add(WORDS.get(random.nextInt(WORDS.size())) + " " + word(random));
    }
    lines.addAll(List.of("return", "save force"));
    return lines;
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    for (int i = 3 + random.nextInt(6); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  /** The text without lists of our name and the lines that bind them. */
  private static String withoutOurs(String text) {
    StringBuilder left = new StringBuilder();
    boolean ours = false;
    for (String line : text.lines().toList()) {
      if (!line.startsWith(" ")) {
        ours = line.startsWith("acl ") && line.contains("PORTCULLIS");
      }
      boolean separates = line.equals("#");
      if (!ours
          && !separates
          && !line.contains("packet-filter ipv6 name PORTCULLIS")
          && !line.contains("packet-filter name PORTCULLIS")) {
        left.append(line).append('\n');
      }
    }
    return left.toString();
  }
}

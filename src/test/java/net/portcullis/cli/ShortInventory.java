package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An emulator's inventory of which one component and one permit are left: short lists. */
final class ShortInventory {
  private static final String PERMITS =
      """
      extra-permits:
        ntp:
          from: imc
          to: time-servers
          protocol: udp
          ports: 123
          owner: network-operations
          reason: The servers set their clocks.
          permanent: true
          review: 2030-06-30

      """;

  private static final String BACKUP =
      """
        backup:
          from: imc
          to: backup
          protocol: tcp
          ports: 22
          owner: network-operations
          reason: The backup runs over SSH.
          permanent: true
          review: 2030-06-30

      """;

  private ShortInventory() {}

  static void cut(Path inventory) throws IOException {
    String text = Files.readString(inventory);
    int others = text.indexOf("  imc-sub-1:");
    int roles = text.indexOf("\nroles:") + 1;
    int permits = text.indexOf("\nextra-permits:") + 1;
    int defaults = text.indexOf("\ndevice-defaults:") + 1;
    Files.writeString(
        inventory,
        text.substring(0, others).replace("components: [plat, bims]", "components: [bims]")
            + text.substring(roles, permits)
            + PERMITS
            + text.substring(defaults));
  }

  /** Shorter still: about forty rules in all, towards the servers only, as many as peers send. */
  static void cutToForty(Path inventory) throws IOException {
    cut(inventory);
    Files.writeString(
        inventory,
        Files.readString(inventory)
            .replaceAll(", \"2001:[^\"]*\"", "")
            .replaceAll("(?m)^ *- \"?2001:.*\\R", "")
            .replace("direction: both", "direction: out")
            .replace("\ndevice-defaults:", BACKUP + "\ndevice-defaults:"));
  }
}

package net.portcullis.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Writes an inventory in which emulated devices stand in the worked example's place. */
public final class InventoryFile {
  private InventoryFile() {}

  /**
   * Writes the inventory, and beside it {@code NAME.secret}, the one secret of all emulated
   * devices, readable by its owner alone.
   */
  public static void write(Path file, Emulators emulators) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path secret = absolute.resolveSibling(absolute.getFileName() + ".secret");
    Files.deleteIfExists(secret);
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String shared = emulators.devices().stream().map(EmulatedDevice::secret).findFirst().orElse("");
    Files.writeString(secret, shared + "\n", StandardOpenOption.WRITE);
    Files.writeString(
        absolute, text("file:" + secret.getFileName(), emulators), StandardCharsets.UTF_8);
  }

  private static String text(String secret, Emulators emulators) throws IOException {
    StringBuilder yaml = new StringBuilder(example());
    String usual = emulators.devices().getFirst().platform().example();
    yaml.append(
        """

        device-defaults:
          site: headquarters
          address: 127.0.0.1
          owns: PORTCULLIS
          tags: [emulated]
          management: [127.0.0.1]
          addresses: [10.20.0.1, "2001:db8:20::1"]
          credentials: {user: %1$s, password: "%2$s", privilege: "%2$s"}
          bindings:
        """
            .formatted(Logins.USER, secret));
    yaml.append(binding(usual).indent(4)).append("\ndevices:\n");
    for (EmulatedDevice device : emulators.devices()) {
      yaml.append("  ").append(device.name()).append(":\n");
      yaml.append("    profile: ").append(device.platform().name()).append('\n');
      yaml.append("    port: ").append(device.ports().cli()).append('\n');
      yaml.append("    transport: ")
          .append(
              switch (emulators.transport(device)) {
                case SSH -> "ssh";
                case TELNET -> "telnet";
              })
          .append('\n');
      emulators
          .hostKey(device)
          .ifPresent(key -> yaml.append("    host-key: \"").append(key).append("\"\n"));
      if (!device.platform().example().equals(usual)) {
        yaml.append("    bindings:\n").append(binding(device.platform().example()).indent(6));
      }
      yaml.append(
          """
              snmp:
                version: 3
                port: %d
                user: %s
                authentication: {protocol: sha256, password: "%3$s"}
                privacy: {protocol: aes128, password: "%3$s"}
          """
              .formatted(device.ports().snmp(), SnmpAgent.NAME, secret));
    }
    vantages(yaml, secret, emulators.devices());
    waves(yaml, emulators.devices());
    return yaml.toString();
  }

  private static String binding(String interfaceName) {
    return """
    imc-lan:
      interface: %s
      attachment: vlan-interface
      direction: both
      faces: inside
      inside: imc-lan
      outside: everywhere-else
      ipv6: managed
      mode: enforce
    """
        .formatted(interfaceName);
  }

  private static void vantages(StringBuilder yaml, String secret, List<EmulatedDevice> devices) {
    yaml.append("\n# Each device says itself what its bound lists would do; no packet is sent.\n");
    yaml.append("vantages:\n");
    for (EmulatedDevice device : devices) {
      yaml.append(
          """
            %s:
              kind: simulated
              login: {address: 127.0.0.1, port: %d, credentials: {user: %s, password: "%s"}}
          """
              .formatted(device.name(), device.ports().probe(), Logins.USER, secret));
    }
  }

  private static void waves(StringBuilder yaml, List<EmulatedDevice> devices) {
    yaml.append("\nwaves:\n  - name: canary\n    devices: [")
        .append(devices.getFirst().name())
        .append("]\n  - name: rest\n    devices: [\"tag=emulated\"]\n");
  }

  private static String example() throws IOException {
    try (InputStream in =
        InventoryFile.class.getResourceAsStream("/emulator/example-inventory.yaml")) {
      if (in == null) {
        throw new IOException("The example inventory is missing from the program.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package net.portcullis.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.portcullis.cli.Portcullis;

/** The command line over an inventory of the lab, with a state of its own. */
final class RouterWorkspace {
  static final String PASSWORD = "portcullis";
  private static final Path TEMPLATE = Path.of("src/test/resources/lab/router/inventory.yaml");

  private final Path folder;
  private final Path inventory;

  /** What a command line came to. */
  record Ran(int status, String out, String err) {
    String all() {
      return "exit " + status + "\n" + out + err;
    }
  }

  RouterWorkspace(Path folder, ContainerLab lab) throws IOException, InterruptedException {
    this.folder = folder;
    this.inventory = folder.resolve("inventory.yaml");
    secret("password", PASSWORD);
    secret("authentication", "authentication phrase");
    secret("privacy", "privacy phrase");
    String key = ContainerLab.run(lab.client, "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub");
    Files.writeString(inventory, Files.readString(TEMPLATE).replace("VANTAGE-KEY", key.strip()));
  }

  private void secret(String name, String value) throws IOException {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, value);
  }

  /** Writes the inventory anew with other lines in the place of some. */
  void change(Map<String, String> lines) throws IOException {
    String text = Files.readString(inventory);
    for (Map.Entry<String, String> line : lines.entrySet()) {
      if (!text.contains(line.getKey())) {
        throw new IllegalArgumentException("The inventory has no '" + line.getKey() + "'.");
      }
      text = text.replace(line.getKey(), line.getValue());
    }
    Files.writeString(inventory, text);
  }

  Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        Portcullis.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments(arguments).toArray(String[]::new));
    return new Ran(status, out.toString(), err.toString());
  }

  /** The same in a process of its own, which can be killed; its progress is on its output. */
  Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Portcullis.class.getName()));
    command.addAll(arguments(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private List<String> arguments(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--inventory",
                inventory.toString(),
                "--state",
                folder.resolve("state").toString()));
    all.addAll(Arrays.asList(arguments));
    return all;
  }
}

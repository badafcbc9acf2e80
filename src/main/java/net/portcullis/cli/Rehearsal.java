package net.portcullis.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.InventoryFile;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Problems;
import net.portcullis.policy.Intent;

/**
 * Runs the commands that start-up time matters for, once each and offline, so that the JVM can note
 * what they load. The launcher starts it while it makes the start-up cache; nobody else does.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** One argument: the workspace. What a command answers does not matter here. */
  public static void main(String[] arguments) {
    String workspace = arguments[0];
    for (List<String> command :
        List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("catalog", "list"),
            List.of("allowlist"),
            List.of("allowlist", "-o", "json"),
            List.of("render"))) {
      run(workspace, command);
    }
    Path home = Path.of(workspace);
    Workspace example = new Workspace(home, home.resolve("inventory"), home.resolve(".none"));
    try {
      Deployment deployment = Deployment.read(example);
      lists(workspace, example, deployment);
      devices(workspace, deployment);
    } catch (IOException | InvalidInputException missing) {
      System.err.println("Not all was rehearsed: " + missing);
    }
    // Exits as the tool does: what the JVM loads for that is noted too.
    Portcullis.main(new String[] {"--version"});
  }

  /** Every platform reads and compares the first list of the example, whole and without a line. */
  private static void lists(String workspace, Workspace example, Deployment deployment)
      throws IOException {
    Profiles profiles = Deployment.profiles(example, new Problems());
    Intent intent = deployment.intents(deployment.select(List.of()), Clock.systemUTC()).getFirst();
    Path folder = Files.createTempDirectory("rehearsal");
    Path whole = folder.resolve("whole");
    Path less = folder.resolve("less");
    for (String profile : profiles.names()) {
      Dialect dialect = profiles.dialect(profile).orElseThrow();
      String list =
          dialect.listName(
              intent.device().owns(), intent.binding(), intent.direction(), intent.family(), 1);
      List<String> lines =
          dialect.stage(dialect.write(list, intent.family(), intent.rules())).stream()
              .map(Command::text)
              .toList();
      Files.write(whole, lines);
      List<String> fewer = new ArrayList<>(lines);
      fewer.remove(lines.size() / 2);
      Files.write(less, fewer);
      for (String format : List.of("table", "json")) {
        run(
            workspace,
            List.of(
                "acl",
                "diff",
                "--profile",
                profile,
                "--acl",
                list,
                whole.toString(),
                less.toString(),
                "-o",
                format));
      }
    }
    Files.deleteIfExists(whole);
    Files.deleteIfExists(less);
    Files.deleteIfExists(folder);
  }

  /** Emulated devices on loopback, over each transport, get the example's lists. */
  private static void devices(String workspace, Deployment deployment) throws IOException {
    String profile = deployment.inventory().devices().getFirst().profile();
    Path folder = Files.createTempDirectory("rehearsal");
    Path inventory = folder.resolve("inventory.yaml");
    Path state = folder.resolve("state");
    List<String> there = List.of("--inventory", inventory.toString(), "--state", state.toString());
    Emulators.Options options =
        Emulators.Options.of(profile, 1, Emulators.Transport.SSH)
            .withBatches(
                List.of(
                    new Emulators.Batch(profile, "a", 1, Emulators.Transport.SSH),
                    new Emulators.Batch(profile, "b", 1, Emulators.Transport.TELNET)));
    try (Emulators emulators = Emulators.start(options)) {
      InventoryFile.write(inventory, emulators);
      for (List<String> command :
          List.of(
              List.of("plan"),
              List.of("push", "--yes", "-o", "json"),
              List.of("check"),
              List.of("verify"),
              List.of("rollback", "--yes"),
              List.of("recover"))) {
        List<String> line = new ArrayList<>(command);
        line.addAll(there);
        run(workspace, line);
      }
    } finally {
      TrialRun.remove(folder);
    }
  }

  private static void run(String workspace, List<String> command) {
    PrintWriter nowhere =
        new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("--workspace", workspace));
    Portcullis.run(nowhere, nowhere, line.toArray(String[]::new));
  }
}

package net.portcullis.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
            List.of("allowlist", "-o", "json"))) {
      PrintWriter nowhere =
          new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      List<String> line = new ArrayList<>(command);
      line.addAll(List.of("--workspace", workspace));
      Portcullis.run(nowhere, nowhere, line.toArray(String[]::new));
    }
    // Exits as the tool does: what the JVM loads for that is noted too.
    Portcullis.main(new String[] {"--version"});
  }
}

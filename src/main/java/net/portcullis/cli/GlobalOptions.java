package net.portcullis.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that every command takes, in any place on the line: they stand on the root command
 * and are inherited.
 */
final class GlobalOptions {

  /** How results are printed. */
  enum Format {
    table,
    json
  }

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description =
          "Where catalog, device-profiles and inventory are looked for (default: the current directory).")
  @Nullable Path workspace;

  @Option(
      names = "--inventory",
      paramLabel = "FILE|DIR",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "The deployment (default: inventory/ in the workspace).")
  @Nullable Path inventory;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description =
          "Where runs, pins and the audit log are kept (default: .portcullis/ in the workspace).")
  @Nullable Path state;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      scope = picocli.CommandLine.ScopeType.INHERIT,
      description = "Tables for people, JSON for programs (default: table).")
  Format format = Format.table;

  /** The workspace that these options name. */
  Workspace workspace() {
    Path home = workspace == null ? Path.of("") : workspace;
    return new Workspace(
        home,
        inventory == null ? home.resolve("inventory") : inventory,
        state == null ? home.resolve(".portcullis") : state);
  }

  boolean json() {
    return format == Format.json;
  }

  /** How many columns a table may take: the terminal's, as the shell tells it, else 80. */
  static int columns() {
    String columns = System.getenv("COLUMNS");
    if (columns == null || columns.isEmpty() || columns.length() > 4) {
      return 80;
    }
    for (int i = 0; i < columns.length(); i++) {
      if (!Character.isDigit(columns.charAt(i))) {
        return 80;
      }
    }
    return Math.max(40, Integer.parseInt(columns));
  }
}

package net.portcullis.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;

/**
 * The options that every command takes, in any place on the line: they stand on the root command
 * and are inherited. Described to the parser as {@link Described} says.
 */
final class GlobalOptions {

  /** How results are printed. */
  enum Format {
    table,
    json
  }

  @Nullable Path workspace;
  @Nullable Path inventory;
  @Nullable Path state;
  Format format = Format.table;

  /** Makes the command take these options, and every command under it. */
  void addTo(CommandSpec root) {
    root.addOption(
        Described.option(Path.class, value -> workspace = value, "--workspace")
            .converters(Path::of)
            .paramLabel("DIR")
            .scopeType(ScopeType.INHERIT)
            .description(
                "Where catalog, device-profiles and inventory are looked for (default: the current directory).")
            .build());
    root.addOption(
        Described.option(Path.class, value -> inventory = value, "--inventory")
            .converters(Path::of)
            .paramLabel("FILE|DIR")
            .scopeType(ScopeType.INHERIT)
            .description("The deployment (default: inventory/ in the workspace).")
            .build());
    root.addOption(
        Described.option(Path.class, value -> state = value, "--state")
            .converters(Path::of)
            .paramLabel("DIR")
            .scopeType(ScopeType.INHERIT)
            .description(
                "Where runs, pins and the audit log are kept (default: .portcullis/ in the workspace).")
            .build());
    root.addOption(
        Described.option(
                Format.class,
                value -> format = value == null ? Format.table : value,
                "-o",
                "--output")
            .paramLabel("table|json")
            .scopeType(ScopeType.INHERIT)
            .description("Tables for people, JSON for programs (default: table).")
            .build());
  }

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

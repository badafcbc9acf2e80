package net.portcullis.cli;

import java.nio.file.Path;
import net.portcullis.change.PlanFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What holds for plan files wherever they are named. */
final class Plans {
  private Plans() {}

  static void requireSuffix(Path file, CommandSpec spec) {
    if (!file.toString().endsWith(PlanFile.SUFFIX)) {
      throw new ParameterException(
          spec.commandLine(),
          "A plan's file name ends in " + PlanFile.SUFFIX + ": '" + file + "' does not.");
    }
  }
}

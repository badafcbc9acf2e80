package net.portcullis.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.portcullis.acl.Comparison;
import net.portcullis.change.PlanFile;
import net.portcullis.change.PlanOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What holds for plans and their files in every command. */
final class Plans {
  private Plans() {}

  /**
   * @param timer in seconds
   */
  static PlanOptions options(boolean saveForeign, Optional<Integer> timer, CommandSpec spec) {
    Optional<Duration> length = timer.map(Duration::ofSeconds);
    if (length.isPresent() && !PlanOptions.allowed(length.get())) {
      throw new ParameterException(
          spec.commandLine(),
          "--timer takes "
              + PlanOptions.SHORTEST_TIMER.toSeconds()
              + " to "
              + PlanOptions.LONGEST_TIMER.toSeconds()
              + " seconds.");
    }
    return new PlanOptions(saveForeign, length, Comparison.SHOWN);
  }

  static void requireSuffix(Path file, CommandSpec spec) {
    if (!file.toString().endsWith(PlanFile.SUFFIX)) {
      throw new ParameterException(
          spec.commandLine(),
          "A plan's file name ends in " + PlanFile.SUFFIX + ": '" + file + "' does not.");
    }
  }
}

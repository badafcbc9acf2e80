package net.portcullis.cli;

import java.io.Console;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks the person at the terminal. Where there is none, only {@code --yes} answers. */
final class Answers {
  private Answers() {}

  /** A question without anybody to ask is bad usage. */
  static void require(boolean yes, CommandSpec spec) {
    if (!yes && terminal().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "There is no terminal to ask on; look at the plan, then add --yes.");
    }
  }

  /** True where it was answered with yes. */
  static boolean yes(boolean yes, String question) {
    return yes
        || terminal()
            .map(console -> console.readLine("%s [y/N] ", question))
            .map(String::strip)
            .filter(answer -> answer.equals("y") || answer.equals("yes"))
            .isPresent();
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}

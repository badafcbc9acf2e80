package net.portcullis.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Asks the person in front of the terminal. */
final class Answers {
  private Answers() {}

  /** Ends with bad usage where nobody can be asked; called before anything is contacted. */
  static void require(boolean yes, CommandSpec spec) {
    if (!yes && console() == null) {
      throw new ParameterException(
          spec.commandLine(), "There is no terminal to ask on; look at the plan, then add --yes.");
    }
  }

  /** True where it was answered with yes. */
  static boolean yes(boolean yes, String question) {
    Console console = console();
    if (yes || console == null) {
      return yes;
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && (answer.strip().equals("y") || answer.strip().equals("yes"));
  }

  private static @Nullable Console console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }
}

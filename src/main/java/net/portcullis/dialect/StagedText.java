package net.portcullis.dialect;

import java.util.List;

/** The lines that stage a list, as the text of a configuration that holds nothing else. */
public final class StagedText {
  private StagedText() {}

  /**
   * Without lines that leave a view; on a shell without what prepares the place, and of each line
   * what its program is told.
   */
  public static String of(Dialect dialect, Written written) {
    boolean shell = dialect.session().exitStatus().isPresent();
    List<Command> place =
        dialect.stage(new Written(written.name(), written.family(), List.of(), List.of()));
    List<Command> stage = dialect.stage(written);
    StringBuilder text = new StringBuilder();
    for (Command command : stage) {
      boolean inside = !command.mode().equals(stage.getFirst().mode());
      boolean leaves =
          inside && !command.after().equals(command.mode()) && !goesBack(dialect, command.text());
      if (!leaves && !(shell && place.contains(command))) {
        text.append(inside ? " " : "")
            .append(shell ? told(command.text()) : command.text())
            .append('\n');
      }
    }
    return text.toString();
  }

  /** True where the line is one of the configuration, after which lines begin elsewhere. */
  private static boolean goesBack(Dialect dialect, String line) {
    return dialect instanceof ProfileDialect own
        && own.profile().grammar().verbs().get(line) == Grammar.Verb.BACK;
  }

  /** What a program is told stands in quotes. */
  private static String told(String command) {
    int open = command.indexOf('\'');
    int close = command.lastIndexOf('\'');
    return open < close ? command.substring(open + 1, close) : command;
  }
}

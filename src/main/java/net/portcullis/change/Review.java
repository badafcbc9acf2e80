package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.change.Step.Action;
import net.portcullis.dialect.Command;

/**
 * Holds what a device says it is about to change, as a unified difference, against what it is meant
 * to change: our lines and nothing else. What is not understood objects.
 */
final class Review {
  private Review() {}

  /**
   * Why it must not be put in force; absent where the difference is that of the exchanges.
   *
   * @param shown the difference as the device printed it
   */
  static Optional<String> objection(String shown, List<Exchange> exchanges) {
    List<String> expected = expected(exchanges);
    boolean body = false;
    for (String line : shown.lines().map(String::stripTrailing).toList()) {
      boolean heading = !body && (line.startsWith("--- ") || line.startsWith("+++ "));
      if (line.startsWith("@@")) {
        body = true;
      } else if (!heading && (line.startsWith("+") || line.startsWith("-"))) {
        if (!expected.remove(change(line.charAt(0), line.substring(1)))) {
          return Optional.of(
              "Before the change was put in force, the device showed that it would also change '"
                  + line
                  + "'; somebody else changed the device meanwhile. It was not put in force.");
        }
      } else if (!heading && !line.isEmpty() && line.charAt(0) != ' ') {
        return Optional.of(
            "Before the change was put in force, the device showed '"
                + line
                + "' where it shows what it would change. It was not put in force.");
      }
    }
    return expected.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Before the change was put in force, the device did not show that it would change '"
                + expected.getFirst()
                + "'. It was not put in force.");
  }

  /**
   * What the exchanges add and take away. A line that binds is in one of an exchange's two ways and
   * not in the other; one that takes off is never in a configuration.
   */
  private static List<String> expected(List<Exchange> exchanges) {
    List<String> lines = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      boolean binds = exchange.before().bound().isPresent();
      for (Step step : exchange.steps()) {
        boolean bound = binds;
        binds = !(step.action() instanceof Action.Bind bind) || bind.list().isPresent();
        if (bound) {
          only(step.back(), step.forward()).forEach(line -> lines.add(change('-', line)));
        }
        if (binds) {
          only(step.forward(), step.back()).forEach(line -> lines.add(change('+', line)));
        }
      }
    }
    return lines;
  }

  private static List<String> only(List<Command> these, List<Command> others) {
    List<String> left = new ArrayList<>(these.stream().map(Command::text).toList());
    others.forEach(command -> left.remove(command.text()));
    return left;
  }

  private static String change(char sign, String line) {
    return sign + " " + line.strip();
  }
}

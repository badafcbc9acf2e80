package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.TextPattern;
import net.portcullis.session.Exchange.Answer;

/** Says what an answer means. Acceptance is positive: what nobody expects is a refusal. */
final class Judge {
  /** Longer outputs are searched for the platform's error words only at their ends. */
  private static final int SHORT_OUTPUT = 20;

  private static final int ENDS = 3;

  private final SessionSpec spec;

  Judge(SessionSpec spec) {
    this.spec = spec;
  }

  /** A line that changes something. */
  Reply configuration(Command command, Answer answer) {
    List<String> unexpected = new ArrayList<>();
    for (String line : answer.stray()) {
      unexpected.add(line);
    }
    unexpected.addAll(answer.output());
    unexpected.removeIf(spec::isHarmless);
    String output = text(answer);
    if (unexpected.isEmpty()) {
      return answer.echoed()
          ? new Reply.Accepted(command, output)
          : new Reply.Rejected(
              command, output, "The device did not repeat the line as it was typed.");
    }
    String first = unexpected.getFirst();
    for (String line : unexpected) {
      if (Sight.any(spec.errors(), line)) {
        return new Reply.Rejected(
            command, output, "The device refused it: " + Shown.quote(line.strip()) + ".");
      }
    }
    return new Reply.Rejected(
        command,
        output,
        "The device printed what the profile does not call harmless: "
            + Shown.quote(first.strip())
            + ".");
  }

  /** True where an output holds words that the platform has for errors. */
  boolean refuses(String output) {
    return output.lines().anyMatch(line -> Sight.any(spec.errors(), line));
  }

  /** A line whose output is wanted. */
  Reply reading(Command command, Answer answer) {
    List<String> lines = answer.output().stream().filter(line -> !line.isBlank()).toList();
    List<String> searched = lines;
    if (lines.size() > SHORT_OUTPUT) {
      searched = new ArrayList<>(lines.subList(0, ENDS));
      searched.addAll(lines.subList(lines.size() - ENDS, lines.size()));
    }
    Optional<String> error = searched.stream().filter(this::isError).findFirst();
    String output = String.join("\n", answer.output());
    if (error.isPresent()) {
      return new Reply.Rejected(
          command, output, "The device refused it: " + Shown.quote(error.get().strip()) + ".");
    }
    return new Reply.Accepted(command, output);
  }

  /** A line typed to a shell, by what it ended with. */
  Reply status(Command command, Answer answer, Answer status) {
    String output = String.join("\n", answer.output());
    List<String> shown =
        status.output().stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (shown.equals(List.of("0"))) {
      return new Reply.Accepted(command, output);
    }
    return new Reply.Rejected(
        command,
        output,
        "It ended with status " + Shown.quote(String.join(" ", shown)) + " instead of 0.");
  }

  /** In output that may hold anybody's words, an error stands at the beginning of its line. */
  private boolean isError(String line) {
    String text = line.strip();
    return spec.errors().stream()
        .anyMatch(pattern -> new TextPattern(pattern.text().strip() + "*").matches(text));
  }

  private static String text(Answer answer) {
    List<String> lines = new ArrayList<>(answer.stray());
    lines.addAll(answer.output());
    return String.join("\n", lines).strip();
  }
}

package net.portcullis.session;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.TextPattern;

/** What the line that a device has not ended can mean, once it has been quiet for long enough. */
sealed interface Sight {
  /** Nothing to act on: more must come. */
  record Nothing() implements Sight {}

  /** The device waits for the next line. */
  record Prompted(Prompts.Prompt prompt) implements Sight {}

  /** The profile knows what to type here. */
  record Known(SessionSpec.Question question, boolean pager) implements Sight {}

  /** It looks as if something were asked that nobody expects. */
  record Strange(String tail) implements Sight {}

  /**
   * The pager or question that the end of a line shows.
   *
   * @param line what was typed last
   */
  static Optional<Known> known(
      List<SessionSpec.Question> questions, boolean pager, String line, String tail) {
    return questions.stream()
        .filter(question -> question.isAskedBehind(line))
        .filter(question -> question.text().in(tail))
        .findFirst()
        .map(question -> new Known(question, pager));
  }

  /** True where a line ends as questions and prompts do. */
  static boolean asks(String tail) {
    return !tail.isEmpty() && "?:]>#$".indexOf(tail.charAt(tail.length() - 1)) >= 0;
  }

  /** Where the first words of a pattern stand in a line that it is in. */
  static int column(TextPattern pattern, String line) {
    String text = pattern.text();
    int star = text.indexOf('*');
    String words = star < 0 ? text : text.substring(0, star);
    for (int i = 0; i + words.length() <= line.length(); i++) {
      if (line.regionMatches(true, i, words, 0, words.length())) {
        return i;
      }
    }
    return 0;
  }

  /** True where one of the patterns is the whole line, blanks around it and letter case aside. */
  static boolean whole(List<TextPattern> patterns, String line) {
    String text = line.strip();
    return patterns.stream()
        .anyMatch(
            pattern -> pattern.matches(text) || pattern.text().strip().equalsIgnoreCase(text));
  }

  /** True where one of the patterns is in the line. */
  static boolean any(List<TextPattern> patterns, String line) {
    return patterns.stream().anyMatch(pattern -> pattern.in(line));
  }
}

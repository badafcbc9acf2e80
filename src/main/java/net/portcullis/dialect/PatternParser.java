package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a pattern's notation: {@code [optional]}, {@code (one | other)}, {@code {field:form}},
 * {@code <definition>}, {@code x+} once or more, {@code x+,} once or more with commas between;
 * {@code \} makes the next character literal.
 */
final class PatternParser {
  private static final String SPECIAL = "[](){}<>|+";

  private final String text;
  private final Map<String, Pattern> definitions;
  private int at;

  private PatternParser(String text, Map<String, Pattern> definitions) {
    this.text = text;
    this.definitions = definitions;
  }

  /**
   * Reads a whole pattern.
   *
   * @throws IllegalArgumentException a sentence, a line feed and a remedy
   */
  static Pattern parse(String text, Map<String, Pattern> definitions) {
    PatternParser parser = new PatternParser(text, definitions);
    Pattern pattern = parser.choice();
    if (parser.at < text.length()) {
      throw parser.wrong("'" + text.charAt(parser.at) + "' closes nothing");
    }
    return pattern;
  }

  private Pattern choice() {
    List<Pattern> options = new ArrayList<>();
    options.add(sequence());
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      options.add(sequence());
    }
    return options.size() == 1 ? options.getFirst() : new Pattern.Choice(options);
  }

  private Pattern sequence() {
    List<Pattern> parts = new ArrayList<>();
    while (true) {
      skipBlanks();
      if (at >= text.length() || "|)]".indexOf(text.charAt(at)) >= 0) {
        return parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(parts);
      }
      parts.add(repeated(part()));
    }
  }

  private Pattern repeated(Pattern part) {
    if (at >= text.length() || text.charAt(at) != '+') {
      return part;
    }
    at++;
    if (at < text.length() && text.charAt(at) == ',') {
      at++;
      return new Pattern.Repeat(part, ",");
    }
    return new Pattern.Repeat(part, "");
  }

  private Pattern part() {
    char c = text.charAt(at);
    return switch (c) {
      case '[' -> new Pattern.Maybe(inside(']'));
      case '(' -> inside(')');
      case '{' -> field();
      case '<' -> definition();
      default -> word();
    };
  }

  private Pattern inside(char close) {
    at++;
    Pattern pattern = choice();
    if (at >= text.length() || text.charAt(at) != close) {
      throw wrong("'" + close + "' is missing");
    }
    at++;
    return pattern;
  }

  private Pattern field() {
    String inner = until('}');
    int colon = inner.indexOf(':');
    String name = colon < 0 ? inner : inner.substring(0, colon);
    String form = colon < 0 ? "" : inner.substring(colon + 1);
    FieldKind kind =
        FieldKind.of(name).orElseThrow(() -> wrong("There is no field '" + name + "'"));
    if (!kind.has(form)) {
      throw wrong("The field '" + name + "' has no form '" + form + "' but " + kind.knownForms());
    }
    return new Pattern.Field(kind, form);
  }

  private Pattern definition() {
    String name = until('>');
    Pattern pattern = definitions.get(name);
    if (pattern == null) {
      throw wrong("'" + name + "' is not defined before this line");
    }
    return pattern;
  }

  private String until(char close) {
    int end = text.indexOf(close, at);
    if (end < 0) {
      throw wrong("'" + close + "' is missing");
    }
    String inner = text.substring(at + 1, end);
    at = end + 1;
    return inner;
  }

  private Pattern word() {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && text.charAt(at) != ' ' && SPECIAL.indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      word.append(text.charAt(at++));
    }
    if (word.isEmpty()) {
      throw wrong("'" + text.charAt(at) + "' is not expected here");
    }
    return new Pattern.Word(word.toString());
  }

  private void skipBlanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        what
            + " (at character "
            + (at + 1)
            + " of the pattern).\nCorrect the pattern; '\\' makes a character literal.");
  }
}

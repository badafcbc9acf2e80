package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into statements: braces, semicolons, comments, quotes, and lines behind a verb. */
final class StatementLines {
  private final Grammar grammar;
  private final Statements statements;
  private final List<String> words = new ArrayList<>();
  private boolean inComment;
  private int brackets;
  private int begun;

  StatementLines(Grammar grammar) {
    this.grammar = grammar;
    this.statements = new Statements(grammar.verbs());
  }

  /** A word, or one of the marks of structure. */
  private record Lexeme(String text, boolean quoted) {
    boolean is(String mark) {
      return !quoted && text.equals(mark);
    }
  }

  List<Statements.Statement> read(String text) {
    int number = 0;
    for (String line : DeviceText.lines(text, grammar.pagers())) {
      number++;
      String shown = line.strip();
      int typed = typedFrom(shown);
      if (typed > 0) {
        typed(shown.substring(typed).strip(), number);
      } else {
        line(shown, number);
      }
    }
    if (!words.isEmpty()) {
      statements.broken(words, begun);
    }
    return statements.end();
  }

  /** Where, behind a prompt, the line begins that was typed there; 0 where there is no prompt. */
  private int typedFrom(String line) {
    int end = line.indexOf(' ');
    String first = end < 0 ? line : line.substring(0, end);
    boolean outside = !inComment && words.isEmpty() && !statements.isInside();
    return outside && grammar.prompts().stream().anyMatch(prompt -> prompt.matches(first))
        ? first.length()
        : 0;
  }

  /** What was typed at a prompt begins with a verb, or shows things. */
  private void typed(String line, int number) {
    List<Lexeme> lexemes = new ArrayList<>();
    boolean whole = lexemes(line, lexemes);
    if (!lexemes.isEmpty() && (!whole || !verb(lexemes, number))) {
      statements.broken(lexemes.stream().map(Lexeme::text).toList(), number);
    }
  }

  private void line(String line, int number) {
    if (DeviceText.isBinary(line)) {
      statements.cut(List.of(line), number);
      return;
    }
    boolean outside = !inComment && words.isEmpty() && !statements.isInside();
    if (outside && grammar.separators().stream().anyMatch(it -> it.matches(line))) {
      return;
    }
    List<Lexeme> lexemes = new ArrayList<>();
    boolean whole = lexemes(line, lexemes);
    if (!whole) {
      statements.cut(List.of(line), number);
    }
    if (outside && !lexemes.isEmpty() && verb(lexemes, number)) {
      return;
    }
    for (Lexeme lexeme : lexemes) {
      take(lexeme, number);
    }
    if (!words.isEmpty() && brackets <= 0) {
      // No statement goes on over the line's end: what does not end is noise, or was cut.
      statements.broken(words, number);
      words.clear();
    }
  }

  /** A line behind a verb. */
  private boolean verb(List<Lexeme> lexemes, int number) {
    Lexeme first = lexemes.getFirst();
    Grammar.Verb verb = grammar.verbs().get(first.text());
    if (first.quoted() || verb == null || first.text().endsWith(":")) {
      return false;
    }
    int end = lexemes.getLast().is(";") ? lexemes.size() - 1 : lexemes.size();
    statements.typed(
        verb, lexemes.subList(1, Math.max(1, end)).stream().map(Lexeme::text).toList(), number);
    return true;
  }

  private void take(Lexeme lexeme, int number) {
    if (words.isEmpty()) {
      begun = number;
    }
    if (lexeme.is("{")) {
      statements.opens(words, begun);
      words.clear();
    } else if (lexeme.is("}")) {
      if (!words.isEmpty()) {
        statements.broken(words, begun);
        words.clear();
      }
      statements.closes(number);
    } else if (lexeme.is(";")) {
      if (!words.isEmpty()) {
        statements.ends(words, begun);
        words.clear();
      }
      brackets = 0;
    } else {
      brackets += lexeme.is("[") ? 1 : lexeme.is("]") ? -1 : 0;
      words.add(lexeme.text());
    }
  }

  /** False where a quote is not closed on its line. */
  private boolean lexemes(String line, List<Lexeme> into) {
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (inComment) {
        int end = line.indexOf("*/", at);
        inComment = end < 0;
        at = end < 0 ? line.length() : end + 2;
      } else if (c <= ' ') {
        at++;
      } else if (c == '#') {
        return true;
      } else if (line.startsWith("/*", at)) {
        inComment = true;
        at += 2;
      } else if (grammar.quotes().indexOf(c) >= 0) {
        int end = closing(line, at + 1, c);
        if (end < 0) {
          return false;
        }
        into.add(new Lexeme(unescaped(line.substring(at + 1, end)), true));
        at = end + 1;
      } else if (c == '{' || c == '}' || c == ';') {
        into.add(new Lexeme(String.valueOf(c), false));
        at++;
      } else {
        int end = word(line, at);
        into.add(new Lexeme(line.substring(at, end), false));
        at = end;
      }
    }
    return true;
  }

  private static int word(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) > ' ' && "{};".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static int closing(String line, int from, char quote) {
    int at = from;
    while (at < line.length() && line.charAt(at) != quote) {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    return at < line.length() ? at : -1;
  }

  private static String unescaped(String text) {
    return text.replace("\\\"", "\"");
  }
}

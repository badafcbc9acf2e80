package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a command may look like: {@code word}, {@code {name:type}}, {@code [optional]}, {@code (one
 * | other)} and {@code <kind>}, which stands for the options of that kind of statement.
 */
sealed interface Syntax {

  record Word(String text) implements Syntax {}

  record Argument(String name, ValueType type) implements Syntax {}

  record Sequence(List<Syntax> parts) implements Syntax {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  record Choice(List<Syntax> branches) implements Syntax {
    public Choice {
      branches = List.copyOf(branches);
    }
  }

  record Options(List<Option> options) implements Syntax {
    public Options {
      options = List.copyOf(options);
    }
  }

  /**
   * Reads a syntax.
   *
   * @throws IllegalArgumentException a sentence, a line feed and a remedy
   */
  static Syntax parse(
      String text, Map<String, ValueType> types, Map<String, List<Option>> options) {
    Parser parser = new Parser(text, types, options);
    Syntax syntax = parser.choice();
    if (parser.at != text.length()) {
      throw new IllegalArgumentException(
          "'" + text.substring(parser.at) + "' has no beginning.\nBalance the brackets.");
    }
    return syntax;
  }

  /** The names of the arguments in it, with their types. */
  static void arguments(Syntax syntax, Map<String, ValueType> into) {
    switch (syntax) {
      case Word _ -> {}
      case Argument(String name, ValueType type) -> into.put(name, type);
      case Sequence(List<Syntax> parts) -> parts.forEach(part -> arguments(part, into));
      case Choice(List<Syntax> branches) -> branches.forEach(branch -> arguments(branch, into));
      case Options(List<Option> options) ->
          options.forEach(option -> arguments(option.syntax(), into));
    }
  }

  /** Reads the text form. */
  final class Parser {
    private final String text;
    private final Map<String, ValueType> types;
    private final Map<String, List<Option>> options;
    private int at;

    private Parser(String text, Map<String, ValueType> types, Map<String, List<Option>> options) {
      this.text = text;
      this.types = types;
      this.options = options;
    }

    private Syntax choice() {
      List<Syntax> branches = new ArrayList<>(List.of(sequence()));
      while (at < text.length() && text.charAt(at) == '|') {
        at++;
        branches.add(sequence());
      }
      return branches.size() == 1 ? branches.getFirst() : new Choice(branches);
    }

    private Syntax sequence() {
      List<Syntax> parts = new ArrayList<>();
      while (at < text.length() && ")]|".indexOf(text.charAt(at)) < 0) {
        switch (text.charAt(at)) {
          case ' ' -> at++;
          case '[' -> parts.add(new Choice(List.of(bracketed(']'), new Sequence(List.of()))));
          case '(' -> parts.add(bracketed(')'));
          case '{' -> parts.add(argument(enclosed('}')));
          case '<' -> parts.add(new Options(named(enclosed('>'), options)));
          default -> parts.add(word());
        }
      }
      return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private Syntax bracketed(char close) {
      at++;
      Syntax inner = choice();
      if (at >= text.length() || text.charAt(at) != close) {
        throw new IllegalArgumentException("'" + close + "' is missing.\nBalance the brackets.");
      }
      at++;
      return inner;
    }

    private String enclosed(char close) {
      int end = text.indexOf(close, at);
      if (end < 0) {
        throw new IllegalArgumentException("'" + close + "' is missing.\nBalance the brackets.");
      }
      String inner = text.substring(at + 1, end);
      at = end + 1;
      return inner;
    }

    private Syntax argument(String inner) {
      int colon = inner.indexOf(':');
      String type = inner.substring(colon + 1);
      String name = colon < 0 ? type : inner.substring(0, colon);
      return new Argument(name, named(type, types));
    }

    private static <T> T named(String name, Map<String, T> all) {
      T found = all.get(name);
      if (found == null) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' is not defined.\nDefined are: "
                + String.join(", ", all.keySet().stream().sorted().toList())
                + ".");
      }
      return found;
    }

    private Syntax word() {
      int start = at;
      while (at < text.length() && " )]|[({<".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return new Word(text.substring(start, at));
    }
  }
}

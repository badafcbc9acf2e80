package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text with values in it. {@code {a}} is the value of a, {@code {a|b}} the first that is there,
 * {@code {a|=x}} that of a, else the word x, and {@code «...»} a part that vanishes where one of
 * its values is missing. Where a value outside such a part is missing, the whole text is absent.
 * What stands between the braces is otherwise the scope's business.
 */
record Template(List<Piece> pieces) {

  Template {
    pieces = List.copyOf(pieces);
  }

  sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Value(List<String> names) implements Piece {
      public Value {
        names = List.copyOf(names);
      }
    }

    record Part(Template inner) implements Piece {}
  }

  /** Gives a name's value. */
  @FunctionalInterface
  interface Scope {
    Optional<String> value(String name);

    /** This scope, and the other where a name is not known here. */
    default Scope or(Scope other) {
      return name -> value(name).or(() -> other.value(name));
    }
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException a sentence, a line feed and a remedy
   */
  static Template parse(String text) {
    Parser parser = new Parser(text);
    Template template = parser.until('\0');
    if (parser.at != text.length()) {
      throw new IllegalArgumentException("'»' has no '«' before it.\nRemove it.");
    }
    return template;
  }

  /** The text, or nothing where a value is missing. */
  Optional<String> render(Scope scope) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      Optional<String> part =
          switch (piece) {
            case Piece.Literal(String literal) -> Optional.of(literal);
            case Piece.Value(List<String> names) -> first(names, scope);
            case Piece.Part(Template inner) -> Optional.of(inner.render(scope).orElse(""));
          };
      if (part.isEmpty()) {
        return Optional.empty();
      }
      text.append(part.get());
    }
    return Optional.of(text.toString());
  }

  private static Optional<String> first(List<String> names, Scope scope) {
    for (String name : names) {
      Optional<String> value =
          name.startsWith("=") ? Optional.of(name.substring(1)) : scope.value(name);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Template until(char end) {
      List<Piece> pieces = new ArrayList<>();
      StringBuilder literal = new StringBuilder();
      while (at < text.length() && text.charAt(at) != '»') {
        char c = text.charAt(at++);
        if (c == '{' || c == '«') {
          pieces.add(new Piece.Literal(literal.toString()));
          literal.setLength(0);
          pieces.add(c == '{' ? value() : part());
        } else {
          literal.append(c);
        }
      }
      if (end == '»' && at == text.length()) {
        throw new IllegalArgumentException("'«' is not closed.\nAdd '»'.");
      }
      pieces.add(new Piece.Literal(literal.toString()));
      pieces.removeIf(piece -> piece instanceof Piece.Literal(String empty) && empty.isEmpty());
      return new Template(pieces);
    }

    private Piece part() {
      Template inner = until('»');
      at++;
      return new Piece.Part(inner);
    }

    private Piece value() {
      int close = text.indexOf('}', at);
      if (close < 0) {
        throw new IllegalArgumentException("'{' is not closed.\nAdd '}'.");
      }
      List<String> names = new ArrayList<>();
      int start = at;
      for (int i = at; i <= close; i++) {
        if (i == close || text.charAt(i) == '|') {
          names.add(text.substring(start, i));
          start = i + 1;
        }
      }
      at = close + 1;
      return new Piece.Value(names);
    }
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a line of a log looks: literal text with {@code {when}}, {@code {who}}, {@code {from}},
 * {@code {what}} and {@code {any}}, each of which reaches to the literal text behind it, or to the
 * line's end. Reading takes time linear in the line.
 */
record LogPattern(String first, List<Part> parts) {
  private static final Set<String> NAMES = Set.of("when", "who", "from", "what", "any");

  LogPattern {
    parts = List.copyOf(parts);
  }

  /** A value, and the literal text that ends it; empty where it reaches to the end. */
  record Part(String name, String end) {}

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence, a line feed and a remedy
   */
  static LogPattern parse(String text) {
    List<Part> parts = new ArrayList<>();
    int open = text.indexOf('{');
    String first = open < 0 ? text : text.substring(0, open);
    while (open >= 0) {
      int close = text.indexOf('}', open);
      String name = close < 0 ? "" : text.substring(open + 1, close);
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "'{"
                + name
                + "}' is no part of a log's line.\nWrite {when}, {who}, {from}, {what} or {any}.");
      }
      int next = text.indexOf('{', close);
      String end = next < 0 ? text.substring(close + 1) : text.substring(close + 1, next);
      if (end.isEmpty() && next >= 0) {
        throw new IllegalArgumentException(
            "Two values stand side by side.\nWrite the text that stands between them.");
      }
      parts.add(new Part(name, end));
      open = next;
    }
    return new LogPattern(first, parts);
  }

  /** What a line says; absent where it looks otherwise. */
  Optional<LoggedChange> read(String line) {
    if (!line.startsWith(first)) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    int at = first.length();
    for (Part part : parts) {
      int end = part.end().isEmpty() ? line.length() : line.indexOf(part.end(), at);
      if (end < 0) {
        return Optional.empty();
      }
      values.put(part.name(), line.substring(at, end).strip());
      at = end + part.end().length();
    }
    return Optional.of(
        new LoggedChange(
            values.getOrDefault("when", ""),
            values.getOrDefault("who", ""),
            values.getOrDefault("from", ""),
            values.getOrDefault("what", "")));
  }
}

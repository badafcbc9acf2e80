package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a line of a log or of a table looks: literal text with values such as {@code {when}} and
 * {@code {who}}, and {@code {any}} for what does not matter, each of which reaches to the literal
 * text behind it, or to the line's end. Reading takes time linear in the line.
 */
record LogPattern(String first, List<Part> parts) {
  private static final String ANY = "any";

  /** The values of a change. */
  private static final List<String> CHANGE = List.of("when", "who", "from", "what");

  /** The values of what hardware holds. */
  private static final List<String> ROOM = List.of("what", "used", "total", "free");

  /** The value of a part of a device that has hardware of its own. */
  private static final List<String> SLOT = List.of("slot");

  LogPattern {
    parts = List.copyOf(parts);
  }

  /** A value, and the literal text that ends it; empty where it reaches to the end. */
  record Part(String name, String end) {}

  /** Reads the pattern of a change. */
  static LogPattern ofChange(String text) {
    return parse(text, CHANGE);
  }

  /** Reads the pattern of what hardware holds. */
  static LogPattern ofRoom(String text) {
    return parse(text, ROOM);
  }

  /** Reads the pattern of a line that names a slot. */
  static LogPattern ofSlot(String text) {
    return parse(text, SLOT);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException with a sentence, a line feed and a remedy
   */
  private static LogPattern parse(String text, List<String> names) {
    List<Part> parts = new ArrayList<>();
    int open = text.indexOf('{');
    String first = open < 0 ? text : text.substring(0, open);
    while (open >= 0) {
      int close = text.indexOf('}', open);
      String name = close < 0 ? "" : text.substring(open + 1, close);
      if (!names.contains(name) && !name.equals(ANY)) {
        throw new IllegalArgumentException(
            "'{"
                + name
                + "}' is no part of such a line.\nWrite {"
                + String.join("}, {", names)
                + "} or {any}.");
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

  /** True where a line of this look may tell how much room there is. */
  boolean tellsRoom() {
    return has("free") || (has("total") && has("used"));
  }

  /** True where a line of this look may tell who changed something, or what. */
  boolean tellsChange() {
    return has("who") || has("what");
  }

  /** True where a line of this look may name a slot. */
  boolean tellsSlot() {
    return has("slot");
  }

  private boolean has(String name) {
    return parts.stream().anyMatch(part -> part.name().equals(name));
  }

  /** The change that a line tells of; absent where it looks otherwise. */
  Optional<LoggedChange> change(String line) {
    return values(line)
        .map(values ->
            new LoggedChange(
                values.getOrDefault("when", ""),
                values.getOrDefault("who", ""),
                values.getOrDefault("from", ""),
                values.getOrDefault("what", "")));
  }

  /** What a line says of the room in hardware; absent where it looks otherwise. */
  Optional<Room> room(String line) {
    return values(line)
        .flatMap(values -> {
          OptionalLong total = number(values.getOrDefault("total", ""));
          OptionalLong used = number(values.getOrDefault("used", ""));
          OptionalLong free = number(values.getOrDefault("free", ""));
          String what = values.getOrDefault("what", first.strip());
          if (free.isPresent()) {
            return Optional.of(new Room(what, free.getAsLong(), 0));
          }
          return total.isPresent() && used.isPresent()
              ? Optional.of(new Room(what, total.getAsLong(), used.getAsLong()))
              : Optional.empty();
        });
  }

  /** The number of the slot that a line names; absent where it looks otherwise. */
  Optional<String> slot(String line) {
    return values(line.strip())
        .map(values -> values.getOrDefault("slot", ""))
        .filter(slot -> number(slot).isPresent());
  }

  private static OptionalLong number(String text) {
    boolean digits = !text.isEmpty() && text.length() < 18;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private Optional<Map<String, String>> values(String line) {
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
    return Optional.of(values);
  }
}

package net.portcullis.input;

import java.util.Optional;

/**
 * The text of a document, for what the parser does not tell: the character at a place, and
 * characters that have no business in a file.
 */
final class SourceText {
  private final String file;
  private final String text;
  private final int[] lineStarts;
  private final boolean hasPairs;

  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.lineStarts = starts(text);
    this.hasPairs = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  private static int[] starts(String text) {
    int lines = 1 + (int) text.chars().filter(c -> c == '\n').count();
    int[] starts = new int[lines];
    int next = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        starts[next] = i + 1;
        next++;
      }
    }
    return starts;
  }

  /** The character at a place; NUL where there is none. Columns count code points. */
  char at(Place place) {
    if (place.line() > lineStarts.length) {
      return '\0';
    }
    int start = lineStarts[place.line() - 1];
    int end = place.line() < lineStarts.length ? lineStarts[place.line()] : text.length();
    int before = place.column() - 1;
    int index =
        hasPairs
            ? text.offsetByCodePoints(start, Math.min(before, text.codePointCount(start, end)))
            : Math.min(start + before, end);
    return index < text.length() ? text.charAt(index) : '\0';
  }

  /** The first unsafe character of the file, as a problem. */
  Optional<Problem> unsafe() {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
        column = 1;
        continue;
      }
      boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isUnsafe(c) && !lineEnd) {
        return Optional.of(
            new Problem(
                new Place(file, line, column),
                "A control character (" + name(c) + ") stands here.",
                c == '\t' ? "Use spaces instead of the tab." : "Remove it."));
      }
      column += Character.isLowSurrogate(c) ? 0 : 1;
    }
    return Optional.empty();
  }

  /** The first unsafe character of a value whose escapes are resolved; a line feed counts. */
  static Optional<String> unsafe(String value, boolean lineFeeds) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isUnsafe(c) && !(lineFeeds && c == '\n')) {
        return Optional.of(name(c));
      }
    }
    return Optional.empty();
  }

  private static String name(char c) {
    return "U+%04X".formatted((int) c);
  }

  /**
   * C0 and C1 controls, line separators, and characters that hide or reorder text on a terminal.
   */
  private static boolean isUnsafe(char c) {
    return Character.isISOControl(c)
        || c == '\u00AD'
        || (c >= '\u200B' && c <= '\u200F')
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2060' && c <= '\u2069')
        || c == '\uFEFF';
  }
}

package net.portcullis.dialect;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Captured text as a terminal would have shown it: line ends, backspaces and overwriting resolved,
 * pager words gone.
 */
final class DeviceText {
  private DeviceText() {}

  /**
   * The lines of a text, each made when it is asked for.
   *
   * @param pagers words that a pager leaves at the beginning of a line
   */
  static Iterable<String> lines(String text, List<String> pagers) {
    return () -> new Lines(text, pagers);
  }

  private static final class Lines implements Iterator<String> {
    private final String text;
    private final List<String> pagers;
    private int start;

    Lines(String text, List<String> pagers) {
      this.text = text;
      this.pagers = pagers;
      this.start = text.startsWith("\uFEFF") ? 1 : 0;
    }

    @Override
    public boolean hasNext() {
      return start < text.length();
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed;
      String line = line(text, start, end, pagers);
      start = end + 1;
      return line;
    }
  }

  private static String line(String text, int start, int end, List<String> pagers) {
    boolean plain = true;
    int last = end;
    while (last > start && text.charAt(last - 1) <= ' ') {
      last--;
    }
    for (int i = start; i < last && plain; i++) {
      plain = text.charAt(i) >= ' ' && text.charAt(i) != 0x7f;
    }
    String shown = plain ? text.substring(start, last) : shown(text, start, last);
    for (String pager : pagers) {
      int at = indent(shown);
      if (shown.startsWith(pager, at)) {
        shown = shown.substring(at + pager.length());
      }
    }
    return shown;
  }

  /** Plays the line: a backspace or a cursor movement goes back, what follows overwrites. */
  private static String shown(String text, int start, int end) {
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\b') {
        column = Math.max(0, column - 1);
      } else if (c == '\r') {
        column = 0;
      } else if (c == 0x1b && i + 1 < end && text.charAt(i + 1) == '[') {
        int number = 0;
        i += 2;
        while (i < end && (text.charAt(i) < '@' || text.charAt(i) > '~')) {
          char digit = text.charAt(i++);
          number =
              digit >= '0' && digit <= '9' ? Math.min(9999, number * 10 + digit - '0') : number;
        }
        if (i < end && text.charAt(i) == 'D') {
          column = Math.max(0, column - Math.max(1, number));
        }
      } else if (c != 0 && c != 7) {
        // A tab counts as a blank: it only ever stands for indentation or a gap.
        char put = c == '\t' ? ' ' : c;
        if (column < line.length()) {
          line.setCharAt(column, put);
        } else {
          line.append(put);
        }
        column++;
      }
    }
    return line.toString().stripTrailing();
  }

  /** How many blanks a line begins with. */
  static int indent(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /** True where the line holds a character that no configuration holds. */
  static boolean isBinary(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' ' || c == 0x7f || c == '\uFFFD') {
        return true;
      }
    }
    return false;
  }
}

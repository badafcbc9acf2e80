package net.portcullis.report;

import java.util.ArrayList;
import java.util.List;

/** Text that fits a width: broken at spaces, else behind punctuation, else where it must. */
public final class Wrapped {
  private static final String BREAKS = ".,:;/-@=";

  private Wrapped() {}

  /**
   * A sentence as lines that end in line feeds.
   *
   * @param before what the first line begins with
   * @param indent how many blanks the others begin with
   */
  public static String sentence(String before, String sentence, int indent, int width) {
    StringBuilder text = new StringBuilder();
    for (String line : lines(before + sentence, width, " ".repeat(indent))) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  static List<String> lines(String text, int width, String indent) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (Table.columns(rest) > width) {
      int cut = cut(rest, width, lines.isEmpty() ? 0 : indent.length());
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = indent + rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /**
   * @param from what stands before is the margin, and no place to break
   */
  private static int cut(String text, int width, int from) {
    int end = fitting(text, width);
    int space = text.lastIndexOf(' ', end);
    if (space > from && !text.substring(from, space).isBlank()) {
      return space;
    }
    for (int i = end - 1; i > from + (end - from) / 3; i--) {
      if (BREAKS.indexOf(text.charAt(i)) >= 0) {
        return i + 1;
      }
    }
    return Math.max(end, from + 1);
  }

  private static int fitting(String text, int width) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += Table.columnsOf(point);
      if (used > width) {
        break;
      }
      end += Character.charCount(point);
    }
    return Math.max(1, end);
  }
}

package net.portcullis.cli;

import java.util.List;

/** The beginning of a long report, and of each of its parts. */
final class Excerpt {
  private static final int LINES = 16;
  private static final int LINES_OF_A_PART = 5;
  private static final int MOST = 56;

  private Excerpt() {}

  /** All of the text where it is short; else an excerpt whose lines fit into the columns. */
  static String of(String text, int columns) {
    List<String> lines = text.lines().toList();
    if (lines.size() <= LINES + 2) {
      return text;
    }
    StringBuilder excerpt = new StringBuilder();
    int shown = 0;
    int start = 0;
    while (start < lines.size() && shown < MOST) {
      int end = start + 1;
      while (end < lines.size() && !begins(lines.get(end))) {
        end++;
      }
      int here = Math.min(end - start, start == 0 ? LINES : LINES_OF_A_PART);
      for (String line : lines.subList(start, start + here)) {
        excerpt.append(cut(line, columns)).append('\n');
      }
      if (start + here < end) {
        excerpt.append("    ... ").append(end - start - here).append(" more\n");
      }
      shown += here;
      start = end;
    }
    return excerpt
        + (start < lines.size()
            ? "... and " + (lines.size() - start) + " more lines; 'demo --full' shows them.\n"
            : "('demo --full' shows all of it.)\n");
  }

  /** True for a line with which a part of a report begins. */
  private static boolean begins(String line) {
    boolean heading = line.startsWith("  ") && !line.startsWith("   ") && line.endsWith(":");
    return line.isBlank() || heading || line.startsWith("  --- ");
  }

  private static String cut(String line, int columns) {
    return line.length() > columns ? line.substring(0, columns - 1) + "…" : line;
  }
}

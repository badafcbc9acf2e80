package net.portcullis.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for people. Columns are as wide as their cells need; where the whole is wider than the
 * terminal, the widest columns give way and their cells wrap.
 */
public final class Table {
  private static final String GAP = "  ";
  private static final int NARROWEST = 8;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row; cells are made safe to show. */
  public Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          "A row of " + cells.length + " cells under " + headings.size() + " headings.");
    }
    rows.add(Arrays.stream(cells).map(Safe::terminal).toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table as lines that end in line feeds, at most {@code width} columns wide if it can. */
  public String render(int width) {
    int[] widths = widths(width);
    StringBuilder text = new StringBuilder();
    line(text, headings.stream().map(heading -> List.of(heading)).toList(), widths);
    for (List<String> row : rows) {
      List<List<String>> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(wrap(row.get(i), widths[i]));
      }
      line(text, cells, widths);
    }
    return text.toString();
  }

  private int[] widths(int width) {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns(headings.get(i));
      for (List<String> row : rows) {
        for (String line : lines(row.get(i))) {
          widths[i] = Math.max(widths[i], columns(line));
        }
      }
    }
    int room = width - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static void line(StringBuilder text, List<List<String>> cells, int[] widths) {
    int height = cells.stream().mapToInt(List::size).max().orElse(0);
    for (int h = 0; h < height; h++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        String part = h < cells.get(i).size() ? cells.get(i).get(h) : "";
        line.append(part).repeat(' ', Math.max(0, widths[i] - columns(part)));
        line.append(i < cells.size() - 1 ? GAP : "");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static List<String> wrap(String cell, int width) {
    return lines(cell).stream().flatMap(line -> Wrapped.lines(line, width, "").stream()).toList();
  }

  private static List<String> lines(String cell) {
    return cell.lines().toList().isEmpty() ? List.of("") : cell.lines().toList();
  }

  /** How many terminal columns a text takes: an ideograph takes two. */
  static int columns(String text) {
    return text.codePoints().map(Table::columnsOf).sum();
  }

  static int columnsOf(int point) {
    boolean wide =
        (point >= 0x1100 && point <= 0x115F)
            || (point >= 0x2E80 && point <= 0xA4CF)
            || (point >= 0xAC00 && point <= 0xD7A3)
            || (point >= 0xF900 && point <= 0xFAFF)
            || (point >= 0xFE30 && point <= 0xFE6F)
            || (point >= 0xFF00 && point <= 0xFF60)
            || (point >= 0xFFE0 && point <= 0xFFE6)
            || (point >= 0x20000 && point <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}

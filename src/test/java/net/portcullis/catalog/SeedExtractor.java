package net.portcullis.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the source document's tables anew, for the proof only: a cell begins with a tab, a table
 * with the cell of its first column's name, and a line without a tab continues the cell before it.
 */
final class SeedExtractor {
  private static final Map<String, String> COLUMNS =
      Map.of(
          "端口",
          "port",
          "协议",
          "protocol",
          "方向",
          "direction",
          "名称",
          "name",
          "进程",
          "process",
          "说明",
          "description");

  private final List<SeedRow> rows = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final List<String> header = new ArrayList<>();
  private final List<StringBuilder> cells = new ArrayList<>();
  private String section = "";

  /** A row of the source as it stands there. */
  record SeedRow(String section, int row, Map<String, String> cells) {
    String cell(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  /** Rows, and the lines that stand outside tables as {@code SECTION WORDS}. */
  record Seed(List<SeedRow> rows, List<String> sentences) {}

  static Seed extract(List<String> lines) {
    SeedExtractor extractor = new SeedExtractor();
    lines.forEach(extractor::line);
    extractor.endTable();
    return new Seed(List.copyOf(extractor.rows), List.copyOf(extractor.sentences));
  }

  private void line(String line) {
    if (line.startsWith("\t")) {
      cell(line.substring(1).strip());
    } else if (isHeading(line)) {
      endTable();
      section = line.substring(0, line.indexOf(' '));
    } else if (!line.isBlank()) {
      if (cells.isEmpty()) {
        sentences.add(section + " " + line.strip());
      } else {
        cells.getLast().append('\n').append(line.strip());
      }
    }
  }

  private static boolean isHeading(String line) {
    int digits = 0;
    while (digits < line.length()
        && (Character.isDigit(line.charAt(digits)) || line.charAt(digits) == '.')) {
      digits++;
    }
    return digits > 0 && line.startsWith("  ", digits);
  }

  private void cell(String text) {
    boolean headerRead = header.contains("description");
    if (!headerRead) {
      header.add(COLUMNS.getOrDefault(text, text));
    } else {
      cells.add(new StringBuilder(text));
    }
  }

  private void endTable() {
    for (int i = 0; i + header.size() <= cells.size() && !header.isEmpty(); i += header.size()) {
      int first = i;
      Map<String, String> row =
          java.util.stream.IntStream.range(0, header.size())
              .boxed()
              .collect(
                  Collectors.toMap(header::get, column -> cells.get(first + column).toString()));
      rows.add(new SeedRow(section, 1 + i / header.size(), row));
    }
    if (!header.isEmpty() && cells.size() % header.size() != 0) {
      throw new IllegalStateException("Section " + section + " has a row with missing cells.");
    }
    header.clear();
    cells.clear();
  }
}

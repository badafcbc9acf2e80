package net.portcullis.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Texts that nobody would send but an attacker, each of about the size that is asked for in
 * characters. Some are the same for all platforms; the others are made of a profile's fixtures.
 */
final class HostileShapes {
  static final int LARGE = 1_000_000;

  private HostileShapes() {}

  /** By what is hostile about it. */
  static Map<String, IntFunction<String>> of(String profile) {
    Map<String, IntFunction<String>> shapes = new LinkedHashMap<>();
    shapes.put("one word", "a"::repeat);
    for (char c : "-/:.1\"'{}[](),;!\\*#&=\0\b\r\t".toCharArray()) {
      shapes.put("one line of U+%04X".formatted((int) c), size -> String.valueOf(c).repeat(size));
    }
    shapes.put("many words on one line", size -> "a ".repeat(size / 2));
    shapes.put("nested blocks", size -> "a {\n".repeat(size / 4));
    shapes.put("blocks one after the other", size -> "a { }\n".repeat(size / 6));
    shapes.put("cursor movements", size -> "x\u001b[9D".repeat(size / 5));
    shapes.put("pager words", size -> "---- More ----\r    \r".repeat(size / 20));
    shapes.put("short lines", size -> "a\n".repeat(size / 2));
    for (String fixture : TestProfiles.fixtures(profile)) {
      String text = TestProfiles.fixture(profile + "/" + fixture);
      shapes.put(fixture + " again and again", size -> again(text, size));
      shapes.put(fixture + " with ever new names", size -> renamed(text, size));
      shapes.put(
          fixture + " with the last words of its lines again and again",
          size -> {
            StringBuilder longer = new StringBuilder();
            List<String> lines = text.lines().toList();
            int each = size / Math.max(1, lines.size());
            lines.forEach(line -> longer.append(endless(line, each)).append('\n'));
            return longer.toString();
          });
    }
    return shapes;
  }

  private static String again(String text, int size) {
    return (text + "\n").repeat(1 + size / (text.length() + 1));
  }

  /** Each copy's words with a digit get the copy's number on their end: lists, groups, lines. */
  private static String renamed(String text, int size) {
    StringBuilder many = new StringBuilder();
    for (int copy = 0; many.length() < size; copy++) {
      String end = "n" + copy;
      many.append(text.replaceAll("(?m)([A-Za-z_][A-Za-z_-]{3,})(?=[ {;]*$)", "$1" + end))
          .append('\n');
    }
    return many.toString();
  }

  private static String endless(String line, int size) {
    int blank = line.stripTrailing().lastIndexOf(' ');
    String last = line.substring(Math.max(0, blank));
    return line + (" " + last.strip()).repeat(size / (last.length() + 1));
  }
}

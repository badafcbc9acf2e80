package net.portcullis.report;

/**
 * Makes text harmless to show: what a device or a file said must not steer a terminal or a page.
 */
public final class Safe {
  private Safe() {}

  /**
   * For terminals: control characters, and characters that reorder or hide text, appear as {@code
   * \\uXXXX}; line feeds stay.
   */
  public static String terminal(String text) {
    int clean = 0;
    while (clean < text.length() && !isSteering(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || !unfit(text, i)) {
        safe.append(c);
      } else {
        safe.append("\\u%04X".formatted((int) c));
      }
    }
    return safe.toString();
  }

  /** For one line on a terminal: line feeds are escaped too. */
  public static String line(String text) {
    return terminal(text).replace("\n", "\\n");
  }

  /** For HTML text and attributes in double quotes. */
  public static String html(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    html(text, safe);
    return safe.toString();
  }

  /** The same, at the end of what is there. */
  static void html(String text, StringBuilder safe) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        case '\n' -> safe.append(c);
        default -> {
          if (unfit(text, i)) {
            safe.append("\\u%04X".formatted((int) c));
          } else {
            safe.append(c);
          }
        }
      }
    }
  }

  private static boolean unfit(String text, int at) {
    char c = text.charAt(at);
    return isSteering(c) || (Character.isSurrogate(c) && !paired(text, at));
  }

  /** Half a character is none in UTF-8 or XML. */
  private static boolean paired(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  private static boolean isSteering(char c) {
    return Character.isISOControl(c)
        || c == '\u00AD'
        || c == '\u061C'
        || c >= '\uFFFE'
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u200B' && c <= '\u200F')
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2060' && c <= '\u2069')
        || c == '\uFEFF';
  }
}

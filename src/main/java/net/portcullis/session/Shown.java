package net.portcullis.session;

/** Device text made fit for a message: short, and unable to steer a terminal. */
final class Shown {
  private static final int LONGEST = 160;

  private Shown() {}

  /** The end of a text, quoted; control and non-ASCII characters as {@code \\uXXXX}. */
  static String quote(String text) {
    String part = text.length() > LONGEST ? text.substring(text.length() - LONGEST) : text;
    StringBuilder safe = new StringBuilder(part.length() + 8).append('\'');
    if (part.length() < text.length()) {
      safe.append("...");
    }
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c >= ' ' && c <= '~') {
        safe.append(c);
      } else {
        safe.append("\\u%04X".formatted((int) c));
      }
    }
    return safe.append('\'').toString();
  }
}

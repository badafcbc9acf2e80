package net.portcullis.inventory;

/**
 * What the user's own names may be made of. They end up in file names, access-list names and on
 * terminals, so they are plain everywhere.
 */
final class Names {
  private Names() {}

  private static final int LONGEST = 63;

  /** Letters, digits, '.', '_' and '-', beginning with a letter or digit. */
  static String plain(String text) {
    boolean good = !text.isEmpty() && text.length() <= LONGEST && isAlphanumeric(text.charAt(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      good &= isAlphanumeric(c) || c == '.' || c == '_' || c == '-';
    }
    if (!good) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' cannot be a name.\nUse at most "
              + LONGEST
              + " letters, digits, '.', '_' and '-', beginning with a letter or digit.");
    }
    return text;
  }

  /** What a device may read as one word: printable ASCII without spaces, quotes or '?'. */
  static String word(String text) {
    boolean good = !text.isEmpty() && text.length() <= LONGEST;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      good &= c > ' ' && c <= '~' && "\"'`?;|\\".indexOf(c) < 0;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not one word that a device can read.\nUse at most "
              + LONGEST
              + " printable ASCII characters without spaces, quotes, '?', ';', '|' and '\\'.");
    }
    return text;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}

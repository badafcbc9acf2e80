package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * A word of a line.
 *
 * @param text without quotes where it was quoted
 * @param start index of its first character in the line
 */
record Token(String text, int start) {

  /**
   * Cuts a line at blanks; each character of {@code punctuation} is a word of its own; {@code
   * "..."} is one word.
   */
  static List<Token> of(String line, String punctuation) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c <= ' ') {
        at++;
      } else if (c == '"' && line.indexOf('"', at + 1) >= 0) {
        int end = line.indexOf('"', at + 1);
        tokens.add(new Token(line.substring(at + 1, end), at));
        at = end + 1;
      } else if (punctuation.indexOf(c) >= 0) {
        tokens.add(new Token(String.valueOf(c), at));
        at++;
      } else {
        int start = at;
        while (at < line.length()
            && line.charAt(at) > ' '
            && punctuation.indexOf(line.charAt(at)) < 0) {
          at++;
        }
        tokens.add(new Token(line.substring(start, at), start));
      }
    }
    return tokens;
  }

  boolean is(String word) {
    return text.equalsIgnoreCase(word);
  }
}

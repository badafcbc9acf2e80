package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;

/**
 * Matches a piece of device text: literal words with {@code *} for any run of characters on one
 * line. Matching takes time linear in the text for each star; nothing backtracks further.
 *
 * @param text the pattern as the profile writes it; {@code \*} is a literal star
 */
public record TextPattern(String text) {

  /** True where the pattern occurs somewhere in the line, letter case aside. */
  public boolean in(String line) {
    return find(line, pieces(), 0) >= 0;
  }

  /** True where the pattern is the whole of the line. */
  public boolean matches(String line) {
    char begins = text.isEmpty() ? '*' : text.charAt(0);
    if (begins != '*' && begins != '\\' && (line.isEmpty() || line.charAt(0) != begins)) {
      return false;
    }
    List<String> pieces = pieces();
    String first = pieces.getFirst();
    String last = pieces.getLast();
    if (pieces.size() == 1) {
      return line.equals(first);
    }
    if (line.length() < first.length() + last.length()
        || !line.startsWith(first)
        || !line.endsWith(last)) {
      return false;
    }
    int at = first.length();
    int end = line.length() - last.length();
    for (String piece : pieces.subList(1, pieces.size() - 1)) {
      int found = line.indexOf(piece, at);
      if (found < 0 || found + piece.length() > end) {
        return false;
      }
      at = found + piece.length();
    }
    return at <= end;
  }

  private static int find(String line, List<String> pieces, int from) {
    int at = from;
    for (String piece : pieces) {
      int found = indexOfIgnoringCase(line, piece, at);
      if (found < 0) {
        return -1;
      }
      at = found + piece.length();
    }
    return at;
  }

  private static int indexOfIgnoringCase(String line, String piece, int from) {
    for (int i = from; i + piece.length() <= line.length(); i++) {
      if (line.regionMatches(true, i, piece, 0, piece.length())) {
        return i;
      }
    }
    return -1;
  }

  private List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '*') {
        piece.append('*');
        i++;
      } else if (c == '*') {
        pieces.add(piece.toString());
        piece.setLength(0);
      } else {
        piece.append(c);
      }
    }
    pieces.add(piece.toString());
    return pieces;
  }
}

package net.portcullis.acl;

import java.util.List;

/**
 * One line of an access list: what it decides, and for which packets.
 *
 * @param verdict UNKNOWN for a line that could not be read, whose matches then are what it may
 *     touch: every packet where nothing is known
 * @param matches the union of these; empty where the line matches nothing (an inactive line)
 * @param exact false where the line has a condition that the model does not carry: it then decides
 *     some of the packets in {@code matches}, and nobody knows which
 * @param origin where it stands, for people
 */
public record Line(Verdict verdict, List<Match> matches, boolean exact, Origin origin) {

  public Line {
    matches = List.copyOf(matches);
  }

  /** An exact line. */
  public static Line of(Verdict verdict, Match match, Origin origin) {
    return new Line(verdict, List.of(match), true, origin);
  }

  /**
   * Where a line stands.
   *
   * @param number the 1-based line of the text it was read from; for an intended rule its sequence
   *     number; 0 where it has none
   * @param text the line as it was written, not yet safe to print
   */
  public record Origin(int number, String text) {
    /** False where nobody wrote the line: the platform implies it. */
    public boolean isWritten() {
      return number > 0;
    }
  }
}

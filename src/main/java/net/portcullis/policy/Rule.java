package net.portcullis.policy;

import java.util.List;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;

/**
 * One intended rule.
 *
 * @param seq 1-based place in its list
 * @param action PERMIT or DENY
 * @param counted its hits are to be counted: the closing permit of an observing binding
 */
public record Rule(int seq, Verdict action, Match match, boolean counted, List<Reason> why) {
  public Rule {
    why = List.copyOf(why);
  }

  /** The rule as a line of an access list. */
  public Line line() {
    return Line.of(action, match, new Line.Origin(seq, ""));
  }
}

package net.portcullis.policy;

import java.util.List;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;

/** A rule before it has its place in a list. */
record Draft(Stage stage, Verdict action, Match match, boolean counted, List<Reason> why) {

  Draft {
    why = List.copyOf(why);
  }

  static Draft permit(Stage stage, Match match, Reason why) {
    return new Draft(stage, Verdict.PERMIT, match, false, List.of(why));
  }

  Rule rule(int seq) {
    return new Rule(seq, action, match, counted, why);
  }
}

package net.portcullis.change;

import java.util.List;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.PacketSet;
import net.portcullis.acl.PacketSpace;
import net.portcullis.acl.TooComplexException;
import net.portcullis.acl.Verdict;

/** What a change asks about packets. The answers are about every packet, not about samples. */
final class Packets {
  private Packets() {}

  /** True where it is certain that the list permits each of these packets. */
  static boolean permits(AccessList list, Match packets) {
    PacketSpace space = PacketSpace.of(packets.family());
    try {
      return space.of(packets).isSubsetOf(space.decide(list).permitted());
    } catch (TooComplexException notCertain) {
      return false;
    }
  }

  /**
   * The share, from 0 to 1, of what was permitted that no longer is: of the packets, or of the
   * lines whose packets no longer all pass, whichever is more. A line for one port is small among
   * all packets and may be all that somebody has. Where it cannot be worked out, all counts as
   * lost.
   */
  static double lost(AccessList before, AccessList after, Family family) {
    try {
      return share(before, after, family);
    } catch (TooComplexException notKnown) {
      return 1;
    }
  }

  private static double share(AccessList before, AccessList after, Family family) {
    PacketSpace space = PacketSpace.of(family);
    PacketSet permitted = space.decide(before).permitted();
    PacketSet still = space.decide(after).permitted();
    if (permitted.isEmpty()) {
      return 0;
    }
    double packets = permitted.minus(still).share() / permitted.share();
    List<PacketSet> lines =
        before.lines().stream()
            .filter(line -> line.verdict() == Verdict.PERMIT)
            .map(line -> of(space, line).intersect(permitted))
            .filter(set -> !set.isEmpty())
            .toList();
    long cut = lines.stream().filter(set -> !set.isSubsetOf(still)).count();
    return lines.isEmpty() ? packets : Math.max(packets, (double) cut / lines.size());
  }

  private static PacketSet of(PacketSpace space, Line line) {
    PacketSet set = space.none();
    for (Match match : line.matches()) {
      set = set.union(space.of(match));
    }
    return set;
  }

  /** The lists in which every packet meets its fate in one of two lists. */
  static final class Bounds {
    private final PacketSpace space;
    private final PacketSet permittedByBoth;
    private final PacketSet deniedByBoth;

    Bounds(AccessList before, AccessList after, Family family) {
      space = PacketSpace.of(family);
      PacketSpace.Decided old = space.decide(before);
      PacketSpace.Decided now = space.decide(after);
      permittedByBoth = old.permitted().intersect(now.permitted());
      deniedByBoth = old.denied().intersect(now.denied());
    }

    /** True where that is certain of the list. */
    boolean hold(AccessList list) {
      try {
        return isCertain(list);
      } catch (TooComplexException notCertain) {
        return false;
      }
    }

    private boolean isCertain(AccessList list) {
      PacketSpace.Decided decided = space.decide(list);
      return decided.unknown().isEmpty()
          && permittedByBoth.isSubsetOf(decided.permitted())
          && deniedByBoth.isSubsetOf(decided.denied());
    }
  }
}

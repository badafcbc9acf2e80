package net.portcullis.acl;

import java.util.ArrayList;
import java.util.List;

/**
 * How much of what one list permits another takes away, as two shares from 0 to 1. Neither alone is
 * fair: by volume a single line for all of IP outweighs every service, by lines it weighs no more
 * than one.
 *
 * @param byVolume of the headers that the old list permits, those that the new list does not
 *     certainly permit, every header bit counting alike
 * @param byLine the mean over the old list's permitting lines, as far as they decide anything, of
 *     each line's own share
 */
public record Loss(double byVolume, double byLine) {

  /** The greater of the two: what a gate on losses should look at. */
  public double share() {
    return Math.max(byVolume, byLine);
  }

  /**
   * The loss from one list to another; 0 where the old list permits nothing, and everything where
   * it cannot be worked out.
   */
  public static Loss between(AccessList oldList, AccessList newList, Family family) {
    try {
      return computed(oldList, newList, family);
    } catch (TooComplexException notKnown) {
      return new Loss(1, 1);
    }
  }

  private static Loss computed(AccessList oldList, AccessList newList, Family family) {
    PacketSpace space = PacketSpace.of(family);
    PacketSet permitted = space.decide(oldList).permitted();
    PacketSet lost = permitted.minus(space.decide(newList).permitted());
    if (lost.isEmpty()) {
      return new Loss(0, 0);
    }
    List<Double> shares = new ArrayList<>();
    PacketSet left = permitted;
    List<Line> lines = new ArrayList<>(oldList.lines());
    lines.add(Line.of(oldList.otherwise(), Match.any(family), new Line.Origin(0, "")));
    for (Line line : lines) {
      if (line.verdict() != Verdict.PERMIT || !line.exact()) {
        continue;
      }
      PacketSet own = space.none();
      for (Match match : line.matches()) {
        own = own.union(space.of(match));
      }
      own = own.intersect(left);
      if (!own.isEmpty()) {
        left = left.minus(own);
        shares.add(own.intersect(lost).share() / own.share());
      }
    }
    double byLine = shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return new Loss(lost.share() / permitted.share(), byLine);
  }
}

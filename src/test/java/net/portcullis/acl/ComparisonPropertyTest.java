package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Comparisons of random lists against the brute-force evaluator. */
final class ComparisonPropertyTest {

  @ParameterizedTest
  @EnumSource
  void aComparisonTellsEveryDifferenceAndOnlyThose(Family family) {
    for (int run = 0; run < Chance.runs(120); run++) {
      compared(run, family, run % 3 == 0);
    }
  }

  private static void compared(long seed, Family family, boolean doubtful) {
    Chance chance = new Chance(seed, family);
    AccessList before = chance.list(12, doubtful);
    AccessList after = chance.oneIn(5) ? chance.list(12, doubtful) : chance.near(before, doubtful);
    Comparison comparison = Comparison.compare(before, after, family, 12);
    Supplier<String> message = () -> "seed " + seed + " " + family + "\n" + before + "\n" + after;
    List<Match> corners = Chance.matches(before, after);
    for (int i = 0; i < 60; i++) {
      Packet packet = chance.packet(corners);
      Verdict was = BruteForce.verdict(before, packet);
      Verdict is = BruteForce.verdict(after, packet);
      assertThat(Evaluator.evaluate(before, packet).verdict()).as(message).isEqualTo(was);
      boolean unknown = was == Verdict.UNKNOWN || is == Verdict.UNKNOWN;
      boolean different = !unknown && was != is;
      told(comparison.newlyPermitted(), packet, different && is == Verdict.PERMIT, message);
      told(comparison.newlyDenied(), packet, different && is == Verdict.DENY, message);
      told(comparison.unknown(), packet, unknown, message);
    }
    for (Region region : comparison.newlyPermitted().shown()) {
      assertThat(BruteForce.verdict(before, region.witness())).as(message).isEqualTo(Verdict.DENY);
      assertThat(BruteForce.verdict(after, region.witness())).as(message).isEqualTo(Verdict.PERMIT);
      assertThat(BruteForce.hits(region.box(), region.witness())).as(message).isTrue();
    }
    for (Region region : comparison.newlyDenied().shown()) {
      assertThat(BruteForce.verdict(before, region.witness()))
          .as(message)
          .isEqualTo(Verdict.PERMIT);
      assertThat(BruteForce.verdict(after, region.witness())).as(message).isEqualTo(Verdict.DENY);
    }
  }

  /** A region never holds another packet; every packet has a region unless some were left out. */
  private static void told(
      Regions regions, Packet packet, boolean expected, Supplier<String> message) {
    boolean told =
        regions.shown().stream().anyMatch(region -> BruteForce.hits(region.box(), packet));
    if (regions.more() == 0 || told) {
      assertThat(told).as(() -> message.get() + "\n" + packet + "\n" + regions).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSliceAgreesWithTheWhole(Family family) {
    for (int run = 0; run < Chance.runs(40); run++) {
      Chance chance = new Chance(run, family);
      boolean doubtful = run % 4 == 0;
      AccessList before = chance.list(30, doubtful);
      AccessList after = chance.near(before, doubtful);
      Comparison sliced = Comparison.compare(before, after, family);
      Comparison whole =
          new Difference(before, after, PacketSpace.of(family), Slice.whole(before, after, family))
              .comparison(Comparison.SHOWN);
      assertThat(sliced).as("seed %d", run).isEqualTo(whole);
    }
  }
}

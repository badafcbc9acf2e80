package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sets, the single matches and the evaluator against the brute-force evaluator. */
final class AlgebraPropertyTest {

  @ParameterizedTest
  @EnumSource
  void theThreeSetsOfAListHoldExactlyThePacketsOfTheirVerdict(Family family) {
    for (int seed = 0; seed < Chance.runs(100); seed++) {
      int number = seed;
      Chance chance = new Chance(seed, family);
      AccessList list = chance.list(15, seed % 2 == 0);
      PacketSpace space = PacketSpace.of(family);
      PacketSpace.Decided decided = space.decide(list);
      for (int i = 0; i < 40; i++) {
        Packet packet = chance.packet(Chance.matches(list));
        Verdict verdict = BruteForce.verdict(list, packet);
        Supplier<String> message = () -> "seed " + number + " " + packet + "\n" + list;
        assertThat(decided.permitted().contains(packet))
            .as(message)
            .isEqualTo(verdict == Verdict.PERMIT);
        assertThat(decided.denied().contains(packet))
            .as(message)
            .isEqualTo(verdict == Verdict.DENY);
        assertThat(decided.unknown().contains(packet))
            .as(message)
            .isEqualTo(verdict == Verdict.UNKNOWN);
        assertThat(Evaluator.evaluate(list, packet).verdict()).as(message).isEqualTo(verdict);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPacketWithoutSourcePortIsAllOfThem(Family family) {
    for (int seed = 0; seed < Chance.runs(100); seed++) {
      Chance chance = new Chance(seed, family);
      AccessList list = chance.list(12, seed % 2 == 0);
      PacketSpace.Decided decided = PacketSpace.of(family).decide(list);
      for (int i = 0; i < 15; i++) {
        Packet one = chance.packet(Chance.matches(list));
        if (!one.carriesPorts()) {
          continue;
        }
        Packet open =
            new Packet(
                one.source(),
                one.destination(),
                one.protocol(),
                OptionalInt.empty(),
                one.destinationPort(),
                one.icmp(),
                one.established(),
                one.fragment(),
                one.state());
        Verdict expected =
            decided.permitted().contains(open)
                ? Verdict.PERMIT
                : decided.denied().contains(open) ? Verdict.DENY : Verdict.UNKNOWN;
        assertThat(Evaluator.evaluate(list, open).verdict())
            .as("seed %d %s", seed, open)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void setsObeyTheLawsOfSets(Family family) {
    for (int seed = 0; seed < Chance.runs(200); seed++) {
      Chance chance = new Chance(seed, family);
      PacketSpace space = PacketSpace.of(family);
      PacketSet a = space.decide(chance.list(6, true)).permitted();
      PacketSet b = space.decide(chance.list(6, true)).permitted();
      PacketSet c = space.decide(chance.list(6, false)).denied();
      assertThat(a.union(b)).isEqualTo(b.union(a));
      assertThat(a.union(b.union(c))).isEqualTo(a.union(b).union(c));
      assertThat(a.intersect(b.union(c))).isEqualTo(a.intersect(b).union(a.intersect(c)));
      assertThat(a.union(b).complement()).isEqualTo(a.complement().intersect(b.complement()));
      assertThat(a.minus(b)).isEqualTo(a.intersect(b.complement()));
      assertThat(a.complement().complement()).isEqualTo(a);
      assertThat(a.union(a.complement())).isEqualTo(space.all());
      assertThat(a.intersect(a.complement())).isEqualTo(space.none());
      assertThat(a.minus(b).union(a.intersect(b))).isEqualTo(a);
      assertThat(a.intersect(b).isSubsetOf(a)).isTrue();
      assertThat(a.isSubsetOf(b)).isEqualTo(a.minus(b).isEmpty());
      assertThat(a.share() + a.complement().share()).isBetween(1 - 1e-9, 1 + 1e-9);
      a.witness().ifPresent(packet -> assertThat(a.contains(packet)).isTrue());
      assertThat(a.witness().isEmpty()).isEqualTo(a.isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void mergeCoversAndOverlapAgreeWithTheSets(Family family) {
    int merged = 0;
    for (int seed = 0; seed < Chance.runs(1500); seed++) {
      Chance chance = new Chance(seed, family);
      Match a = chance.match();
      Match b = altered(chance, a);
      PacketSpace space = PacketSpace.of(family);
      int number = seed;
      Supplier<String> message = () -> "seed " + number + "\n" + a + "\n" + b;
      assertThat(Matches.covers(a, b)).as(message).isEqualTo(space.of(b).isSubsetOf(space.of(a)));
      assertThat(Matches.covers(b, a)).as(message).isEqualTo(space.of(a).isSubsetOf(space.of(b)));
      assertThat(Matches.overlap(a, b))
          .as(message)
          .isEqualTo(!space.of(a).intersect(space.of(b)).isEmpty());
      assertThat(Matches.isEmpty(a)).as(message).isEqualTo(space.of(a).isEmpty());
      if (!Matches.isEmpty(a) && !Matches.isEmpty(b) && Matches.overlap(a, b)) {
        assertThat(new Hull(a).mayOverlap(new Hull(b))).as(message).isTrue();
      }
      Optional<Match> both = Matches.merge(a, b);
      if (both.isPresent()) {
        merged++;
        assertThat(space.of(both.get())).as(message).isEqualTo(space.of(a).union(space.of(b)));
      }
    }
    assertThat(merged).isGreaterThan(Chance.runs(1500) / 10);
  }

  private static Match altered(Chance chance, Match match) {
    Match other = chance.match();
    return switch (chance.number(9)) {
      case 0 -> match.withSources(other.sources());
      case 1 -> match.withDestinations(other.destinations());
      case 2 -> match.withProtocols(other.protocols());
      case 3 -> match.withFragments(other.fragments());
      case 4 -> match.withStates(other.states());
      case 5 -> match.withDestinationPorts(other.destinationPorts().orElse(Ranges.of(22)));
      case 6 ->
          match.withSourcePorts(other.sourcePorts().orElse(Ranges.of(new Range(1024, 65535))));
      case 7 -> match.withoutPorts();
      default -> other;
    };
  }

  @ParameterizedTest
  @EnumSource
  void rewritingAListWithoutChangingItsMeaningIsNoDifference(Family family) {
    for (int seed = 0; seed < Chance.runs(120); seed++) {
      Chance chance = new Chance(seed, family);
      AccessList list = chance.list(25, false);
      AccessList rewritten = rewritten(list, chance, new Random(seed));
      Comparison comparison = Comparison.compare(list, rewritten, family);
      assertThat(comparison.equivalent()).as("seed %d", seed).contains(true);
      assertThat(Comparison.compare(list, list, family).isEqual()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfLinesWithoutACommonPacketDoesNotMatter(Family family) {
    int swapped = 0;
    for (int seed = 0; seed < Chance.runs(120); seed++) {
      AccessList list = new Chance(seed, family).list(25, false);
      List<Line> lines = new ArrayList<>(list.lines());
      for (int round = 0; round < lines.size(); round++) {
        for (int i = 1; i < lines.size(); i++) {
          Line one = lines.get(i - 1);
          Line other = lines.get(i);
          if (one.origin().number() < other.origin().number() && areDisjoint(one, other)) {
            Collections.swap(lines, i - 1, i);
            swapped++;
          }
        }
      }
      AccessList shuffled = new AccessList("shuffled", lines, list.otherwise());
      assertThat(Comparison.compare(list, shuffled, family).equivalent())
          .as("seed %d", seed)
          .contains(true);
    }
    assertThat(swapped).isGreaterThan(Chance.runs(120));
  }

  private static boolean areDisjoint(Line one, Line other) {
    return one.matches().stream()
        .noneMatch(a -> other.matches().stream().anyMatch(b -> Matches.overlap(a, b)));
  }

  /** Runs that say the same are shuffled, prefixes and port ranges split, hidden lines added. */
  private static AccessList rewritten(AccessList list, Chance chance, Random random) {
    List<Line> lines = new ArrayList<>();
    int start = 0;
    List<Line> old = list.lines();
    for (int i = 0; i < old.size(); i++) {
      if (old.get(i).verdict() != old.get(start).verdict()) {
        Collections.shuffle(lines.subList(start, i), random);
        start = i;
      }
      lines.add(old.get(i));
    }
    List<Line> split = new ArrayList<>();
    for (Line line : lines) {
      for (Match match : line.matches()) {
        for (Match half : halves(match)) {
          split.add(Line.of(line.verdict(), half, line.origin()));
        }
        if (chance.oneIn(3)) {
          Verdict other = line.verdict() == Verdict.PERMIT ? Verdict.DENY : Verdict.PERMIT;
          split.add(
              Line.of(
                  other,
                  match.withProtocol(Match.TCP).withProtocols(match.protocols()),
                  line.origin()));
        }
      }
    }
    return new AccessList("rewritten", split, list.otherwise());
  }

  private static List<Match> halves(Match match) {
    AddressMask mask = match.sources().getFirst();
    int length = mask.prefixLength();
    if (match.sources().size() > 1 || length < 0 || length == match.family().bits()) {
      return List.of(match);
    }
    Address longer = Prefix.maskOf(match.family(), length + 1);
    Address bit = longer.and(mask.mask().not());
    Address upper =
        new Address(
            match.family(), mask.value().high() | bit.high(), mask.value().low() | bit.low());
    return List.of(
        match.withSources(List.of(new AddressMask(upper, longer))),
        match.withSources(List.of(new AddressMask(mask.value(), longer))));
  }

  @ParameterizedTest
  @EnumSource
  void turningAComparisonAroundSwapsWhatIsPermittedAndDenied(Family family) {
    for (int seed = 0; seed < Chance.runs(40); seed++) {
      Chance chance = new Chance(seed, family);
      AccessList a = chance.list(10, seed % 2 == 0);
      AccessList b = chance.near(a, seed % 2 == 0);
      Comparison there = Comparison.compare(a, b, family);
      Comparison back = Comparison.compare(b, a, family);
      assertThat(there.equivalent()).as("seed %d", seed).isEqualTo(back.equivalent());
      assertThat(there.newlyPermitted().isEmpty()).isEqualTo(back.newlyDenied().isEmpty());
      assertThat(there.newlyDenied().isEmpty()).isEqualTo(back.newlyPermitted().isEmpty());
      assertThat(there.unknown().isEmpty()).isEqualTo(back.unknown().isEmpty());
    }
  }
}

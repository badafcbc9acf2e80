package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LintTest {
  private static final Match TCP = Match.any(Family.IPV4).withProtocol(Match.TCP);

  private final List<Line> lines = new ArrayList<>();

  private LintTest line(Verdict verdict, Match match) {
    lines.add(Line.of(verdict, match, new Line.Origin(lines.size() + 1, "")));
    return this;
  }

  private LintTest permit(Match match) {
    return line(Verdict.PERMIT, match);
  }

  private LintTest deny(Match match) {
    return line(Verdict.DENY, match);
  }

  private static Match ports(int low, int high) {
    return TCP.withDestinationPorts(Ranges.of(new Range(low, high)));
  }

  private AccessList list() {
    return new AccessList("lint", lines, Verdict.DENY);
  }

  /** Findings as text: kind, line, other lines. */
  private List<String> findings() {
    return Lint.of(list(), Family.IPV4).stream()
        .map(finding ->
            finding.kind()
                + " "
                + finding.line().origin().number()
                + " "
                + finding.others().stream().map(other -> other.origin().number()).toList())
        .toList();
  }

  @Test
  void aLineHiddenByOneLineNamesIt() {
    permit(ports(1, 1023)).deny(ports(2000, 2000)).permit(ports(22, 22));
    assertThat(findings()).containsExactly("REDUNDANT 3 [1]");
  }

  @Test
  void aLineHiddenTheOtherWayIsNoMereRedundancy() {
    deny(ports(1, 1023)).permit(ports(22, 22));
    assertThat(findings()).containsExactly("NEVER_REACHED 2 [1]");
  }

  @Test
  void aLineHiddenByTheUnionOfSeveralNamesThemAllAndNoOther() {
    permit(ports(1, 100))
        .deny(ports(5000, 5000))
        .permit(ports(150, 200))
        .deny(ports(90, 160))
        .permit(ports(50, 180));
    assertThat(findings()).containsExactly("NEVER_REACHED 5 [1, 3, 4]");
  }

  @Test
  void linesThatDifferInOneDimensionCanBeOne() {
    permit(ports(22, 22)).permit(ports(23, 23)).deny(ports(80, 80)).permit(ports(24, 24));
    assertThat(findings()).containsExactly("MERGEABLE 2 [1]");
  }

  @Test
  void permittingEverythingIsNoticedAndSoIsALineThatMatchesNothing() {
    permit(Match.any(Family.IPV4).withProtocol(Match.UDP).withEstablished(true))
        .permit(Match.any(Family.IPV4));
    assertThat(findings()).containsExactly("MATCHES_NOTHING 1 []", "PERMITS_ANY 2 []");
  }

  @Test
  void aLineOfUncertainReachHidesNothing() {
    lines.add(new Line(Verdict.PERMIT, List.of(TCP), false, new Line.Origin(1, "")));
    lines.add(new Line(Verdict.UNKNOWN, List.of(TCP), true, new Line.Origin(2, "")));
    permit(ports(22, 22));
    assertThat(findings()).isEmpty();
  }

  @Test
  void aLineThatPermitsMoreThanNeededShowsAPacket() {
    permit(ports(22, 22)).permit(ports(80, 81));
    AccessList needed =
        new AccessList(
            "needed",
            List.of(
                Line.of(Verdict.PERMIT, ports(22, 22), new Line.Origin(1, "")),
                Line.of(Verdict.PERMIT, ports(80, 80), new Line.Origin(2, ""))),
            Verdict.DENY);
    List<Lint.Finding> findings = Lint.wider(list(), needed, Family.IPV4);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().line().origin().number()).isEqualTo(2);
    assertThat(findings.getFirst().example())
        .contains(Packet.parse("tcp 198.51.100.1:40000 > 10.0.0.1:81"));
  }

  @ParameterizedTest
  @EnumSource
  void leavingOutAHiddenLineChangesNothing(Family family) {
    int hidden = 0;
    for (int seed = 0; seed < Chance.runs(80); seed++) {
      AccessList list = new Chance(seed, family).list(20, seed % 2 == 0);
      for (Lint.Finding finding : Lint.of(list, family)) {
        boolean never =
            finding.kind() == Lint.Kind.REDUNDANT || finding.kind() == Lint.Kind.NEVER_REACHED;
        if (never) {
          hidden++;
          List<Line> less = new ArrayList<>(list.lines());
          less.remove(finding.line());
          PacketSpace space = PacketSpace.of(family);
          assertThat(space.decide(new AccessList("less", less, list.otherwise())))
              .as("seed %d", seed)
              .isEqualTo(space.decide(list));
          assertThat(hiddenBy(space, finding)).as("seed %d", seed).isTrue();
        }
      }
    }
    assertThat(hidden).isPositive();
  }

  private static boolean hiddenBy(PacketSpace space, Lint.Finding finding) {
    PacketSet others = space.none();
    for (Line line : finding.others()) {
      for (Match match : line.matches()) {
        others = others.union(space.of(match));
      }
    }
    PacketSet union = others;
    return finding.line().matches().stream().map(space::of).allMatch(set -> set.isSubsetOf(union));
  }

  @Test
  void aFindingOnAnotherFamilyIsNone() {
    permit(ports(22, 22)).permit(ports(22, 22));
    assertThat(Lint.of(list(), Family.IPV6)).isEmpty();
    assertThat(Optional.of(Lint.of(list(), Family.IPV4)).map(List::size)).contains(1);
  }
}

package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader of a comparison sees. */
final class ComparisonTest {
  private static final Match ANY = Match.any(Family.IPV4);

  private static Match tcp(String from, String to, int low, int high) {
    return ANY.withProtocol(Match.TCP)
        .withSources(List.of(AddressMask.of(Prefix.parse(from))))
        .withDestinations(List.of(AddressMask.of(Prefix.parse(to))))
        .withDestinationPorts(Ranges.of(new Range(low, high)));
  }

  private static AccessList permits(Match... matches) {
    List<Line> lines = new ArrayList<>();
    for (Match match : matches) {
      lines.add(Line.of(Verdict.PERMIT, match, new Line.Origin(lines.size() + 1, "")));
    }
    return new AccessList("list", lines, Verdict.DENY);
  }

  private static List<String> told(Regions regions) {
    return regions.shown().stream()
        .map(region ->
            region.text()
                + " | "
                + region.witness()
                + " | "
                + region.oldLine().map(line -> line.origin().number())
                + region.newLine().map(line -> line.origin().number()))
        .toList();
  }

  @Test
  void aWidenedLineIsToldAsWhatItAdds() {
    AccessList before = permits(tcp("10.0.0.0/8", "10.2.2.0/24", 22, 22));
    AccessList after =
        permits(
            tcp("10.0.0.0/8", "10.2.2.0/24", 22, 22),
            tcp("10.0.0.0/8", "10.2.2.0/24", 1024, 65535));
    Comparison comparison = Comparison.compare(before, after, Family.IPV4);
    assertThat(told(comparison.newlyPermitted()))
        .containsExactly(
            "tcp 10.0.0.0/8 -> 10.2.2.0/24 ports 1024-65535"
                + " | tcp 10.0.0.1:40000 > 10.2.2.1:1024 | Optional.emptyOptional[2]");
    assertThat(comparison.newlyDenied().isEmpty()).isTrue();
    assertThat(comparison.equivalent()).contains(false);
  }

  @Test
  void onePacketTellsWhatWasNotMeant() {
    AccessList meant = permits(tcp("10.0.0.0/8", "10.2.2.0/24", 22, 22));
    AccessList wider = permits(tcp("10.0.0.0/8", "10.2.2.0/24", 22, 23));

    assertThat(Comparison.compare(meant, wider, Family.IPV4).example())
        .isEqualTo("tcp 10.0.0.1:40000 > 10.2.2.1:23 is permitted, and was not meant to be");
    assertThat(Comparison.compare(wider, meant, Family.IPV4).example())
        .isEqualTo("tcp 10.0.0.1:40000 > 10.2.2.1:23 is denied, and was not meant to be");
    assertThat(Comparison.compare(meant, meant, Family.IPV4).example()).isEmpty();
  }

  @Test
  void portZeroIsAPortLikeAnyOther() {
    AccessList before = permits(tcp("0.0.0.0/0", "10.2.2.2", 1, 65535));
    AccessList after = permits(tcp("0.0.0.0/0", "10.2.2.2", 0, 65535));
    assertThat(told(Comparison.compare(before, after, Family.IPV4).newlyPermitted()))
        .containsExactly(
            "tcp any -> 10.2.2.2/32 port 0"
                + " | tcp 198.51.100.1:40000 > 10.2.2.2:0 | Optional.emptyOptional[1]");
  }

  @Test
  void laterFragmentsAloneAreADifference() {
    Match whole = ANY.withProtocol(Match.UDP).withFragments(Fragments.NOT_LATER);
    Comparison comparison =
        Comparison.compare(permits(ANY.withProtocol(Match.UDP)), permits(whole), Family.IPV4);
    assertThat(told(comparison.newlyDenied()))
        .containsExactly(
            "udp any -> any later fragments"
                + " | udp 198.51.100.1 > 10.0.0.1 fragment | Optional[1]Optional.empty");
  }

  @Test
  void anIcmpTypeWithoutCodeIsNotTheOneWithCodeZero() {
    Match icmp = ANY.withProtocol(Match.ICMP);
    Comparison comparison =
        Comparison.compare(
            permits(icmp.withIcmp(List.of(IcmpMatch.type(8)))),
            permits(icmp.withIcmp(List.of(IcmpMatch.typeAndCode(8, 0)))),
            Family.IPV4);
    assertThat(told(comparison.newlyDenied()))
        .containsExactly(
            "icmp any -> any type 8 code 1-255"
                + " | icmp 198.51.100.1 > 10.0.0.1 8/1 | Optional[1]Optional.empty");
  }

  @Test
  void differentAndUnreadableAreBothTold() {
    AccessList before = permits(tcp("10.0.0.0/8", "10.2.2.2", 22, 22));
    Line unread =
        new Line(
            Verdict.PERMIT,
            List.of(tcp("10.9.0.0/16", "10.2.2.2", 80, 80)),
            false,
            new Line.Origin(1, "permit dscp"));
    AccessList after =
        new AccessList(
            "after",
            List.of(
                unread,
                Line.of(
                    Verdict.PERMIT, tcp("10.0.0.0/8", "10.2.2.2", 23, 23), new Line.Origin(2, ""))),
            Verdict.DENY);
    Comparison comparison = Comparison.compare(before, after, Family.IPV4);
    assertThat(comparison.equivalent()).contains(false);
    assertThat(comparison.newlyPermitted().shown()).hasSize(1);
    assertThat(comparison.newlyDenied().shown()).hasSize(1);
    assertThat(told(comparison.unknown()))
        .containsExactly(
            "tcp 10.9.0.0/16 -> 10.2.2.2/32 port 80"
                + " | tcp 10.9.0.1:40000 > 10.2.2.2:80 | Optional.emptyOptional[1]");
    assertThat(Comparison.compare(after, after, Family.IPV4).equivalent()).isEmpty();
    AccessList harmless =
        new AccessList(
            "harmless",
            List.of(unread, Line.of(Verdict.PERMIT, ANY, new Line.Origin(2, ""))),
            Verdict.DENY);
    assertThat(Comparison.compare(permits(ANY), harmless, Family.IPV4).equivalent()).contains(true);
    assertThat(Evaluator.evaluate(harmless, Packet.parse("tcp 10.9.0.1:1 > 10.2.2.2:80")).verdict())
        .isEqualTo(Verdict.PERMIT);
  }

  @Test
  void theBiggestRegionsAreShownAndTheRestIsCounted() {
    Match[] services = new Match[50];
    Arrays.setAll(services, i -> tcp("10.0.0.0/8", "10.2.2.2", 1000 * i, 1000 * i + i));
    Comparison comparison = Comparison.compare(permits(), permits(services), Family.IPV4, 3);
    assertThat(comparison.newlyPermitted().more()).isEqualTo(47);
    assertThat(comparison.newlyPermitted().shown().stream().map(Region::newLine))
        .extracting(line -> line.map(Line::origin).map(Line.Origin::number))
        .containsExactly(Optional.of(50), Optional.of(49), Optional.of(48));
  }

  @Test
  void aMixedVerdictOverSourcePortsIsUnknown() {
    AccessList list = permits(ANY.withProtocol(Match.UDP).withSourcePorts(Ranges.of(53)));
    Evaluator.Decision decision =
        Evaluator.evaluate(list, Packet.parse("udp 10.0.0.1 > 10.0.0.2:1234"));
    assertThat(decision.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(decision.line()).contains(list.lines().getFirst());
  }
}

package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CorridorTest {

  @ParameterizedTest
  @EnumSource
  void aListLeavesTheCorridorExactlyWhereSomePacketMeetsANewFate(Family family) {
    int left = 0;
    for (int seed = 0; seed < Chance.runs(150); seed++) {
      Chance chance = new Chance(seed, family);
      AccessList before = chance.list(8, seed % 3 == 0);
      AccessList after = chance.near(before, seed % 3 == 0);
      Corridor corridor = Corridor.between(before, after, family);
      assertThat(corridor.holds(before) || !known(before, family)).isTrue();
      AccessList current = chance.near(before, seed % 3 == 0);
      Optional<Packet> witness = corridor.leftBy(current);
      if (witness.isPresent()) {
        left++;
        assertThat(leaves(before, after, current, witness.get())).as("seed %d", seed).isTrue();
      } else {
        for (int i = 0; i < 40; i++) {
          Packet packet = chance.packet(Chance.matches(before, after, current));
          assertThat(leaves(before, after, current, packet))
              .as("seed %d %s", seed, packet)
              .isFalse();
        }
      }
    }
    assertThat(left).isPositive();
  }

  private static boolean known(AccessList list, Family family) {
    return PacketSpace.of(family).decide(list).unknown().isEmpty();
  }

  private static boolean leaves(
      AccessList before, AccessList after, AccessList current, Packet packet) {
    Verdict was = BruteForce.verdict(before, packet);
    return was != Verdict.UNKNOWN
        && was == BruteForce.verdict(after, packet)
        && was != BruteForce.verdict(current, packet);
  }

  @Test
  void editingALongListStepByStepStaysBetween() {
    Chance chance = new Chance(11, Family.IPV4);
    List<Line> from = lines(chance, 200);
    List<Line> to = lines(chance, 200);
    AccessList before = new AccessList("before", from, Verdict.DENY);
    AccessList after = new AccessList("after", to, Verdict.DENY);
    Corridor corridor = Corridor.between(before, after, Family.IPV4);
    List<Line> current = new ArrayList<>(from);
    for (int i = 0; i < 200; i++) {
      // Permits alone: adding first and taking away afterwards never leaves the corridor.
      current.add(to.get(i));
      assertThat(corridor.holds(new AccessList("on the way", current, Verdict.DENY))).isTrue();
    }
    for (int i = 0; i < 200; i++) {
      current.removeFirst();
      assertThat(corridor.holds(new AccessList("on the way", current, Verdict.DENY))).isTrue();
    }
    current.addAll(lines(chance, 1));
    assertThat(corridor.holds(new AccessList("astray", current, Verdict.DENY))).isFalse();
  }

  private static List<Line> lines(Chance chance, int count) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Match match =
          Match.any(Family.IPV4)
              .withProtocol(Match.TCP)
              .withDestinations(
                  List.of(
                      AddressMask.of(Prefix.host(Address.ipv4(chance.number(Integer.MAX_VALUE))))))
              .withDestinationPorts(Ranges.of(chance.number(65536)));
      lines.add(Line.of(Verdict.PERMIT, match, new Line.Origin(i + 1, "")));
    }
    return lines;
  }

  @Test
  void lossIsAShareOfVolumeAndOfLines() {
    AccessList four = services(22, 80, 443, 161);
    assertThat(Loss.between(four, four, Family.IPV4)).isEqualTo(new Loss(0, 0));
    Loss one = Loss.between(four, services(22, 80, 443), Family.IPV4);
    assertThat(one.byLine()).isEqualTo(0.25);
    assertThat(one.byVolume()).isBetween(0.2499, 0.2501);
    assertThat(Loss.between(four, services(), Family.IPV4).share()).isEqualTo(1);
    assertThat(Loss.between(services(), four, Family.IPV4).share()).isZero();
    AccessList open = new AccessList("open", four.lines(), Verdict.PERMIT);
    assertThat(Loss.between(open, four, Family.IPV4).byVolume()).isGreaterThan(0.99);
    assertThat(Loss.between(open, four, Family.IPV4).byLine()).isEqualTo(0.2);
  }

  private static AccessList services(int... ports) {
    List<Line> lines = new ArrayList<>();
    for (int port : ports) {
      Match match =
          Match.any(Family.IPV4).withProtocol(Match.TCP).withDestinationPorts(Ranges.of(port));
      lines.add(Line.of(Verdict.PERMIT, match, new Line.Origin(lines.size() + 1, "")));
    }
    return new AccessList("services", lines, Verdict.DENY);
  }
}

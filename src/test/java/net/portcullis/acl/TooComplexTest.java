package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A question that is too big has the answer unknown. */
class TooComplexTest {
  private static final int FEW_NODES = 1 << 13;

  @Test
  void listsThatAreTooComplexAreNeitherEqualNorDifferent() {
    AccessList one = scattered(1);
    AccessList other = scattered(2);

    Comparison comparison =
        Comparison.compare(one, other, PacketSpace.of(Family.IPV4, FEW_NODES), 5);

    assertThat(comparison.equivalent()).isEqualTo(Optional.empty());
    assertThat(comparison.unknown().shown()).hasSize(1);
    assertThat(comparison.unknown().shown().getFirst().text()).contains("too complex");
    assertThat(comparison.unknown().shown().getFirst().box()).isEqualTo(Match.any(Family.IPV4));
  }

  @Test
  void withRoomEnoughTheSameListsAreCompared() {
    assertThat(Comparison.compare(scattered(1), scattered(2), Family.IPV4).equivalent())
        .contains(false);
  }

  @Test
  void aSpaceSaysWhenItIsFull() {
    PacketSpace space = PacketSpace.of(Family.IPV4, FEW_NODES);
    assertThatExceptionOfType(TooComplexException.class)
        .isThrownBy(() -> space.decide(scattered(1)))
        .withMessageContaining("8192 nodes");
  }

  /** Wildcard masks with holes all over: what diagrams find hardest. */
  private static AccessList scattered(long seed) {
    Random random = new Random(seed);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      AddressMask source = holes(random);
      AddressMask destination = holes(random);
      Match match =
          Match.any(Family.IPV4)
              .withSources(List.of(source))
              .withDestinations(List.of(destination));
      Verdict verdict = i % 2 == 0 ? Verdict.PERMIT : Verdict.DENY;
      lines.add(Line.of(verdict, match, new Line.Origin(i + 1, "line " + (i + 1))));
    }
    return new AccessList("scattered", lines, Verdict.DENY);
  }

  private static AddressMask holes(Random random) {
    Address address = Address.ipv4(random.nextInt());
    int some = random.nextInt();
    int others = random.nextInt();
    return AddressMask.wildcard(address, Address.ipv4(some | others));
  }
}

package net.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import net.portcullis.acl.Address;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Verdict;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;

/**
 * The computed list permits a packet exactly where catalog and inventory, read directly, want it.
 * The seed of a failing deployment stands in the message.
 */
class AllowlistPropertyTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
  private static final long FIRST_SEED = 20260601;

  /** More with {@code -Dportcullis.runs=N}. */
  private static final int RUNS = Integer.getInteger("portcullis.runs", 150);

  @Test
  void permitsWhatIsWantedAndNothingElse() {
    int permitted = 0;
    int denied = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      RandomDeployment deployment = new RandomDeployment(seed);
      DirectReading direct =
          new DirectReading(deployment.catalog, deployment.inventory, LocalDate.of(2026, 6, 1));
      Problems problems = new Problems();
      List<Intent> intents =
          Allowlist.compute(
              deployment.catalog,
              deployment.inventory,
              device -> deployment.traits,
              CLOCK,
              problems);
      assertThat(problems.all()).as("seed %d", seed).isEmpty();
      for (Intent intent : intents) {
        for (int i = 0; i < 60; i++) {
          Packet packet = deployment.packet(intent.family());
          List<Address> own = intent.device().ownAddresses();
          if (own.contains(packet.source()) && own.contains(packet.destination())) {
            // What a device sends to itself meets no list.
            continue;
          }
          boolean wanted =
              direct.wanted(
                  packet, intent.device(), intent.binding(), intent.direction(), deployment.traits);
          Evaluator.Decision decision = Evaluator.evaluate(intent.accessList(), packet);
          assertThat(decision.verdict())
              .as(
                  "seed %d, %s, %s inside %s outside %s, by %s of%n%s",
                  seed,
                  packet,
                  intent.binding().faces(),
                  intent.binding().inside(),
                  intent.binding().outside(),
                  decision.line().map(line -> line.origin().number()),
                  RuleText.of(List.of(intent)))
              .isEqualTo(wanted ? Verdict.PERMIT : Verdict.DENY);
          permitted += wanted ? 1 : 0;
          denied += wanted ? 0 : 1;
        }
      }
    }
    // A property that rarely meets a permit proves little.
    assertThat(permitted).isGreaterThan(3_000);
    assertThat(denied).isGreaterThan(3_000);
  }

  @Test
  void aMinimisedListIsThePlainListToEveryPacket() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 12; seed++) {
      RandomDeployment deployment = new RandomDeployment(seed);
      for (Allowlist.Computed computed :
          Allowlist.plain(
              deployment.catalog,
              deployment.inventory,
              deployment.inventory.devices(),
              device -> deployment.traits,
              CLOCK,
              new Problems())) {
        Intent minimised = computed.minimised();
        Comparison comparison =
            Comparison.compare(
                computed.intent(computed.plain()).accessList(),
                minimised.accessList(),
                minimised.family());
        assertThat(comparison.isEqual()).as("seed %d: %s", seed, comparison).isTrue();
        assertThat(minimised.rules().size()).isLessThanOrEqualTo(computed.plain().size());
      }
    }
  }
}

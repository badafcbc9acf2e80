package net.portcullis.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.portcullis.compliance.Finding.History.State;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.store.FindingEvent;
import net.portcullis.store.FindingRecord;
import net.portcullis.store.Findings;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A finding opens, stays, closes, and may open again. */
class FindingHistoryTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T08:00:00Z");
  private static final Finding BLOCKED =
      Finding.of(Kind.INTENDED_BLOCKED, "imc-lan in ipv4", "RADIUS is blocked.")
          .withSubject("udp any -> any port 1812");
  private static final Finding MISSING =
      Finding.of(Kind.BINDING_MISSING, "imc-lan out ipv4", "Nothing is bound.");
  private static final Finding UNREACHABLE = Finding.of(Kind.UNREACHABLE, "session", "No answer.");
  private static final Finding UNREADABLE =
      Finding.of(Kind.UNREADABLE, "configuration", "Not understood.").withSubject("rule what");

  @TempDir private Path folder;
  private Instant now = MONDAY;
  private Store store;

  @BeforeEach
  void open() {
    store = new Store(folder, () -> now, Owner.current());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Findings findings() {
    return store.findings();
  }

  private static DeviceCheck check(String device, Instant at, Finding... findings) {
    return new DeviceCheck(device, "hq", "some-platform", at, List.of(findings));
  }

  /** One check of one device, a day after the one before. */
  private FindingHistory.Recorded nextDay(Finding... found) {
    FindingHistory history = new FindingHistory(findings());
    String run = history.begin("check", 1);
    FindingHistory.Recorded recorded = history.record(run, List.of(check("sw1", now, found)));
    history.end(run, "done", now, Duration.ofDays(400));
    now = now.plus(Duration.ofDays(1));
    return recorded;
  }

  private static State state(FindingHistory.Recorded recorded, int index) {
    return recorded.checks().getFirst().findings().get(index).history().orElseThrow().state();
  }

  @Test
  void aFindingStandsSinceItWasFirstSeen() {
    assertThat(state(nextDay(BLOCKED), 0)).isEqualTo(State.NEW);
    FindingHistory.Recorded second = nextDay(BLOCKED);
    assertThat(state(second, 0)).isEqualTo(State.STANDING);
    assertThat(second.checks().getFirst().findings().getFirst().since()).contains(MONDAY);
    assertThat(second.trend().unchanged()).isTrue();
    assertThat(second.trend().standing()).hasSize(1);
  }

  @Test
  void itsWordsMayChangeWhileItStands() {
    nextDay(BLOCKED);
    FindingHistory.Recorded second = nextDay(BLOCKED.withMessage("Said otherwise."));
    assertThat(state(second, 0)).isEqualTo(State.STANDING);
    assertThat(findings().open())
        .extracting(FindingRecord::message)
        .containsExactly("Said otherwise.");
  }

  @Test
  void whatIsGoneIsClosedAndWhatComesAgainIsReopened() {
    nextDay(BLOCKED);
    FindingHistory.Recorded fixed = nextDay();
    assertThat(fixed.trend().closed())
        .extracting(FindingRecord::rule)
        .containsExactly("intended-blocked");
    assertThat(findings().open()).isEmpty();
    FindingHistory.Recorded again = nextDay(BLOCKED);
    assertThat(state(again, 0)).isEqualTo(State.REOPENED);
    Finding.History history =
        again.checks().getFirst().findings().getFirst().history().orElseThrow();
    assertThat(history.firstSeen()).isEqualTo(MONDAY);
    assertThat(history.since()).isEqualTo(MONDAY.plus(Duration.ofDays(2)));
    assertThat(again.trend().reopened()).extracting(FindingRecord::openings).containsExactly(2);
    assertThat(findings().events("sw1", BLOCKED.fingerprint("sw1")))
        .extracting(FindingEvent::event)
        .containsExactly("opened", "closed", "reopened");
  }

  @Test
  void aDeviceThatCannotBeReadClosesNothingAndConfirmsNothing() {
    nextDay(BLOCKED, MISSING);
    FindingHistory.Recorded lost = nextDay(UNREACHABLE);
    assertThat(lost.trend().closed()).isEmpty();
    assertThat(lost.trend().opened())
        .extracting(FindingRecord::rule)
        .containsExactly("unreachable");
    assertThat(findings().open())
        .filteredOn(it -> !it.rule().equals("unreachable"))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.lastSeen()).isEqualTo(MONDAY));
    FindingHistory.Recorded back = nextDay(BLOCKED);
    assertThat(back.trend().closed())
        .extracting(FindingRecord::rule)
        .containsExactlyInAnyOrder("binding-missing", "unreachable");
    assertThat(state(back, 0)).isEqualTo(State.STANDING);
  }

  @Test
  void aLineThatWasNotUnderstoodKeepsOtherFindingsFromClosing() {
    nextDay(BLOCKED, UNREACHABLE);
    FindingHistory.Recorded read = nextDay(UNREADABLE);
    assertThat(read.trend().closed())
        .extracting(FindingRecord::rule)
        .containsExactly("unreachable");
    assertThat(findings().open())
        .extracting(FindingRecord::rule)
        .containsExactlyInAnyOrder("intended-blocked", "unreadable-line");
  }

  @Test
  void aCheckOfSomeDevicesLeavesTheOthersFindingsAlone() {
    nextDay(BLOCKED);
    FindingHistory history = new FindingHistory(findings());
    Trend trend = history.record(history.begin("check", 1), List.of(check("sw2", now))).trend();
    assertThat(trend.closed()).isEmpty();
    assertThat(findings().open()).hasSize(1);
    assertThat(findings().devices())
        .extracting(it -> it.device() + " " + it.status())
        .containsExactly("sw1 drift", "sw2 compliant");
  }

  @Test
  void runsAndClosedFindingsAreForgottenInTimeAndWhatStandsIsNot() {
    nextDay(BLOCKED, MISSING);
    nextDay(BLOCKED);
    assertThat(findings().ofDevice("sw1")).hasSize(2);
    now = MONDAY.plus(Duration.ofDays(500));
    nextDay(BLOCKED);
    assertThat(findings().ofDevice("sw1"))
        .extracting(FindingRecord::rule)
        .containsExactly("intended-blocked");
    assertThat(findings().ofDevice("sw1").getFirst().firstSeen()).isEqualTo(MONDAY);
    assertThat(findings().runs(10)).hasSize(1);
  }

  @Test
  void aRunThatWasKilledHasNoEnd() {
    findings().begin("schedule nightly", 3);
    assertThat(findings().runs(1).getFirst().ended()).isEmpty();
    assertThat(findings().runs(1).getFirst().cause()).isEqualTo("schedule nightly");
  }
}

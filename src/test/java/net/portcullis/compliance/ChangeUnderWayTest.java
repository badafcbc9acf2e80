package net.portcullis.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.store.Lease;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of a device while a push changes it is neither the old state nor the new. */
class ChangeUnderWayTest {
  private static final DriftBase BASE = new DriftBase();

  @TempDir private Path folder;
  private Store store;
  private int looks;

  @BeforeEach
  void open() {
    store = new Store(folder, DriftBase.CLOCK, Owner.current());
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Looks at a device that holds nothing of what it should, while something happens. */
  private DeviceCheck look(Runnable meanwhile) {
    Dialer nobody =
        (device, dialect) -> {
          throw new SessionException(SessionException.Kind.UNREACHABLE, "It is not asked.");
        };
    String empty = "sysname edge-a\ninterface Vlan-interface20\n";
    DeviceCheck drifted = BASE.check(empty, empty);
    assertThat(drifted.status()).isEqualTo(DeviceCheck.Status.DRIFT);
    return Checker.of(nobody, BASE.standards, store, DriftBase.CLOCK)
        .unchanged(
            BASE.device,
            BASE.intents,
            () -> {
              looks++;
              meanwhile.run();
              return drifted;
            });
  }

  private Lease push() {
    String run = store.begin("push");
    return ((Lease.Attempt.Taken) store.lease(BASE.device.name(), run)).lease();
  }

  private static void isUnknown(DeviceCheck check, String... words) {
    assertThat(check.status()).isEqualTo(DeviceCheck.Status.UNKNOWN);
    assertThat(check.wasRead()).isFalse();
    assertThat(check.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo(Kind.CHANGING);
          assertThat(finding.message()).contains(words);
        });
  }

  @Test
  void aDeviceThatNobodyChangesIsJudged() {
    store.lease("another-device", store.begin("push"));
    assertThat(look(() -> {}).status()).isEqualTo(DeviceCheck.Status.DRIFT);
  }

  @Test
  void aDeviceThatIsBeingChangedIsNotEvenAsked() {
    Lease lease = push();
    isUnknown(
        look(() -> {}), "A change is under way: run " + lease.run(), " since 2026", "is alive");
    assertThat(looks).isZero();
  }

  @Test
  void aPushThatBeginsMeanwhileMakesItUnknown() {
    isUnknown(look(this::push), "A change is under way: run ");
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void aPushThatBeginsAndEndsMeanwhileMakesItUnknownToo() {
    isUnknown(
        look(() -> {
          Lease lease = push();
          TransactionRecord change =
              store.beginTransaction(lease.run(), lease.device(), "PLANNED", "{}");
          store.reached(change, "SAVED", true);
          store.release(lease);
        }),
        "A change was under way while it was looked at",
        "now in state SAVED. Check again.");
  }

  @Test
  void aPushOfTheDayBeforeDoesNotMatter() {
    try (Store before =
        new Store(folder, () -> DriftBase.CLOCK.instant().minusSeconds(86_400), Owner.current())) {
      TransactionRecord change =
          before.beginTransaction(before.begin("push"), BASE.device.name(), "PLANNED", "{}");
      before.reached(change, "SAVED", true);
    }
    assertThat(look(() -> {}).status()).isEqualTo(DeviceCheck.Status.DRIFT);
  }

  @Test
  void theLeaseOfADeadProcessIsToldWithItsRemedy() {
    Owner me = Owner.current();
    try (Store dead =
        new Store(
            folder, DriftBase.CLOCK, new Owner("bob", me.host(), me.pid(), me.started() + 1))) {
      dead.lease(BASE.device.name(), dead.begin("push"));
    }
    isUnknown(look(() -> {}), "of bob@", "is dead: run 'portcullis recover'");
  }

  /** Nothing that was found before is taken for mended, and nothing new for found. */
  @Test
  void whatWasFoundBeforeStands() {
    FindingHistory history = new FindingHistory(store.findings());
    DeviceCheck drifted = look(() -> {});
    history.record(history.begin("check", 1), List.of(drifted));
    int open = store.findings().open().size();
    Trend trend = history.record(history.begin("check", 1), List.of(look(this::push))).trend();
    assertThat(trend.closed()).isEmpty();
    assertThat(trend.opened())
        .singleElement()
        .satisfies(record -> assertThat(record.rule()).isEqualTo("change-under-way"));
    assertThat(store.findings().open()).hasSize(open + 1);
  }
}

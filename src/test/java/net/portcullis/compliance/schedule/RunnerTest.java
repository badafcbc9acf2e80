package net.portcullis.compliance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.input.Place;
import net.portcullis.inventory.Automation;
import net.portcullis.inventory.Automation.CatchUp;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.inventory.Automation.Target;
import net.portcullis.inventory.Automation.What;
import net.portcullis.inventory.Cron;
import net.portcullis.inventory.Selection;
import net.portcullis.store.Delivery;
import net.portcullis.store.FindingRecord;
import net.portcullis.store.Lease;
import net.portcullis.store.Owner;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of slots, with a clock that stands until it is set. */
class RunnerTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Finding OPEN =
      Finding.of(Finding.Kind.UNINTENDED_PERMITTED, "lan in ipv4", "Telnet is open.");
  private static final Finding NO_ANSWER =
      Finding.of(Finding.Kind.UNREACHABLE, "session", "No answer.");

  @TempDir private Path folder;
  private Instant now = NOON;
  private final List<String> log = new ArrayList<>();
  private final List<Integer> looks = new ArrayList<>();
  private Store store;
  private List<Finding> found = List.of();
  private List<String> reportProblems = List.of();
  private Look look = () -> {};
  private Look pause = () -> {};

  /** What happens while devices are looked at. */
  private interface Look {
    void happens() throws InterruptedException;
  }

  @BeforeEach
  void open() {
    store = new Store(folder, () -> now, Owner.current());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Schedule hourly(CatchUp catchUp) {
    return new Schedule(
        "hourly",
        Cron.parse("@hourly"),
        ZoneOffset.UTC,
        Duration.ZERO,
        Selection.all(),
        What.CHECK,
        catchUp,
        List.of(),
        Place.start("test"));
  }

  private Plan plan(Schedule schedule) {
    return new Plan(
        new Automation(
            List.of(schedule),
            List.of(
                new Notification(
                    "soc", new Target.Program(List.of("tell")), "warning", Place.start("test"))),
            Optional.empty()),
        Duration.ofDays(400),
        new Plan.Worker() {
          @Override
          public List<String> devices(Schedule of) {
            return List.of("sw1", "sw2");
          }

          @Override
          public List<DeviceCheck> look(Schedule of) throws InterruptedException {
            looks.add(looks.size());
            look.happens();
            return devices(of).stream()
                .map(name -> new DeviceCheck(name, "hq", "some-platform", now, found))
                .toList();
          }

          @Override
          public boolean looksFor(Schedule of, FindingRecord finding) {
            return true;
          }

          @Override
          public List<String> report(Schedule of, FindingHistory.Recorded recorded, Instant at) {
            return reportProblems;
          }
        });
  }

  private Runner runner(Store over) {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    return new Runner(
        over,
        clock,
        how -> {
          now = now.plus(how);
          pause.happens();
        },
        (about, sentence) -> log.add(about + ": " + sentence),
        new Counters(),
        notice -> notice.kind() + " " + notice);
  }

  private Instant due(CatchUp catchUp, Instant slot) throws InterruptedException {
    Schedule schedule = hourly(catchUp);
    return runner(store).due(plan(schedule), schedule, slot);
  }

  private ScheduleRun only() {
    assertThat(store.schedules().latest(10)).hasSize(1);
    return store.schedules().latest(10).getFirst();
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    while (store.outbox().waits("soc")) {
      Delivery next = store.outbox().claim("soc", Duration.ofMinutes(1)).orElseThrow();
      told.add(next.body());
      store.outbox().delivered(next);
    }
    return told;
  }

  private static Instant at(int hour) {
    return NOON.plus(Duration.ofHours(hour));
  }

  @Test
  void aSlotIsRunOnceAndTheNextOneFollows() throws Exception {
    assertThat(due(CatchUp.ONCE, NOON)).isEqualTo(at(1));
    assertThat(only().state()).isEqualTo("done");
    assertThat(only().outcome()).isEqualTo("2 devices: 2 compliant");
    // The process died before the scheduler heard of it.
    assertThat(due(CatchUp.ONCE, NOON)).isEqualTo(at(1));
    assertThat(looks).hasSize(1);
  }

  @Test
  void oneRunStandsForAllThatWereMissed() throws Exception {
    now = at(5).plusSeconds(600);
    assertThat(due(CatchUp.ONCE, NOON)).isEqualTo(at(6));
    assertThat(only().slot()).isEqualTo(at(5));
    assertThat(only().firstSlot()).isEqualTo(NOON);
    assertThat(only().slots()).isEqualTo(6);
    assertThat(told()).isEmpty();
    // Killed after the run's end and before the scheduler heard of it: nothing is run twice.
    assertThat(due(CatchUp.ONCE, NOON)).isEqualTo(at(6));
    assertThat(looks).hasSize(1);
  }

  @Test
  void slotsThatHaveAnEndAreNotCountedAgain() throws Exception {
    now = at(5);
    due(CatchUp.ONCE, NOON);
    now = at(7);
    assertThat(due(CatchUp.ONCE, NOON)).isEqualTo(at(8));
    assertThat(store.schedules().latest(1).getFirst().firstSlot()).isEqualTo(at(6));
    assertThat(store.schedules().latest(1).getFirst().slots()).isEqualTo(2);
  }

  @Test
  void missedRunsAreToldOnceWhereTheScheduleSaysSo() throws Exception {
    now = at(5).plusSeconds(600);
    assertThat(due(CatchUp.REPORT, NOON)).isEqualTo(at(6));
    assertThat(only().state()).isEqualTo("missed");
    assertThat(only().slots()).isEqualTo(6);
    assertThat(looks).isEmpty();
    due(CatchUp.REPORT, NOON);
    assertThat(told()).singleElement().asString().startsWith("missed").contains("slots=6");
  }

  @Test
  void aRunWhoseTimeHasJustComeIsMadeBesideThoseThatAreTold() throws Exception {
    now = at(5).plusSeconds(10);
    Instant next = due(CatchUp.REPORT, NOON);
    assertThat(next).isEqualTo(at(5));
    assertThat(due(CatchUp.REPORT, next)).isEqualTo(at(6));
    assertThat(store.schedules().latest(10))
        .extracting(ScheduleRun::state)
        .containsExactly("done", "missed");
  }

  @Test
  void aRunThatWasKilledIsTakenUpUnderItsOwnName() throws Exception {
    look =
        () -> {
          throw new IllegalStateError();
        };
    assertThatThrownBy(() -> due(CatchUp.ONCE, NOON)).isInstanceOf(IllegalStateError.class);
    assertThat(only().state()).isEqualTo("running");
    look = () -> {};
    found = List.of(OPEN);
    now = at(3).plusSeconds(5);
    assertThat(due(CatchUp.ONCE, NOON)).isEqualTo(at(1));
    assertThat(only().attempts()).isEqualTo(2);
    assertThat(only().state()).isEqualTo("done");
    assertThat(store.findings().runs(10)).hasSize(1);
    assertThat(told()).hasSize(1);
  }

  /** Stands for the end of the process: nothing catches it. */
  private static final class IllegalStateError extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void onlyWhatChangedIsTold() throws Exception {
    found = List.of(OPEN);
    due(CatchUp.ONCE, NOON);
    assertThat(told()).singleElement().asString().startsWith("changes").contains("opened=[Finding");
    now = at(1);
    due(CatchUp.ONCE, at(1));
    assertThat(told()).isEmpty();
    found = List.of();
    now = at(2);
    due(CatchUp.ONCE, at(2));
    assertThat(told()).singleElement().asString().contains("fixed=[Finding").contains("opened=[]");
    found = List.of(OPEN);
    now = at(3);
    due(CatchUp.ONCE, at(3));
    assertThat(told()).singleElement().asString().contains("reopened=[Finding");
  }

  @Test
  void aDeviceThatBecomesUnknownAndKnownIsTold() throws Exception {
    due(CatchUp.ONCE, NOON);
    found = List.of(NO_ANSWER);
    now = at(1);
    due(CatchUp.ONCE, at(1));
    assertThat(told())
        .singleElement()
        .asString()
        .contains("DeviceChange[device=sw1, was=compliant, status=unknown]");
    found = List.of();
    now = at(2);
    due(CatchUp.ONCE, at(2));
    assertThat(told()).singleElement().asString().contains("was=unknown, status=compliant");
  }

  @Test
  void whatIsLessSevereThanAskedForIsNotTold() throws Exception {
    found = List.of(OPEN.withSeverity(Finding.Severity.INFO));
    due(CatchUp.ONCE, NOON);
    assertThat(told()).isEmpty();
  }

  @Test
  void aRunWaitsForDevicesThatAnotherHas() throws Exception {
    assertThat(
            store.checkLeases().take(List.of("sw2", "sw3"), "other", Duration.ofSeconds(30), false))
        .isEmpty();
    due(CatchUp.ONCE, NOON);
    assertThat(now).isAfter(NOON.plusSeconds(30));
    assertThat(only().state()).isEqualTo("done");
    assertThat(log).anyMatch(line -> line.contains("waits"));
  }

  @Test
  void aRunThatOtherRunsDoNotLetAtItsDevicesIsGivenUpAndToldOnce() throws Exception {
    store.checkLeases().take(List.of("sw1"), "other", Duration.ofHours(2), false);
    due(CatchUp.ONCE, NOON);
    assertThat(looks).isEmpty();
    assertThat(only().state()).isEqualTo("failed");
    assertThat(only().outcome()).contains("sw1 did not become free within 10 minutes");
    assertThat(told()).singleElement().asString().startsWith("failed");
    // The same again is no news.
    now = at(1);
    due(CatchUp.ONCE, at(1));
    assertThat(told()).isEmpty();
  }

  @Test
  void aChangeIsWaitedForAndTheDeviceLookedAtAfterIt() throws Exception {
    Lease lease = ((Lease.Attempt.Taken) store.lease("sw1", "push")).lease();
    pause = () -> store.release(lease);
    due(CatchUp.ONCE, NOON);
    assertThat(now).isBefore(NOON.plusSeconds(2));
    assertThat(looks).hasSize(1);
    assertThat(only().state()).isEqualTo("done");
  }

  /** What becomes of that device is for the look to say; the others do not wait for it. */
  @Test
  void oneDeviceThatIsChangedForLongDoesNotHoldUpTheOthers() throws Exception {
    store.lease("sw1", "push");
    due(CatchUp.ONCE, NOON);
    assertThat(now).isBetween(NOON.plusSeconds(60), NOON.plusSeconds(62));
    assertThat(looks).hasSize(1);
    assertThat(only().state()).isEqualTo("done");
    assertThat(log).anyMatch(line -> line.contains("waits: another run or a push has sw1"));
  }

  /** Else this very process would hold them as long as it lives: it renews what it has. */
  @Test
  void devicesThatCouldNotBeGivenBackDoNotHoldUpTheNextRun() throws Exception {
    look =
        () ->
            sql(
                "create trigger full before delete on check_lease begin"
                    + " select raise(abort, 'the disk is full'); end");
    due(CatchUp.ONCE, NOON);
    assertThat(log).anyMatch(line -> line.contains("store: devices are given back later"));
    look = () -> {};
    sql("drop trigger full");
    now = at(1);
    store.checkLeases().renew(Runner.LEASE);
    due(CatchUp.ONCE, at(1));
    assertThat(now).isEqualTo(at(1));
    assertThat(looks).hasSize(2);
    assertThat(log).noneMatch(line -> line.contains("waits"));
  }

  private void sql(String statement) {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portcullis.db"));
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void whoLostItsDevicesWritesNothingDown() {
    found = List.of(OPEN);
    look =
        () -> {
          now = now.plus(Runner.LEASE).plusSeconds(1);
          assertThat(
                  store.checkLeases().take(List.of("sw1"), "other", Duration.ofMinutes(1), false))
              .isEmpty();
        };
    assertThatThrownBy(() -> due(CatchUp.ONCE, NOON)).hasMessageContaining("took the devices");
    assertThat(store.findings().open()).isEmpty();
    assertThat(only().state()).isEqualTo("running");
  }

  @Test
  void aReportThatCannotBeWrittenIsToldAndTheRunIsDone() throws Exception {
    reportProblems = List.of("the report was not written: x");
    found = List.of(OPEN);
    due(CatchUp.ONCE, NOON);
    assertThat(log).contains("hourly: the report was not written: x");
    assertThat(only().state()).isEqualTo("done");
    assertThat(told()).hasSize(1);
  }

  @Test
  void whatIsOldIsForgottenAndWhatWaitsIsKept() throws Exception {
    found = List.of(OPEN);
    due(CatchUp.ONCE, NOON);
    now = at(24 * 500);
    store.schedules().forget(at(24 * 400));
    assertThat(store.schedules().latest(10)).isEmpty();
    assertThat(store.outbox().counts()).isEqualTo(Map.of("pending", 1));
  }
}

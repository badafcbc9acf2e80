package net.portcullis.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** What became of each slot of each schedule. A slot ends once, whoever tries again. */
public final class Schedules {
  private final Database database;
  private final InstantSource clock;

  Schedules(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The scheduler's own way into the store; the store is there when this returns. */
  public DataSource source() {
    database.read(connection -> true);
    return new SchedulerSource(database.address());
  }

  /** What is known of a slot. */
  public Optional<ScheduleRun> find(String schedule, Instant slot) {
    return database.read(connection -> find(connection, schedule, slot));
  }

  /**
   * Begins the run of a slot, or takes up one that nobody ended.
   *
   * @param firstSlot the earliest of the slots that it stands for
   * @return the run; over already where another attempt ended it
   */
  public ScheduleRun begin(
      String schedule, Instant slot, Instant firstSlot, int slots, int devices) {
    long now = clock.millis();
    return database.write(connection -> {
      Optional<ScheduleRun> earlier = find(connection, schedule, slot);
      if (earlier.isEmpty()) {
        Database.execute(
            connection,
            "update schedule_run set state = 'failed', ended = ?, outcome = ?"
                + " where schedule = ? and state = 'running'",
            now,
            "given up for a later slot",
            schedule);
        String checkRun = Findings.begin(connection, schedule, now, devices);
        insert(connection, schedule, slot, firstSlot, slots, "running", checkRun, now, "");
      } else if (!earlier.get().over()) {
        Database.execute(
            connection,
            "update schedule_run set attempts = attempts + 1 where schedule = ? and slot = ?",
            schedule,
            slot.toEpochMilli());
      }
      return find(connection, schedule, slot).orElseThrow();
    });
  }

  /**
   * Ends a run that is not over, and writes down what is to be told of it.
   *
   * @param state {@code done} or {@code failed}
   * @param tell from what the run changed
   * @return false where it was over already
   */
  public boolean end(
      ScheduleRun run, String state, String outcome, Function<RunChanges, List<Outgoing>> tell) {
    long now = clock.millis();
    return database.write(connection -> {
      boolean ours =
          Database.execute(
                  connection,
                  "update schedule_run set state = ?, ended = ?, outcome = ?"
                      + " where schedule = ? and slot = ? and state = 'running'",
                  state,
                  now,
                  outcome,
                  run.schedule(),
                  run.slot().toEpochMilli())
              == 1;
      if (ours) {
        Database.execute(
            connection,
            "update check_run set ended = ?, outcome = ? where id = ?",
            now,
            outcome,
            run.checkRun());
        Outbox.add(connection, tell.apply(changes(connection, run.checkRun())), now);
      }
      return ours;
    });
  }

  /**
   * Writes down that slots were missed, once.
   *
   * @return false where it was written before
   */
  public boolean missed(
      String schedule,
      Instant first,
      Instant last,
      int slots,
      String outcome,
      List<Outgoing> told) {
    long now = clock.millis();
    return database.write(connection -> {
      if (find(connection, schedule, last).isPresent()) {
        return false;
      }
      insert(connection, schedule, last, first, slots, "missed", "", now, outcome);
      Database.execute(
          connection,
          "update schedule_run set ended = ? where schedule = ? and slot = ?",
          now,
          schedule,
          last.toEpochMilli());
      Outbox.add(connection, told, now);
      return true;
    });
  }

  /** Runs of all schedules, the latest first. */
  public List<ScheduleRun> latest(int most) {
    return database.read(connection ->
        Database.query(
            connection,
            Schedules::run,
            "select * from schedule_run order by slot desc, schedule limit ?",
            most));
  }

  /** The run of a schedule's latest slot, over or not. */
  public Optional<ScheduleRun> newest(String schedule) {
    return database
        .read(connection ->
            Database.query(
                connection,
                Schedules::run,
                "select * from schedule_run where schedule = ? order by slot desc limit 1",
                schedule))
        .stream()
        .findFirst();
  }

  /** Forgets what is from before a time and over. */
  public int forget(Instant before) {
    long time = before.toEpochMilli();
    return database.write(connection ->
        Database.execute(
                connection, "delete from schedule_run where slot < ? and state <> 'running'", time)
            + Database.execute(connection, "delete from device_event where at < ?", time)
            + Database.execute(
                connection, "delete from delivery where written < ? and state <> 'pending'", time));
  }

  private static void insert(
      Connection connection,
      String schedule,
      Instant slot,
      Instant firstSlot,
      int slots,
      String state,
      String checkRun,
      long now,
      String outcome)
      throws SQLException {
    Database.execute(
        connection,
        "insert into schedule_run (schedule, slot, first_slot, slots, state, check_run, attempts,"
            + " started, outcome) values (?, ?, ?, ?, ?, ?, 1, ?, ?)",
        schedule,
        slot.toEpochMilli(),
        firstSlot.toEpochMilli(),
        slots,
        state,
        checkRun,
        now,
        outcome);
  }

  private static Optional<ScheduleRun> find(Connection connection, String schedule, Instant slot)
      throws SQLException {
    return Database.query(
            connection,
            Schedules::run,
            "select * from schedule_run where schedule = ? and slot = ?",
            schedule,
            slot.toEpochMilli())
        .stream()
        .findFirst();
  }

  private static ScheduleRun run(ResultSet row) throws SQLException {
    return new ScheduleRun(
        row.getString("schedule"),
        Rows.instant(row, "slot"),
        Rows.instant(row, "first_slot"),
        row.getInt("slots"),
        row.getString("state"),
        row.getString("check_run"),
        row.getInt("attempts"),
        Rows.instant(row, "started"),
        Rows.ended(row),
        row.getString("outcome"));
  }

  private static RunChanges changes(Connection connection, String run) throws SQLException {
    Map<String, List<FindingRecord>> findings = new LinkedHashMap<>();
    for (String event : List.of("opened", "reopened", "closed")) {
      findings.put(event, Findings.changed(connection, run, event));
    }
    List<DeviceChange> devices = new ArrayList<>();
    // A run that was begun again may have seen a device twice: the first change and the last count.
    Map<String, DeviceChange> byDevice = new LinkedHashMap<>();
    for (DeviceChange each :
        Database.query(
            connection,
            row ->
                new DeviceChange(
                    row.getString("device"), row.getString("was"), row.getString("status")),
            "select * from device_event where run = ? order by at",
            run)) {
      byDevice.merge(
          each.device(),
          each,
          (first, last) -> new DeviceChange(first.device(), first.was(), last.status()));
    }
    byDevice.values().stream()
        .filter(each -> !each.was().equals(each.status()))
        .forEach(devices::add);
    return new RunChanges(
        findings.getOrDefault("opened", List.of()),
        findings.getOrDefault("reopened", List.of()),
        findings.getOrDefault("closed", List.of()),
        devices);
  }
}

package net.portcullis.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What checks found, and when each finding came and went. */
public final class Findings {
  private static final String COLUMNS =
      "device, fingerprint, rule, severity, place, message, waived, first_seen, opened, last_seen,"
          + " closed, openings";

  private final Database database;
  private final InstantSource clock;

  Findings(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * What a recording writes.
   *
   * @param records whole, each in place of the one of the same device and fingerprint
   * @param answer what the caller wants to know of it
   */
  public record Update<T>(
      List<FindingRecord> records,
      List<FindingEvent> events,
      List<CheckedDevice> devices,
      T answer) {
    public Update {
      records = List.copyOf(records);
      events = List.copyOf(events);
      devices = List.copyOf(devices);
    }
  }

  /** Begins a run of checks and returns its id. */
  public String begin(String cause, int devices) {
    long now = clock.millis();
    return database.write(connection -> begin(connection, cause, now, devices));
  }

  static String begin(Connection connection, String cause, long now, int devices)
      throws SQLException {
    String id = Store.freeRunId(connection, "check_run", now);
    Database.execute(
        connection,
        "insert into check_run (id, cause, started, devices) values (?, ?, ?, ?)",
        id,
        cause,
        now,
        devices);
    return id;
  }

  /** Ends a run of checks. */
  public void end(String run, String outcome) {
    long now = clock.millis();
    database.write(connection ->
        Database.execute(
            connection,
            "update check_run set ended = ?, outcome = ? where id = ?",
            now,
            outcome,
            run));
  }

  /**
   * Reads what is known of some devices and writes what becomes of it, so that nothing comes
   * between the two.
   */
  public <T> T update(Collection<String> devices, Function<List<FindingRecord>, Update<T>> decide) {
    return database.write(connection -> {
      List<FindingRecord> known = new ArrayList<>();
      for (String device : devices) {
        known.addAll(select(connection, "where device = ? order by fingerprint", device));
      }
      Update<T> update = decide.apply(known);
      for (FindingRecord record : update.records()) {
        write(connection, record);
      }
      for (FindingEvent event : update.events()) {
        Database.execute(
            connection,
            "insert into finding_event (device, fingerprint, run, at, event) values (?, ?, ?, ?, ?)",
            event.device(),
            event.fingerprint(),
            event.run(),
            event.at().toEpochMilli(),
            event.event());
      }
      for (CheckedDevice device : update.devices()) {
        verdict(connection, device);
        Database.execute(
            connection, "delete from checked_device where device = ?", device.device());
        Database.execute(
            connection,
            "insert into checked_device (device, run, at, status, configuration)"
                + " values (?, ?, ?, ?, ?)",
            device.device(),
            device.run(),
            device.at().toEpochMilli(),
            device.status(),
            device.configuration().orElse(null));
      }
      return update.answer();
    });
  }

  /** Writes down that a device's verdict changed, where it did. */
  private static void verdict(Connection connection, CheckedDevice now) throws SQLException {
    String was =
        Database.query(
                connection,
                row -> row.getString(1),
                "select status from checked_device where device = ?",
                now.device())
            .stream()
            .findFirst()
            .orElse("new");
    if (!was.equals(now.status())) {
      Database.execute(
          connection,
          "insert into device_event (device, run, at, was, status) values (?, ?, ?, ?, ?)",
          now.device(),
          now.run(),
          now.at().toEpochMilli(),
          was,
          now.status());
    }
  }

  /** Findings that came or went in a run, and are now as that event left them. */
  static List<FindingRecord> changed(Connection connection, String run, String event)
      throws SQLException {
    String still = event.equals("closed") ? "is not null" : "is null";
    return select(
        connection,
        "where closed "
            + still
            + " and exists (select 1 from finding_event e where e.run = ? and e.event = ?"
            + " and e.device = finding.device and e.fingerprint = finding.fingerprint)"
            + " order by device, place, rule, fingerprint",
        run,
        event);
  }

  private static void write(Connection connection, FindingRecord record) throws SQLException {
    Database.execute(
        connection,
        "delete from finding where device = ? and fingerprint = ?",
        record.device(),
        record.fingerprint());
    Database.execute(
        connection,
        "insert into finding (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        record.device(),
        record.fingerprint(),
        record.rule(),
        record.severity(),
        record.place(),
        record.message(),
        record.waived(),
        record.firstSeen().toEpochMilli(),
        record.opened().toEpochMilli(),
        record.lastSeen().toEpochMilli(),
        record.closed().map(Instant::toEpochMilli).orElse(null),
        record.openings());
  }

  /** Findings that stand, of every device. */
  public List<FindingRecord> open() {
    return database.read(connection ->
        select(connection, "where closed is null order by device, place, rule, fingerprint"));
  }

  /** Every finding of a device, those that stand first, the latest first. */
  public List<FindingRecord> ofDevice(String device) {
    return database.read(connection ->
        select(
            connection,
            "where device = ? order by case when closed is null then 0 else 1 end, opened desc",
            device));
  }

  /** What became of one finding, oldest first. */
  public List<FindingEvent> events(String device, String fingerprint) {
    return database.read(connection ->
        Database.query(
            connection,
            row ->
                new FindingEvent(
                    row.getString("device"),
                    row.getString("fingerprint"),
                    row.getString("run"),
                    Rows.instant(row, "at"),
                    row.getString("event")),
            "select * from finding_event where device = ? and fingerprint = ? order by at",
            device,
            fingerprint));
  }

  /** Runs of checks, the latest first. */
  public List<CheckRunRecord> runs(int most) {
    return database.read(connection ->
        Database.query(
            connection,
            row ->
                new CheckRunRecord(
                    row.getString("id"),
                    row.getString("cause"),
                    Rows.instant(row, "started"),
                    Rows.ended(row),
                    row.getInt("devices"),
                    Rows.optional(row, "outcome")),
            "select * from check_run order by started desc, id desc limit ?",
            most));
  }

  /** What the last check of each device came to. */
  public List<CheckedDevice> devices() {
    return database.read(connection -> checked(connection, "order by device"));
  }

  /** What the last check of a device came to. */
  public Optional<CheckedDevice> checked(String device) {
    return database.read(connection -> checked(connection, "where device = ?", device)).stream()
        .findFirst();
  }

  private static List<CheckedDevice> checked(Connection connection, String where, Object... values)
      throws SQLException {
    return Database.query(
        connection,
        row ->
            new CheckedDevice(
                row.getString("device"),
                row.getString("run"),
                Rows.instant(row, "at"),
                row.getString("status"),
                Rows.optional(row, "configuration")),
        "select * from checked_device " + where,
        values);
  }

  /**
   * Forgets runs, and findings that are closed, from before a time. What stands is kept, however
   * old.
   *
   * @return how many rows went
   */
  public int forget(Instant before) {
    long time = before.toEpochMilli();
    return database.write(connection ->
        Database.execute(connection, "delete from check_run where started < ?", time)
            + Database.execute(connection, "delete from finding where closed < ?", time)
            + Database.execute(connection, "delete from finding_event where at < ?", time));
  }

  private static List<FindingRecord> select(Connection connection, String where, Object... values)
      throws SQLException {
    return Database.query(
        connection,
        row ->
            new FindingRecord(
                row.getString("device"),
                row.getString("fingerprint"),
                row.getString("rule"),
                row.getString("severity"),
                row.getString("place"),
                row.getString("message"),
                row.getInt("waived") != 0,
                Rows.instant(row, "first_seen"),
                Rows.instant(row, "opened"),
                Rows.instant(row, "last_seen"),
                Rows.optionalInstant(row, "closed"),
                row.getInt("openings")),
        "select " + COLUMNS + " from finding " + where,
        values);
  }
}

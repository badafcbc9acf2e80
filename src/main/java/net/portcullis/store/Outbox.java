package net.portcullis.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is on its way to somebody. It is written with what it tells of, and stays until it has
 * arrived or nobody will try any more; it may arrive twice, and never not at all in silence.
 */
public final class Outbox {
  private final Database database;
  private final InstantSource clock;

  Outbox(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  static void add(Connection connection, List<Outgoing> told, long now) throws SQLException {
    for (Outgoing each : told) {
      Database.execute(
          connection,
          "insert into delivery (id, target, kind, body, state, attempts, written, next_try, error)"
              + " select coalesce(max(id), 0) + 1, ?, ?, ?, 'pending', 0, ?, ?, '' from delivery",
          each.target(),
          each.kind(),
          each.body(),
          now,
          now);
    }
  }

  /**
   * The next thing for a target whose time has come, so that nobody else takes it for a while.
   *
   * @param claim how long; longer than a try takes
   */
  public Optional<Delivery> claim(String target, Duration claim) {
    long now = clock.millis();
    return database.write(connection -> {
      Optional<Delivery> next =
          Database.query(
                  connection,
                  row ->
                      new Delivery(
                          row.getLong("id"),
                          row.getString("target"),
                          row.getString("kind"),
                          row.getString("body"),
                          row.getInt("attempts"),
                          Rows.instant(row, "written")),
                  "select * from delivery where target = ? and state = 'pending' and next_try <= ?"
                      + " order by next_try, id limit 1",
                  target,
                  now)
              .stream()
              .findFirst();
      if (next.isPresent()) {
        Database.execute(
            connection,
            "update delivery set next_try = ?, attempts = attempts + 1 where id = ?",
            now + claim.toMillis(),
            next.get().id());
      }
      return next;
    });
  }

  /** True where something waits for the target and its time has come. Takes no lock. */
  public boolean waits(String target) {
    return database.read(connection ->
        !Database.query(
                connection,
                row -> row.getLong(1),
                "select id from delivery where target = ? and state = 'pending' and next_try <= ?"
                    + " limit 1",
                target,
                clock.millis())
            .isEmpty());
  }

  /** It has arrived. */
  public void delivered(Delivery delivery) {
    mark(delivery, "delivered", 0, "");
  }

  /** It has not arrived, and is tried again at a time. */
  public void postponed(Delivery delivery, Instant next, String why) {
    mark(delivery, "pending", next.toEpochMilli(), why);
  }

  /** It has not arrived and is not tried again. */
  public void abandoned(Delivery delivery, String why) {
    mark(delivery, "failed", 0, why);
  }

  private void mark(Delivery delivery, String state, long next, String why) {
    database.write(connection ->
        Database.execute(
            connection,
            "update delivery set state = ?, next_try = ?, error = ? where id = ?",
            state,
            next,
            why,
            delivery.id()));
  }

  /** Gives up what waits for targets that are not among these; returns how many that were. */
  public int abandonAllBut(Collection<String> targets) {
    return database.write(connection -> {
      int gone = 0;
      for (String target :
          Database.query(
              connection,
              row -> row.getString(1),
              "select distinct target from delivery where state = 'pending'")) {
        if (!targets.contains(target)) {
          gone +=
              Database.execute(
                  connection,
                  "update delivery set state = 'failed', error = ? where target = ?"
                      + " and state = 'pending'",
                  "the inventory no longer names it",
                  target);
        }
      }
      return gone;
    });
  }

  /** How many deliveries are in each state: pending, delivered, failed. */
  public Map<String, Integer> counts() {
    return database.read(connection -> {
      Map<String, Integer> counts = new TreeMap<>();
      Database.query(
          connection,
          row -> counts.put(row.getString(1), row.getInt(2)),
          "select state, count(*) from delivery group by state");
      return counts;
    });
  }
}

package net.portcullis.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Who may change which device. */
final class Leases {
  private Leases() {}

  /** Writes a lease down for a device that has none. */
  static Lease.Attempt take(Connection connection, String device, String run, Owner owner, long now)
      throws SQLException {
    Lease lease =
        new Lease(device, run, UUID.randomUUID().toString(), owner, Instant.ofEpochMilli(now));
    Database.execute(
        connection,
        "insert into lease (device, run, nonce, owner_user, owner_host, owner_pid, owner_started, taken)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        device,
        run,
        lease.nonce(),
        owner.user(),
        owner.host(),
        owner.pid(),
        owner.started(),
        now);
    return new Lease.Attempt.Taken(lease);
  }

  /** The leases that fit. */
  static List<Lease> held(Connection connection, String where, Object... values)
      throws SQLException {
    return Database.query(
        connection,
        row ->
            new Lease(
                row.getString("device"),
                row.getString("run"),
                row.getString("nonce"),
                Rows.owner(row),
                Rows.instant(row, "taken")),
        "select * from lease " + where,
        values);
  }
}

package net.portcullis.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Records of which each holds the hash of the one before it, so that none can go or change unseen.
 */
final class AuditChain {
  private AuditChain() {}

  /** Adds a record behind the last one, and returns its number. */
  static long append(
      Connection connection, Instant at, String run, String device, String event, String detail)
      throws SQLException {
    Optional<AuditRecord> last =
        Database.query(
                connection, AuditChain::record, "select * from audit order by seq desc limit 1")
            .stream()
            .findFirst();
    AuditRecord next =
        AuditRecord.after(
            last.map(AuditRecord::seq).orElse(0L) + 1,
            last.map(AuditRecord::hash).orElse(""),
            at,
            run,
            device,
            event,
            detail);
    Database.execute(
        connection,
        "insert into audit (seq, at, run, device, event, detail, previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?)",
        next.seq(),
        next.at().toEpochMilli(),
        run,
        device,
        event,
        detail,
        next.previous(),
        next.hash());
    return next.seq();
  }

  /** Every record, oldest first. */
  static List<AuditRecord> all(Connection connection) throws SQLException {
    return Database.query(connection, AuditChain::record, "select * from audit order by seq");
  }

  /** The first record that is not what was written, or that does not follow the one before it. */
  static Optional<AuditRecord> firstBroken(List<AuditRecord> chain) {
    String previous = "";
    long seq = 0;
    for (AuditRecord record : chain) {
      seq++;
      if (record.seq() != seq || !record.previous().equals(previous) || !record.intact()) {
        return Optional.of(record);
      }
      previous = record.hash();
    }
    return Optional.empty();
  }

  private static AuditRecord record(ResultSet row) throws SQLException {
    return new AuditRecord(
        row.getLong("seq"),
        Rows.instant(row, "at"),
        row.getString("run"),
        row.getString("device"),
        row.getString("event"),
        row.getString("detail"),
        row.getString("previous"),
        row.getString("hash"));
  }
}

package net.portcullis.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** What columns hold, as values. */
final class Rows {
  private Rows() {}

  static Owner owner(ResultSet row) throws SQLException {
    return new Owner(
        row.getString("owner_user"),
        row.getString("owner_host"),
        row.getLong("owner_pid"),
        row.getLong("owner_started"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static Optional<Instant> ended(ResultSet row) throws SQLException {
    return optionalInstant(row, "ended");
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  static Optional<String> optional(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}

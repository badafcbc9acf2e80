package net.portcullis.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, in SQL that other databases take too. */
final class Schema {
  private static final List<String> TABLES =
      List.of(
          "create table run (id varchar(40) primary key, command varchar(40) not null,"
              + " owner_user varchar(200) not null, owner_host varchar(200) not null,"
              + " owner_pid bigint not null, owner_started bigint not null,"
              + " started bigint not null, ended bigint, outcome varchar(200))",
          "create table device_transaction (id varchar(80) primary key, run varchar(40) not null,"
              + " device varchar(200) not null, state varchar(40) not null, ended integer not null,"
              + " detail text not null, started bigint not null, updated bigint not null)",
          "create index device_transaction_by_device on device_transaction (device, started)",
          "create table intent (device_transaction varchar(80) not null, seq integer not null,"
              + " step varchar(40) not null, what text not null, undo text not null,"
              + " at bigint not null, primary key (device_transaction, seq))",
          "create table lease (device varchar(200) primary key, run varchar(40) not null,"
              + " nonce varchar(40) not null, owner_user varchar(200) not null,"
              + " owner_host varchar(200) not null, owner_pid bigint not null,"
              + " owner_started bigint not null, taken bigint not null)",
          "create table pin (device varchar(200) primary key, host_key text,"
              + " hostname varchar(200) not null, sys_object_id varchar(200),"
              + " pinned bigint not null)",
          "create table owned_list (device varchar(200) not null, family integer not null,"
              + " list varchar(200) not null, hash varchar(64) not null, body text not null,"
              + " adopted integer not null, run varchar(40) not null, at bigint not null,"
              + " primary key (device, family, list))",
          "create table used_plan (id varchar(80) primary key, run varchar(40) not null,"
              + " at bigint not null)",
          "create table audit (seq bigint primary key, at bigint not null, run varchar(40) not null,"
              + " device varchar(200) not null, event varchar(40) not null, detail text not null,"
              + " previous varchar(64) not null, hash varchar(64) not null)");

  private Schema() {}

  /** Makes the tables of a new store, or checks an old one's version. */
  static void prepare(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      try {
        statement.execute("create table if not exists store_version (version integer primary key)");
        List<Integer> versions =
            Database.query(connection, row -> row.getInt(1), "select version from store_version");
        if (versions.isEmpty()) {
          for (String table : TABLES) {
            statement.execute(table);
          }
          statement.execute(
              "insert into store_version (version) values (" + Database.VERSION + ")");
        } else if (versions.getFirst() > Database.VERSION) {
          throw new StoreException(
              "The state store "
                  + file
                  + " was written by a newer Portcullis (store version "
                  + versions.getFirst()
                  + ", this one knows "
                  + Database.VERSION
                  + "). Use that version, or choose another folder with --state DIR.");
        }
        statement.execute("commit");
      } catch (SQLException | StoreException failed) {
        statement.execute("rollback");
        throw failed;
      }
    }
  }
}

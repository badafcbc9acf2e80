package net.portcullis.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, in SQL that other databases take too. Each version adds to the one before it. */
final class Schema {
  private static final List<String> FIRST =
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

  /** What checks found, and when it came and went. */
  private static final List<String> FINDINGS =
      List.of(
          "create table check_run (id varchar(40) primary key, cause varchar(200) not null,"
              + " started bigint not null, ended bigint, devices integer not null,"
              + " outcome varchar(200))",
          "create index check_run_by_time on check_run (started)",
          "create table checked_device (device varchar(200) primary key,"
              + " run varchar(40) not null, at bigint not null, status varchar(20) not null)",
          "create table finding (device varchar(200) not null, fingerprint varchar(64) not null,"
              + " rule varchar(60) not null, severity varchar(20) not null, place text not null,"
              + " message text not null, waived integer not null, first_seen bigint not null,"
              + " opened bigint not null, last_seen bigint not null, closed bigint,"
              + " openings integer not null, primary key (device, fingerprint))",
          "create index finding_by_end on finding (closed)",
          "create table finding_event (device varchar(200) not null,"
              + " fingerprint varchar(64) not null, run varchar(40) not null, at bigint not null,"
              + " event varchar(20) not null)",
          "create index finding_event_by_finding on finding_event (device, fingerprint, at)",
          "create index finding_event_by_time on finding_event (at)");

  /**
   * What is done again and again, and who is told. The first table is the scheduler library's own,
   * as it demands it.
   */
  private static final List<String> SCHEDULES =
      List.of(
          "create table scheduled_tasks (task_name varchar(100) not null,"
              + " task_instance varchar(100) not null, task_data blob,"
              + " execution_time timestamp not null, picked boolean not null,"
              + " picked_by varchar(200), last_success timestamp, last_failure timestamp,"
              + " consecutive_failures integer, last_heartbeat timestamp, version bigint not null,"
              + " priority smallint, primary key (task_name, task_instance))",
          "create index scheduled_tasks_by_time on scheduled_tasks (execution_time)",
          "create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat)",
          "create table schedule_run (schedule varchar(200) not null, slot bigint not null,"
              + " first_slot bigint not null, slots integer not null, state varchar(20) not null,"
              + " check_run varchar(40) not null, attempts integer not null,"
              + " started bigint not null, ended bigint, outcome text not null,"
              + " primary key (schedule, slot))",
          "create index schedule_run_by_time on schedule_run (slot)",
          "create table check_lease (device varchar(200) primary key, holder varchar(300) not null,"
              + " owner_user varchar(200) not null, owner_host varchar(200) not null,"
              + " owner_pid bigint not null, owner_started bigint not null,"
              + " lease_end bigint not null)",
          "create table device_event (device varchar(200) not null, run varchar(40) not null,"
              + " at bigint not null, was varchar(20) not null, status varchar(20) not null)",
          "create index device_event_by_run on device_event (run)",
          "create index finding_event_by_run on finding_event (run)",
          "create table delivery (id bigint primary key, target varchar(200) not null,"
              + " kind varchar(20) not null, body text not null, state varchar(20) not null,"
              + " attempts integer not null, written bigint not null, next_try bigint not null,"
              + " error text not null)",
          "create index delivery_by_target on delivery (target, state, next_try)");

  /** What a device held when it was last read. */
  private static final List<String> CONFIGURATIONS =
      List.of("alter table checked_device add column configuration varchar(64)");

  private static final List<List<String>> VERSIONS =
      List.of(FIRST, FINDINGS, SCHEDULES, CONFIGURATIONS);

  private Schema() {}

  /** The version of the tables; a store with a higher one was written by a newer Portcullis. */
  static int version() {
    return VERSIONS.size();
  }

  /** Makes the tables of a new store, or brings an old one's to this version. */
  static void prepare(Connection connection, Path file) throws SQLException {
    // A store that is as it should be is looked at without a lock, so that it can be read while
    // another process writes.
    if (held(connection, file) == version()) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      try {
        statement.execute("create table if not exists store_version (version integer primary key)");
        for (int next = held(connection, file); next < version(); next++) {
          for (String table : VERSIONS.get(next)) {
            statement.execute(table);
          }
        }
        statement.execute("delete from store_version");
        statement.execute("insert into store_version (version) values (" + version() + ")");
        statement.execute("commit");
      } catch (SQLException | StoreException failed) {
        statement.execute("rollback");
        throw failed;
      }
    }
  }

  /** The version of what is there; 0 where nothing is. */
  private static int held(Connection connection, Path file) throws SQLException {
    boolean none =
        Database.query(
                connection,
                row -> row.getString(1),
                "select name from sqlite_master where name = 'store_version'")
            .isEmpty();
    List<Integer> versions =
        none
            ? List.of()
            : Database.query(connection, row -> row.getInt(1), "select version from store_version");
    int held = versions.isEmpty() ? 0 : versions.getFirst();
    if (held > version()) {
      throw new StoreException(
          "The state store "
              + file
              + " was written by a newer Portcullis (store version "
              + held
              + ", this one knows "
              + version()
              + "). Use that version, or choose another folder with --state DIR.");
    }
    return held;
  }
}

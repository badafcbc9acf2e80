package net.portcullis.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must survive this process. Nothing is opened before it is first used. Every method that
 * writes returns when the disk has it, and throws {@link StoreException} where it has not. Safe for
 * use by many threads.
 */
public final class Store implements AutoCloseable {
  private final Database database;
  private final InstantSource clock;
  private final Owner owner;
  private final CheckLeases checkLeases;

  /**
   * @param directory the state directory; made when needed
   * @param owner this process, as others will see it
   */
  public Store(Path directory, InstantSource clock, Owner owner) {
    this.database = new Database(directory.resolve("portcullis.db"));
    this.clock = clock;
    this.owner = owner;
    checkLeases = new CheckLeases(database, clock, owner);
  }

  /** Loads what stores work with, which takes a while, and touches no file. */
  public static void warm() {
    Database.warm();
  }

  /** This process. */
  public Owner owner() {
    return owner;
  }

  /** What checks found. */
  public Findings findings() {
    return new Findings(database, clock);
  }

  /** What became of schedules. */
  public Schedules schedules() {
    return new Schedules(database, clock);
  }

  /** What is on its way to somebody. */
  public Outbox outbox() {
    return new Outbox(database, clock);
  }

  /** Who is looking at which device. */
  public CheckLeases checkLeases() {
    return checkLeases;
  }

  /**
   * Writes what is there already, to see that the store can be written.
   *
   * @throws StoreException where it cannot
   */
  public void tryWriting() {
    database.write(
        connection -> Database.execute(connection, "update store_version set version = version"));
  }

  /** Begins a run and returns its id. */
  public String begin(String command) {
    long now = now();
    return database.write(connection -> {
      String id = freeRunId(connection, "run", now);
      Database.execute(
          connection,
          "insert into run (id, command, owner_user, owner_host, owner_pid, owner_started, started)"
              + " values (?, ?, ?, ?, ?, ?, ?)",
          id,
          command,
          owner.user(),
          owner.host(),
          owner.pid(),
          owner.started(),
          now);
      audit(connection, id, "", "run-began", command);
      return id;
    });
  }

  /** Ends a run. */
  public void end(String run, String outcome) {
    long now = now();
    database.write(connection -> {
      audit(connection, run, "", "run-ended", outcome);
      return Database.execute(
          connection, "update run set ended = ?, outcome = ? where id = ?", now, outcome, run);
    });
  }

  /** Every run, the latest first. */
  public List<RunRecord> runs() {
    return database.read(connection ->
        Database.query(
            connection,
            row ->
                new RunRecord(
                    row.getString("id"),
                    row.getString("command"),
                    Rows.owner(row),
                    Rows.instant(row, "started"),
                    Rows.ended(row),
                    Rows.optional(row, "outcome")),
            "select * from run order by started desc, id desc"));
  }

  /**
   * Begins a device's part of a run.
   *
   * @throws StoreException also where the device has one that has not ended
   */
  public TransactionRecord beginTransaction(
      String run, String device, String state, String detail) {
    long now = now();
    String id = run + "/" + device;
    return database.write(connection -> {
      Database.execute(
          connection,
          "insert into device_transaction (id, run, device, state, ended, detail, started, updated)"
              + " values (?, ?, ?, ?, 0, ?, ?, ?)",
          id,
          run,
          device,
          state,
          detail,
          now,
          now);
      audit(connection, run, device, "transaction-began", state);
      Instant at = Instant.ofEpochMilli(now);
      return new TransactionRecord(id, run, device, state, false, detail, at, at);
    });
  }

  /** Says which state a transaction has reached. */
  public void reached(TransactionRecord transaction, String state, boolean ended, String detail) {
    long now = now();
    database.write(connection -> {
      audit(connection, transaction.run(), transaction.device(), "state", state);
      return Database.execute(
          connection,
          "update device_transaction set state = ?, ended = ?, detail = ?, updated = ? where id = ?",
          state,
          ended,
          detail,
          now,
          transaction.id());
    });
  }

  /** Says which state a transaction has reached; what is known of it beside that stays. */
  public void reached(TransactionRecord transaction, String state, boolean ended) {
    long now = now();
    database.write(connection -> {
      audit(connection, transaction.run(), transaction.device(), "state", state);
      return Database.execute(
          connection,
          "update device_transaction set state = ?, ended = ?, updated = ? where id = ?",
          state,
          ended,
          now,
          transaction.id());
    });
  }

  /** Says what is about to be done and how to take it back. */
  public void intend(TransactionRecord transaction, String step, String what, String undo) {
    long now = now();
    database.write(connection -> {
      int seq =
          Database.query(
                  connection,
                  row -> row.getInt(1),
                  "select coalesce(max(seq), 0) + 1 from intent where device_transaction = ?",
                  transaction.id())
              .getFirst();
      audit(connection, transaction.run(), transaction.device(), "intent-" + step, what);
      return Database.execute(
          connection,
          "insert into intent (device_transaction, seq, step, what, undo, at) values (?, ?, ?, ?, ?, ?)",
          transaction.id(),
          seq,
          step,
          what,
          undo,
          now);
    });
  }

  /** What a transaction was about to do, in order. */
  public List<IntentRecord> intents(String transaction) {
    return database.read(connection ->
        Database.query(
            connection,
            row ->
                new IntentRecord(
                    row.getString("device_transaction"),
                    row.getInt("seq"),
                    row.getString("step"),
                    row.getString("what"),
                    row.getString("undo"),
                    Rows.instant(row, "at")),
            "select * from intent where device_transaction = ? order by seq",
            transaction));
  }

  /** Transactions that have not ended, oldest first. */
  public List<TransactionRecord> unfinished() {
    return transactions("where ended = 0 order by started, id");
  }

  /** Every transaction of a run. */
  public List<TransactionRecord> ofRun(String run) {
    return transactions("where run = ? order by started, id", run);
  }

  /** Every transaction of a device, the latest first. */
  public List<TransactionRecord> ofDevice(String device) {
    return transactions("where device = ? order by started desc, id desc", device);
  }

  private List<TransactionRecord> transactions(String where, Object... values) {
    return database.read(connection ->
        Database.query(
            connection,
            row ->
                new TransactionRecord(
                    row.getString("id"),
                    row.getString("run"),
                    row.getString("device"),
                    row.getString("state"),
                    row.getInt("ended") != 0,
                    row.getString("detail"),
                    Rows.instant(row, "started"),
                    Rows.instant(row, "updated")),
            "select * from device_transaction " + where,
            values));
  }

  /** Asks for the right to change a device. */
  public Lease.Attempt lease(String device, String run) {
    return database.write(connection -> {
      List<Lease> held = Leases.held(connection, "where device = ?", device);
      return held.isEmpty()
          ? Leases.take(connection, device, run, owner, now())
          : new Lease.Attempt.Held(held.getFirst());
    });
  }

  /**
   * Takes a lease from its holder, where it is still the one that was looked at.
   *
   * @return the lease, or what is held now
   */
  public Lease.Attempt takeOver(Lease from, String run) {
    return database.write(connection -> {
      Database.execute(
          connection,
          "delete from lease where device = ? and nonce = ?",
          from.device(),
          from.nonce());
      audit(connection, run, from.device(), "lease-taken-over", from.owner().text());
      List<Lease> held = Leases.held(connection, "where device = ?", from.device());
      return held.isEmpty()
          ? Leases.take(connection, from.device(), run, owner, now())
          : new Lease.Attempt.Held(held.getFirst());
    });
  }

  /** Gives a lease back. */
  public void release(Lease lease) {
    database.write(connection ->
        Database.execute(
            connection,
            "delete from lease where device = ? and nonce = ?",
            lease.device(),
            lease.nonce()));
  }

  /**
   * Takes a lease away from a holder that is dead, and remembers that in the audit.
   *
   * @param why for the auditor
   */
  public void discard(Lease lease, String why) {
    database.write(connection -> {
      audit(
          connection,
          lease.run(),
          lease.device(),
          "lease-broken",
          owner.text() + " took it from " + lease.owner().text() + ": " + why);
      return Database.execute(
          connection,
          "delete from lease where device = ? and nonce = ?",
          lease.device(),
          lease.nonce());
    });
  }

  /** Who changes a device now. */
  public Optional<Lease> held(String device) {
    return database.read(connection -> Leases.held(connection, "where device = ?", device)).stream()
        .findFirst();
  }

  /** A transaction of a device that has moved since an instant. */
  public Optional<TransactionRecord> movedSince(String device, Instant since) {
    return transactions(
            "where device = ? and updated >= ? order by updated desc", device, since.toEpochMilli())
        .stream()
        .findFirst();
  }

  /** Every lease. */
  public List<Lease> leases() {
    return database.read(connection -> Leases.held(connection, ""));
  }

  /** Remembers what a device is. */
  public void pin(Pin pin) {
    database.write(connection -> {
      Database.execute(connection, "delete from pin where device = ?", pin.device());
      audit(connection, "", pin.device(), "enrolled", pin.hostname());
      return Database.execute(
          connection,
          "insert into pin (device, host_key, hostname, sys_object_id, pinned) values (?, ?, ?, ?, ?)",
          pin.device(),
          orNull(pin.hostKey()),
          pin.hostname(),
          orNull(pin.sysObjectId()),
          pin.pinned().toEpochMilli());
    });
  }

  /** What a device was when it was enrolled. */
  public Optional<Pin> pinned(String device) {
    return database
        .read(connection ->
            Database.query(
                connection,
                row ->
                    new Pin(
                        row.getString("device"),
                        Rows.optional(row, "host_key"),
                        row.getString("hostname"),
                        Rows.optional(row, "sys_object_id"),
                        Rows.instant(row, "pinned")),
                "select * from pin where device = ?",
                device))
        .stream()
        .findFirst();
  }

  /** Remembers a list that we wrote or adopted. */
  public void own(OwnedList list) {
    database.write(connection -> {
      disown(connection, list.device(), list.family(), list.list());
      audit(
          connection,
          list.run(),
          list.device(),
          list.adopted() ? "adopted" : "wrote",
          list.list() + " " + list.hash());
      return Database.execute(
          connection,
          "insert into owned_list (device, family, list, hash, body, adopted, run, at)"
              + " values (?, ?, ?, ?, ?, ?, ?, ?)",
          list.device(),
          list.family(),
          list.list(),
          list.hash(),
          list.text(),
          list.adopted(),
          list.run(),
          list.at().toEpochMilli());
    });
  }

  /** Forgets a list that is no longer on the device. */
  public void disown(String device, int family, String list) {
    database.write(connection -> disown(connection, device, family, list));
  }

  private static int disown(Connection connection, String device, int family, String list)
      throws SQLException {
    return Database.execute(
        connection,
        "delete from owned_list where device = ? and family = ? and list = ?",
        device,
        family,
        list);
  }

  /** The lists of ours on a device. */
  public List<OwnedList> owned(String device) {
    return database.read(connection ->
        Database.query(
            connection,
            row ->
                new OwnedList(
                    row.getString("device"),
                    row.getInt("family"),
                    row.getString("list"),
                    row.getString("hash"),
                    row.getString("body"),
                    row.getInt("adopted") != 0,
                    row.getString("run"),
                    Rows.instant(row, "at")),
            "select * from owned_list where device = ? order by family, list",
            device));
  }

  /** Marks a plan as used; false where it was used before. */
  public boolean use(String plan, String run) {
    long now = now();
    return database.write(connection -> {
      boolean fresh =
          Database.query(
                  connection,
                  row -> row.getString(1),
                  "select id from used_plan where id = ?",
                  plan)
              .isEmpty();
      if (fresh) {
        Database.execute(
            connection, "insert into used_plan (id, run, at) values (?, ?, ?)", plan, run, now);
      }
      return fresh;
    });
  }

  /** Adds an event to the audit chain. */
  public void audit(String run, String device, String event, String detail) {
    database.write(connection -> audit(connection, run, device, event, detail));
  }

  /** The audit chain, oldest first. */
  public List<AuditRecord> audit() {
    return database.read(AuditChain::all);
  }

  /** The first record that is not what was written, or that does not follow the one before it. */
  public Optional<AuditRecord> firstBroken() {
    return AuditChain.firstBroken(audit());
  }

  private long audit(Connection connection, String run, String device, String event, String detail)
      throws SQLException {
    return AuditChain.append(connection, Instant.ofEpochMilli(now()), run, device, event, detail);
  }

  /** Ids sort by time and can be typed: the second, then a letter for each further run in it. */
  static String freeRunId(Connection connection, String table, long now) throws SQLException {
    String second =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC)
            .format(Instant.ofEpochMilli(now));
    int taken =
        Database.query(
                connection,
                row -> row.getInt(1),
                "select count(*) from " + table + " where id like ?",
                second + "%")
            .getFirst();
    return taken == 0 ? second : second + "-" + (taken + 1);
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }

  private long now() {
    return clock.millis();
  }

  @Override
  public void close() {
    database.close();
  }
}

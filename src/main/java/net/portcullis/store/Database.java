package net.portcullis.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection. Writers that wait for it together are committed together: whoever gets the
 * lock does the work of all that have queued, and one flush to the disk serves them all.
 */
final class Database implements AutoCloseable {
  /** What the files beside the store take as soon as it is opened. */
  private static final int LEAST_ROOM = 64 * 1024;

  private static final int FULL = 13;

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentLinkedQueue<Pending<?>> queue = new ConcurrentLinkedQueue<>();
  private @Nullable Connection connection;
  private @Nullable StoreException broken;

  /** What broke it was a lack of room: then it is tried again once there is some. */
  private boolean full;

  Database(Path file) {
    this.file = file;
  }

  /** Work within a transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** Runs work and returns when it is on the disk. */
  <T> T write(Work<T> work) {
    Pending<T> pending = new Pending<>(work);
    queue.add(pending);
    lock.lock();
    try {
      if (!pending.done()) {
        drain();
      }
    } finally {
      lock.unlock();
    }
    return pending.result();
  }

  <T> T read(Work<T> work) {
    lock.lock();
    try {
      return work.run(open());
    } catch (SQLException failed) {
      throw told(failed);
    } finally {
      lock.unlock();
    }
  }

  private void drain() {
    List<Pending<?>> batch = new ArrayList<>();
    for (Pending<?> next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
    }
    try {
      if (broken != null) {
        if (!full || isFull()) {
          throw broken;
        }
        again();
      }
      Connection open = open();
      begin(open);
      for (Pending<?> pending : batch) {
        pending.run(open);
      }
      end(open, "commit");
      batch.forEach(Pending::succeed);
    } catch (SQLException failed) {
      rollBack();
      StoreException told = told(failed);
      if (lasting(failed)) {
        broken = told;
        full = code(failed) == FULL && !flush(failed);
      }
      batch.forEach(pending -> pending.fail(told));
    } catch (StoreException told) {
      batch.forEach(pending -> pending.fail(told));
    }
  }

  /**
   * Begins anew on a disk that has room again: what failed was rolled back, and whoever had asked
   * for it was told.
   */
  private void again() throws SQLException {
    broken = null;
    Connection old = connection;
    connection = null;
    if (old != null) {
      old.close();
    }
  }

  private Connection open() throws SQLException {
    Connection open = connection;
    if (open == null) {
      prepareFolder();
      open = DriverManager.getConnection(address());
      try (Statement statement = open.createStatement()) {
        statement.execute("pragma busy_timeout = 10000");
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = full");
        Schema.prepare(open, file);
      } catch (SQLException | StoreException failed) {
        open.close();
        throw failed;
      }
      connection = open;
    }
    return open;
  }

  /** Loads the driver, which takes a while, and touches no file. */
  static void warm() {
    try (Connection _ = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      // It is closed again.
    } catch (SQLException later) {
      // Opening the store will fail in the same way, and tell.
    }
  }

  /** Where the driver finds it. */
  String address() {
    return "jdbc:sqlite:" + file;
  }

  private void prepareFolder() {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException | UnsupportedOperationException refused) {
      throw new StoreException(
          "The state store cannot be made at "
              + file
              + " ("
              + refused.getClass().getSimpleName()
              + "). Choose a folder that can be written with --state DIR.",
          refused);
    }
  }

  /**
   * The driver's own transactions begin at the first write; ours must own the store from the start.
   */
  private static void begin(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute("begin immediate");
    }
  }

  private static void end(Connection open, String how) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute(how);
    }
  }

  private void rollBack() {
    Connection open = connection;
    if (open != null) {
      try {
        end(open, "rollback");
      } catch (SQLException nothingWasBegun) {
        // The transaction had ended by itself: the failure that led here is the one to tell.
        return;
      }
    }
  }

  /** A failing disk does not get better by trying again; another process's lock does. */
  private static boolean lasting(SQLException failed) {
    int code = failed.getErrorCode() & 0xFF;
    return code != 5 && code != 6 && code != 19;
  }

  /** What the database calls an error, or cannot open, is often a full or a read-only disk. */
  private int code(SQLException failed) {
    int code = failed.getErrorCode() & 0xFF;
    Path folder = file.toAbsolutePath().getParent();
    if (code == 14 && folder != null && Files.isDirectory(folder) && !Files.isWritable(folder)) {
      return 8;
    }
    return code == 10 && isFull() ? FULL : code;
  }

  /**
   * After a flush that failed nobody knows what the disk has, whatever a later one says: then this
   * process does not go on.
   */
  private static boolean flush(SQLException failed) {
    return String.valueOf(failed.getMessage()).contains("FSYNC");
  }

  private boolean isFull() {
    try {
      return Files.getFileStore(file).getUsableSpace() < LEAST_ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }

  private StoreException told(SQLException failed) {
    String why =
        switch (code(failed)) {
          case 5, 6 -> "another process keeps it locked; wait for it to end, or see 'history'";
          case 8 ->
              "it is read-only; make the folder and its files writable, or choose another with --state DIR";
          case FULL -> "the disk is full; make room, then run 'recover'";
          case 10 -> "the disk reports an error; check it, then run 'recover'";
          case 11, 26 ->
              "the file is damaged or is no store; restore it from a copy, or move it away";
          case 14 ->
              "the file cannot be opened; check that the folder can be written, or choose another with --state DIR";
          default -> String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        };
    return new StoreException("The state store " + file + " cannot be used: " + why + ".", failed);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } catch (SQLException failed) {
      throw told(failed);
    } finally {
      lock.unlock();
    }
  }

  /** One writer's work and what became of it. Touched only under the lock until it is done. */
  private static final class Pending<T> {
    private final Work<T> work;
    private @Nullable T value;
    private @Nullable StoreException refused;
    private boolean done;

    Pending(Work<T> work) {
      this.work = work;
    }

    void run(Connection connection) throws SQLException {
      value = work.run(connection);
    }

    boolean done() {
      return done;
    }

    void succeed() {
      done = true;
    }

    void fail(StoreException why) {
      refused = why;
      done = true;
    }

    T result() {
      if (refused != null) {
        throw new StoreException(String.valueOf(refused.getMessage()), refused);
      }
      T result = value;
      if (result == null) {
        throw new IllegalStateException("A writer's work must give a value.");
      }
      return result;
    }
  }

  /** Runs one statement with parameters; strings, numbers, booleans. */
  static int execute(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, values);
      return statement.executeUpdate();
    }
  }

  /** How a row becomes a value. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  static <T> List<T> query(
      Connection connection, Row<T> row, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(row.of(rows));
        }
        return all;
      }
    }
  }

  private static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i] instanceof Boolean flag ? (flag ? 1 : 0) : values[i]);
    }
  }
}

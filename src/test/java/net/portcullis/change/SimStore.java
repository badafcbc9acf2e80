package net.portcullis.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.portcullis.store.Store;

/**
 * A real store that is put back to what it was before each run. Opening a file is dear, so it stays
 * open for all runs of a scenario, unless one was killed while it wrote.
 */
final class SimStore implements AutoCloseable {
  private final Path folder;
  private final Connection beside;
  private final List<PreparedStatement> reset = new ArrayList<>();
  private Store store;
  private Supplier<Instant> clock = () -> Instant.EPOCH;

  SimStore(Path folder, byte[] content) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("portcullis.db"), content);
      Path template = Files.write(folder.resolve("template.db"), content);
      store = open();
      store.leases();
      beside = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portcullis.db"));
      try (Statement statement = beside.createStatement()) {
        statement.execute("attach '" + template + "' as template");
        statement.execute("pragma synchronous = off");
      }
      for (String table : tables()) {
        reset.add(beside.prepareStatement("delete from main." + table));
        reset.add(
            beside.prepareStatement(
                "insert into main." + table + " select * from template." + table));
      }
      beside.setAutoCommit(false);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = beside.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name from template.sqlite_master where type = 'table' and name not like 'sqlite_%'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    return tables;
  }

  private Store open() {
    return new Store(folder, () -> clock.get(), SimScenario.OWNER);
  }

  /** The store as it was before the change. */
  Store fresh(Supplier<Instant> time) {
    clock = time;
    try {
      for (PreparedStatement statement : reset) {
        statement.execute();
      }
      beside.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return store;
  }

  /** The store, looked at by another process: what was being written is not there. */
  Store reopened() {
    store.close();
    store = open();
    return store;
  }

  @Override
  public void close() {
    store.close();
    try {
      beside.close();
      for (String file :
          List.of("portcullis.db", "portcullis.db-wal", "portcullis.db-shm", "template.db")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.deleteIfExists(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}

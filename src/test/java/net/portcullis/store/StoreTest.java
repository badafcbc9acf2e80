package net.portcullis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir private Path folder;

  private Store open() {
    return new Store(folder, InstantSource.system(), Owner.current());
  }

  @Test
  void nothingIsTouchedBeforeItIsUsed() {
    try (Store store =
        new Store(folder.resolve("state"), InstantSource.system(), Owner.current())) {
      assertThat(store.owner().pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(folder.resolve("state")).doesNotExist();
    }
  }

  @Test
  void onlyItsOwnerCanReadIt() throws Exception {
    try (Store store =
        new Store(folder.resolve("state"), InstantSource.system(), Owner.current())) {
      store.begin("push");
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("state"))).hasSize(3);
    assertThat(Files.getPosixFilePermissions(folder.resolve("state/portcullis.db"))).hasSize(2);
  }

  @Test
  void oneHolderALease() {
    try (Store store = open()) {
      assertThat(store.lease("sw1", "r1")).isInstanceOf(Lease.Attempt.Taken.class);
      Lease held = ((Lease.Attempt.Held) store.lease("sw1", "r2")).by();
      assertThat(held.run()).isEqualTo("r1");
      assertThat(held.owner().deadHere()).isFalse();
      assertThat(store.takeOver(held, "r2")).isInstanceOf(Lease.Attempt.Taken.class);
      assertThat(store.takeOver(held, "r3")).isInstanceOf(Lease.Attempt.Held.class);
    }
  }

  @Test
  void aDeadProcessIsKnownDead() {
    Owner me = Owner.current();

    assertThat(new Owner(me.user(), me.host(), me.pid(), me.started() + 1).deadHere()).isTrue();
    assertThat(new Owner(me.user(), "another-host", me.pid(), me.started() + 1).deadHere())
        .isFalse();
  }

  @Test
  void whatWasWrittenIsThereAfterwards() {
    try (Store store = open()) {
      String run = store.begin("push");
      TransactionRecord record = store.beginTransaction(run, "sw1", "PLANNED", "{}");
      store.intend(record, "STAGED", "acl", "undo acl");
      store.reached(record, "LOCKED", false, "{\"x\": 1}");
      store.reached(record, "STAGED", false);
      store.pin(
          new Pin(
              "sw1",
              Optional.of("ssh-ed25519 AAAA"),
              "sw1",
              Optional.empty(),
              InstantSource.system().instant()));
    }
    try (Store store = open()) {
      assertThat(store.unfinished())
          .singleElement()
          .extracting(TransactionRecord::state)
          .isEqualTo("STAGED");
      assertThat(store.unfinished().getFirst().detail()).isEqualTo("{\"x\": 1}");
      assertThat(store.intents(store.unfinished().getFirst().id()))
          .singleElement()
          .extracting(IntentRecord::undo)
          .isEqualTo("undo acl");
      assertThat(store.pinned("sw1").orElseThrow().hostKey()).contains("ssh-ed25519 AAAA");
    }
  }

  @Test
  void aChangedAuditRecordIsFound() throws Exception {
    try (Store store = open()) {
      store.audit("r1", "sw1", "looked", "once");
      store.audit("r1", "sw1", "looked", "twice");
      assertThat(store.firstBroken()).isEmpty();
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portcullis.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update audit set detail = 'never' where seq = 1");
    }
    try (Store store = open()) {
      assertThat(store.firstBroken().orElseThrow().seq()).isEqualTo(1);
    }
  }

  @Test
  void aPlanIsUsedOnce() {
    try (Store store = open()) {
      assertThat(store.use("p1", "r1")).isTrue();
      assertThat(store.use("p1", "r2")).isFalse();
    }
  }

  @Test
  void aNewerStoreIsRefused() throws Exception {
    try (Store store = open()) {
      store.begin("push");
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portcullis.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update store_version set version = 99");
    }
    try (Store store = open()) {
      assertThatThrownBy(store::runs)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("newer Portcullis")
          .hasMessageContaining("--state DIR");
    }
  }

  @Test
  void aFileThatIsNoStoreIsRefused() throws Exception {
    Files.writeString(
        folder.resolve("portcullis.db"), "this is not a database, whatever it is called, at all");
    try (Store store = open()) {
      assertThatThrownBy(store::runs)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is no store");
    }
  }

  @Test
  void manyWritersLoseNothing() throws Exception {
    try (Store store = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String device = "sw" + i;
        all.add(threads.submit(() -> store.audit("r", device, "e", "d")));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(store.audit()).hasSize(200);
      assertThat(store.firstBroken()).isEmpty();
    }
  }

  @Test
  void aStoreOfTheFirstVersionGetsTheNewTablesAndKeepsWhatItHolds() throws Exception {
    try (Store store = open()) {
      store.begin("push");
    }
    try (Connection old =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portcullis.db"));
        Statement statement = old.createStatement()) {
      for (String table :
          List.of(
              "check_run",
              "checked_device",
              "finding",
              "finding_event",
              "scheduled_tasks",
              "schedule_run",
              "check_lease",
              "device_event",
              "delivery")) {
        statement.execute("drop table " + table);
      }
      statement.execute("update store_version set version = 1");
    }
    try (Store store = open()) {
      assertThat(store.findings().open()).isEmpty();
      assertThat(store.schedules().latest(1)).isEmpty();
      assertThat(store.runs()).hasSize(1);
    }
  }

  @Test
  void whatIsThereCanBeReadWhileAnotherProcessWrites() throws Exception {
    try (Store store = open()) {
      store.begin("push");
    }
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("portcullis.db"));
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");
      try (Store store = open()) {
        assertThat(store.runs()).hasSize(1);
      }
      statement.execute("rollback");
    }
  }
}

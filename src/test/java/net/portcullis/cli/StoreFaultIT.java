package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.store.Owner;
import net.portcullis.store.RunRecord;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens when the store's disk fails, is full, cannot be written, or holds no store of ours.
 * The disk's errors are real: a tracer makes system calls fail, and a small file system fills up.
 * {@code -Dportcullis.faults=N} sets at how many calls of a push a fault is injected.
 */
class StoreFaultIT {
  private static final String UNREACHED = "not reached";
  private static final Path TRACER = Path.of("/usr/bin/strace");

  @TempDir private Path folder;

  /** What a failing disk says. */
  enum DiskError {
    EIO("reports an error"),
    ENOSPC("the disk is full; make room");

    private final String words;

    DiskError(String words) {
      this.words = words;
    }
  }

  private EmulatedFleet fleet() throws IOException {
    return EmulatedFleet.small(folder, Options.of("h3c-comware7", 1, Transport.SSH));
  }

  /**
   * From a thread's Nth write or flush on every one fails, as on a disk that has died or is full.
   */
  @ParameterizedTest
  @EnumSource(DiskError.class)
  void aPushWhoseStoreFailsStopsAndRecoveryEndsIt(DiskError error) throws Exception {
    assumeThat(TRACER).as("a tracer that makes system calls fail").exists();
    int faults = Integer.getInteger("portcullis.faults", 5);
    long seed = Long.getLong("portcullis.seed", System.nanoTime());
    System.out.println("StoreFaultIT: -Dportcullis.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> endings = new ArrayList<>();
    for (int i = 0; i < faults; i++) {
      int call = i == 0 ? 1 : random.nextInt(2, 90);
      Path own = Files.createDirectory(folder.resolve("fault" + i));
      try (EmulatedFleet fleet =
          EmulatedFleet.small(own, Options.of("h3c-comware7", 1, Transport.SSH))) {
        String ending = stopped(fleet, error, call);
        assertThat(i > 0 || !ending.equals(UNREACHED)).as("the first call fails").isTrue();
        endings.add(call + " " + ending);
      }
    }
    System.out.println("StoreFaultIT: " + error + " from the call on: " + endings);
  }

  private static String stopped(EmulatedFleet fleet, DiskError error, int call) throws Exception {
    Map<String, String> before = fleet.held();
    fleet.run("history");
    EmulatedFleet.Result pushed;
    List<String> tracer =
        List.of(
            TRACER.toString(),
            "-f",
            "-qq",
            "-e",
            "trace=pwrite64,fdatasync,fsync",
            "-o",
            "/dev/null",
            "-P",
            fleet.state().resolve("portcullis.db").toString(),
            "-P",
            fleet.state().resolve("portcullis.db-wal").toString(),
            "-e",
            "inject=pwrite64,fdatasync,fsync:error=" + error + ":when=" + call + "+");
    try (RealProcess push = RealProcess.start(tracer, fleet, "push", "--yes", "-o", "json")) {
      pushed = push.ended();
    }
    String told = error + " from call " + call + " on: " + pushed;
    if (pushed.status() == 0) {
      assertThat(fleet.device().running()).as(told).isEqualTo(fleet.device().startup());
      return UNREACHED;
    }
    assertThat(pushed.status()).as(told).isIn(1, 5);
    assertThat(pushed.out() + pushed.err())
        .as(told)
        .contains(fleet.state().resolve("portcullis.db").toString(), error.words);
    String state = pushed.out().isBlank() ? "NONE" : pushed.device(0).get("state").asString();
    List<String> typed = fleet.device().typed();
    if (state.equals("NONE") || state.equals("REFUSED")) {
      assertThat(typed).as(told).noneMatch(line -> line.startsWith("acl "));
      assertThat(fleet.held()).as(told).isEqualTo(before);
    }
    gone(fleet.device());
    EmulatedFleet.Result recovered = fleet.run(0, "recover", "--yes");
    String whole = told + recovered;
    assertThat(fleet.device().running()).as(whole).isEqualTo(fleet.device().startup());
    assertThat(fleet.device().rollbackArmed()).as(whole).isFalse();
    boolean old = fleet.held().equals(before);
    if (!old) {
      assertThat(fleet.run(0, "check").out()).as(whole).isNotBlank();
      assertThat(typed).as(whole).anyMatch(line -> line.startsWith("configuration commit"));
    }
    assertThat(fleet.run(0, "recover", "--yes").err()).contains("Nothing is left to recover.");
    try (Store store = new Store(fleet.state(), InstantSource.system(), Owner.current())) {
      assertThat(store.leases()).as(whole).isEmpty();
      assertThat(store.firstBroken()).as(whole).isEmpty();
    }
    return state + (old ? " old" : " new");
  }

  private static void gone(EmulatedDevice device) throws InterruptedException {
    for (int i = 0; i < 100 && device.sessions() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"push --yes", "recover --yes", "history", "adopt DEVICE/imc-lan --yes"})
  void aReadOnlyStateFolderIsToldBeforeAnythingIsSent(String line) throws Exception {
    try (EmulatedFleet fleet = fleet();
        Mount mount = new Mount(fleet.state(), "size=1m")) {
      fleet.run(0, "history");
      mount.again("ro");
      told(fleet, line, "read-only", "--state DIR");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"push --yes", "recover --yes", "enroll DEVICE --yes"})
  void aFullDiskIsToldBeforeAnythingIsSent(String line) throws Exception {
    try (EmulatedFleet fleet = fleet();
        Mount _ = new Mount(fleet.state(), "size=512k")) {
      fleet.run(0, "history");
      fill(fleet.state());
      told(fleet, line, "full", "make room");
    }
  }

  @Test
  void aStoreWhoseDiskWasFullTakesAPushOnceThereIsRoom() throws Exception {
    try (EmulatedFleet fleet = fleet();
        Mount _ = new Mount(fleet.state(), "size=4m")) {
      fleet.run(0, "history");
      try (Store store = new Store(fleet.state(), InstantSource.system(), Owner.current())) {
        store.begin("before");
        Path filler = fill(fleet.state());
        for (int i = 0; i < 3; i++) {
          assertThatThrownBy(() -> store.begin("meanwhile"))
              .isInstanceOf(StoreException.class)
              .hasMessageContaining("the disk is full; make room");
        }
        assertThat(store.runs()).extracting(RunRecord::command).contains("before");
        Files.delete(filler);
        store.begin("afterwards");
        assertThat(store.runs())
            .extracting(RunRecord::command)
            .contains("before", "afterwards")
            .doesNotContain("meanwhile");
        assertThat(store.firstBroken()).isEmpty();
      }
      fleet.run(0, "push", "--yes");
    }
  }

  @Test
  void aDaemonIsNotStartedOnAFullDisk() throws Exception {
    try (EmulatedFleet fleet = fleet();
        Mount _ = new Mount(fleet.state(), "size=512k")) {
      Files.writeString(
          fleet.inventory(),
          "schedules:\n  often: {cron: \"* * * * * *\", devices: \"*\", what: check}\n",
          StandardOpenOption.APPEND);
      fleet.run(0, "history");
      fill(fleet.state());
      told(fleet, "serve --listen 127.0.0.1:0", "the disk is full; make room");
    }
  }

  /** The daemon is not started again: what it could not write down it does once it can. */
  @Test
  void aDaemonWhoseDiskWasFullGoesOnOnceThereIsRoom() throws Exception {
    try (EmulatedFleet fleet = fleet();
        Mount _ = new Mount(fleet.state(), "size=4m")) {
      Files.writeString(
          fleet.inventory(),
          "schedules:\n  often: {cron: \"* * * * * *\", devices: \"*\", what: check}\n",
          StandardOpenOption.APPEND);
      fleet.run(0, "push", "--yes");
      try (RealProcess daemon = RealProcess.start(fleet, "serve", "--listen", "127.0.0.1:0")) {
        daemon.await(log -> log.contains("often: 1 device: 1 compliant"));
        Path filler = fill(fleet.state());
        daemon.await(log -> log.contains("the disk is full; make room"));
        assertThat(daemon.error()).doesNotContain("\tat ");
        Files.delete(filler);
        int before = daemon.error().length();
        daemon.await(log -> log.substring(before).contains("often: 1 device: 1 compliant"));
        assertThat(daemon.process().isAlive()).isTrue();
        daemon.signal("TERM");
        assertThat(daemon.ended().status()).isZero();
      }
      try (Store store = new Store(fleet.state(), InstantSource.system(), Owner.current())) {
        List<ScheduleRun> runs = store.schedules().latest(1000).reversed();
        for (int i = 1; i < runs.size(); i++) {
          assertThat(runs.get(i).firstSlot()).isEqualTo(runs.get(i - 1).slot().plusSeconds(1));
        }
        assertThat(store.firstBroken()).isEmpty();
      }
    }
  }

  private static Path fill(Path folder) {
    Path filler = folder.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
      return filler;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"push --yes", "recover --yes", "history", "history --verify", "plan"})
  void aDamagedStoreIsTold(String line) throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      fleet.run(0, "history");
      Path file = fleet.state().resolve("portcullis.db");
      byte[] bytes = Files.readAllBytes(file);
      new SplittableRandom(1).nextBytes(bytes);
      Files.write(file, bytes);
      told(fleet, line, "damaged", "restore it from a copy");
    }
  }

  /** The first page is whole, what is behind it is not. */
  @ParameterizedTest
  @ValueSource(strings = {"push --yes", "recover --yes", "history"})
  void aStoreThatWasCutOffIsTold(String line) throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      fleet.run(0, "history");
      Path file = fleet.state().resolve("portcullis.db");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(4096 * 2);
      }
      told(fleet, line, "damaged", "restore it from a copy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"push --yes", "recover --yes", "history", "plan"})
  void aStoreFromANewerVersionIsTold(String line) throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      fleet.run(0, "history");
      sql(fleet, "update store_version set version = 99");
      told(fleet, line, "newer Portcullis", "99", "--state DIR");
    }
  }

  @Test
  void aStoreThatAnotherProcessKeepsLockedIsTold() throws Exception {
    try (EmulatedFleet fleet = fleet()) {
      fleet.run(0, "history");
      try (Connection other = open(fleet);
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        long asked = System.nanoTime();
        told(fleet, "push --yes", "another process keeps it locked");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(40));
        statement.execute("rollback");
      }
      fleet.run(0, "push", "--yes");
    }
  }

  /** Nothing reaches the device, and what is said names the file and the remedy. */
  private static void told(EmulatedFleet fleet, String line, String... words) {
    Map<String, String> before = fleet.held();
    EmulatedFleet.Result result =
        fleet.run(line.replace("DEVICE", fleet.device().name()).split(" ", -1));
    assertThat(result.status()).as(result.toString()).isEqualTo(1);
    assertThat(result.out() + result.err())
        .contains(fleet.state().resolve("portcullis.db").toString())
        .contains(words)
        .doesNotContain("Exception", "This is a bug");
    assertThat(fleet.held()).isEqualTo(before);
    assertThat(fleet.device().typed()).noneMatch(typed -> typed.startsWith("acl "));
  }

  private static void sql(EmulatedFleet fleet, String statement) throws Exception {
    try (Connection connection = open(fleet);
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  private static Connection open(EmulatedFleet fleet) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + fleet.state().resolve("portcullis.db"));
  }

  /** A small file system of its own, for which one must be root. */
  private record Mount(Path at) implements AutoCloseable {
    Mount(Path at, String options) throws IOException, InterruptedException {
      this(at);
      Files.createDirectories(at);
      assumeThat(run("mount", "-t", "tmpfs", "-o", options, "portcullis-test", at.toString()))
          .as("mounting, for which one must be root")
          .isZero();
    }

    void again(String options) throws IOException, InterruptedException {
      assertThat(run("mount", "-o", "remount," + options, at.toString())).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }

    @Override
    public void close() throws IOException {
      try {
        run("umount", at.toString());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

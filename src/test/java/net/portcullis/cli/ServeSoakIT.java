package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.inventory.Cron;
import net.portcullis.store.Owner;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon as a process: 200 devices checked every few seconds by two schedules that share
 * devices, killed and started again all the while. {@code -Dportcullis.soak=SECONDS} says how long
 * (180), {@code -Dportcullis.seed=S} repeats the moments of the kills:
 *
 * <pre>mvn verify -DskipTests=false -Dit.test=ServeSoakIT -Dportcullis.soak=3600</pre>
 */
class ServeSoakIT {
  private static final int DEVICES = 200;
  private static final String ALL = "*/5 * * * * *";
  private static final String SOME = "2/7 * * * * *";

  /** The heap has a bound; what a process takes besides is code, threads and buffers. */
  private static final int HEAP_MB = 256;

  private static final int RSS_MB = 640;

  @TempDir private Path folder;

  @Test
  void noRunIsLostOrDoubledAndMemoryIsBounded() throws Exception {
    int seconds = Integer.getInteger("portcullis.soak", 180);
    long seed = Long.getLong("portcullis.seed", System.nanoTime());
    System.out.println("ServeSoakIT: -Dportcullis.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (EmulatedFleet fleet =
        EmulatedFleet.small(folder, Options.of("h3c-comware7", DEVICES, Transport.TELNET))) {
      schedules(fleet);
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger overlaps = new AtomicInteger();
      Thread watch =
          Thread.ofVirtual().start(() -> watch(fleet.emulators().devices(), over, overlaps));
      List<Long> memory = new ArrayList<>();
      Instant began = Instant.now();
      Instant end = began.plusSeconds(seconds);
      int kills = 0;
      while (Instant.now().isBefore(end.minusSeconds(30))) {
        // The last process lives longest, so that its memory tells something.
        boolean last = Instant.now().isAfter(began.plusSeconds(seconds / 3));
        Duration lives =
            last
                ? Duration.between(Instant.now(), end)
                : Duration.ofMillis(random.nextLong(8_000, 20_000));
        if (last) {
          memory.clear();
        }
        Process daemon = serve(fleet);
        live(daemon, lives, memory);
        if (last) {
          daemon.destroy();
          assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(daemon.exitValue()).as(log()).isZero();
        } else {
          daemon.destroyForcibly().waitFor();
          kills++;
        }
      }
      over.set(true);
      watch.join();
      List<ScheduleRun> runs = runs(fleet);
      report(runs, kills, memory);
      assertThat(kills).isPositive();
      slots(runs, "all", Cron.parse(ALL));
      slots(runs, "some", Cron.parse(SOME));
      assertThat(overlaps).as("two sessions at once on a device").hasValue(0);
      memory(memory);
      assertThat(log()).doesNotContain("unexpected", "Exception", "OutOfMemory");
    }
  }

  private void schedules(EmulatedFleet fleet) throws IOException {
    Files.writeString(
        fleet.inventory(),
        """
        schedules:
          all: {cron: "%s", devices: "*", what: check, reports: "prometheus:%s"}
          some: {cron: "%s", devices: "*-000*", what: check, catch-up: report}
        notifications:
          file: {command: [/bin/sh, -c, "cat >> %s"]}
        """
            .formatted(ALL, folder.resolve("all.prom"), SOME, folder.resolve("told")),
        StandardOpenOption.APPEND);
  }

  /** A device that two sessions are open on at once is looked at by two runs. */
  private static void watch(
      List<EmulatedDevice> devices, AtomicBoolean over, AtomicInteger overlaps) {
    while (!over.get()) {
      for (EmulatedDevice device : devices) {
        if (device.sessions() > 1 && lasts(device)) {
          overlaps.incrementAndGet();
        }
      }
      pause(5);
    }
  }

  /** A device needs a moment to see that a process which was killed is gone. */
  private static boolean lasts(EmulatedDevice device) {
    for (int i = 0; i < 50; i++) {
      pause(5);
      if (device.sessions() < 2) {
        return false;
      }
    }
    return true;
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private void live(Process daemon, Duration lives, List<Long> memory) throws Exception {
    Instant end = Instant.now().plus(lives);
    while (Instant.now().isBefore(end)) {
      assertThat(daemon.isAlive()).as(log()).isTrue();
      for (String line : Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          memory.add(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024);
        }
      }
      daemon.waitFor(500, TimeUnit.MILLISECONDS);
    }
  }

  /** Each slot, from the first to the last, is in just one run's account. */
  private static void slots(List<ScheduleRun> runs, String schedule, Cron cron) {
    List<ScheduleRun> own =
        runs.stream()
            .filter(run -> run.schedule().equals(schedule))
            .sorted((a, b) -> a.slot().compareTo(b.slot()))
            .toList();
    assertThat(own).as(schedule).hasSizeGreaterThan(3);
    Instant expected = own.getFirst().firstSlot();
    for (ScheduleRun run : own) {
      assertThat(run.firstSlot()).as(run.toString()).isEqualTo(expected);
      Instant slot = expected;
      for (int i = 1; i < run.slots(); i++) {
        slot = cron.next(slot, java.time.ZoneOffset.UTC);
      }
      assertThat(run.slot()).as(run.toString()).isEqualTo(slot);
      assertThat(run.state()).as(run.toString()).isIn("done", "missed", "running");
      if (!run.equals(own.getLast())) {
        assertThat(run.over()).as(run.toString()).isTrue();
      }
      expected = cron.next(slot, java.time.ZoneOffset.UTC);
    }
  }

  /** Under a bound, and the last quarter no higher than the third within what a heap breathes. */
  private static void memory(List<Long> memory) {
    assertThat(memory).hasSizeGreaterThan(20).allMatch(each -> each < RSS_MB);
    int quarter = memory.size() / 4;
    assertThat(mean(memory, memory.size() - quarter, memory.size()))
        .isLessThan(mean(memory, memory.size() - 2 * quarter, memory.size() - quarter) * 1.15 + 16);
  }

  private static double mean(List<Long> memory, int from, int to) {
    return memory.subList(from, to).stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  private static void report(List<ScheduleRun> runs, int kills, List<Long> memory) {
    int quarter = Math.max(1, memory.size() / 4);
    System.out.printf(
        "ServeSoakIT: %d runs done, %d missed slots, %d taken up after a kill, %d kills,"
            + " RSS in MB by quarter of the last life: %.0f %.0f %.0f %.0f, most %d%n",
        runs.stream().filter(run -> run.state().equals("done")).count(),
        runs.stream()
            .filter(run -> run.state().equals("missed"))
            .mapToInt(ScheduleRun::slots)
            .sum(),
        runs.stream().filter(run -> run.attempts() > 1).count(),
        kills,
        mean(memory, 0, quarter),
        mean(memory, quarter, 2 * quarter),
        mean(memory, 2 * quarter, 3 * quarter),
        mean(memory, 3 * quarter, memory.size()),
        memory.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  private static List<ScheduleRun> runs(EmulatedFleet fleet) {
    try (Store store = new Store(fleet.state(), Instant::now, Owner.current())) {
      return store.schedules().latest(100_000);
    }
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private Process serve(EmulatedFleet fleet) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MB + "m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path").replace(':', File.pathSeparatorChar),
            "net.portcullis.cli.Portcullis",
            "--inventory",
            fleet.inventory().toString(),
            "--state",
            fleet.state().toString(),
            "serve",
            "--listen",
            "127.0.0.1:0")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }
}

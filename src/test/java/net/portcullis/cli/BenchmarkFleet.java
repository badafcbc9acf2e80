package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Emulated devices in a process of their own, for a benchmark: they listen once this is made, and
 * go with their folder.
 */
record BenchmarkFleet(Path folder, Process emulator) implements AutoCloseable {
  static final String PLATFORM = "h3c-comware7";

  private static final long MOST_MINUTES = 20;

  /**
   * Starts them.
   *
   * @param portcullis how the command line is called
   * @param options of {@code emulator run}
   */
  static BenchmarkFleet start(List<String> portcullis, int devices, String... options)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("portcullis-benchmark-");
    List<String> line = new ArrayList<>(portcullis);
    line.addAll(
        List.of(
            "emulator",
            "run",
            "--profile",
            PLATFORM,
            "--count",
            Integer.toString(devices),
            "--inventory-out",
            folder.resolve("fleet.yaml").toString()));
    line.addAll(List.of(options));
    Path out = folder.resolve("emulator.out");
    Process process =
        new ProcessBuilder(line)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("emulator.err").toFile())
            .start();
    BenchmarkFleet fleet = new BenchmarkFleet(folder, process);
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
    while (process.isAlive() && !Files.readString(out).contains("ready")) {
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    if (!process.isAlive()) {
      String said = fleet.errors();
      fleet.close();
      throw new IllegalStateException(
          "The emulator ended with " + process.exitValue() + ": " + said);
    }
    return fleet;
  }

  Path inventory() {
    return folder.resolve("fleet.yaml");
  }

  /** What the emulator has said on standard error. */
  String errors() throws IOException {
    return Files.readString(folder.resolve("emulator.err"));
  }

  /** The largest resident set that a process has had, in KiB; 0 where it has ended. */
  static long highest(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    emulator.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes whole fleets of emulated devices through the launcher, the emulator in one process and the
 * push in another, all on loopback, and prints what the push cost: wall clock, processor time of
 * all its threads (Linux counts it for ended children, in ticks of 10 ms), largest resident set,
 * and how the devices ended. From the repository:
 *
 * <pre>
 * ./portcullis --version && mvn -q test-compile
 * java -cp target/portcullis-all.jar:target/test-classes net.portcullis.cli.FleetBenchmark [DEVICES,... [LATENCY,... [RULES]]]
 * </pre>
 *
 * <p>where LATENCY is such as {@code 50ms}, and RULES is {@code short} or {@code whole}. Without
 * arguments: 500 devices with short lists, at 0 and at 50 ms.
 */
final class FleetBenchmark {
  private static final String PLATFORM = "h3c-comware7";
  private static final long MOST_MINUTES = 10;

  /** What a process has cost. */
  private record Cost(long millis, long cpuMillis, long kibibytes) {}

  private FleetBenchmark() {}

  /** Runs every device count at every latency. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String counts = arguments.length > 0 ? arguments[0] : "500";
    String latencies = arguments.length > 1 ? arguments[1] : "0ms,50ms";
    boolean whole = arguments.length > 2 && arguments[2].equals("whole");
    System.out.printf(
        "%7s %7s %6s %8s %8s %8s %9s %8s %8s  %s%n",
        "devices",
        "latency",
        "rules",
        "wall ms",
        "cpu ms",
        "RSS MiB",
        "devices/s",
        "emu cpu",
        "emu MiB",
        "ended as");
    for (String count : counts.split(",", -1)) {
      for (String latency : latencies.split(",", -1)) {
        row(Integer.parseInt(count), latency, whole);
      }
    }
  }

  private static void row(int devices, String latency, boolean whole)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("portcullis-fleet-");
    Process emulator = emulator(folder, devices, latency);
    try {
      Path inventory = folder.resolve("fleet.yaml");
      if (!whole) {
        ShortInventory.cut(inventory);
      }
      long rules = rules(folder);
      long before = ticks(emulator.pid());
      Path out = folder.resolve("push.json");
      Cost cost =
          timed(portcullis(folder, "push", "--yes", "-o", "json", "--failures", "1000000"), out);
      System.out.printf(
          "%7d %7s %6d %8d %8d %8d %9.1f %8d %8d  %s%n",
          devices,
          latency,
          rules,
          cost.millis(),
          cost.cpuMillis(),
          cost.kibibytes() / 1024,
          devices * 1000.0 / cost.millis(),
          (ticks(emulator.pid()) - before) * 10,
          highest(emulator.pid()) / 1024,
          ends(out));
    } finally {
      emulator.destroyForcibly().waitFor();
      delete(folder);
    }
  }

  private static Process emulator(Path folder, int devices, String latency)
      throws IOException, InterruptedException {
    Path out = folder.resolve("emulator.out");
    Process process =
        new ProcessBuilder(
                "./portcullis",
                "emulator",
                "run",
                "--profile",
                PLATFORM,
                "--count",
                Integer.toString(devices),
                "--transport",
                "ssh",
                "--latency",
                latency,
                "--inventory-out",
                folder.resolve("fleet.yaml").toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
    while (process.isAlive() && !Files.readString(out).contains("ready")) {
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("The emulator ended with " + process.exitValue() + ".");
    }
    return process;
  }

  /** The lines that deny or permit on one device. */
  private static long rules(Path folder) throws IOException, InterruptedException {
    Path out = folder.resolve("render.txt");
    timed(portcullis(folder, "render", PLATFORM + "-0001"), out);
    try (Stream<String> lines = Files.lines(out)) {
      return lines.filter(line -> line.startsWith("rule ")).count();
    }
  }

  private static List<String> portcullis(Path folder, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "./portcullis",
                "--inventory",
                folder.resolve("fleet.yaml").toString(),
                "--state",
                folder.resolve("state").toString()));
    line.addAll(Arrays.asList(arguments));
    return line;
  }

  private static Cost timed(List<String> command, Path out)
      throws IOException, InterruptedException {
    long before = childTicks();
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long highest = 0;
    try {
      // The launcher becomes the tool, so that this stays the process to look at.
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        highest = Math.max(highest, highest(process.pid()));
        if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(MOST_MINUTES)) {
          throw new IllegalStateException(
              command + " took more than " + MOST_MINUTES + " minutes.");
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    return new Cost(millis, (childTicks() - before) * 10, highest);
  }

  /** Each state, and how many devices ended in it. */
  private static String ends(Path out) {
    JsonNode told = JsonMapper.shared().readTree(out);
    Map<String, Long> ends =
        told.get("devices")
            .valueStream()
            .collect(
                Collectors.groupingBy(
                    device -> device.get("state").asString(), TreeMap::new, Collectors.counting()));
    return ends.toString();
  }

  /** The largest resident set that the process has had, in KiB; 0 where it has ended. */
  private static long highest(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (java.nio.file.NoSuchFileException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }

  private static long ticks(long pid) throws IOException {
    return ticks(Path.of("/proc", Long.toString(pid), "stat"), 11);
  }

  private static long childTicks() throws IOException {
    return ticks(Path.of("/proc/self/stat"), 13);
  }

  /** Two neighbouring fields, user's and system's, counted after the name in parentheses. */
  private static long ticks(Path file, int first) throws IOException {
    String stat = Files.readString(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

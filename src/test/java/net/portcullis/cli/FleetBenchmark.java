package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pushes whole fleets of emulated devices through the launcher, the emulator in one process and the
 * push in another, all on loopback, and prints what it cost: wall clock, processor time of all its
 * threads (Linux counts it for ended children, in ticks of 10 ms), largest resident set, logins and
 * lines that the devices served, and how the devices ended. Beside each row stands, where Debian's
 * python3-netmiko is installed, what a plain script costs that logs in once, sends as many rules
 * and saves: it stages, proves, arms and checks nothing. From the repository:
 *
 * <pre>
 * ./portcullis --version && mvn -q test-compile
 * java -cp target/portcullis-all.jar:target/test-classes net.portcullis.cli.FleetBenchmark [DEVICES,... [LATENCY,... [RULES [PEER]]]]
 * </pre>
 *
 * <p>where LATENCY is such as {@code 50ms}, RULES is {@code forty}, {@code short} or {@code whole},
 * and PEER is the number of the peer's threads, 0 for no peer. Without arguments: 500 devices with
 * forty rules, at 0 and at 50 ms, the peer with 100 threads. Thousands of devices need more open
 * files than a shell gives: {@code ulimit -n 32768} for 5000.
 */
final class FleetBenchmark {
  private static final Path PEER = Path.of("src/test/peer/netmiko-send");
  private static final Path LIBRARY = Path.of("/usr/lib/python3/dist-packages/netmiko");
  private static final Pattern PORT = Pattern.compile("(?m)^    port: (\\d+)$");
  private static final Pattern SERVED = Pattern.compile("served (\\d+) logins, (\\d+) lines");
  private static final long MOST_MINUTES = 20;

  /** What a process has cost. */
  private record Cost(long millis, long cpuMillis, long kibibytes) {}

  private FleetBenchmark() {}

  /** Runs every device count at every latency. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String counts = arguments.length > 0 ? arguments[0] : "500";
    String latencies = arguments.length > 1 ? arguments[1] : "0ms,50ms";
    String rules = arguments.length > 2 ? arguments[2] : "forty";
    int threads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 100;
    System.out.printf(
        "%-9s %7s %7s %6s %8s %8s %8s %9s %8s %8s %8s %8s  %s%n",
        "who",
        "devices",
        "latency",
        "rules",
        "wall ms",
        "cpu ms",
        "RSS MiB",
        "devices/s",
        "logins/s",
        "lines/s",
        "emu cpu",
        "emu MiB",
        "ended as");
    for (String count : counts.split(",", -1)) {
      for (String latency : latencies.split(",", -1)) {
        row(Integer.parseInt(count), latency, rules, 0);
        if (threads > 0 && Files.isDirectory(LIBRARY)) {
          row(Integer.parseInt(count), latency, rules, threads);
        }
      }
    }
  }

  private static void row(int devices, String latency, String rules, int peers)
      throws IOException, InterruptedException {
    try (BenchmarkFleet fleet =
        BenchmarkFleet.start(
            List.of("./portcullis"), devices, "--transport", "ssh", "--latency", latency)) {
      Path folder = fleet.folder();
      Process emulator = fleet.emulator();
      cut(fleet.inventory(), rules);
      List<String> lines = lines(folder);
      long before = ticks(emulator.pid());
      Path out = folder.resolve("out");
      Cost cost = timed(peers > 0 ? peer(folder, lines, peers) : push(folder), out);
      long busy = (ticks(emulator.pid()) - before) * 10;
      long most = BenchmarkFleet.highest(emulator.pid()) / 1024;
      emulator.destroy();
      emulator.waitFor();
      Matcher served = SERVED.matcher(fleet.errors());
      boolean told = served.find();
      System.out.printf(
          "%-9s %7d %7s %6d %8d %8d %8d %9.1f %8.0f %8.0f %8d %8d  %s%n",
          peers > 0 ? "netmiko" : "portcullis",
          devices,
          latency,
          lines.stream().filter(line -> line.startsWith("rule ")).count(),
          cost.millis(),
          cost.cpuMillis(),
          cost.kibibytes() / 1024,
          devices * 1000.0 / cost.millis(),
          told ? Long.parseLong(served.group(1)) * 1000.0 / cost.millis() : 0,
          told ? Long.parseLong(served.group(2)) * 1000.0 / cost.millis() : 0,
          busy,
          most,
          peers > 0 ? Files.readString(out).strip() : ends(out));
    }
  }

  private static void cut(Path inventory, String rules) throws IOException {
    switch (rules) {
      case "forty" -> ShortInventory.cutToForty(inventory);
      case "short" -> ShortInventory.cut(inventory);
      case "whole" -> {
        // As the emulator wrote it.
      }
      default -> throw new IllegalArgumentException(rules + " is not forty, short or whole.");
    }
  }

  private static List<String> push(Path folder) {
    return portcullis(folder, "push", "--yes", "-o", "json", "--failures", "1000000");
  }

  /** The peer sends the same rules; to bind a list that nobody has proved is left out. */
  private static List<String> peer(Path folder, List<String> lines, int threads)
      throws IOException {
    List<String> typed = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("acl ") && !typed.isEmpty()) {
        // Out of the list before.
        typed.add("quit");
      }
      if (line.startsWith("acl ") || line.startsWith("rule ")) {
        typed.add(line);
      }
    }
    Path sent = Files.write(folder.resolve("lines"), typed);
    Path ports =
        Files.write(
            folder.resolve("ports"),
            PORT.matcher(Files.readString(folder.resolve("fleet.yaml")))
                .results()
                .map(found -> found.group(1))
                .toList());
    return List.of(
        PEER.toString(),
        ports.toString(),
        sent.toString(),
        folder.resolve("fleet.yaml.secret").toString(),
        Integer.toString(threads));
  }

  /** What one device is sent. */
  private static List<String> lines(Path folder) throws IOException, InterruptedException {
    Path out = folder.resolve("render.txt");
    timed(portcullis(folder, "render", BenchmarkFleet.PLATFORM + "-0001"), out);
    return Files.readAllLines(out);
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
        highest = Math.max(highest, BenchmarkFleet.highest(process.pid()));
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
}

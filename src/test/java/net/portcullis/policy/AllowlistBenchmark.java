package net.portcullis.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Compiles large deployments, each in a process of its own from files to text, as a person at a
 * command line would, and prints what it cost beside the figures of the generator to beat. From the
 * repository, after the launcher {@code ./portcullis --version} has built itself and {@code mvn
 * test-compile}:
 *
 * <pre>
 * java -cp target/test-classes net.portcullis.policy.AllowlistBenchmark [ROW...]
 * </pre>
 *
 * <p>where ROW is one of the names in the first column: 'rules' are computed and printed as JSON,
 * 'lines' are written in a platform's words besides, as the generator does; another command than
 * the launcher can be named with {@code -Dportcullis.command="java -cp ..."}. With {@code
 * -Dportcullis.peer=FOLDER}, a checkout of capirca (it needs Debian's python3-absl, python3-ply,
 * python3-mock and python3-typing-extensions), the generator compiles the same deployment in the
 * same run, as a 'peer' row; without, its figures are those of another machine. Needs Linux, whose
 * /proc tells time and memory.
 */
final class AllowlistBenchmark {
  private static final int RUNS = 3;
  private static final double RULES_SECONDS = 3.7;
  private static final double LINES_SECONDS = 5.5;
  private static final int RULES_MEBIBYTES = 193;
  private static final int LINES_MEBIBYTES = 239;
  private static final double TICKS = 100;

  private AllowlistBenchmark() {}

  private interface Writer {
    void write(Path folder) throws IOException;
  }

  /** A row of the table; the peer's figures are 0 where it has none. */
  private record Row(
      String name, Writer writer, List<String> arguments, double seconds, double mebibytes) {
    Row(String name, Writer writer, List<String> arguments) {
      this(name, writer, arguments, 0, 0);
    }

    /** With what the peer needed for the same just now, where it is there. */
    Row besidePeer(Writer policy) throws IOException, InterruptedException {
      String peer = System.getProperty("portcullis.peer", "");
      if (peer.isEmpty()) {
        return this;
      }
      Row same = new Row("peer-" + name, policy, List.of());
      Cost cost = run(same, folder -> peerCommand(Path.of(peer), folder));
      return new Row(name, writer, arguments, cost.wall(), cost.mebibytes());
    }
  }

  /** How a row's folder is worked on. */
  private interface Command {
    List<String> of(Path folder);
  }

  private static List<String> peerCommand(Path peer, Path folder) {
    return List.of(
        "env",
        "PYTHONPATH=" + peer,
        "/usr/bin/python3",
        peer.resolve("capirca/aclgen.py").toString(),
        "--base_directory=" + folder.resolve("pol"),
        "--definitions_directory=" + folder.resolve("def"),
        "--output_directory=" + folder.resolve("out"),
        "--policy_file=" + folder.resolve("pol/gate.pol"));
  }

  private static List<String> ownCommand(Path folder, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("portcullis.command", "./portcullis").split(" ", -1)));
    command.addAll(List.of("--workspace", folder.toString()));
    command.addAll(arguments);
    return command;
  }

  private record Cost(double wall, double cpu, double mebibytes, long lines) {}

  /** Runs the rows that the arguments name, or all of them. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> allowlist = List.of("allowlist", "-o", "json");
    List<String> render = List.of("render", "gate");
    Writer start =
        folder -> new BenchmarkWorkspace(folder, 4, 4, 1, 1).everyRoleToEveryComponent(true);
    Writer grid =
        folder -> new BenchmarkWorkspace(folder, 4, 200, 50, 100).everyRoleToEveryComponent(false);
    Writer rules =
        folder -> new BenchmarkWorkspace(folder, 4, 200, 50, 1).everyRoleToEveryComponent(true);
    Writer lines =
        folder -> new BenchmarkWorkspace(folder, 1, 200, 50, 12).everyRoleToEveryComponent(true);
    Writer peerRules = folder -> new BenchmarkWorkspace(folder, 4, 200, 50, 1).asPeerPolicy();
    Writer peerLines = folder -> new BenchmarkWorkspace(folder, 1, 200, 50, 12).asPeerPolicy();
    Writer bothSides =
        folder -> new BenchmarkWorkspace(folder, 4, 200, 50, 10).someRolesToSomeRoles();
    List<Row> rows =
        List.of(
            new Row("start", start, allowlist),
            new Row("start-lines", start, render),
            new Row("grid", grid, allowlist),
            new Row("rules-10000", rules, allowlist),
            new Row("lines-10000", rules, render, RULES_SECONDS, RULES_MEBIBYTES),
            new Row("rules-120000", lines, allowlist),
            new Row("lines-120000", lines, render, LINES_SECONDS, LINES_MEBIBYTES),
            new Row("both-sides-long", bothSides, allowlist));
    System.out.printf(
        "%-16s %8s %8s %9s %9s %12s %12s%n",
        "row", "wall s", "cpu s", "peak MiB", "lines", "times faster", "of its MiB");
    for (Row row : rows) {
      if (arguments.length == 0 || List.of(arguments).contains(row.name())) {
        Row beside =
            switch (row.name()) {
              case "lines-10000" -> row.besidePeer(peerRules);
              case "lines-120000" -> row.besidePeer(peerLines);
              default -> row;
            };
        run(beside, folder -> ownCommand(folder, beside.arguments()));
      }
    }
  }

  /** The quickest of several runs: others use the machine too. */
  private static Cost run(Row row, Command command) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("benchmark");
    try {
      row.writer().write(folder);
      List<Cost> costs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        costs.add(measured(command.of(folder)));
      }
      Cost best = costs.stream().min(Comparator.comparingDouble(Cost::wall)).orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "%-16s %8.2f %8.2f %9.0f %9d %12s %12s%n",
          row.name(),
          best.wall(),
          best.cpu(),
          best.mebibytes(),
          best.lines(),
          row.seconds() == 0 ? "" : "%.1f".formatted(row.seconds() / best.wall()),
          row.mebibytes() == 0 ? "" : "%.2f".formatted(best.mebibytes() / row.mebibytes()));
      return best;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Cost measured(List<String> command) throws IOException, InterruptedException {
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    AtomicReference<Usage> usage = new AtomicReference<>(new Usage(0, 0));
    Thread watch = Thread.ofVirtual().start(() -> watch(process, usage));
    long lines = 0;
    byte[] some = new byte[1 << 16];
    try (InputStream out = process.getInputStream()) {
      for (int count = out.read(some); count >= 0; count = out.read(some)) {
        for (int i = 0; i < count; i++) {
          lines += some[i] == '\n' ? 1 : 0;
        }
      }
    }
    int status = process.waitFor();
    double wall = (System.nanoTime() - before) / 1e9;
    if (status != 0) {
      throw new IllegalStateException("exit status " + status);
    }
    watch.join();
    return new Cost(wall, usage.get().seconds(), usage.get().mebibytes(), lines);
  }

  /** Keeps what the process has used for as long as it runs. */
  private static void watch(Process process, AtomicReference<Usage> usage) {
    try {
      while (process.isAlive()) {
        usage(process.pid()).ifPresent(usage::set);
        Thread.sleep(5);
      }
    } catch (IOException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private record Usage(double seconds, double mebibytes) {}

  /** What the process has used until now; absent where it has ended. */
  private static Optional<Usage> usage(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      String stat = Files.readString(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      for (String line : Files.readAllLines(folder.resolve("status"))) {
        if (line.startsWith("VmHWM:")) {
          String kibibytes = line.substring(6, line.length() - 2).strip();
          return Optional.of(new Usage(ticks / TICKS, Long.parseLong(kibibytes) / 1024.0));
        }
      }
      return Optional.empty();
    } catch (NoSuchFileException ended) {
      return Optional.empty();
    }
  }
}

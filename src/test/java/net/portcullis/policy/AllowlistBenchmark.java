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
 * the launcher can be named with {@code -Dportcullis.command="java -cp ..."}. Needs Linux, whose
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
      String name, Writer writer, List<String> arguments, double seconds, int mebibytes) {
    Row(String name, Writer writer, List<String> arguments) {
      this(name, writer, arguments, 0, 0);
    }
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
        run(row);
      }
    }
  }

  /** The quickest of several runs: others use the machine too. */
  private static void run(Row row) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("benchmark");
    try {
      row.writer().write(folder);
      List<Cost> costs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        costs.add(measured(folder, row.arguments()));
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
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Cost measured(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("portcullis.command", "./portcullis").split(" ", -1)));
    command.addAll(List.of("--workspace", folder.toString()));
    command.addAll(arguments);
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long lines = 0;
    Usage usage = new Usage(0, 0);
    byte[] some = new byte[1 << 16];
    try (InputStream out = process.getInputStream()) {
      for (int count = out.read(some); count >= 0; count = out.read(some)) {
        for (int i = 0; i < count; i++) {
          lines += some[i] == '\n' ? 1 : 0;
        }
        usage = usage(process.pid()).orElse(usage);
      }
    }
    int status = process.waitFor();
    double wall = (System.nanoTime() - before) / 1e9;
    if (status != 0) {
      throw new IllegalStateException("exit status " + status);
    }
    return new Cost(wall, usage.seconds(), usage.mebibytes(), lines);
  }

  private record Usage(double seconds, double mebibytes) {}

  /** What the process has used until now: read whenever it prints, so up to its end. */
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

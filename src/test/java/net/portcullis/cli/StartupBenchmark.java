package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long whole processes of the launcher take, and how much processor time (user and system, from
 * Linux's count for ended children, in ticks of 10 ms). The commands take turns, so that a
 * neighbour's load meets all of them; the first round is not counted.
 *
 * <pre>
 * mvn -q test-compile
 * java -cp target/test-classes net.portcullis.cli.StartupBenchmark 15
 * </pre>
 */
final class StartupBenchmark {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--version"),
          List.of("catalog", "list"),
          List.of("allowlist"),
          List.of("allowlist", "-o", "json"));

  private StartupBenchmark() {}

  /** One argument at most: the number of rounds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
    Map<List<String>, List<Long>> wall = new LinkedHashMap<>();
    Map<List<String>, List<Long>> cpu = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (List<String> command : COMMANDS) {
        long ticks = childTicks();
        long began = System.nanoTime();
        run(command);
        long took = (System.nanoTime() - began) / 1_000_000;
        if (round > 0) {
          wall.computeIfAbsent(command, c -> new ArrayList<>()).add(took);
          cpu.computeIfAbsent(command, c -> new ArrayList<>()).add((childTicks() - ticks) * 10);
        }
      }
    }
    System.out.printf("%-22s %8s %8s %8s%n", "median of " + rounds, "wall ms", "least", "cpu ms");
    wall.forEach((command, times) ->
        System.out.printf(
            "%-22s %8d %8d %8d%n",
            String.join(" ", command),
            median(times),
            times.stream().mapToLong(Long::longValue).min().orElseThrow(),
            median(cpu.getOrDefault(command, List.of()))));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    List<String> line = Stream.concat(Stream.of("./portcullis"), command.stream()).toList();
    int status =
        new ProcessBuilder(line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException(line + " ended with " + status);
    }
  }

  /**
   * The fields after the name in parentheses: the 14th and 15th of them are the children's times.
   */
  private static long childTicks() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
  }

  private static long median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}

package net.portcullis.dialect;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;

/**
 * What reading costs in a process that runs already, and how it grows. From the repository, after
 * {@code mvn test-compile}:
 *
 * <pre>
 * java -cp target/classes:target/test-classes:... net.portcullis.dialect.ReadingBenchmark [PROFILE]
 * </pre>
 *
 * <p>First a configuration of 15,000 lines for each profile, written by itself: the first reading,
 * and the best of ten more, in which every rule is known. Then each hostile text at one and at four
 * times a size, read by a dialect that has read nothing, and the ratio, which stays near 4 where
 * time grows with the text. Times are the reading thread's processor time.
 */
final class ReadingBenchmark {
  private static final int LINES = 15_000;

  private ReadingBenchmark() {}

  /** Reads for one profile, or for all. */
  public static void main(String[] arguments) {
    List<String> names = arguments.length == 0 ? TestProfiles.all().names() : List.of(arguments[0]);
    for (String name : names) {
      Dialect dialect = TestProfiles.dialect(name);
      String text = configuration(dialect);
      double first = millis(() -> dialect.readFile("long", text));
      double best = first;
      for (int i = 0; i < 10; i++) {
        best = Math.min(best, millis(() -> dialect.readFile("long", text)));
      }
      System.out.printf(
          Locale.ROOT,
          "%-20s %d lines: first %.0f ms, again %.0f ms%n",
          name,
          text.lines().count(),
          first,
          best);
      for (Map.Entry<String, IntFunction<String>> shape : HostileShapes.of(name).entrySet()) {
        double small = millis(name, shape.getValue().apply(HostileShapes.LARGE / 4));
        double large = millis(name, shape.getValue().apply(HostileShapes.LARGE));
        System.out.printf(
            Locale.ROOT,
            "%-20s %-70s %7.0f ms %7.0f ms  x %.1f%n",
            name,
            shape.getKey(),
            small,
            large,
            large / Math.max(1, small));
      }
    }
  }

  /** Lists of a size that policy makes, until there are enough lines. */
  private static String configuration(Dialect dialect) {
    StringBuilder text = new StringBuilder();
    long lines = 0;
    for (int seed = 1; lines < LINES; seed++) {
      List<Rule> rules = new SampleLists(seed, dialect.traits()).list(Family.IPV4);
      String list =
          dialect.listName(
              "PORTCULLIS",
              TestBindings.vlanInterface("lan", "eth1"),
              Direction.IN,
              Family.IPV4,
              seed);
      String one = StagedText.of(dialect, dialect.write(list, Family.IPV4, rules));
      text.append(one);
      lines += one.lines().count();
    }
    return text.toString();
  }

  private static double millis(String name, String text) {
    Dialect dialect = TestProfiles.dialect(name);
    return millis(() -> dialect.readFile("hostile", text));
  }

  private static double millis(java.util.function.Supplier<DeviceConfig> reading) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Optional<DeviceConfig> read = Optional.of(reading.get());
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return read.isPresent() ? (after - before) / 1e6 : 0;
  }
}

package net.portcullis.acl;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Compares pairs of long lists and prints what it cost. Each row is best run in a process of its
 * own, as a command line would: from the repository, after {@code mvn test-compile},
 *
 * <pre>
 * java -XX:+UseSerialGC -Xmx512m -cp target/classes:target/test-classes \
 *     net.portcullis.acl.ComparisonBenchmark [STYLE LINES CHANGED]
 * </pre>
 *
 * <p>where STYLE is {@code allow}, {@code mixed}, {@code wild} or {@code six}. Without arguments
 * all rows run in one process, so that later rows find warm code.
 */
final class ComparisonBenchmark {
  private static final int[] SERVICES = {
    22, 80, 443, 161, 162, 514, 8080, 8443, 1812, 3306, 25, 53
  };

  private ComparisonBenchmark() {}

  /** Runs the row that the arguments name, or all of them. */
  public static void main(String[] arguments) {
    System.out.printf(
        "%-6s %6s %7s %8s %8s %8s  %s%n",
        "style", "lines", "changed", "wall ms", "cpu ms", "heap MB", "result");
    if (arguments.length == 3) {
      row(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      return;
    }
    for (String style : List.of("allow", "mixed", "wild", "six")) {
      for (int lines : new int[] {1_000, 10_000}) {
        double one = row(style, lines, 1);
        double many = row(style, lines, lines / 20);
        double all = row(style, lines, lines);
        System.out.printf(
            Locale.ROOT, "       changed 1 : 5%% : all = 1 : %.1f : %.1f%n", many / one, all / one);
      }
    }
  }

  private static double row(String style, int lines, int changed) {
    AccessList before = list(style, lines, new Random(1));
    AccessList after = changed(before, style, changed, new Random(2));
    System.gc();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      pool.resetPeakUsage();
    }
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    Family family = style.equals("six") ? Family.IPV6 : Family.IPV4;
    Comparison comparison = Comparison.compare(before, after, family);
    double wallMillis = (System.nanoTime() - wall) / 1e6;
    double cpuMillis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6;
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      heap += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    System.out.printf(
        Locale.ROOT,
        "%-6s %6d %7d %8.0f %8.0f %8d  +%d -%d%n",
        style,
        lines,
        changed,
        wallMillis,
        cpuMillis,
        heap >> 20,
        comparison.newlyPermitted().shown().size() + comparison.newlyPermitted().more(),
        comparison.newlyDenied().shown().size() + comparison.newlyDenied().more());
    return cpuMillis;
  }

  private static AccessList list(String style, int count, Random random) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line(style, i + 1, random));
    }
    return new AccessList(style, lines, Verdict.DENY);
  }

  private static Line line(String style, int number, Random random) {
    boolean six = style.equals("six");
    boolean mixed = style.equals("mixed");
    boolean wild = style.equals("wild");
    AddressMask source = six ? block6(random, 48) : block4(random, 10, 12 + random.nextInt(13));
    AddressMask destination =
        six ? block6(random, 128) : block4(random, 172, mixed ? 16 + random.nextInt(17) : 32);
    if (wild && random.nextInt(4) == 0) {
      int low = 1 << random.nextInt(12);
      int high = 1 << (12 + random.nextInt(12));
      Address holes = Address.ipv4(low | high);
      source = AddressMask.wildcard(source.value(), holes);
    }
    Match match =
        Match.any(six ? Family.IPV6 : Family.IPV4)
            .withSources(List.of(source))
            .withDestinations(List.of(destination))
            .withProtocol(random.nextInt(3) == 0 ? Match.UDP : Match.TCP);
    int port = SERVICES[random.nextInt(SERVICES.length)];
    match =
        match.withDestinationPorts(
            Ranges.of(random.nextInt(10) == 0 ? new Range(port, port + 900) : Range.of(port)));
    boolean deny = (mixed || wild) && random.nextInt(5) == 0;
    return Line.of(
        deny ? Verdict.DENY : Verdict.PERMIT, match, new Line.Origin(number, "line " + number));
  }

  private static AddressMask block4(Random random, int first, int length) {
    Address address = Address.ipv4(first << 24 | random.nextInt(1 << 24));
    return new AddressMask(address, Prefix.maskOf(Family.IPV4, length));
  }

  private static AddressMask block6(Random random, int length) {
    Address address =
        new Address(
            Family.IPV6, 0x2001_0db8_0000_0000L | random.nextInt(1 << 30), random.nextInt(4096));
    return new AddressMask(address, Prefix.maskOf(Family.IPV6, length));
  }

  private static AccessList changed(AccessList list, String style, int count, Random random) {
    List<Line> lines = new ArrayList<>(list.lines());
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    for (int place : places.subList(0, Math.min(count, lines.size()))) {
      lines.set(place, line(style, place + 1, random));
    }
    return new AccessList(list.name(), lines, list.otherwise());
  }
}

package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs {@code acl diff} as a whole process, reading included, on pairs of long lists, and prints
 * what each cost: wall clock, CPU of all its threads, largest resident set. From the repository,
 * after {@code ./portcullis --version} and {@code mvn test-compile}:
 *
 * <pre>
 * java -cp target/classes:target/test-classes net.portcullis.cli.AclDiffBenchmark [PROFILE STYLE LINES CHANGED]
 * </pre>
 *
 * <p>where STYLE is {@code allow}, {@code mixed} or {@code wild}. Without arguments: all rows.
 */
final class AclDiffBenchmark {
  private static final int[] PORTS = {22, 80, 443, 161, 162, 514, 8080, 8443, 1812, 3306, 25, 53};

  /** A rule before a platform's words are found for it. */
  private record Rule(
      boolean permit,
      String protocol,
      int source,
      int hole,
      int length,
      int host,
      int port,
      int last) {}

  private AclDiffBenchmark() {}

  /** Runs the row that the arguments name, or all of them. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.printf(
        "%-15s %-6s %6s %7s %8s %8s %8s  %s%n",
        "profile", "style", "lines", "changed", "wall ms", "cpu ms", "RSS MiB", "exit");
    if (arguments.length == 4) {
      row(
          arguments[0],
          arguments[1],
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]));
      return;
    }
    for (String profile : List.of("h3c-comware7", "linux-nftables")) {
      for (String style : List.of("allow", "mixed", "wild")) {
        for (int lines : new int[] {1_000, 10_000}) {
          for (int changed : new int[] {1, 500, lines}) {
            row(profile, style, lines, changed);
          }
        }
      }
    }
  }

  private static void row(String profile, String style, int lines, int changed)
      throws IOException, InterruptedException {
    Random random = new Random(1);
    List<Rule> before =
        IntStream.range(0, lines)
            .mapToObj(_ -> rule(style, random))
            .collect(ArrayList::new, List::add, List::addAll);
    List<Rule> after = new ArrayList<>(before);
    List<Integer> places = new ArrayList<>(IntStream.range(0, lines).boxed().toList());
    Collections.shuffle(places, new Random(2));
    for (int place : places.subList(0, changed)) {
      after.set(place, rule(style, random));
    }
    Path folder = Files.createTempDirectory("acl-diff");
    Path old = Files.writeString(folder.resolve("old"), text(profile, before));
    Path next = Files.writeString(folder.resolve("new"), text(profile, after));
    long cpu = childrenMillis();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                System.getProperty("portcullis.launcher", "./portcullis"),
                "acl",
                "diff",
                "--profile",
                profile,
                "--acl",
                profile.startsWith("linux") ? "inet/filter/c" : "3000",
                old.toString(),
                next.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("result").toFile())
            .start();
    long resident = 0;
    while (process.isAlive()) {
      resident = Math.max(resident, peakKib(process.pid()));
      Thread.sleep(2);
    }
    int status = process.waitFor();
    System.out.printf(
        Locale.ROOT,
        "%-15s %-6s %6d %7d %8d %8d %8d  %d%n",
        profile,
        style,
        lines,
        changed,
        (System.nanoTime() - start) / 1_000_000,
        childrenMillis() - cpu,
        resident / 1024,
        status);
    for (String file : List.of("old", "new", "result")) {
      Files.delete(folder.resolve(file));
    }
    Files.delete(folder);
  }

  /**
   * CPU of the processes that this one has waited for; the kernel counts hundredths of a second.
   */
  private static long childrenMillis() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return 10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
  }

  private static long peakKib(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.substring(6, line.length() - 2).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }

  private static Rule rule(String style, Random random) {
    boolean mixed = style.equals("mixed");
    boolean wild = style.equals("wild");
    int hole =
        wild && random.nextInt(4) == 0
            ? 1 << random.nextInt(12) | 1 << (12 + random.nextInt(12))
            : 0;
    int port = PORTS[random.nextInt(PORTS.length)];
    return new Rule(
        !((mixed || wild) && random.nextInt(5) == 0),
        random.nextInt(3) == 0 ? "udp" : "tcp",
        10 << 24 | random.nextInt(1 << 24),
        hole,
        12 + random.nextInt(13),
        172 << 24 | random.nextInt(1 << 24),
        port,
        random.nextInt(10) == 0 ? port + 900 : port);
  }

  private static String text(String profile, List<Rule> rules) {
    StringBuilder text = new StringBuilder();
    if (profile.startsWith("linux")) {
      text.append("table inet filter {\n\tchain c {\n");
      text.append("\t\ttype filter hook forward priority filter; policy drop;\n");
      rules.forEach(rule -> text.append("\t\t").append(nft(rule)).append('\n'));
      return text.append("\t}\n}\n").toString();
    }
    text.append("#\n packet-filter default deny\n#\nacl advanced 3000\n");
    for (int i = 0; i < rules.size(); i++) {
      text.append(" rule ").append(i * 5).append(' ').append(comware(rules.get(i))).append('\n');
    }
    return text.append("#\nreturn\n").toString();
  }

  private static String comware(Rule rule) {
    int wildcard = rule.hole() == 0 ? -1 >>> rule.length() : rule.hole();
    return (rule.permit() ? "permit " : "deny ")
        + rule.protocol()
        + " source "
        + dotted(rule.source() & ~wildcard)
        + " "
        + dotted(wildcard)
        + " destination "
        + dotted(rule.host())
        + " 0 destination-port "
        + (rule.last() > rule.port()
            ? "range " + rule.port() + " " + rule.last()
            : "eq " + rule.port());
  }

  private static String nft(Rule rule) {
    String source =
        rule.hole() == 0
            ? dotted(rule.source() & ~(-1 >>> rule.length())) + "/" + rule.length()
            : "& " + dotted(~rule.hole()) + " == " + dotted(rule.source() & ~rule.hole());
    return "ip saddr "
        + source
        + " ip daddr "
        + dotted(rule.host())
        + " "
        + rule.protocol()
        + " dport "
        + rule.port()
        + (rule.last() > rule.port() ? "-" + rule.last() : "")
        + (rule.permit() ? " accept" : " drop");
  }

  private static String dotted(int address) {
    return (address >>> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}

package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Fault;
import tools.jackson.databind.JsonNode;

/**
 * How soon a push that goes wrong is over: from the last state before the fault to the old state
 * having been read back, which includes that the fault was noticed. The devices are emulated in
 * this process. From the repository:
 *
 * <pre>
 * ./portcullis --version && mvn -q test-compile
 * java --enable-native-access=ALL-UNNAMED -cp target/portcullis-all.jar:target/test-classes \
 *   net.portcullis.cli.QuickVerdictsBenchmark [RUNS]
 * </pre>
 *
 * <p>Each fault is met five times where nothing else is said, after one time that does not count. A
 * rejected line must be undone within 1 s, a dropped connection noticed within 1 s, an unknown
 * question within 2 s.
 */
final class QuickVerdictsBenchmark {
  private record Case(String what, String fault, String from, long most) {}

  private static final List<Case> CASES =
      List.of(
          new Case("a line is rejected while staging", "reject@rule 5", "LOCKED", 1000),
          new Case(
              "a line is rejected in strange words", "reject-strangely@rule 5", "LOCKED", 1000),
          new Case("the swap is rejected", "reject@packet-filter ipv6", "ARMED", 1000),
          new Case("the connection ends while staging", "cut-before@rule 5", "LOCKED", 1000),
          new Case(
              "the connection ends at the swap", "cut-after@packet-filter ipv6", "ARMED", 1000),
          new Case("an unknown question while staging", "question@rule 5", "LOCKED", 2000),
          new Case(
              "an unknown question at the swap", "question@packet-filter ipv6", "ARMED", 2000));

  private QuickVerdictsBenchmark() {}

  /** Runs every case and ends with 1 where one takes too long. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.util.logging.config.class", QuietLogging.class.getName());
    int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    boolean good = true;
    System.out.printf(
        "%-9s %-38s %9s %9s %9s%n", "transport", "what happens", "median ms", "most ms", "target");
    for (Transport transport : Transport.values()) {
      for (Case each : CASES) {
        run(each, transport);
        long[] millis =
            LongStream.generate(() -> run(each, transport)).limit(runs).sorted().toArray();
        long most = millis[millis.length - 1];
        good &= most < each.most();
        System.out.printf(
            "%-9s %-38s %9d %9d %9d%s%n",
            transport,
            each.what(),
            millis[millis.length / 2],
            most,
            each.most(),
            most < each.most() ? "" : "  too long");
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static long run(Case each, Transport transport) {
    try {
      Path folder = Files.createTempDirectory("portcullis-verdicts-");
      Options options =
          Options.of("h3c-comware7", 1, transport).withFaults(List.of(Fault.parse(each.fault())));
      try (EmulatedFleet fleet = EmulatedFleet.small(folder, options)) {
        JsonNode device = fleet.run("push", "--yes", "-o", "json").device(0);
        if (!device.get("state").asString().equals("ROLLED_BACK")) {
          throw new IllegalStateException(device.toString());
        }
        return millis(device, "ROLLED_BACK") - millis(device, each.from());
      } finally {
        delete(folder);
      }
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private static long millis(JsonNode device, String state) {
    return device
        .get("steps")
        .valueStream()
        .filter(step -> step.get("state").asString().equals(state))
        .mapToLong(step -> step.get("millis").asLong())
        .findFirst()
        .orElseThrow();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

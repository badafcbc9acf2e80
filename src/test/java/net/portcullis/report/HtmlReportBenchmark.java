package net.portcullis.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.portcullis.compliance.SampleFleet;

/**
 * How long the page of a large fleet takes to write: 5,000 devices within 5 seconds. The first of
 * three runs is the one that counts: a command writes one page.
 *
 * <pre>
 * mvn -q test-compile
 * java --enable-native-access=ALL-UNNAMED \
 *   -cp target/classes:target/test-classes:src/main/resources:$(mvn -q dependency:build-classpath -Dmdep.outputFile=/dev/stdout) \
 *   net.portcullis.report.HtmlReportBenchmark 5000 /tmp/fleet.html [en|zh]
 * </pre>
 *
 * The page is then opened: {@code time chromium --headless --no-sandbox --disable-gpu
 * --user-data-dir=$(mktemp -d) --dump-dom file:///tmp/fleet.html | wc -c}.
 */
public final class HtmlReportBenchmark {
  private HtmlReportBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int devices = Integer.parseInt(arguments[0]);
    Path file = Path.of(arguments[1]);
    Language language =
        arguments.length > 2 && arguments[2].equals("zh") ? Language.ZH : Language.EN;
    CheckRun run = SampleFleet.run(devices, Files.createTempDirectory("portcullis"), language);
    for (int i = 1; i <= 3; i++) {
      long before = System.nanoTime();
      String page = HtmlReport.render(run);
      Files.writeString(file, page, StandardCharsets.UTF_8);
      long millis = (System.nanoTime() - before) / 1_000_000;
      System.out.println(
          devices
              + " devices, "
              + Files.size(file) / 1024
              + " KiB, run "
              + i
              + ": "
              + millis
              + " ms");
    }
  }
}

package net.portcullis.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
 * Where there is a Chromium the page is then opened in it, three times: from the start of the
 * navigation until the page is loaded and laid out, within 2 seconds. The browser's own start is
 * told beside it: an empty page, the whole process.
 */
public final class HtmlReportBenchmark {
  private static final String TIMING =
      """
      addEventListener("load", () => {
        const height = document.body.getBoundingClientRect().height;
        document.title =
          `${Math.round(performance.now())} ms until laid out, ${Math.round(height)} px high`;
      });
      """;

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
    Optional<Chromium> browser = Chromium.onPath();
    if (browser.isPresent()) {
      open(browser.get(), file);
    } else {
      System.out.println("No Chromium is on the PATH: the page was not opened.");
    }
  }

  private static void open(Chromium browser, Path file) throws Exception {
    Path folder = Files.createTempDirectory("portcullis-page");
    Path empty = Files.writeString(folder.resolve("empty.html"), "<!doctype html><p>empty");
    Path timed =
        Files.writeString(
            folder.resolve("timed.html"),
            Files.readString(file).replace("</body>", "<script>" + TIMING + "</script></body>"));
    for (int i = 1; i <= 3; i++) {
      long before = System.nanoTime();
      browser.dom(empty, folder.resolve("profile" + i));
      long start = (System.nanoTime() - before) / 1_000_000;
      String title = browser.dom(timed, folder.resolve("profile" + i));
      System.out.println(
          "opened, run "
              + i
              + ": "
              + title.substring(title.indexOf("<title>") + 7, title.indexOf("</title>"))
              + "; the browser with an empty page, whole: "
              + start
              + " ms");
    }
  }
}

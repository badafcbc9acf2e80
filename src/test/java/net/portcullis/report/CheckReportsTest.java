package net.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.compliance.Finding.Kind;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One fleet of three devices in every form; the device's text tries to break out of each. */
class CheckReportsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
  private static final String HOSTILE =
      "rule 5 permit \u001B[2J</pre><script>alert(1)</script>\"'&]]>";

  private static List<DeviceCheck> fleet() {
    return List.of(
        check("edge-a", finding(Kind.UNINTENDED_PERMITTED)),
        check("edge-b", finding(Kind.UNINTENDED_PERMITTED), finding(Kind.UNREADABLE)),
        check("edge-c", finding(Kind.CLEAR_TEXT)));
  }

  private static DeviceCheck check(String name, Finding... findings) {
    return new DeviceCheck(name, "hq", "some-platform", AT, List.of(findings));
  }

  private static Finding finding(Kind kind) {
    return Finding.of(kind, "imc-lan in ipv4", "Something " + HOSTILE)
        .withSubject("tcp")
        .withEvidence(HOSTILE)
        .withProof(new Finding.Proof("tcp 10.1.1.1:40000 > 10.2.2.2:23", "deny", "permit"))
        .withCatalog(List.of("plat-ext-7"))
        .withRemedy(Finding.Remedy.of("portcullis push edge-a"));
  }

  @Test
  void unknownOutweighsDriftAndNotesLeaveADeviceCompliant() {
    assertThat(fleet().stream().map(check -> check.status().text()))
        .containsExactly("drift", "unknown", "compliant");
  }

  @Test
  void jsonHasTheContractsFields() {
    JsonNode device =
        new JsonMapper().readTree(Json.text(CheckReport.json(fleet()))).get("devices").get(0);
    assertThat(device.get("name").asString()).isEqualTo("edge-a");
    assertThat(device.get("status").asString()).isEqualTo("drift");
    assertThat(device.get("findings").get(0).propertyNames())
        .contains(
            "rule",
            "severity",
            "message",
            "evidence",
            "witness",
            "catalog",
            "remediation",
            "since");
    assertThat(device.get("findings").get(0).get("since").isNull()).isTrue();
  }

  @Test
  void theTableFitsATerminalAndCannotSteerIt() {
    String text = CheckReport.table(fleet(), 80);
    assertThat(text).doesNotContain("\u001B");
    assertThat(text.lines()).allMatch(line -> line.length() <= 80, "at most 80 columns");
  }

  @Test
  void junitIsXmlThatCountsDriftAsFailureAndUnknownAsError() throws Exception {
    byte[] xml = JUnitReport.render(fleet()).getBytes(StandardCharsets.UTF_8);
    Document document =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml));
    Element second = (Element) document.getElementsByTagName("testsuite").item(1);
    assertThat(second.getAttribute("failures")).isEqualTo("1");
    assertThat(second.getAttribute("errors")).isEqualTo("1");
    assertThat(second.getElementsByTagName("failure").item(0).getTextContent())
        .contains("<script>");
  }

  @Test
  void sarifNamesARuleForEachResultAndAStableFingerprint() {
    JsonNode run = new JsonMapper().readTree(SarifReport.render(fleet())).get("runs").get(0);
    List<String> rules =
        run.get("tool").get("driver").get("rules").values().stream()
            .map(rule -> rule.get("id").asString())
            .toList();
    assertThat(run.get("results").values()).hasSize(4);
    assertThat(run.get("results").values())
        .allSatisfy(result -> assertThat(rules).contains(result.get("ruleId").asString()));
    assertThat(run.get("results").get(0).get("partialFingerprints").get("portcullis/v1").asString())
        .isEqualTo(finding(Kind.UNINTENDED_PERMITTED).fingerprint("edge-a"))
        .isNotEqualTo(finding(Kind.UNINTENDED_PERMITTED).fingerprint("edge-b"));
  }

  @Test
  void prometheusTellsUnknownFromDrift() {
    assertThat(PrometheusReport.render(fleet()))
        .contains(
            "portcullis_device_compliant{device=\"edge-a\",site=\"hq\",profile=\"some-platform\"} 0\n")
        .contains(
            "portcullis_device_compliant{device=\"edge-b\",site=\"hq\",profile=\"some-platform\"} -1\n")
        .contains(
            "portcullis_device_compliant{device=\"edge-c\",site=\"hq\",profile=\"some-platform\"} 1\n");
  }

  @Test
  void htmlFoldsWhatIsTheSameAndNeverRunsWhatADeviceSaid() {
    String page = HtmlReport.render(fleet(), AT);
    assertThat(page).doesNotContain("<script").doesNotContain("http://").doesNotContain("https://");
    assertThat(page).contains("edge-a, edge-b");
    assertThat(page.split("<article", -1)).hasSize(4);
  }
}

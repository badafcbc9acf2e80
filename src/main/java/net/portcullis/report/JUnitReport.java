package net.portcullis.report;

import java.time.temporal.ChronoUnit;
import java.util.List;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/**
 * A check as JUnit XML: a suite for each device, unknown as an error, drift as a failure, what is
 * waived as skipped.
 */
public final class JUnitReport {
  private JUnitReport() {}

  public static String render(List<DeviceCheck> checks) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (DeviceCheck check : checks) {
      suite(xml, check);
    }
    return xml.append("</testsuites>\n").toString();
  }

  private static void suite(StringBuilder xml, DeviceCheck check) {
    List<Finding> findings = check.findings();
    long failures = findings.stream().filter(JUnitReport::isFailure).count();
    long errors = findings.stream().filter(JUnitReport::isError).count();
    long skipped = findings.stream().filter(finding -> finding.waiver().isPresent()).count();
    xml.append(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" timestamp=\"%s\">\n"
            .formatted(
                Safe.html(check.device()),
                Math.max(1, findings.size()),
                failures,
                errors,
                skipped,
                check.at().truncatedTo(ChronoUnit.SECONDS)));
    if (findings.isEmpty()) {
      xml.append(
          "    <testcase classname=\"%s\" name=\"compliant\"/>\n"
              .formatted(Safe.html(check.device())));
    }
    for (Finding finding : findings) {
      testCase(xml, check, finding);
    }
    xml.append("  </testsuite>\n");
  }

  private static void testCase(StringBuilder xml, DeviceCheck check, Finding finding) {
    String name =
        finding.rule().text() + " " + finding.where() + " " + finding.fingerprint(check.device());
    xml.append(
        "    <testcase classname=\"%s\" name=\"%s\""
            .formatted(Safe.html(check.device()), Safe.html(name.strip())));
    String body =
        finding
                .proof()
                .map(proof ->
                    proof.packet()
                        + "\nintended: "
                        + proof.intended()
                        + "; the device: "
                        + proof.actual()
                        + "\n")
                .orElse("")
            + finding.evidence()
            + "\n"
            + String.join("\n", finding.remedy().steps());
    if (finding.waiver().isPresent()) {
      Finding.Waiver waiver = finding.waiver().get();
      String why =
          "waived by " + waiver.owner() + " until " + waiver.expires() + ": " + waiver.reason();
      xml.append("><skipped message=\"").append(Safe.html(why)).append("\"/></testcase>\n");
    } else if (isError(finding)) {
      element(xml, "error", finding, body);
    } else if (isFailure(finding)) {
      element(xml, "failure", finding, body);
    } else {
      xml.append("><system-out>")
          .append(Safe.html(finding.message()))
          .append("</system-out></testcase>\n");
    }
  }

  private static void element(StringBuilder xml, String kind, Finding finding, String body) {
    xml.append(
            "><%s type=\"%s\" message=\"%s\">"
                .formatted(kind, finding.rule().text(), Safe.html(finding.message())))
        .append(Safe.html(body.strip()))
        .append("</")
        .append(kind)
        .append("></testcase>\n");
  }

  private static boolean isError(Finding finding) {
    return finding.severity() == Finding.Severity.UNKNOWN;
  }

  private static boolean isFailure(Finding finding) {
    return finding.waiver().isEmpty()
        && (finding.severity() == Finding.Severity.ERROR
            || finding.severity() == Finding.Severity.WARNING);
  }
}

package net.portcullis.report;

import java.util.List;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/** A check as JUnit XML: a suite for each device, unknown as an error, drift as a failure. */
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
    xml.append(
        "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" timestamp=\"%s\">\n"
            .formatted(
                Safe.html(check.device()),
                Math.max(1, findings.size()),
                failures,
                errors,
                check.at()));
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
    String name = finding.rule().text() + " " + finding.where() + " " + finding.subject();
    xml.append(
        "    <testcase classname=\"%s\" name=\"%s\""
            .formatted(Safe.html(check.device()), Safe.html(name.strip())));
    String body = finding.evidence() + "\n" + String.join("\n", finding.remedy().steps());
    if (isError(finding)) {
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
    return finding.severity() == Finding.Severity.ERROR
        || finding.severity() == Finding.Severity.WARNING;
  }
}

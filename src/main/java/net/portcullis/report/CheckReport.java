package net.portcullis.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/** A check's result as JSON and as a table. */
public final class CheckReport {
  private CheckReport() {}

  /** The JSON contract of the command that checks. */
  public static Map<String, Object> json(List<DeviceCheck> checks) {
    return Map.of("devices", checks.stream().map(CheckReport::device).toList());
  }

  private static Map<String, Object> device(DeviceCheck check) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("name", check.device());
    device.put("status", check.status().text());
    device.put(
        "findings", check.findings().stream().map(finding -> finding(check, finding)).toList());
    return device;
  }

  private static Map<String, Object> finding(DeviceCheck check, Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", finding.rule().text());
    json.put("severity", finding.severity().text());
    json.put("message", finding.message());
    json.put("evidence", finding.evidence());
    json.put("witness", finding.witness());
    json.put("catalog", finding.catalog());
    json.put("remediation", finding.remedy().steps());
    json.put("since", finding.since().map(Object::toString));
    json.put("firstSeen", finding.history().map(it -> it.firstSeen().toString()));
    json.put("lastSeen", finding.history().map(it -> it.lastSeen().toString()));
    json.put("trend", finding.history().map(it -> it.state().text()));
    json.put("where", finding.where());
    json.put("fingerprint", finding.fingerprint(check.device()));
    return json;
  }

  /** For people: one block a device, one paragraph a finding, and a last line that sums up. */
  public static String table(List<DeviceCheck> checks, int width) {
    StringBuilder text = new StringBuilder();
    Table summary = new Table("device", "status", "errors", "warnings", "unknown", "notes");
    for (DeviceCheck check : checks) {
      summary.row(
          check.device(),
          check.status().text(),
          count(check, Finding.Severity.ERROR),
          count(check, Finding.Severity.WARNING),
          count(check, Finding.Severity.UNKNOWN),
          count(check, Finding.Severity.INFO));
    }
    text.append(summary.render(width));
    for (DeviceCheck check : checks) {
      for (Finding finding : check.findings()) {
        text.append('\n').append(paragraph(check, finding, width));
      }
    }
    return text.toString();
  }

  private static String paragraph(DeviceCheck check, Finding finding, int width) {
    Table table = new Table(finding.severity().text(), check.device() + " " + finding.where());
    table.row("", finding.rule().title() + " (" + finding.rule().text() + ").");
    table.row("what", finding.message());
    finding.witness().ifPresent(packet -> table.row("packet", packet));
    if (!finding.catalog().isEmpty()) {
      table.row("catalog", String.join(", ", finding.catalog()));
    }
    if (!finding.evidence().isEmpty()) {
      table.row("device", finding.evidence());
    }
    if (!finding.remedy().steps().isEmpty()) {
      table.row("mend", finding.remedy().steps().stream().collect(Collectors.joining("\n")));
    }
    return table.render(width);
  }

  private static String count(DeviceCheck check, Finding.Severity severity) {
    long count =
        check.findings().stream().filter(finding -> finding.severity() == severity).count();
    return Long.toString(count);
  }
}

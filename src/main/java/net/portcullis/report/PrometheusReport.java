package net.portcullis.report;

import java.util.List;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/** A check as a Prometheus text file for the node exporter's textfile collector. */
public final class PrometheusReport {
  private PrometheusReport() {}

  public static String render(List<DeviceCheck> checks) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# HELP portcullis_device_compliant Whether the device holds what was intended: 1 yes, 0 drift, -1 unknown.\n");
    text.append("# TYPE portcullis_device_compliant gauge\n");
    for (DeviceCheck check : checks) {
      int value =
          switch (check.status()) {
            case COMPLIANT -> 1;
            case DRIFT -> 0;
            case UNKNOWN -> -1;
          };
      text.append("portcullis_device_compliant{%s} %d\n".formatted(labels(check), value));
    }
    text.append(
        "# HELP portcullis_findings Findings by severity.\n# TYPE portcullis_findings gauge\n");
    for (DeviceCheck check : checks) {
      for (Finding.Severity severity : Finding.Severity.values()) {
        long count =
            check.findings().stream()
                .filter(finding -> finding.severity() == severity && finding.waiver().isEmpty())
                .count();
        text.append(
            "portcullis_findings{%s,severity=\"%s\"} %d\n"
                .formatted(labels(check), severity.text(), count));
      }
    }
    text.append(
        "# HELP portcullis_findings_waived Findings that are waived.\n# TYPE portcullis_findings_waived gauge\n");
    for (DeviceCheck check : checks) {
      long waived =
          check.findings().stream().filter(finding -> finding.waiver().isPresent()).count();
      text.append("portcullis_findings_waived{%s} %d\n".formatted(labels(check), waived));
    }
    text.append(
        "# HELP portcullis_check_timestamp_seconds When the device was read.\n# TYPE portcullis_check_timestamp_seconds gauge\n");
    for (DeviceCheck check : checks) {
      text.append(
          "portcullis_check_timestamp_seconds{%s} %d\n"
              .formatted(labels(check), check.at().getEpochSecond()));
    }
    return text.toString();
  }

  private static String labels(DeviceCheck check) {
    return "device=\"%s\",site=\"%s\",profile=\"%s\""
        .formatted(label(check.device()), label(check.site()), label(check.profile()));
  }

  private static String label(String value) {
    return Safe.line(value).replace("\\", "\\\\").replace("\"", "\\\"");
  }
}

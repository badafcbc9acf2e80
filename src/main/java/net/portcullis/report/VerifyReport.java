package net.portcullis.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.verify.Probe;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.Verifier;

/** What was seen of devices from beside their command line. */
public final class VerifyReport {
  private VerifyReport() {}

  /** For programs. */
  public static Map<String, Object> json(List<Verifier.Seen> devices) {
    return Map.of("devices", devices.stream().map(VerifyReport::device).toList());
  }

  private static Map<String, Object> device(Verifier.Seen seen) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("name", seen.device().name());
    device.put("snmp", seen.snmp().stream().map(VerifyReport::finding).toList());
    device.put("probes", seen.probes().stream().map(VerifyReport::probe).toList());
    return device;
  }

  private static Map<String, Object> finding(SnmpFinding finding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", finding.name());
    row.put("value", finding.value());
    row.put("verdict", finding.verdict().text());
    return row;
  }

  private static Map<String, Object> probe(Probe.Result result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("packet", result.probe().packet().toString());
    row.put("vantage", result.probe().vantage());
    row.put("expected", result.probe().open() ? "open" : "blocked");
    row.put("verdict", result.verdict().text());
    return row;
  }

  /** For people. */
  public static String table(List<Verifier.Seen> devices, int columns) {
    Table snmp = new Table("DEVICE", "SNMP", "VALUE", "VERDICT");
    Table probes = new Table("DEVICE", "PROBE", "FROM", "EXPECTED", "VERDICT", "WHY");
    for (Verifier.Seen seen : devices) {
      String name = seen.device().name();
      for (SnmpFinding finding : seen.snmp()) {
        snmp.row(name, finding.name(), finding.value(), finding.verdict().text());
      }
      for (Probe.Result result : seen.probes()) {
        probes.row(
            name,
            result.probe().packet().toString(),
            result.probe().vantage(),
            result.probe().open() ? "open" : "blocked",
            result.verdict().text(),
            result.why());
      }
    }
    StringBuilder text = new StringBuilder();
    if (!snmp.isEmpty()) {
      text.append(snmp.render(columns));
    }
    if (!probes.isEmpty()) {
      text.append(snmp.isEmpty() ? "" : "\n").append(probes.render(columns));
    }
    return text.toString();
  }
}

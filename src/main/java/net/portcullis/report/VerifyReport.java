package net.portcullis.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.verify.Observed;
import net.portcullis.verify.Probe;
import net.portcullis.verify.ServerPorts;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.Verifier;

/** What was seen of devices from beside their command line. */
public final class VerifyReport {
  private VerifyReport() {}

  /** For programs. */
  public static Map<String, Object> json(List<Verifier.Seen> devices) {
    return Map.of("devices", devices.stream().map(VerifyReport::device).toList());
  }

  /** For programs, with what was seen of the application's servers. */
  public static Map<String, Object> json(
      List<Verifier.Seen> devices, List<ServerPorts.Seen> servers) {
    Map<String, Object> whole = new LinkedHashMap<>(json(devices));
    whole.put("servers", servers.stream().map(VerifyReport::server).toList());
    return whole;
  }

  private static Map<String, Object> server(ServerPorts.Seen seen) {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("name", seen.server());
    server.put("claimed", seen.claimed());
    server.put("ports", seen.findings().stream().map(VerifyReport::port).toList());
    server.put("problem", seen.problem());
    return server;
  }

  private static Map<String, Object> port(ServerPorts.Finding finding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("protocol", finding.protocol());
    row.put("port", finding.port());
    row.put("process", finding.process());
    row.put("catalog", finding.rows());
    row.put("verdict", finding.verdict().text());
    return row;
  }

  private static Map<String, Object> device(Verifier.Seen seen) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("name", seen.device().name());
    device.put("snmp", seen.snmp().stream().map(VerifyReport::finding).toList());
    device.put("probes", seen.probes().stream().map(VerifyReport::probe).toList());
    if (!seen.observed().isEmpty()) {
      device.put("observed", seen.observed().stream().map(VerifyReport::observed).toList());
    }
    return device;
  }

  private static Map<String, Object> observed(Observed observed) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("place", observed.place());
    row.put(
        "packets",
        observed.packets().isPresent()
            ? Optional.of(observed.packets().getAsLong())
            : Optional.empty());
    row.put("why", observed.why());
    return row;
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
    Table observed = new Table("DEVICE", "OBSERVED", "LET THROUGH");
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
      for (Observed one : seen.observed()) {
        observed.row(
            name,
            one.place(),
            one.packets().isPresent()
                ? one.packets().getAsLong() + " packets that would be denied"
                : "unknown: " + one.why());
      }
    }
    StringBuilder text = new StringBuilder();
    if (!snmp.isEmpty()) {
      text.append(snmp.render(columns));
    }
    if (!probes.isEmpty()) {
      text.append(snmp.isEmpty() ? "" : "\n").append(probes.render(columns));
    }
    if (!observed.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n").append(observed.render(columns));
    }
    return text.toString();
  }

  /** For people: the ports of the application's servers on which something listens. */
  public static String servers(List<ServerPorts.Seen> servers, int columns) {
    Table ports = new Table("SERVER", "PORT", "PROCESS", "VERDICT", "CLAIMED BY");
    StringBuilder text = new StringBuilder();
    for (ServerPorts.Seen seen : servers) {
      for (ServerPorts.Finding finding : seen.findings()) {
        ports.row(
            seen.server(),
            finding.protocol() + " " + finding.port(),
            finding.process().orElse("?"),
            finding.verdict().text(),
            String.join(" ", finding.rows()));
      }
      text.append(Safe.line(seen.server()))
          .append(": ")
          .append(
              Safe.line(
                  seen.problem()
                      .map(problem -> "unknown: " + problem)
                      .orElseGet(() ->
                          seen.claimed()
                              + " internal ports must be free; something listens on "
                              + seen.findings().stream()
                                  .map(each -> each.protocol() + each.port())
                                  .distinct()
                                  .count())))
          .append('\n');
    }
    return text + (ports.isEmpty() ? "" : ports.render(columns));
  }
}

package net.portcullis.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.store.FindingRecord;

/**
 * A check as SARIF 2.1.0, one result a finding, located at the device. What is waived is
 * suppressed; against the last check a result is new, unchanged or absent.
 */
public final class SarifReport {
  private static final List<Finding.Kind> KINDS = Arrays.asList(Finding.Kind.values());

  private SarifReport() {}

  public static String render(List<DeviceCheck> checks) {
    return render(CheckRun.of(checks, Instant.EPOCH));
  }

  public static String render(CheckRun of) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Portcullis");
    driver.put("rules", KINDS.stream().map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    boolean remembered = of.trend().isPresent();
    List<Object> results = new ArrayList<>();
    for (DeviceCheck check : of.checks()) {
      check.findings().forEach(finding -> results.add(result(check, finding, remembered)));
    }
    of.trend()
        .ifPresent(trend -> trend.closed().forEach(gone -> results.add(absent(of.checks(), gone))));
    run.put("results", results);
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return Json.text(log) + "\n";
  }

  private static Map<String, Object> rule(Finding.Kind kind) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", kind.text());
    rule.put("shortDescription", Map.of("text", kind.title()));
    rule.put("defaultConfiguration", Map.of("level", level(kind.severity())));
    return rule;
  }

  private static Map<String, Object> result(
      DeviceCheck check, Finding finding, boolean remembered) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.rule().text());
    result.put("ruleIndex", KINDS.indexOf(finding.rule()));
    result.put("level", level(finding.severity()));
    result.put("message", Map.of("text", Safe.terminal(finding.message())));
    result.put("locations", List.of(location(check.site(), check.device(), finding.where())));
    result.put("partialFingerprints", Map.of("portcullis/v1", finding.fingerprint(check.device())));
    if (remembered) {
      result.put(
          "baselineState",
          finding
              .history()
              .filter(history -> history.state() == Finding.History.State.STANDING)
              .map(history -> "unchanged")
              .orElse("new"));
    }
    finding
        .waiver()
        .ifPresent(waiver ->
            result.put(
                "suppressions",
                List.of(
                    Map.of(
                        "kind",
                        "external",
                        "status",
                        "accepted",
                        "justification",
                        Safe.terminal(
                            waiver.owner()
                                + ", until "
                                + waiver.expires()
                                + ": "
                                + waiver.reason())))));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("severity", finding.severity().text());
    finding.witness().ifPresent(packet -> properties.put("witness", packet));
    finding
        .proof()
        .ifPresent(proof -> {
          properties.put("intended", proof.intended());
          properties.put("actual", proof.actual());
        });
    if (!finding.catalog().isEmpty()) {
      properties.put("catalog", finding.catalog());
    }
    if (!finding.evidence().isEmpty()) {
      properties.put("evidence", Safe.terminal(finding.evidence()));
    }
    result.put("properties", properties);
    return result;
  }

  private static Map<String, Object> location(String site, String device, String where) {
    Map<String, Object> logical = new LinkedHashMap<>();
    logical.put("name", device);
    logical.put("fullyQualifiedName", site + "/" + device + "/" + where);
    logical.put("kind", "resource");
    return Map.of("logicalLocations", List.of(logical));
  }

  /** What the last check found and this one did not. */
  private static Map<String, Object> absent(List<DeviceCheck> checks, FindingRecord gone) {
    String site =
        checks.stream()
            .filter(check -> check.device().equals(gone.device()))
            .findFirst()
            .map(DeviceCheck::site)
            .orElse("");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", gone.rule());
    result.put("level", "none");
    result.put("kind", "pass");
    result.put("message", Map.of("text", Safe.terminal(gone.message())));
    result.put("locations", List.of(location(site, gone.device(), gone.place())));
    result.put("partialFingerprints", Map.of("portcullis/v1", gone.fingerprint()));
    result.put("baselineState", "absent");
    return result;
  }

  private static String level(Finding.Severity severity) {
    return switch (severity) {
      case INFO -> "note";
      case WARNING -> "warning";
      case ERROR, UNKNOWN -> "error";
    };
  }
}

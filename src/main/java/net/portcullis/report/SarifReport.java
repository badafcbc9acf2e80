package net.portcullis.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/** A check as SARIF 2.1.0, one result a finding, located at the device. */
public final class SarifReport {
  private SarifReport() {}

  public static String render(List<DeviceCheck> checks) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Portcullis");
    driver.put("rules", Arrays.stream(Finding.Kind.values()).map(SarifReport::rule).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    List<Object> results = new ArrayList<>();
    for (DeviceCheck check : checks) {
      check.findings().forEach(finding -> results.add(result(check, finding)));
    }
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

  private static Map<String, Object> result(DeviceCheck check, Finding finding) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.rule().text());
    result.put("level", level(finding.severity()));
    result.put("message", Map.of("text", Safe.terminal(finding.message())));
    Map<String, Object> logical = new LinkedHashMap<>();
    logical.put("name", check.device());
    logical.put("fullyQualifiedName", check.site() + "/" + check.device() + "/" + finding.where());
    logical.put("kind", "resource");
    result.put("locations", List.of(Map.of("logicalLocations", List.of(logical))));
    result.put("partialFingerprints", Map.of("portcullis/v1", finding.fingerprint(check.device())));
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

package net.portcullis.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/**
 * A check as one HTML page without external resources: a summary, then each device. Findings that
 * are the same on several devices are told once, with the devices' names.
 */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--rule:#d0d7de;--soft:#f6f8fa;
      --good:#1a7f37;--bad:#b3261e;--warn:#8a5a00;--dim:#57606a}
      @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--rule:#30363d;--soft:#161b22;
      --good:#4ac26b;--bad:#ff8178;--warn:#e0b052;--dim:#9aa4ae}}
      *{box-sizing:border-box}
      body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:64rem;
      margin:0 auto;padding:1.5rem}
      h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:0}
      p{margin:.3rem 0}.dim{color:var(--dim)}
      table{border-collapse:collapse;width:100%;margin:1rem 0}
      th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
      td.n,th.n{text-align:right}
      .compliant{color:var(--good)}.drift,.error{color:var(--bad)}.unknown,.warning{color:var(--warn)}
      .status{font-weight:600}
      article{border-left:4px solid var(--rule);background:var(--soft);padding:.75rem 1rem;margin:.75rem 0}
      article.error{border-color:var(--bad)}article.warning,article.unknown{border-color:var(--warn)}
      article>*{color:var(--ink)}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0 0}
      dt{color:var(--dim)}dd{margin:0;min-width:0}
      pre,code{font:.85rem/1.45 ui-monospace,monospace}pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
      @media print{body{max-width:none;padding:0}article{break-inside:avoid}}
      """;

  private HtmlReport() {}

  /** The page; {@code at} is when the check ran. */
  public static String render(List<DeviceCheck> checks, Instant at) {
    StringBuilder page = new StringBuilder(64 * 1024);
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .append("<title>Portcullis: compliance</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<header><h1>Compliance of ")
        .append(checks.size() == 1 ? "1 device" : checks.size() + " devices")
        .append("</h1><p class=\"dim\">Read on ")
        .append(at.truncatedTo(ChronoUnit.SECONDS))
        .append("</p></header>\n<main>\n");
    summary(page, checks);
    findings(page, checks);
    return page.append("</main></body></html>\n").toString();
  }

  private static void summary(StringBuilder page, List<DeviceCheck> checks) {
    page.append("<h2>Devices</h2>\n<table><thead><tr><th scope=\"col\">Device</th>")
        .append(
            "<th scope=\"col\">Site</th><th scope=\"col\">Status</th><th scope=\"col\" class=\"n\">Findings</th>")
        .append("</tr></thead><tbody>\n");
    for (DeviceCheck check : checks) {
      String status = check.status().text();
      page.append("<tr><th scope=\"row\">")
          .append(Safe.html(check.device()))
          .append("</th><td>")
          .append(Safe.html(check.site()))
          .append("</td><td class=\"status ")
          .append(status)
          .append("\">")
          .append(status)
          .append("</td><td class=\"n\">")
          .append(check.findings().size())
          .append("</td></tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static void findings(StringBuilder page, List<DeviceCheck> checks) {
    Map<String, List<DeviceCheck>> devices = new LinkedHashMap<>();
    Map<String, Finding> first = new LinkedHashMap<>();
    for (DeviceCheck check : checks) {
      for (Finding finding : check.findings()) {
        String same =
            String.join(
                "\u0000",
                finding.rule().text(),
                finding.where(),
                finding.message(),
                finding.evidence());
        first.putIfAbsent(same, finding);
        devices.computeIfAbsent(same, key -> new ArrayList<>()).add(check);
      }
    }
    page.append("<h2>Findings</h2>\n");
    if (first.isEmpty()) {
      page.append("<p>None: every device holds what was intended.</p>\n");
    }
    first.forEach((same, finding) -> finding(page, finding, devices.getOrDefault(same, List.of())));
  }

  private static void finding(StringBuilder page, Finding finding, List<DeviceCheck> devices) {
    String severity = finding.severity().text();
    page.append("<article class=\"")
        .append(severity)
        .append("\"><h3>")
        .append(Safe.html(finding.rule().title()))
        .append("</h3><p>")
        .append(Safe.html(finding.message()))
        .append("</p><dl>");
    term(page, "Severity", severity);
    term(page, "Devices", String.join(", ", devices.stream().map(DeviceCheck::device).toList()));
    term(page, "Where", finding.where());
    finding.witness().ifPresent(packet -> code(page, "Packet", packet));
    term(page, "Catalog", String.join(", ", finding.catalog()));
    code(page, "Device lines", finding.evidence());
    code(page, "To mend", String.join("\n", finding.remedy().steps()));
    page.append("</dl></article>\n");
  }

  private static void term(StringBuilder page, String name, String value) {
    if (!value.isEmpty()) {
      page.append("<dt>").append(name).append("</dt><dd>").append(Safe.html(value)).append("</dd>");
    }
  }

  private static void code(StringBuilder page, String name, String value) {
    if (!value.isEmpty()) {
      page.append("<dt>")
          .append(name)
          .append("</dt><dd><pre>")
          .append(Safe.html(value))
          .append("</pre></dd>");
    }
  }
}

package net.portcullis.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.dialect.ProfileFinding;
import net.portcullis.report.Safe;
import net.portcullis.report.Wrapped;

/** What {@code profile lint} prints. */
final class ProfileReport {
  /** Goes up where a program that reads the JSON would have to change. */
  private static final int SCHEMA = 1;

  private static final int INDENT = 4;

  private ProfileReport() {}

  /** A profile, and what was found in it. */
  record Linted(String profile, List<ProfileFinding> findings) {
    Linted {
      findings = List.copyOf(findings);
    }
  }

  static Map<String, Object> json(List<Linted> linted) {
    List<Map<String, Object>> findings = new ArrayList<>();
    for (Linted one : linted) {
      for (ProfileFinding finding : one.findings()) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("profile", one.profile());
        json.put("kind", finding.kind().text());
        json.put("file", finding.place().file());
        json.put("line", finding.place().line());
        json.put("column", finding.place().column());
        json.put("message", finding.what());
        json.put("remedy", finding.remedy());
        json.put("example", finding.example());
        findings.add(json);
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("profiles", linted.stream().map(Linted::profile).toList());
    json.put("findings", findings);
    return json;
  }

  /** As compilers write them, with the line that shows it under each. */
  static String text(List<Linted> linted, int columns) {
    StringBuilder text = new StringBuilder();
    for (Linted one : linted) {
      if (one.findings().isEmpty()) {
        text.append(Safe.line(one.profile())).append(": no problems\n");
      }
      for (ProfileFinding finding : one.findings()) {
        text.append(
            Wrapped.sentence(
                finding.place() + ": ",
                Safe.line(finding.kind().text() + ": " + finding.what() + " " + finding.remedy()),
                INDENT,
                columns));
        finding
            .example()
            .ifPresent(line ->
                text.append(" ".repeat(INDENT))
                    .append("such as: ")
                    .append(Safe.line(line))
                    .append('\n'));
      }
    }
    return text.toString();
  }
}

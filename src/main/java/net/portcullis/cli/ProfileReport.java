package net.portcullis.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.ProfileFinding;
import net.portcullis.dialect.ProfileSection;
import net.portcullis.dialect.Profiles;
import net.portcullis.emulator.trial.ProfileTrial;
import net.portcullis.report.Safe;
import net.portcullis.report.Table;
import net.portcullis.report.Wrapped;

/** What the {@code profile} commands print. */
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

  static Map<String, Object> json(Profiles profiles, String name) {
    List<Map<String, Object>> sections = new ArrayList<>();
    for (ProfileSection section : profiles.sections(name)) {
      List<Map<String, Object>> items = new ArrayList<>();
      for (ProfileSection.Item item : section.items()) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", item.kind().name().toLowerCase(Locale.ROOT));
        json.put("mode", Optional.of(item.mode()).filter(mode -> !mode.isEmpty()));
        json.put("text", item.text());
        items.add(json);
      }
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("title", section.title());
      json.put("items", items);
      sections.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("name", name);
    json.put("title", profiles.title(name));
    json.put("proven", profiles.dialect(name).map(Dialect::proven));
    json.put("sections", sections);
    return json;
  }

  /** For a reviewer: a heading, sentences, and the platform's own lines farther in. */
  static String sections(List<ProfileSection> sections, int columns) {
    StringBuilder text = new StringBuilder();
    for (ProfileSection section : sections) {
      text.append(text.isEmpty() ? "" : "\n").append(Safe.line(section.title())).append('\n');
      for (ProfileSection.Item item : section.items()) {
        String line = Safe.line(item.text());
        text.append(
            switch (item.kind()) {
              case SENTENCE -> Wrapped.sentence("  ", line, 2, columns);
              case TYPED ->
                  Wrapped.sentence(
                      item.mode().isEmpty() ? "      " : "      " + item.mode() + "> ",
                      line,
                      10,
                      columns);
              // In quotes, since a blank at an end counts.
              case SHOWN -> Wrapped.sentence("      ", "'" + line + "'", 10, columns);
            });
      }
    }
    return text.toString();
  }

  static Map<String, Object> trial(String profile, long seed, List<ProfileTrial.Check> checks) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (ProfileTrial.Check check : checks) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("check", check.name());
      json.put("verdict", check.outcome().text());
      json.put("detail", check.detail());
      list.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("profile", profile);
    json.put("seed", seed);
    json.put("checks", list);
    return json;
  }

  static String trial(List<ProfileTrial.Check> checks, int columns) {
    Table table = new Table("CHECK", "VERDICT", "DETAIL");
    checks.forEach(check -> table.row(check.name(), check.outcome().text(), check.detail()));
    return table.render(columns);
  }
}

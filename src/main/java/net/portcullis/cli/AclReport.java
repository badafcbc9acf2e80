package net.portcullis.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Line;
import net.portcullis.acl.Lint;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Region;
import net.portcullis.acl.Regions;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.report.Safe;
import net.portcullis.report.Table;

/** What the {@code acl} commands print. */
final class AclReport {
  private static final String INDENT = "  ";

  /** One line that was not understood leaves many regions open; a few of them tell enough. */
  private static final int UNKNOWN_SHOWN = 3;

  private AclReport() {}

  /** A comparison of one family's lists. */
  record Compared(
      DeviceConfig.ReadList oldList, DeviceConfig.ReadList newList, Comparison comparison) {}

  static Map<String, Object> decision(Packet packet, Evaluator.Decision decision) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("packet", packet.toString());
    json.put("action", word(decision.verdict()));
    json.put("line", number(decision.line()));
    json.put("text", decision.line().map(line -> line.origin().text()).orElse("no line matches"));
    return json;
  }

  static Map<String, Object> comparison(
      List<Compared> compared,
      Optional<Boolean> equivalent,
      List<DeviceConfig.Unreadable> unreadable) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("equivalent", equivalent);
    json.put(
        "newlyPermitted",
        compared.stream().flatMap(one -> regions(one.comparison().newlyPermitted())).toList());
    json.put(
        "newlyDenied",
        compared.stream().flatMap(one -> regions(one.comparison().newlyDenied())).toList());
    json.put("unreadable", unreadable(unreadable));
    return json;
  }

  private static Stream<Map<String, Object>> regions(Regions regions) {
    return regions.shown().stream()
        .map(region -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("witness", region.witness().toString());
          json.put("region", region.text());
          json.put("oldLine", number(region.oldLine()));
          json.put("newLine", number(region.newLine()));
          return json;
        });
  }

  static List<Map<String, Object>> unreadable(List<DeviceConfig.Unreadable> lines) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (DeviceConfig.Unreadable line : lines) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", line.file());
      one.put("line", line.line());
      one.put("text", line.text());
      json.add(one);
    }
    return json;
  }

  static Map<String, Object> list(DeviceConfig.ReadList list) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", list.name());
    json.put("family", list.family().number());
    json.put("line", list.line());
    json.put("otherwise", word(list.access().otherwise()));
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < list.access().lines().size(); i++) {
      Line line = list.access().lines().get(i);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("line", line.origin().number());
      one.put("id", list.ids().get(i));
      one.put("action", word(line.verdict()));
      one.put("exact", line.exact());
      one.put("text", line.origin().text());
      lines.add(one);
    }
    json.put("lines", lines);
    return json;
  }

  static Map<String, Object> finding(DeviceConfig.ReadList list, Lint.Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("list", list.name());
    json.put("family", list.family().number());
    json.put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("line", number(Optional.of(finding.line())));
    json.put("text", finding.line().origin().text());
    json.put(
        "others", finding.others().stream().map(line -> (Object) line.origin().number()).toList());
    json.put("example", finding.example().map(Packet::toString));
    return json;
  }

  /** A finding as compilers write them, with the lines that cause it under it. */
  static String finding(String file, Lint.Finding finding) {
    String others =
        finding.others().stream()
            .map(line -> INDENT + file + ":" + line.origin().number() + ": " + line.origin().text())
            .map(line -> Safe.line(line) + "\n")
            .collect(Collectors.joining());
    return Safe.line(
            file
                + ":"
                + finding.line().origin().number()
                + ": "
                + sentence(finding.kind())
                + finding.example().map(packet -> ", such as " + packet).orElse("")
                + (others.isEmpty() ? ": " : " (with the lines below): ")
                + finding.line().origin().text())
        + "\n"
        + others;
  }

  private static String sentence(Lint.Kind kind) {
    return switch (kind) {
      case MATCHES_NOTHING -> "warning: matches no packet";
      case REDUNDANT -> "warning: redundant, lines above already do the same";
      case NEVER_REACHED -> "error: never reached, lines above decide otherwise";
      case MERGEABLE -> "note: can be one line with another";
      case PERMITS_ANY -> "warning: permits every packet";
      case TOO_WIDE -> "warning: permits more than is needed";
    };
  }

  static String table(DeviceConfig.ReadList list, int columns) {
    Table table = new Table("line", "action", "text");
    for (Line line : list.access().lines()) {
      table.row(
          line.origin().number() == 0 ? "" : Integer.toString(line.origin().number()),
          word(line.verdict()) + (line.exact() ? "" : "?"),
          line.origin().text());
    }
    return Safe.line(list.name())
        + " (IPv"
        + list.family().number()
        + ", line "
        + list.line()
        + ", otherwise "
        + word(list.access().otherwise())
        + ")\n"
        + table.render(columns)
        + "\n";
  }

  /** Each difference with the lines of both sides under it, next to each other. */
  static String differences(Compared compared, int columns) {
    Comparison comparison = compared.comparison();
    return differences("newly permitted", comparison.newlyPermitted(), Comparison.SHOWN, columns)
        + differences("newly denied", comparison.newlyDenied(), Comparison.SHOWN, columns)
        + differences("unknown", comparison.unknown(), UNKNOWN_SHOWN, columns);
  }

  private static String differences(String kind, Regions regions, int most, int columns) {
    StringBuilder text = new StringBuilder();
    List<Region> shown = regions.shown().stream().limit(most).toList();
    for (Region region : shown) {
      text.append(kind).append(": ").append(Safe.line(region.text())).append('\n');
      text.append("  such as ").append(Safe.line(region.witness().toString())).append('\n');
      Table sides = new Table("old", "new");
      sides.row(
          side(region.oldVerdict(), region.oldLine()), side(region.newVerdict(), region.newLine()));
      text.append(indented(sides.render(columns - INDENT.length()))).append('\n');
    }
    int more = regions.more() + regions.shown().size() - shown.size();
    if (more > 0) {
      text.append("and at least ").append(more).append(" more ").append(kind).append(".\n\n");
    }
    return text.toString();
  }

  private static String indented(String lines) {
    return lines.lines().map(line -> INDENT + line + "\n").collect(Collectors.joining());
  }

  private static String side(Verdict verdict, Optional<Line> line) {
    return word(verdict)
        + line.filter(found -> found.origin().number() > 0)
            .map(found ->
                " by line " + found.origin().number() + ": " + Safe.line(found.origin().text()))
            .orElse(" because no line matches");
  }

  static String unreadableTable(List<DeviceConfig.Unreadable> lines, int columns) {
    if (lines.isEmpty()) {
      return "";
    }
    Table table = new Table("file", "line", "text", "why");
    lines.forEach(
        line -> table.row(line.file(), Integer.toString(line.line()), line.text(), line.why()));
    return "Lines that were not understood:\n" + table.render(columns);
  }

  static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  /** The line of the file; absent where it stands in none. */
  static Optional<Integer> number(Optional<Line> line) {
    return line.map(found -> found.origin().number()).filter(found -> found > 0);
  }
}

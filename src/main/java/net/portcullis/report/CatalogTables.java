package net.portcullis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.portcullis.catalog.CatalogLint;
import net.portcullis.catalog.Component;
import net.portcullis.catalog.Conflicts;
import net.portcullis.catalog.Entry;
import net.portcullis.catalog.Flow;
import net.portcullis.catalog.Statement;

/**
 * The catalog as tables, for people.
 *
 * @param language {@code en} or {@code zh}
 * @param width of the terminal in columns
 */
public record CatalogTables(String language, int width) {

  /** One line for each flow of each row. */
  public String list(List<Entry> entries) {
    Table table = new Table("row", "section", "protocol", "ports", "flows");
    for (Entry entry : entries) {
      String mark = corrects(entry) ? "*" : "";
      table.row(
          entry.id(),
          entry.section() + "/" + entry.row(),
          String.join(" ", entry.protocols()) + mark,
          String.join(" ", entry.ports()),
          entry.flows().stream().map(CatalogTables::flow).collect(Collectors.joining("\n")));
    }
    boolean marked = entries.stream().anyMatch(CatalogTables::corrects);
    return table.render(width)
        + (marked
            ? say("* corrected in the flows: see 'catalog show ROW'.", "* 流量中已更正，参见 catalog show。")
                + "\n"
            : "");
  }

  /** A component, its statements, then each of its rows. */
  public String component(Component component) {
    StringBuilder text = new StringBuilder();
    Table head = new Table(say("component", "组件"), component.id());
    head.row(say("title", "名称"), component.titles().getOrDefault(language, ""));
    head.row(say("section", "章"), component.section());
    head.row(say("external", "外部端口"), statement(component.external()));
    head.row(say("internal", "内部端口"), statement(component.internal()));
    if (component.supplement()) {
      head.row(
          say("supplement", "补充"),
          say(
              "Not in the source document. Off unless a deployment asks for it.",
              "原文没有这些行；部署未要求时不启用。"));
    }
    text.append(head.render(width));
    component.entries().forEach(entry -> text.append('\n').append(entry(entry)));
    return text.toString();
  }

  /** One row: what the source says, what is true, and what for. */
  public String entry(Entry entry) {
    Table table = new Table(say("row", "行"), entry.id());
    table.row(say("use", "用途"), entry.descriptions().getOrDefault(language, ""));
    table.row(
        say("source", "出处"),
        say("section ", "") + entry.section() + say(", row ", " 第 ") + entry.row() + say("", " 行"));
    table.row(say("stated", "原文"), stated(entry));
    optional(table, say("process", "进程"), processes(entry));
    optional(table, say("module", "名称"), String.join(", ", entry.modules()));
    List<String> flows = new ArrayList<>();
    for (Flow flow : entry.flows()) {
      flows.add(detailed(flow));
    }
    table.row(say("flows", "流量"), String.join("\n", flows));
    entry
        .erratum()
        .ifPresent(erratum ->
            table.row(
                say("erratum", "勘误"), erratum.reasons().getOrDefault(language, erratum.reason())));
    entry
        .parameter()
        .ifPresent(parameter ->
            table.row(
                say("parameter", "参数"), parameter.name() + " (" + parameter.defaultPorts() + ")"));
    entry.option().ifPresent(option -> table.row(say("option", "选项"), option));
    entry.when().ifPresent(when -> table.row(say("when", "安装方式"), installation(when)));
    entry.servedBy().ifPresent(id -> table.row(say("served by", "监听方"), id));
    return table.render(width);
  }

  /** What lint found. */
  public String findings(List<CatalogLint.Finding> findings) {
    Table table = new Table("rule", "subject", "finding");
    for (CatalogLint.Finding finding : findings) {
      table.row(finding.rule(), finding.subject(), finding.message() + "\n" + finding.place());
    }
    return table.isEmpty() ? "" : table.render(width);
  }

  /** One paragraph for each contested port. */
  public String conflicts(List<Conflicts.Conflict> conflicts) {
    Table table = new Table("server", "port", "wanted by");
    for (Conflicts.Conflict conflict : conflicts) {
      table.row(
          conflict.server(),
          conflict.protocol() + " " + conflict.ports(),
          conflict.claims().stream()
              .map(claim ->
                  claim.entry()
                      + ": "
                      + (claim.processes().isEmpty()
                          ? say("process not stated", "原文未写进程")
                          : String.join(", ", claim.processes())))
              .collect(Collectors.joining("\n")));
    }
    return table.isEmpty() ? "" : table.render(width);
  }

  private static void optional(Table table, String name, String value) {
    if (!value.isEmpty()) {
      table.row(name, value);
    }
  }

  private String stated(Entry entry) {
    String protocols =
        entry.protocols().isEmpty()
            ? say("no protocol", "未写协议")
            : String.join("/", entry.protocols());
    String direction = entry.direction().map(way -> ", " + way).orElse("");
    return (protocols + " " + String.join(",", entry.ports())).strip() + direction;
  }

  private String processes(Entry entry) {
    return entry.processes().stream()
        .map(process -> {
          String when = entry.installations().get(process);
          return when == null ? process : process + " (" + installation(when) + ")";
        })
        .collect(Collectors.joining(", "));
  }

  private String installation(String when) {
    return when.equals("distributed")
        ? say("installed apart", "分布式安装")
        : say("installed together", "集中式安装");
  }

  private String statement(Statement statement) {
    return switch (statement) {
      case PORTS -> say("listed below", "见下");
      case NONE -> say("none", "无");
      case SAME_AS_PLAT -> say("the platform's", "同平台");
      case NOT_STATED -> say("not stated", "原文未写");
    };
  }

  private String detailed(Flow flow) {
    String basis =
        switch (flow.basis()) {
          case STATED -> say("stated", "原文");
          case DOCUMENTED -> say("documented", "厂商文档");
          case DEDUCED -> say("deduced", "推断");
        };
    return flow(flow)
        + flow.helper().map(helper -> " + " + helper).orElse("")
        + " ["
        + basis
        + "]"
        + flow.option().map(option -> say(" option ", " 选项 ") + option).orElse("");
  }

  private static String flow(Flow flow) {
    return flow.from()
        + flow.sourcePorts().map(ports -> ":" + ports).orElse("")
        + " > "
        + flow.to()
        + " "
        + flow.protocol().toLowerCase(Locale.ROOT)
        + flow.ports().map(ports -> " " + ports).orElse("")
        + flow.icmp().map(icmp -> " " + icmp).orElse("");
  }

  private static boolean corrects(Entry entry) {
    return !entry.seedFlows().isEmpty();
  }

  private String say(String english, String chinese) {
    return language.equals("zh") ? chinese : english;
  }
}

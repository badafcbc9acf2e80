package net.portcullis.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Component;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.DeviceCheck.Status;
import net.portcullis.compliance.Trend;
import net.portcullis.store.FindingRecord;

/**
 * A check as one HTML page without external resources: a summary with what came and went since the
 * last check, a map of functions and devices, the findings, then each device. Findings that are the
 * same on several devices are told once, with the devices' names.
 */
public final class HtmlReport {
  private static final int LONGEST_DIFF = 300;
  private static final int GONE = 50;

  private final CheckRun run;
  private final Language words;
  private final Html page;
  private final List<Folded> folded;
  private final Map<String, List<Folded>> byDevice = new HashMap<>();

  private HtmlReport(CheckRun run) {
    this.run = run;
    this.words = run.language();
    this.page = new Html(words);
    this.folded = Folded.of(run.checks());
    for (Folded each : folded) {
      each.devices()
          .forEach(check ->
              byDevice.computeIfAbsent(check.device(), name -> new ArrayList<>()).add(each));
    }
  }

  /** The page of a run of which nothing but the checks is known. */
  public static String render(List<DeviceCheck> checks, Instant at) {
    return render(CheckRun.of(checks, at));
  }

  /** The page. */
  public static String render(CheckRun run) {
    return new HtmlReport(run).page();
  }

  private String page() {
    int count = run.checks().size();
    String heading =
        words == Language.EN
            ? "Compliance of " + count + (count == 1 ? " device" : " devices")
            : words.say("Compliance of") + count + words.say("devices");
    page.raw("<!DOCTYPE html>\n<html lang=\"" + words.tag() + "\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .raw("<title>Portcullis: ")
        .text(heading)
        .raw("</title><style>\n" + Html.STYLE + "</style></head><body>\n")
        .raw("<a class=\"skip\" href=\"#findings\">")
        .text(words.say("Skip to the findings"))
        .raw("</a>\n<header><h1>")
        .text(heading)
        .raw("</h1><p class=\"dim\">")
        .text(words.say("Read on") + " " + run.at().truncatedTo(ChronoUnit.SECONDS))
        .raw("</p></header>\n");
    navigation();
    page.raw("<main>\n");
    summary();
    run.catalog().ifPresent(this::functions);
    findings();
    devices();
    page.raw("</main>\n<footer class=\"dim\"><p>")
        .text(words.say("Written by Portcullis. This page loads nothing."))
        .raw("</p></footer></body></html>\n");
    return page.toString();
  }

  private void navigation() {
    page.raw("<nav aria-label=\"").text(words.say("On this page")).raw("\"><ul>");
    Map<String, String> targets = new LinkedHashMap<>();
    targets.put("summary", "Summary");
    run.catalog().ifPresent(catalog -> targets.put("functions", "Functions"));
    targets.put("findings", "Findings");
    targets.put("devices", "Devices");
    targets.forEach((id, name) ->
        page.raw("<li><a href=\"#" + id + "\">").text(words.say(name)).raw("</a></li>"));
    page.raw("</ul></nav>\n");
  }

  private void summary() {
    page.section("summary", "Summary");
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    run.checks().forEach(check -> counts.merge(check.status(), 1L, Long::sum));
    page.raw("<ul class=\"cards\">");
    for (Status status : List.of(Status.COMPLIANT, Status.DRIFT, Status.UNKNOWN)) {
      card(status.text(), counts.getOrDefault(status, 0L), words.say(status));
    }
    page.raw("</ul>\n<div class=\"bar\" aria-hidden=\"true\">");
    for (Status status : List.of(Status.COMPLIANT, Status.DRIFT, Status.UNKNOWN)) {
      long share = counts.getOrDefault(status, 0L);
      if (share > 0) {
        page.raw("<span class=\"" + status.text() + "\" style=\"flex:" + share + "\"></span>");
      }
    }
    page.raw("</div>\n<h3>").text(words.say("Since the last check")).raw("</h3>\n");
    run.trend()
        .ifPresentOrElse(
            this::trend,
            () ->
                page.raw("<p class=\"dim\">")
                    .text(words.say("No earlier check is known."))
                    .raw("</p>\n"));
    page.raw("</section>\n");
  }

  private void card(String kind, long count, String label) {
    page.raw("<li class=\"" + kind + "\"><strong>" + count + "</strong> ").text(label).raw("</li>");
  }

  private void trend(Trend trend) {
    page.raw("<ul class=\"cards\">");
    card("new", trend.opened().size(), words.say("new"));
    card("reopened", trend.reopened().size(), words.say("re-opened"));
    card("fixed", trend.closed().size(), words.say("fixed"));
    card("standing", trend.standing().size(), words.say("standing"));
    page.raw("</ul>\n");
    if (!trend.closed().isEmpty()) {
      page.raw("<details><summary>")
          .text(words.say("Fixed since the last check") + " (" + trend.closed().size() + ")")
          .raw("</summary><ul>");
      for (FindingRecord gone : trend.closed().stream().limit(GONE).toList()) {
        page.raw("<li>")
            .text(gone.device() + ", " + gone.place() + ": " + gone.message())
            .raw("</li>");
      }
      page.more(trend.closed().size() - GONE, "li");
      page.raw("</ul></details>\n");
    }
  }

  private void functions(Catalog catalog) {
    Functions functions = Functions.of(catalog, run.checks());
    if (functions.components().isEmpty()) {
      return;
    }
    page.section("functions", "Functions");
    page.raw("<p class=\"key\">");
    for (Functions.State state : Functions.State.values()) {
      page.raw("<span class=\"" + state.name().toLowerCase(Locale.ROOT) + "\">")
          .text(state.sign() + " " + words.say(state.text()))
          .raw("</span> ");
    }
    page.raw(
            "</p>\n<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"h-functions\">")
        .raw("<table class=\"map\"><thead><tr><th scope=\"col\">")
        .text(words.say("Device"))
        .raw("</th>");
    for (Component component : functions.components()) {
      page.raw("<th scope=\"col\"><abbr title=\"")
          .text(component.titles().getOrDefault(words.tag(), component.id()))
          .raw("\">")
          .text(component.id())
          .raw("</abbr></th>");
    }
    page.raw("</tr></thead><tbody>\n");
    for (Functions.Row row : functions.rows()) {
      page.raw("<tr><th scope=\"row\">");
      page.names(row.devices());
      page.raw("</th>");
      for (Functions.State state : row.states()) {
        page.raw("<td class=\"" + state.name().toLowerCase(Locale.ROOT) + "\">")
            .raw("<span aria-hidden=\"true\">" + state.sign() + "</span><span class=\"said\">")
            .text(words.say(state.text()))
            .raw("</span></td>");
      }
      page.raw("</tr>\n");
    }
    page.raw("</tbody></table></div></section>\n");
  }

  private void findings() {
    page.section("findings", "Findings");
    if (folded.isEmpty()) {
      page.raw("<p>").text(words.say("None: every device holds what was intended.")).raw("</p>\n");
    }
    HtmlFindings findings = new HtmlFindings(page, words);
    folded.forEach(findings::write);
    page.raw("</section>\n");
  }

  private void devices() {
    page.section("devices", "Devices");
    Map<String, String> shown = new HashMap<>();
    List<Status> order = List.of(Status.DRIFT, Status.UNKNOWN, Status.COMPLIANT);
    List<DeviceCheck> sorted =
        run.checks().stream()
            .sorted(Comparator.comparingInt(check -> order.indexOf(check.status())))
            .toList();
    for (DeviceCheck check : sorted) {
      device(check, shown);
    }
    page.raw("</section>\n");
  }

  private void device(DeviceCheck check, Map<String, String> shown) {
    String status = check.status().text();
    page.raw("<section class=\"device\"><h3><span class=\"dot " + status + "\"></span>")
        .text(check.device())
        .raw("</h3><p class=\"dim\">")
        .text(check.site() + " \u00b7 " + check.profile() + " \u00b7 ")
        .raw("<span class=\"status " + status + "\">")
        .text(words.say(check.status()))
        .raw("</span> \u00b7 ")
        .text(check.at().truncatedTo(ChronoUnit.SECONDS).toString());
    check
        .configuration()
        .ifPresent(hash -> page.raw(" \u00b7 <code>").text(hash.substring(0, 12)).raw("</code>"));
    page.raw("</p>");
    List<Folded> own = byDevice.getOrDefault(check.device(), List.of());
    if (!own.isEmpty()) {
      page.raw("<ul>");
      for (Folded each : own) {
        page.raw("<li><a href=\"#" + each.id() + "\">")
            .text(words.title(each.finding().rule()))
            .raw("</a> <span class=\"dim\">")
            .text(each.finding().where())
            .raw("</span></li>");
      }
      page.raw("</ul>");
    }
    for (DeviceCheck.Diff diff : check.diffs()) {
      diff(check, diff, shown);
    }
    page.raw("</section>\n");
  }

  /** The same lines are shown once. */
  private void diff(DeviceCheck check, DeviceCheck.Diff diff, Map<String, String> shown) {
    String earlier = shown.putIfAbsent(diff.where() + "\n" + diff.text(), check.device());
    if (earlier != null) {
      page.raw("<p class=\"dim\">")
          .text(
              words.say("Lines")
                  + " "
                  + diff.where()
                  + ": "
                  + words.say("the same as on")
                  + " "
                  + earlier)
          .raw("</p>");
      return;
    }
    List<String> lines = diff.text().lines().toList();
    page.raw("<details><summary>")
        .text(words.say("Lines") + " " + diff.where())
        .raw("</summary><pre class=\"diff\">");
    for (String line : lines.stream().limit(LONGEST_DIFF).toList()) {
      String kind =
          line.startsWith("+++") || line.startsWith("---") || line.startsWith("@@")
              ? "head"
              : line.startsWith("+") ? "add" : line.startsWith("-") ? "gone" : "";
      if (kind.isEmpty()) {
        page.text(line).raw("\n");
      } else {
        page.raw("<span class=\"" + kind + "\">").text(line).raw("</span>\n");
      }
    }
    page.raw("</pre>");
    page.more(lines.size() - LONGEST_DIFF, "p");
    page.raw("</details>");
  }
}

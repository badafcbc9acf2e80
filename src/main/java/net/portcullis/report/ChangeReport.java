package net.portcullis.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Line;
import net.portcullis.acl.Region;
import net.portcullis.change.DevicePlan;
import net.portcullis.change.Outcome;
import net.portcullis.change.State;

/** Plans and their outcomes, for programs and for people. */
public final class ChangeReport {
  private static final int SHOWN = 10;

  private ChangeReport() {}

  /** Plans as JSON values. */
  public static Map<String, Object> plans(List<DevicePlan> plans) {
    return Map.of("devices", plans.stream().map(ChangeReport::plan).toList());
  }

  private static Map<String, Object> plan(DevicePlan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plan.device().name());
    map.put("status", plan.status().text());
    map.put("commands", commands(plan));
    map.put("textDiff", plan.textDiff());
    map.put("newlyPermitted", regions(plan.newlyPermitted()));
    map.put("newlyDenied", regions(plan.newlyDenied()));
    List<String> risks = new ArrayList<>(plan.reasons());
    risks.addAll(plan.risks());
    map.put("risks", risks);
    if (!plan.notes().isEmpty()) {
      map.put("notes", plan.notes());
    }
    return map;
  }

  private static List<String> commands(DevicePlan plan) {
    return plan.status() == DevicePlan.Status.CHANGE
        ? plan.commands().stream().map(planned -> planned.command().text()).toList()
        : List.of();
  }

  /** Regions as JSON values. */
  public static List<Map<String, Object>> regions(List<Region> regions) {
    return regions.stream().map(ChangeReport::region).toList();
  }

  private static Map<String, Object> region(Region region) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("witness", region.witness().toString());
    map.put("region", region.text());
    map.put("oldLine", number(region.oldLine()));
    map.put("newLine", number(region.newLine()));
    return map;
  }

  private static Optional<Integer> number(Optional<Line> line) {
    return line.map(found -> found.origin().number()).filter(number -> number > 0);
  }

  /** Plans for people. */
  public static String text(List<DevicePlan> plans, int width) {
    StringBuilder text = new StringBuilder();
    for (DevicePlan plan : plans) {
      text.append(plan.device().name()).append(": ").append(plan.status().text()).append('\n');
      section(text, "  ", plan.reasons(), width);
      section(text, "  risk: ", plan.risks(), width);
      section(text, "  note: ", plan.notes(), width);
      regions(text, "newly permitted", plan.newlyPermitted(), width);
      regions(text, "newly denied", plan.newlyDenied(), width);
      if (!plan.textDiff().isEmpty()) {
        plan.textDiff().lines().forEach(line -> text.append("  ").append(line).append('\n'));
      }
      String phase = "";
      if (plan.status() == DevicePlan.Status.CHANGE) {
        for (DevicePlan.Planned planned : plan.commands()) {
          if (!planned.phase().equals(phase)) {
            phase = planned.phase();
            text.append("  ").append(phase).append(":\n");
          }
          text.append("    ").append(planned.command().text()).append('\n');
        }
      }
    }
    return Safe.terminal(text.toString());
  }

  private static void section(
      StringBuilder text, String before, List<String> sentences, int width) {
    sentences.forEach(
        sentence -> text.append(Wrapped.sentence(before, sentence, before.length(), width)));
  }

  private static void regions(StringBuilder text, String what, List<Region> regions, int width) {
    if (regions.isEmpty()) {
      return;
    }
    text.append("  ").append(what).append(":\n");
    regions.stream()
        .limit(SHOWN)
        .forEach(region ->
            text.append("    ")
                .append(region.witness())
                .append('\n')
                .append(Wrapped.sentence("      one of: ", region.text(), 8, width)));
    if (regions.size() > SHOWN) {
      text.append("    and ").append(regions.size() - SHOWN).append(" more\n");
    }
  }

  /** Outcomes as JSON values. */
  public static Map<String, Object> outcomes(String run, List<Outcome> outcomes) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", run);
    map.put("devices", outcomes.stream().map(ChangeReport::outcome).toList());
    return map;
  }

  private static Map<String, Object> outcome(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", outcome.device().name());
    map.put("state", outcome.state().name());
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Outcome.Reached reached : outcome.steps()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("state", reached.state().name());
      step.put("at", reached.at().toString());
      step.put("millis", reached.millis());
      steps.add(step);
    }
    map.put("steps", steps);
    map.put("error", error(outcome));
    return map;
  }

  /** The error, and where a person is needed the lines to type. */
  private static Optional<String> error(Outcome outcome) {
    return outcome.commands().isEmpty()
        ? outcome.error()
        : Optional.of(
            outcome.error().orElse("") + " To type: " + String.join("; ", outcome.commands()));
  }

  /** Outcomes for people. */
  public static String text(String run, List<Outcome> outcomes, int width) {
    Table table = new Table("DEVICE", "STATE", "SECONDS", "");
    for (Outcome outcome : outcomes) {
      table.row(
          outcome.device().name(),
          outcome.state().name(),
          outcome.steps().isEmpty()
              ? ""
              : String.format(Locale.ROOT, "%.1f", outcome.steps().getLast().millis() / 1000.0),
          outcome.error().orElse(""));
    }
    StringBuilder text = new StringBuilder(table.render(width));
    for (Outcome outcome : outcomes) {
      outcome
          .notes()
          .forEach(note ->
              text.append(
                  Wrapped.sentence(outcome.device().name() + ": ", Safe.line(note), 2, width)));
      if (outcome.state() == State.NEEDS_ATTENTION) {
        text.append(
            Safe.terminal(
                outcome.device().name() + ": type these lines where they still apply:\n"));
        outcome
            .commands()
            .forEach(command -> text.append("  ").append(Safe.terminal(command)).append('\n'));
      }
    }
    return text.append("run ").append(run).append('\n').toString();
  }
}

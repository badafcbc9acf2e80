package net.portcullis.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import net.portcullis.compliance.schedule.Status;

/** How the daemon fares, in Prometheus' text format. */
public final class DaemonMetrics {
  private final StringBuilder text = new StringBuilder();

  private DaemonMetrics() {}

  public static String render(Status status) {
    DaemonMetrics metrics = new DaemonMetrics();
    metrics.runs(status);
    metrics.known(status);
    metrics.head("ready", "gauge", "Whether the daemon does its work: see /readyz.");
    metrics.line("ready", "", status.troubles().isEmpty() ? 1 : 0);
    metrics.head("inventory_broken", "gauge", "Whether the last good inventory is used.");
    metrics.line("inventory_broken", "", status.inventoryBroken() ? 1 : 0);
    return metrics.text.toString();
  }

  private void runs(Status status) {
    head("runs_total", "counter", "Slots of schedules that are over, by how they ended.");
    counts(
        status,
        "runs",
        (words, value) ->
            line("runs_total", labels("schedule", words[0], "outcome", words[1]), value));
    head("run_seconds_total", "counter", "Time that runs took.");
    counts(
        status,
        "milliseconds",
        (words, value) -> line("run_seconds_total", labels("schedule", words[0]), value / 1000.0));
    head("run_last_seconds", "gauge", "What the last run took.");
    measured(status, "seconds", "run_last_seconds");
    head("run_lag_seconds", "gauge", "How much later than due the last run began.");
    measured(status, "lag", "run_lag_seconds");
    head("next_run_timestamp_seconds", "gauge", "When the next run begins.");
    for (Map.Entry<String, Instant> each : status.next().entrySet()) {
      line(
          "next_run_timestamp_seconds",
          labels("schedule", each.getKey()),
          each.getValue().getEpochSecond());
    }
    head("overdue_seconds", "gauge", "How long ago a run should have begun; 0 where none should.");
    for (Map.Entry<String, Instant> each : status.next().entrySet()) {
      Duration late = Duration.between(each.getValue(), status.at());
      line(
          "overdue_seconds",
          labels("schedule", each.getKey()),
          late.isNegative() ? 0 : late.toMillis() / 1000.0);
    }
    head("report_failures_total", "counter", "Reports that could not be written.");
    counts(
        status,
        "report_failures",
        (words, value) -> line("report_failures_total", labels("schedule", words[0]), value));
    head("notification_tries_total", "counter", "Tries to tell somebody, by how they ended.");
    counts(
        status,
        "notifications",
        (words, value) ->
            line(
                "notification_tries_total",
                labels("target", words[0], "outcome", words[1]),
                value));
  }

  private void known(Status status) {
    head("notifications", "gauge", "Notifications by state.");
    Map<String, Integer> states = new LinkedHashMap<>();
    for (String state : new String[] {"pending", "delivered", "failed"}) {
      states.put(state, status.deliveries().getOrDefault(state, 0));
    }
    states.forEach((state, count) -> line("notifications", labels("state", state), count));
    head("devices", "gauge", "Devices by the verdict of their last check.");
    status.devices().forEach((verdict, count) -> line("devices", labels("status", verdict), count));
    head("open_findings", "gauge", "Findings that stand.");
    status
        .findings()
        .forEach((group, count) ->
            line(
                "open_findings",
                labels(
                    "rule",
                    group.rule(),
                    "severity",
                    group.severity(),
                    "waived",
                    Boolean.toString(group.waived())),
                count));
  }

  private interface Each {
    void of(String[] words, long value);
  }

  /** Counts are kept under a metric's name and its labels, with blanks between. */
  private static void counts(Status status, String metric, Each each) {
    status
        .counts()
        .forEach((key, value) -> {
          int blank = key.indexOf(' ');
          if (key.substring(0, blank).equals(metric)) {
            String labels = key.substring(blank + 1);
            int last = labels.lastIndexOf(' ');
            each.of(
                last < 0
                    ? new String[] {labels, ""}
                    : new String[] {labels.substring(0, last), labels.substring(last + 1)},
                value);
          }
        });
  }

  private void measured(Status status, String metric, String name) {
    status
        .measured()
        .forEach((key, value) -> {
          int blank = key.indexOf(' ');
          if (key.substring(0, blank).equals(metric)) {
            line(name, labels("schedule", key.substring(blank + 1)), value.toMillis() / 1000.0);
          }
        });
  }

  private void head(String name, String type, String help) {
    text.append("# HELP portcullis_").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE portcullis_").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, String labels, long value) {
    line(name, labels, (double) value);
  }

  private void line(String name, String labels, double value) {
    boolean whole = value == Math.rint(value);
    text.append("portcullis_").append(name).append(labels).append(' ');
    text.append(whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value));
    text.append('\n');
  }

  private static String labels(String... namesAndValues) {
    StringBuilder labels = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      labels
          .append(i == 0 ? "" : ",")
          .append(namesAndValues[i])
          .append("=\"")
          .append(Safe.line(namesAndValues[i + 1]).replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return labels.append('}').toString();
  }
}

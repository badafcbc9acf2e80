package net.portcullis.report;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;
import net.portcullis.store.FindingRecord;

/** A check's result as JSON and as a table. */
public final class CheckReport {
  private CheckReport() {}

  /** The version of the JSON; fields are added within one, never taken away or changed. */
  private static final int SCHEMA = 1;

  /** A longer list of commands is left to the page and to JSON. */
  private static final int COMMANDS = 12;

  /** The JSON contract of the command that checks. */
  public static Map<String, Object> json(List<DeviceCheck> checks) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("devices", checks.stream().map(CheckReport::device).toList());
    return json;
  }

  /** The same with what came and went since the last check. */
  public static Map<String, Object> json(CheckRun run) {
    Map<String, Object> json = json(run.checks());
    run.trend()
        .ifPresent(trend -> {
          Map<String, Object> counts = new LinkedHashMap<>();
          counts.put("new", trend.opened().size());
          counts.put("reopened", trend.reopened().size());
          counts.put("fixed", trend.closed().stream().map(CheckReport::gone).toList());
          counts.put("standing", trend.standing().size());
          json.put("trend", counts);
        });
    return json;
  }

  private static Map<String, Object> gone(FindingRecord record) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", record.device());
    json.put("rule", record.rule());
    json.put("where", record.place());
    json.put("fingerprint", record.fingerprint());
    json.put("since", record.opened().toString());
    return json;
  }

  private static Map<String, Object> device(DeviceCheck check) {
    Map<String, Object> device = new LinkedHashMap<>();
    device.put("name", check.device());
    device.put("status", check.status().text());
    device.put("at", check.at().toString());
    device.put("configuration", check.configuration());
    device.put(
        "findings", check.findings().stream().map(finding -> finding(check, finding)).toList());
    return device;
  }

  private static Map<String, Object> finding(DeviceCheck check, Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", finding.rule().text());
    json.put("severity", finding.severity().text());
    json.put("message", finding.message());
    json.put("evidence", finding.evidence());
    json.put("witness", finding.witness());
    json.put("catalog", finding.catalog());
    json.put("remediation", finding.remedy().steps());
    json.put("region", finding.region());
    json.put("intended", finding.proof().map(Finding.Proof::intended));
    json.put("actual", finding.proof().map(Finding.Proof::actual));
    json.put("commands", finding.remedy().commands());
    json.put("commandsProved", finding.remedy().proved());
    json.put("waiver", finding.waiver().map(CheckReport::waiver));
    json.put("since", finding.since().map(Object::toString));
    json.put("firstSeen", finding.history().map(it -> it.firstSeen().toString()));
    json.put("lastSeen", finding.history().map(it -> it.lastSeen().toString()));
    json.put("trend", finding.history().map(it -> it.state().text()));
    json.put("where", finding.where());
    json.put("fingerprint", finding.fingerprint(check.device()));
    return json;
  }

  private static Map<String, Object> waiver(Finding.Waiver waiver) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", waiver.name());
    json.put("owner", waiver.owner());
    json.put("reason", waiver.reason());
    json.put("expires", waiver.expires().toString());
    return json;
  }

  /** For people: one block a device, one paragraph a finding, and what came and went. */
  public static String table(List<DeviceCheck> checks, int width) {
    return table(CheckRun.of(checks, Instant.EPOCH), width);
  }

  /** The same in the run's language. */
  public static String table(CheckRun run, int width) {
    Language words = run.language();
    StringBuilder text = new StringBuilder();
    Table summary =
        new Table(
            words.say("device"),
            words.say("status"),
            words.say("errors"),
            words.say("warnings"),
            words.say("unknown"),
            words.say("notes"),
            words.say("waived"));
    for (DeviceCheck check : run.checks()) {
      summary.row(
          check.device(),
          words.say(check.status()),
          count(check, Finding.Severity.ERROR),
          count(check, Finding.Severity.WARNING),
          count(check, Finding.Severity.UNKNOWN),
          count(check, Finding.Severity.INFO),
          Long.toString(
              check.findings().stream().filter(each -> each.waiver().isPresent()).count()));
    }
    text.append(summary.render(width));
    for (DeviceCheck check : run.checks()) {
      for (Finding finding : check.findings()) {
        text.append('\n').append(paragraph(words, check, finding, width));
      }
    }
    run.trend()
        .ifPresent(trend ->
            text.append('\n')
                .append(words.say("Since the last check"))
                .append(": ")
                .append(trend.opened().size() + " " + words.say("new") + ", ")
                .append(trend.reopened().size() + " " + words.say("re-opened") + ", ")
                .append(trend.closed().size() + " " + words.say("fixed") + ", ")
                .append(trend.standing().size() + " " + words.say("standing"))
                .append(".\n"));
    return text.toString();
  }

  private static String paragraph(Language words, DeviceCheck check, Finding finding, int width) {
    Table table = new Table(words.say(finding.severity()), check.device() + " " + finding.where());
    table.row("", words.title(finding.rule()) + " (" + finding.rule().text() + ").");
    String sentence = words.sentence(finding);
    table.row(words.say("what"), sentence.isEmpty() ? finding.message() : sentence);
    finding
        .proof()
        .ifPresent(proof ->
            table.row(
                words.say("packet"),
                proof.packet()
                    + "\n"
                    + words.say("intended")
                    + ": "
                    + words.say(proof.intended())
                    + "; "
                    + words.say("the device")
                    + ": "
                    + words.say(proof.actual())));
    finding
        .since()
        .ifPresent(since ->
            table.row(words.say("since"), since.truncatedTo(ChronoUnit.SECONDS).toString()));
    finding
        .waiver()
        .ifPresent(waiver ->
            table.row(
                words.say("waived"),
                waiver.owner() + ", " + words.say("until") + " " + waiver.expires()));
    if (!finding.catalog().isEmpty()) {
      table.row(words.say("catalog"), String.join(", ", finding.catalog()));
    }
    if (!finding.evidence().isEmpty()) {
      table.row(words.say("device"), finding.evidence());
    }
    mend(words, finding.remedy(), table);
    return table.render(width);
  }

  private static void mend(Language words, Finding.Remedy remedy, Table table) {
    if (!remedy.steps().isEmpty()) {
      table.row(words.say("mend"), String.join("\n", remedy.steps()));
    }
    if (!remedy.commands().isEmpty() && remedy.commands().size() <= COMMANDS) {
      table.row(
          words.say(remedy.proved() ? "proved" : "or type"), String.join("\n", remedy.commands()));
    }
  }

  private static String count(DeviceCheck check, Finding.Severity severity) {
    long count =
        check.findings().stream()
            .filter(finding -> finding.severity() == severity && finding.waiver().isEmpty())
            .count();
    return Long.toString(count);
  }
}

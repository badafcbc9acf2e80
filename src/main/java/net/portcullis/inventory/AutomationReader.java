package net.portcullis.inventory;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.portcullis.input.Fields;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Automation.CatchUp;
import net.portcullis.inventory.Automation.Notification;
import net.portcullis.inventory.Automation.Report;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.inventory.Automation.Target;
import net.portcullis.inventory.Automation.What;
import net.portcullis.inventory.InventoryReader.Named;

/** Reads what the daemon does by itself. */
final class AutomationReader {
  private static final List<String> SEVERITIES = List.of("info", "warning", "error");

  private final Problems problems;

  AutomationReader(Problems problems) {
    this.problems = problems;
  }

  Automation read(List<Named> schedules, List<Named> notifications, Optional<Fields> serve) {
    Optional<String> listen = serve.flatMap(fields -> fields.optionalText("listen"));
    serve.ifPresent(Fields::end);
    return new Automation(
        schedules.stream().flatMap(each -> schedule(each).stream()).toList(),
        notifications.stream().flatMap(each -> notification(each).stream()).toList(),
        listen);
  }

  private Optional<Schedule> schedule(Named named) {
    Fields fields = Fields.of(named.value(), problems);
    Optional<Cron> cron = fields.required("cron", Cron::parse);
    Optional<ZoneId> zone = fields.value("zone", AutomationReader::zone);
    Optional<Duration> jitter = fields.value("jitter", Fields::parseDuration);
    List<String> devices = fields.texts("devices");
    if (!fields.has("devices")) {
      fields.text("devices");
    } else if (devices.isEmpty()) {
      problems.add(
          fields.place("devices"),
          "The schedule '" + named.name() + "' names no devices.",
          "Write 'devices: [NAME, ...]', or 'devices: \"*\"' for all.");
    }
    String what =
        fields.required("what", text -> Fields.oneOf(text, words(What.values()))).orElse("");
    Optional<String> catchUp =
        fields.value("catch-up", text -> Fields.oneOf(text, words(CatchUp.values())));
    List<Report> reports =
        fields.items("reports").stream()
            .flatMap(node -> fields.scalar(node).stream())
            .map(scalar -> new Report(scalar.text(), scalar.place()))
            .toList();
    fields.end();
    return cron.map(times ->
        new Schedule(
            named.name(),
            times,
            zone.orElse(ZoneOffset.UTC),
            jitter.orElse(Duration.ZERO),
            new Selection(devices),
            what.equals(What.PROBES.text()) ? What.PROBES : What.CHECK,
            catchUp.filter(CatchUp.REPORT.text()::equals).isPresent()
                ? CatchUp.REPORT
                : CatchUp.ONCE,
            reports,
            fields.has("devices") ? fields.place("devices") : named.place()));
  }

  private static List<String> words(What[] values) {
    return Arrays.stream(values).map(What::text).toList();
  }

  private static List<String> words(CatchUp[] values) {
    return Arrays.stream(values).map(CatchUp::text).toList();
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time zone.\n"
              + Fields.nearest(text, ZoneId.getAvailableZoneIds().stream().sorted().toList())
                  .map(near -> "Did you mean '" + near + "'?")
                  .orElse("Write one such as Europe/Berlin, Asia/Shanghai or UTC."),
          unknown);
    }
  }

  private Optional<Notification> notification(Named named) {
    Fields fields = Fields.of(named.value(), problems);
    Optional<URI> address = fields.value("webhook", AutomationReader::address);
    List<String> command = fields.texts("command");
    Optional<SecretReference> secret =
        new SecretReader(named.folder(), problems).optional(fields, "secret");
    String from = fields.choice("severity", SEVERITIES).orElse("warning");
    if (fields.has("webhook") == fields.has("command")) {
      wrong(
          named.place(),
          "The notification '" + named.name() + "' names not just one of a webhook and a command.",
          "Write 'webhook: https://...' with 'secret: ...', or 'command: [PROGRAM, ARGUMENT]'.");
    } else if (fields.has("webhook") && !fields.has("secret")) {
      wrong(
          named.place(),
          "The webhook '" + named.name() + "' has no secret to sign with.",
          "Add 'secret: file:PATH' or another reference.");
    } else if (fields.has("command") && fields.has("secret")) {
      wrong(fields.place("secret"), "A command is not signed.", "Remove 'secret' here.");
    } else if (fields.has("command") && command.isEmpty()) {
      wrong(
          fields.place("command"),
          "The command is empty.",
          "Write 'command: [PROGRAM, ARGUMENT]'.");
    }
    fields.end();
    Optional<Target> target =
        command.isEmpty()
            ? address.flatMap(uri -> secret.map(sign -> new Target.Webhook(uri, sign)))
            : Optional.of(new Target.Program(command));
    return target.map(it -> new Notification(named.name(), it, from, named.place()));
  }

  private void wrong(Place place, String what, String remedy) {
    problems.add(place, what, remedy);
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException malformed) {
      // Told below, in the same words.
    }
    throw new IllegalArgumentException(
        "This is no address of a webhook.\n"
            + "Write https://HOST/PATH, without a user or a password in it.");
  }
}

package net.portcullis.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import net.portcullis.compliance.Checker;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.compliance.FleetCheck;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Compliance;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.CheckReport;
import net.portcullis.report.HtmlReport;
import net.portcullis.report.JUnitReport;
import net.portcullis.report.Json;
import net.portcullis.report.PrometheusReport;
import net.portcullis.report.Safe;
import net.portcullis.report.SarifReport;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = {
      "Compares what devices hold with what was intended, as packets. Reads, never writes.",
      "Ends with 0 where all comply, 3 on drift, 4 where something could not be read or proved."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final List<String> FORMS = List.of("html", "junit", "sarif", "prometheus", "json");

  private final GlobalOptions options;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DEVICE",
      description = "Names, globs, site=..., profile=..., tag=... (default: every device)")
  private List<String> selectors = new ArrayList<>();

  @Option(
      names = "--report",
      paramLabel = "FORM:FILE",
      description =
          "Also writes html, junit, sarif, prometheus or json to a file; may be repeated.")
  private List<String> reports = new ArrayList<>();

  CheckCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Report> wanted = reports.stream().map(CheckCommand::report).toList();
    Workspace workspace = options.workspace();
    Deployment deployment = Deployment.read(workspace);
    List<Device> devices = deployment.select(selectors);
    List<Intent> intents = deployment.intents(devices, clock);
    deployment.tell(clock, spec.commandLine().getErr());
    Instant at = clock.instant();
    List<DeviceCheck> checks;
    try (Outside outside = Outside.open(workspace)) {
      outside.secrets().prepare(devices);
      FleetCheck.Result result =
          new FleetCheck(
                  deployment.inventory(),
                  deployment::dialect,
                  new Checker(outside.dialer(), clock),
                  clock)
              .check(devices, intents);
      result.notices().forEach(this::note);
      checks = recorded(outside.store(), deployment.inventory().compliance(), result.checks());
    }
    print(checks);
    wanted.forEach(report -> write(report, checks, at));
    return status(checks).code();
  }

  /** The checks with their history; as they are, and a word on why, where it cannot be kept. */
  private List<DeviceCheck> recorded(Store store, Compliance settings, List<DeviceCheck> checks) {
    FindingHistory history = new FindingHistory(store.findings());
    try {
      String run = history.begin("check", checks.size());
      FindingHistory.Recorded recorded = history.record(run, checks);
      history.end(
          run, status(checks).name().toLowerCase(Locale.ROOT), clock.instant(), settings.kept());
      return recorded.checks();
    } catch (StoreException unusable) {
      note("The findings' history is not kept: " + unusable.getMessage());
      return checks;
    }
  }

  private void note(String sentence) {
    spec.commandLine().getErr().println("notice: " + Safe.line(sentence));
  }

  private void print(List<DeviceCheck> checks) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(CheckReport.json(checks)));
    } else {
      out.print(CheckReport.table(checks, GlobalOptions.columns()));
    }
  }

  private record Report(String form, Path file) {}

  private static Report report(String text) {
    int colon = text.indexOf(':');
    Place place = Place.start("--report");
    if (colon < 1 || colon == text.length() - 1) {
      throw new InvalidInputException(
          place, "'" + text + "' is not FORM:FILE.", "Write for example html:compliance.html.");
    }
    String form = text.substring(0, colon);
    if (!FORMS.contains(form)) {
      throw new InvalidInputException(
          place,
          "'" + form + "' is not a form of report.",
          Fields.nearest(form, FORMS)
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("Choose one of: " + String.join(", ", FORMS) + "."));
    }
    Path file = Path.of(text.substring(colon + 1));
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new InvalidInputException(
          place,
          file + " cannot be written.",
          "Name a file in a folder that exists and can be written to.");
    }
    return new Report(form, file);
  }

  private static void write(Report report, List<DeviceCheck> checks, Instant at) {
    String text =
        switch (report.form()) {
          case "html" -> HtmlReport.render(checks, at);
          case "junit" -> JUnitReport.render(checks);
          case "sarif" -> SarifReport.render(checks);
          case "prometheus" -> PrometheusReport.render(checks);
          default -> Json.text(CheckReport.json(checks)) + "\n";
        };
    try {
      // A reader of the file never sees half a report.
      Path draft = report.file().resolveSibling(report.file().getFileName() + ".new");
      Files.writeString(draft, text);
      Files.move(draft, report.file(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new InvalidInputException(
          Place.start(report.file().toString()),
          "The report cannot be written (" + failed.getClass().getSimpleName() + ").",
          "Check the folder's space and permissions.");
    }
  }

  private static ExitStatus status(List<DeviceCheck> checks) {
    ExitStatus status = ExitStatus.DONE;
    for (DeviceCheck check : checks) {
      status =
          status.and(
              switch (check.status()) {
                case COMPLIANT -> ExitStatus.DONE;
                case DRIFT -> ExitStatus.PENDING;
                case UNKNOWN -> ExitStatus.UNKNOWN;
              });
    }
    return status;
  }
}

package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import net.portcullis.compliance.Checker;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.compliance.FleetCheck;
import net.portcullis.compliance.Standards;
import net.portcullis.input.Place;
import net.portcullis.inventory.Compliance;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.CheckReport;
import net.portcullis.report.Json;
import net.portcullis.report.Safe;
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
  private static final Duration PATIENCE = Duration.ofSeconds(2);

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
    List<ReportFile> wanted =
        reports.stream().map(text -> ReportFile.of(text, Place.start("--report"))).toList();
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
                  Checker.of(
                          outside.dialer(),
                          new Standards(
                              deployment.catalog(), deployment.inventory(), LocalDate.now(clock)),
                          outside.store(),
                          clock)
                      .with(outside.verifier(PATIENCE)),
                  clock)
              .check(devices, intents);
      result.notices().forEach(this::note);
      checks = recorded(outside.store(), deployment.inventory().compliance(), result.checks());
    }
    print(checks);
    wanted.forEach(report -> report.write(checks, at));
    return Endings.ofChecks(checks).code();
  }

  /** The checks with their history; as they are, and a word on why, where it cannot be kept. */
  private List<DeviceCheck> recorded(Store store, Compliance settings, List<DeviceCheck> checks) {
    FindingHistory history = new FindingHistory(store.findings());
    try {
      String run = history.begin("check", checks.size());
      FindingHistory.Recorded recorded = history.record(run, checks);
      history.end(
          run,
          Endings.ofChecks(checks).name().toLowerCase(Locale.ROOT),
          clock.instant(),
          settings.kept());
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
}

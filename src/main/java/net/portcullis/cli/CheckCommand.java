package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.compliance.Checker;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.compliance.FleetCheck;
import net.portcullis.compliance.Trend;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Compliance;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.CheckReport;
import net.portcullis.report.CheckRun;
import net.portcullis.report.Json;
import net.portcullis.report.Language;
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

  @Option(
      names = "--config",
      paramLabel = "FILE|DIR",
      description = {
        "Looks at configurations that were kept in files instead of at devices: a file of the one",
        "device that is named, or DEVICE.cfg, or a folder of such. May be repeated."
      })
  private List<String> configs = new ArrayList<>();

  @Option(
      names = "--lang",
      paramLabel = "en|zh",
      description = "The language of the table and the page (default: en).")
  private String language = "en";

  CheckCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param trend absent where nothing is remembered
   */
  private record Found(List<DeviceCheck> checks, Optional<Trend> trend) {}

  @Override
  public Integer call() throws InterruptedException {
    List<ReportFile> wanted =
        reports.stream().map(text -> ReportFile.of(text, Place.start("--report"))).toList();
    Language words = language(language);
    Workspace workspace = options.workspace();
    Deployment deployment = Deployment.read(workspace);
    List<Device> devices = deployment.select(selectors);
    deployment.tell(clock, spec.commandLine().getErr());
    Instant at = clock.instant();
    Found found =
        configs.isEmpty()
            ? devices(workspace, deployment, devices)
            : files(deployment, devices, deployment.intents(devices, clock));
    CheckRun run =
        new CheckRun(found.checks(), at, found.trend(), Optional.of(deployment.catalog()), words);
    print(run);
    write(wanted, run);
    return Endings.ofChecks(found.checks()).code();
  }

  private static Language language(String text) {
    List<String> tags = Arrays.stream(Language.values()).map(Language::tag).toList();
    try {
      Fields.oneOf(text, tags);
    } catch (IllegalArgumentException wrong) {
      String[] parts = String.valueOf(wrong.getMessage()).split("\n", 2);
      throw new InvalidInputException(Place.start("--lang"), parts[0], parts[1]);
    }
    return Arrays.stream(Language.values())
        .filter(each -> each.tag().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private Found devices(Workspace workspace, Deployment deployment, List<Device> devices)
      throws InterruptedException {
    Compliance settings = deployment.inventory().compliance();
    try (Outside outside = Outside.open(workspace)) {
      outside.secrets().prepare(devices);
      Recognised recognised = Recognised.of(outside::recogniser, deployment, devices);
      recognised.notices().forEach(this::note);
      FleetCheck.Result result = Inspection.check(outside, recognised, devices, clock);
      result.notices().forEach(this::note);
      return recorded(outside.store(), settings, result.checks());
    }
  }

  /** What files hold says nothing of what devices hold now: no history is kept of it. */
  private Found files(Deployment deployment, List<Device> devices, List<Intent> intents) {
    SavedConfigs saved = SavedConfigs.of(configs, devices);
    List<Device> held =
        devices.stream().filter(device -> saved.files().containsKey(device.name())).toList();
    for (Device device : devices) {
      if (!saved.files().containsKey(device.name())) {
        note("There is no configuration of " + device.name() + ", so it is left out.");
      }
    }
    Checker checker = Checker.offline(Inspection.standards(deployment, clock), clock);
    List<DeviceCheck> checks = new ArrayList<>();
    for (Device device : held) {
      List<Intent> own =
          intents.stream().filter(intent -> intent.device().name().equals(device.name())).toList();
      String file = String.valueOf(saved.files().get(device.name()));
      checks.add(
          checker.check(
              device,
              deployment.dialect(device),
              own,
              ConfigFile.read(file, deployment.dialect(device)).config(),
              Optional.empty()));
    }
    FleetCheck.Result result = Inspection.of(checker, deployment, clock).weigh(held, checks);
    return new Found(result.checks(), Optional.empty());
  }

  /**
   * Each report is written, whatever becomes of the others; the first that could not be is told.
   */
  private static void write(List<ReportFile> wanted, CheckRun run) {
    List<InvalidInputException> failed = new ArrayList<>();
    for (ReportFile report : wanted) {
      try {
        report.write(run);
      } catch (InvalidInputException notWritten) {
        failed.add(notWritten);
      }
    }
    if (!failed.isEmpty()) {
      throw failed.getFirst();
    }
  }

  /** The checks with their history; as they are, and a word on why, where it cannot be kept. */
  private Found recorded(Store store, Compliance settings, List<DeviceCheck> checks) {
    FindingHistory history = new FindingHistory(store.findings());
    try {
      String run = history.begin("check", checks.size());
      FindingHistory.Recorded recorded = history.record(run, checks);
      history.end(
          run,
          Endings.ofChecks(checks).name().toLowerCase(Locale.ROOT),
          clock.instant(),
          settings.kept());
      return new Found(recorded.checks(), Optional.of(recorded.trend()));
    } catch (StoreException unusable) {
      note("The findings' history is not kept: " + unusable.getMessage());
      return new Found(checks, Optional.empty());
    }
  }

  private void note(String sentence) {
    spec.commandLine().getErr().println("notice: " + Safe.line(sentence));
  }

  private void print(CheckRun run) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(CheckReport.json(run)));
    } else {
      out.print(CheckReport.table(run, GlobalOptions.columns()));
    }
  }
}

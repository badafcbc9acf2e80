package net.portcullis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.FindingHistory;
import net.portcullis.compliance.FleetCheck;
import net.portcullis.compliance.ProbeFindings;
import net.portcullis.compliance.schedule.Plan;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Automation.Report;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.inventory.Automation.What;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.CheckRun;
import net.portcullis.report.Language;
import net.portcullis.store.FindingRecord;
import net.portcullis.verify.Verifier;

/** What schedules do, for one reading of the inventory. */
final class ServeWork implements Plan.Worker {
  /** Agents that are asked at a time. */
  private static final int AT_ONCE = 32;

  private final Workspace workspace;
  private final Clock clock;

  /** What a device turned out to be is mostly not asked again. */
  private volatile Deployment deployment;

  /** Permits expire with a day, and nothing else changes what is intended. */
  private final Map<String, Intended> intended = new ConcurrentHashMap<>();

  private record Intended(LocalDate day, Set<String> unknown, List<Intent> intents) {}

  private ServeWork(Workspace workspace, Deployment deployment, Clock clock) {
    this.workspace = workspace;
    this.deployment = deployment;
    this.clock = clock;
  }

  /**
   * Reads the workspace.
   *
   * @throws InvalidInputException with every problem, in schedules and their reports too
   */
  static Plan plan(Workspace workspace, Clock clock) {
    Deployment deployment = Deployment.read(workspace);
    Problems problems = new Problems();
    ServeWork work = new ServeWork(workspace, deployment, clock);
    for (Schedule schedule : deployment.inventory().automation().schedules()) {
      for (Report report : schedule.reports()) {
        try {
          ReportFile.of(report.text(), report.place());
        } catch (InvalidInputException wrong) {
          wrong.problems().forEach(it -> problems.add(it.place(), it.what(), it.remedy()));
        }
      }
    }
    problems.throwIfAny();
    return new Plan(
        deployment.inventory().automation(), deployment.inventory().compliance().kept(), work);
  }

  @Override
  public List<String> devices(Schedule schedule) {
    return selected(schedule).stream().map(Device::name).toList();
  }

  private List<Device> selected(Schedule schedule) {
    return schedule.devices().devices(deployment.inventory());
  }

  @Override
  public List<DeviceCheck> look(Schedule schedule) throws InterruptedException {
    List<Device> devices = selected(schedule);
    // Opened for each run: a password that was changed is read anew, and nothing piles up.
    try (Outside outside = Outside.open(workspace)) {
      outside.secrets().prepare(devices);
      Recognised recognised = Recognised.of(outside::recogniser, deployment, devices);
      if (!recognised.notices().isEmpty()) {
        deployment = recognised.deployment();
      }
      List<Intent> intents = intents(schedule, recognised, devices);
      FleetCheck fleet = Inspection.of(outside, recognised.deployment(), clock);
      return schedule.what() == What.CHECK
          ? fleet.check(devices, intents, recognised.unknown()).checks()
          : fleet.weigh(devices, probes(outside, fleet, recognised, devices, intents)).checks();
    }
  }

  private List<Intent> intents(Schedule schedule, Recognised recognised, List<Device> devices) {
    LocalDate today = LocalDate.now(clock);
    return intended
        .compute(
            schedule.name(),
            (name, known) ->
                known != null
                        && known.day().equals(today)
                        && known.unknown().equals(recognised.unknown().keySet())
                    ? known
                    : new Intended(
                        today,
                        Set.copyOf(recognised.unknown().keySet()),
                        recognised.intents(devices, clock)))
        .intents();
  }

  private List<DeviceCheck> probes(
      Outside outside,
      FleetCheck fleet,
      Recognised recognised,
      List<Device> devices,
      List<Intent> intents)
      throws InterruptedException {
    Verifier verifier = outside.verifier(Inspection.PATIENCE);
    Map<String, String> unknown = recognised.unknown();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<DeviceCheck>> running = new ArrayList<>();
      for (Device device : devices) {
        List<Intent> own =
            intents.stream().filter(it -> it.device().name().equals(device.name())).toList();
        running.add(
            threads.submit(() ->
                unknown.containsKey(device.name())
                    ? fleet.unrecognised(device, String.valueOf(unknown.get(device.name())))
                    : fleet.unchanged(
                        device,
                        own,
                        () ->
                            ProbeFindings.of(
                                verifier.verify(
                                    device,
                                    recognised.deployment().dialect(device),
                                    own,
                                    deployment.inventory().vantages()),
                                clock.instant()))));
      }
      List<DeviceCheck> checks = new ArrayList<>();
      for (Future<DeviceCheck> each : running) {
        checks.add(each.get());
      }
      return checks;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public boolean looksFor(Schedule schedule, FindingRecord finding) {
    boolean beside = finding.place().startsWith(FindingHistory.BESIDE);
    return beside == (schedule.what() == What.PROBES);
  }

  @Override
  public List<String> report(Schedule schedule, FindingHistory.Recorded found, Instant at) {
    CheckRun run =
        new CheckRun(
            found.checks(),
            at,
            Optional.of(found.trend()),
            // Probes look at a few packets: they do not show that a function is intact.
            Optional.of(deployment.catalog()).filter(all -> schedule.what() == What.CHECK),
            Language.EN);
    List<String> problems = new ArrayList<>();
    for (Report report : schedule.reports()) {
      try {
        ReportFile.of(report.text(), report.place()).write(run);
      } catch (InvalidInputException wrong) {
        wrong
            .problems()
            .forEach(
                it -> problems.add("the report was not written: " + it.what() + " " + it.remedy()));
      }
    }
    return problems;
  }

  /** Where plans come from: changes with any file that a plan is made from. */
  record Source(Workspace workspace, Clock clock) implements Plan.Source {
    @Override
    public Plan read() {
      return plan(workspace, clock);
    }

    @Override
    public String stamp() {
      return Stamp.of(
          List.of(
              workspace.inventory(),
              workspace.folder("catalog"),
              workspace.folder("device-profiles"),
              workspace.home().resolve("device-profiles")));
    }
  }

  /** Files' names, times and sizes. */
  static final class Stamp {
    private Stamp() {}

    static String of(List<Path> places) {
      StringBuilder text = new StringBuilder();
      places.stream().distinct().forEach(place -> append(place, text));
      return text.toString();
    }

    private static void append(Path place, StringBuilder text) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
          text.append(file)
              .append(' ')
              .append(Files.getLastModifiedTime(file).toMillis())
              .append(' ')
              .append(Files.size(file))
              .append('\n');
        }
      } catch (IOException | UncheckedIOException underWay) {
        text.append(place).append(" cannot be read\n");
      }
    }
  }
}

package net.portcullis.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.change.Collaborators;
import net.portcullis.change.DevicePlan;
import net.portcullis.change.Fleet;
import net.portcullis.change.Outcome;
import net.portcullis.change.PlanFile;
import net.portcullis.change.PlanOptions;
import net.portcullis.change.Planned;
import net.portcullis.change.Push;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.ChangeReport;
import net.portcullis.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "push",
    description =
        "Puts the lists on devices: a plan that was saved, or a new one. Each device ends as it was or as it was to be.",
    mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DEVICE",
      arity = "0..*",
      description =
          "A saved plan, or names, globs, site=..., profile=..., tag=... (default: every device).")
  private List<String> arguments = List.of();

  @Option(names = "--yes", description = "Do not ask. It answers questions, it opens no gate.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Show the plan and change nothing, as 'plan' does.")
  private boolean dryRun;

  @Option(
      names = "--save-foreign",
      description = "Accept that saving also saves what others changed and did not save.")
  private boolean saveForeign;

  @Option(
      names = "--allow-loss",
      paramLabel = "PERCENT",
      description = "How much of what is permitted now a change may take away (default: 20).")
  private double allowLoss = Push.USUAL_LOSS * 100;

  @Option(
      names = "--failures",
      paramLabel = "N",
      description = "How many devices may fail before no further one is begun (default: 0).")
  private int failures;

  @Option(
      names = "--on-breach",
      paramLabel = "halt|roll-back",
      description =
          "When more devices failed than may: leave the changed ones as they are, or take the whole run back (default: halt).")
  private String onBreach = "halt";

  @Option(
      names = "--timer",
      paramLabel = "SECONDS",
      description =
          "How long a device waits for the confirmation before it undoes the change by itself (default: as long as the change is expected to need).")
  private Optional<Integer> timer = Optional.empty();

  PushCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (allowLoss < 0 || allowLoss > 100) {
      throw new ParameterException(spec.commandLine(), "--allow-loss takes 0 to 100 percent.");
    }
    if (!onBreach.equals("halt") && !onBreach.equals("roll-back")) {
      throw new ParameterException(spec.commandLine(), "--on-breach takes halt or roll-back.");
    }
    if (!dryRun) {
      Answers.require(yes, spec);
    }
    try (Operations operations = Operations.open(options)) {
      Optional<PlanFile> file = file(operations);
      List<String> selectors =
          file.map(plan -> plan.devices().stream().map(PlanFile.DeviceEntry::name).toList())
              .orElse(arguments);
      if (file.isPresent() && selectors.isEmpty()) {
        spec.commandLine().getErr().println("The plan changes nothing.");
        return ExitStatus.DONE.code();
      }
      List<Device> devices = operations.devices(selectors, spec.commandLine().getErr());
      return push(
          operations, devices, operations.intents(devices, spec.commandLine().getErr()), file);
    }
  }

  private Optional<PlanFile> file(Operations operations) {
    boolean named = arguments.size() == 1 && arguments.getFirst().endsWith(PlanFile.SUFFIX);
    return named
        ? Optional.of(
            PlanFile.read(
                Path.of(arguments.getFirst()), operations.origin(), operations.time().instant()))
        : Optional.empty();
  }

  private int push(
      Operations operations, List<Device> devices, List<Intent> intents, Optional<PlanFile> file)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Fleet fleet = new Fleet(failures);
    Collaborators tools = operations.tools(err, operations.verification(intents));
    Push push = operations.push(tools, fleet);
    PlanOptions asked = Plans.options(saveForeign, timer, spec);
    List<Planned> planned =
        push.plan(operations.targets(devices, intents), yes && !dryRun ? asked.unseen() : asked);
    planned = Push.withinLoss(planned, allowLoss / 100);
    if (file.isPresent()) {
      planned = Push.asPlanned(planned, file.get());
    }
    List<DevicePlan> plans = planned.stream().map(Planned::plan).toList();
    if (dryRun) {
      planned.forEach(Planned::close);
      return show(plans);
    }
    boolean changes = plans.stream().anyMatch(plan -> plan.status() == DevicePlan.Status.CHANGE);
    if (changes && !yes) {
      err.print(ChangeReport.text(plans, GlobalOptions.columns()));
      err.flush();
      if (!Answers.yes(false, "Put this on the devices?")) {
        planned.forEach(Planned::close);
        return ExitStatus.PENDING.code();
      }
    }
    return carryThrough(operations, push, fleet, planned, file);
  }

  private int show(List<DevicePlan> plans) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(ChangeReport.plans(plans)));
    } else {
      out.print(ChangeReport.text(plans, GlobalOptions.columns()));
    }
    return Endings.ofPlans(plans).code();
  }

  private int carryThrough(
      Operations operations, Push push, Fleet fleet, List<Planned> planned, Optional<PlanFile> file)
      throws InterruptedException {
    String run = operations.store().begin("push");
    List<Planned> judged = new ArrayList<>(planned);
    if (file.isPresent() && !operations.store().use(file.get().id(), run)) {
      judged.replaceAll(each -> each.refuse("This plan was used before; make a new one."));
    }
    List<Outcome> outcomes;
    try (Interruption interruption =
        Interruption.stopping(fleet, operations.store(), run, spec.commandLine().getErr())) {
      outcomes =
          push.run(
              run,
              judged,
              onBreach.equals("halt") ? Push.Breach.HALT : Push.Breach.ROLL_BACK,
              Plans.options(saveForeign, timer, spec));
      ExitStatus status = Endings.ofOutcomes(outcomes);
      boolean unknown =
          planned.stream().anyMatch(each -> each.plan().status() == DevicePlan.Status.UNKNOWN);
      if (unknown && status != ExitStatus.NEEDS_ATTENTION) {
        status = onlyUnknown(planned, outcomes);
      }
      status = Outcomes.end(spec, options, operations.store(), run, outcomes, status);
      return interruption.status(status).code();
    }
  }

  /** A device of which something could not be read is unknown, not failed. */
  private static ExitStatus onlyUnknown(List<Planned> planned, List<Outcome> outcomes) {
    ExitStatus status = ExitStatus.UNKNOWN;
    for (Outcome outcome : outcomes) {
      boolean unread =
          planned.stream()
              .anyMatch(each ->
                  each.plan().device().equals(outcome.device())
                      && each.plan().status() == DevicePlan.Status.UNKNOWN);
      if (!unread) {
        status = status.and(Endings.ofOutcomes(List.of(outcome)));
      }
    }
    return status;
  }
}

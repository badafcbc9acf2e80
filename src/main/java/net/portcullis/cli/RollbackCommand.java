package net.portcullis.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.change.Collaborators;
import net.portcullis.change.DevicePlan;
import net.portcullis.change.Fleet;
import net.portcullis.change.Outcome;
import net.portcullis.change.PlanOptions;
import net.portcullis.change.Planned;
import net.portcullis.change.Push;
import net.portcullis.change.Rollback;
import net.portcullis.inventory.Device;
import net.portcullis.report.ChangeReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "rollback",
    description = "Brings devices back to what they held before a run, or before their last one.",
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "RUN|DEVICE", description = "As 'history' names it.")
  private String what = "";

  @Option(names = "--yes", description = "Do not ask. It answers questions, it opens no gate.")
  private boolean yes;

  @Option(
      names = "--save-foreign",
      description = "Accept that saving also saves what others changed and did not save.")
  private boolean saveForeign;

  @Option(
      names = "--timer",
      paramLabel = "SECONDS",
      description =
          "How long a device waits for the confirmation before it undoes the change by itself (default: as long as the change is expected to need).")
  private Optional<Integer> timer = Optional.empty();

  RollbackCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Answers.require(yes, spec);
    try (Operations operations = Operations.open(options)) {
      Rollback rollback =
          new Rollback(
              operations.deployment().inventory(), operations::dialect, operations.store());
      return switch (rollback.of(what)) {
        case Rollback.Result.Impossible impossible ->
            throw new ParameterException(spec.commandLine(), impossible.why());
        case Rollback.Result.Wanted wanted -> {
          operations.devices(
              wanted.targets().keySet().stream().map(Device::name).toList(),
              spec.commandLine().getErr());
          yield back(operations, wanted);
        }
      };
    }
  }

  private int back(Operations operations, Rollback.Result.Wanted wanted)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Fleet fleet = new Fleet(Integer.MAX_VALUE);
    Collaborators tools = operations.tools(err, operations.identification());
    Push push = operations.push(tools, fleet);
    PlanOptions allowed = Plans.options(saveForeign, timer, spec);
    List<Planned> planned = push.plan(wanted.targets(), allowed);
    List<DevicePlan> plans = planned.stream().map(Planned::plan).toList();
    if (!yes) {
      err.print(ChangeReport.text(plans, GlobalOptions.columns()));
      err.flush();
    }
    if (!Answers.yes(yes, "Bring the devices back?")) {
      planned.forEach(Planned::close);
      return ExitStatus.PENDING.code();
    }
    String run = operations.store().begin("rollback");
    try (Interruption interruption = Interruption.stopping(fleet, operations.store(), run, err)) {
      List<Outcome> outcomes = push.run(run, planned, Push.Breach.HALT, allowed);
      ExitStatus status = Endings.ofOutcomes(outcomes);
      status = Outcomes.end(spec, options, operations.store(), run, outcomes, status);
      return interruption.status(status).code();
    }
  }
}

package net.portcullis.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.change.DevicePlan;
import net.portcullis.change.Fleet;
import net.portcullis.change.PlanFile;
import net.portcullis.change.PlanOptions;
import net.portcullis.change.Planner;
import net.portcullis.change.Target;
import net.portcullis.inventory.Device;
import net.portcullis.report.ChangeReport;
import net.portcullis.report.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    aliases = "diff",
    description =
        "Reads devices and shows what a push would do: differences in words and in packets, risks, exact commands. Changes nothing.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  private final GlobalOptions options;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DEVICE",
      arity = "0..*",
      description = "Names, globs, site=..., profile=..., tag=... (default: every device).")
  private List<String> selectors = List.of();

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Keeps the plan in a file that 'push' takes; its name ends in .plan.json.")
  private Optional<Path> save = Optional.empty();

  @Option(
      names = "--save-foreign",
      description = "Accept that saving would also save what others changed and did not save.")
  private boolean saveForeign;

  @Option(
      names = "--timer",
      paramLabel = "SECONDS",
      description =
          "How long a device waits for the confirmation before it undoes the change by itself (default: as long as the change is expected to need).")
  private Optional<Integer> timer = Optional.empty();

  PlanCommand(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    save.ifPresent(file -> Plans.requireSuffix(file, spec));
    PlanOptions allowed = Plans.options(saveForeign, timer, spec);
    try (Operations operations = Operations.open(options)) {
      Map<Device, List<Target>> targets =
          operations.targets(
              operations.devices(selectors, spec.commandLine().getErr()),
              spec.commandLine().getErr());
      Planner planner = operations.planner();
      List<DevicePlan> plans =
          Fleet.each(
              List.copyOf(targets.entrySet()),
              entry -> planner.plan(entry.getKey(), entry.getValue(), allowed));
      save.ifPresent(
          file -> PlanFile.of(plans, operations.origin(), operations.time().instant()).write(file));
      PrintWriter out = spec.commandLine().getOut();
      if (options.json()) {
        out.println(Json.text(ChangeReport.plans(plans)));
      } else {
        out.print(ChangeReport.text(plans, GlobalOptions.columns()));
      }
      return Endings.ofPlans(plans).code();
    }
  }
}

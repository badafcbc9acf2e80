package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.input.Fields;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.policy.Intent;
import net.portcullis.report.AllowlistReport;
import net.portcullis.report.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The computed rules. Described to the parser as {@link Described} says. */
final class AllowlistCommand implements Callable<Integer> {
  private final GlobalOptions options;
  private final Clock clock;
  private final CommandSpec spec =
      Described.command(
          "allowlist", this, "Computes the rules of every binding, each with its reasons.");
  private Optional<String> site = Optional.empty();

  private AllowlistCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    spec.addOption(
        Described.option(String.class, value -> site = Optional.ofNullable(value), "--site")
            .paramLabel("S")
            .description("Only the devices of this site.")
            .build());
    Described.addHelp(spec);
  }

  static CommandSpec of(GlobalOptions options, Clock clock) {
    return new AllowlistCommand(options, clock).spec;
  }

  @Override
  public Integer call() {
    Deployment deployment = Deployment.read(options.workspace());
    List<Intent> intents = deployment.intents(devices(deployment), clock);
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(AllowlistReport.json(intents)));
    } else {
      out.print(AllowlistReport.table(intents, GlobalOptions.columns()));
    }
    deployment.tell(clock, spec.commandLine().getErr());
    return ExitStatus.DONE.code();
  }

  private List<Device> devices(Deployment deployment) {
    Inventory inventory = deployment.inventory();
    if (site.isEmpty()) {
      return inventory.devices();
    }
    if (inventory.site(site.get()).isEmpty()) {
      List<String> names = inventory.sites().stream().map(Inventory.Site::name).toList();
      throw new ParameterException(
          spec.commandLine(),
          "There is no site '"
              + site.get()
              + "'. "
              + Fields.nearest(site.get(), names)
                  .map(near -> "Did you mean '" + near + "'?")
                  .orElse("Sites: " + String.join(", ", names) + "."));
    }
    return deployment.select(List.of("site=" + site.get()));
  }
}

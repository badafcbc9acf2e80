package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.Json;
import net.portcullis.report.VerifyReport;
import net.portcullis.verify.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    description = "Looks at devices from beside their command line: SNMP agents and probes.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private final GlobalOptions options;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DEVICE",
      arity = "1..*",
      description = "Names, globs, site=..., profile=..., tag=...")
  private List<String> selectors = List.of();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long the answer to a probe is waited for (default: ${DEFAULT-VALUE}).")
  private int patience = 2;

  VerifyCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Workspace workspace = options.workspace();
    Deployment deployment = Deployment.read(workspace);
    List<Device> devices = deployment.select(selectors);
    List<Intent> intents = deployment.intents(devices, clock);
    List<Verifier.Seen> seen = new ArrayList<>();
    try (Outside outside = Outside.open(workspace)) {
      Verifier verifier = outside.verifier(Duration.ofSeconds(patience));
      for (Device device : devices) {
        List<Intent> own =
            intents.stream().filter(each -> each.device().name().equals(device.name())).toList();
        seen.add(
            verifier.verify(
                device, deployment.dialect(device), own, deployment.inventory().vantages()));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(VerifyReport.json(seen)));
    } else {
      out.print(VerifyReport.table(seen, GlobalOptions.columns()));
    }
    return status(seen).code();
  }

  private static ExitStatus status(List<Verifier.Seen> seen) {
    ExitStatus status = ExitStatus.DONE;
    for (Verifier.Seen each : seen) {
      status =
          status.and(
              each.unclear()
                  ? ExitStatus.UNKNOWN
                  : each.contradicts() ? ExitStatus.PENDING : ExitStatus.DONE);
    }
    return status;
  }
}

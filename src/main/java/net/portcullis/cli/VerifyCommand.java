package net.portcullis.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.report.Json;
import net.portcullis.report.VerifyReport;
import net.portcullis.verify.ServerPorts;
import net.portcullis.verify.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      arity = "0..*",
      description = "Names, globs, site=..., profile=..., tag=...")
  private List<String> selectors = List.of();

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "How long the answer to a probe is waited for (default: ${DEFAULT-VALUE}).")
  private int patience = 2;

  @Option(
      names = "--servers",
      description = {
        "Also logs in to the servers whose 'check' names a vantage point, and looks whether the",
        "internal ports are left to the application. No device need be named then."
      })
  private boolean servers;

  VerifyCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (selectors.isEmpty() && !servers) {
      throw new ParameterException(
          spec.commandLine(), "Missing required parameter: 'DEVICE'. Name one, or add --servers.");
    }
    Workspace workspace = options.workspace();
    Deployment deployment = Deployment.read(workspace);
    List<Device> devices = selectors.isEmpty() ? List.of() : deployment.select(selectors);
    List<Verifier.Seen> seen = new ArrayList<>();
    List<ServerPorts.Seen> ports = List.of();
    try (Outside outside = Outside.open(workspace)) {
      deployment = Recognised.of(outside::recogniser, deployment, devices).certain();
      List<Intent> intents = devices.isEmpty() ? List.of() : deployment.intents(devices, clock);
      Verifier verifier = outside.verifier(Duration.ofSeconds(patience));
      for (Device device : devices) {
        List<Intent> own =
            intents.stream().filter(each -> each.device().name().equals(device.name())).toList();
        Dialect dialect = deployment.dialect(device);
        seen.add(
            Verifier.withHits(
                verifier.verify(device, dialect, own, deployment.inventory().vantages()),
                outside.dialer(),
                dialect));
      }
      if (servers) {
        ports =
            new ServerPorts(outside.dialer()::shell)
                .look(deployment.catalog(), deployment.inventory());
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(servers ? VerifyReport.json(seen, ports) : VerifyReport.json(seen)));
    } else {
      out.print(VerifyReport.table(seen, GlobalOptions.columns()));
      out.print(VerifyReport.servers(ports, GlobalOptions.columns()));
    }
    return status(seen, ports).code();
  }

  private static ExitStatus status(List<Verifier.Seen> seen, List<ServerPorts.Seen> ports) {
    ExitStatus status = ExitStatus.DONE;
    for (Verifier.Seen each : seen) {
      status =
          status.and(
              each.unclear()
                  ? ExitStatus.UNKNOWN
                  : each.contradicts() ? ExitStatus.PENDING : ExitStatus.DONE);
    }
    for (ServerPorts.Seen each : ports) {
      status =
          status
              .and(each.unclear() ? ExitStatus.UNKNOWN : ExitStatus.DONE)
              .and(each.contradicts() ? ExitStatus.PENDING : ExitStatus.DONE);
    }
    return status;
  }
}

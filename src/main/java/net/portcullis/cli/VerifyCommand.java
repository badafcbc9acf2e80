package net.portcullis.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Selection;
import net.portcullis.policy.Intent;
import net.portcullis.report.Json;
import net.portcullis.report.VerifyReport;
import net.portcullis.session.DeviceDialer;
import net.portcullis.session.Secrets;
import net.portcullis.session.Timeouts;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.verify.Prober;
import net.portcullis.verify.SnmpClient;
import net.portcullis.verify.SnmpReader;
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
    List<Device> devices =
        Selections.devices(new Selection(selectors), deployment.inventory(), spec);
    List<Intent> intents = deployment.intents(devices, clock);
    List<Verifier.Seen> seen = new ArrayList<>();
    try (Outside outside = Outside.open(workspace.state(), clock, Duration.ofSeconds(patience))) {
      for (Device device : devices) {
        Optional<Dialect> dialect = deployment.profiles().dialect(device.profile());
        if (dialect.isPresent()) {
          List<Intent> own =
              intents.stream().filter(each -> each.device().name().equals(device.name())).toList();
          seen.add(
              outside
                  .verifier()
                  .verify(device, dialect.get(), own, deployment.inventory().vantages()));
        }
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

  /** What looking from outside needs, opened together and closed together. */
  private record Outside(
      Secrets secrets, Store store, DeviceDialer dialer, SnmpClient snmp, Verifier verifier)
      implements AutoCloseable {

    static Outside open(Path state, Clock clock, Duration patience) {
      Secrets secrets = Secrets.ofProcess();
      Store store = new Store(state, clock, Owner.current());
      DeviceDialer dialer =
          new DeviceDialer(
              secrets,
              device -> store.pinned(device).flatMap(pin -> pin.hostKey()),
              Timeouts.USUAL,
              System::nanoTime);
      try {
        SnmpClient snmp = SnmpClient.open(Duration.ofSeconds(2), 1);
        SnmpReader reader =
            new SnmpReader(
                snmp, (reference, what) -> secrets.resolve(reference, what).characters());
        return new Outside(
            secrets, store, dialer, snmp, new Verifier(reader, new Prober(patience, dialer::shell)));
      } catch (IOException noSocket) {
        throw new UncheckedIOException("No UDP socket could be opened.", noSocket);
      }
    }

    @Override
    public void close() {
      try (secrets;
          store;
          dialer) {
        snmp.close();
      } catch (IOException alreadyClosed) {
        throw new UncheckedIOException(alreadyClosed);
      }
    }
  }
}

package net.portcullis.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.schedule.Daemon;
import net.portcullis.input.Fields;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Automation;
import net.portcullis.inventory.Automation.Schedule;
import net.portcullis.report.CheckReport;
import net.portcullis.report.DaemonMetrics;
import net.portcullis.report.Json;
import net.portcullis.report.NoticeReport;
import net.portcullis.report.Safe;
import net.portcullis.session.Secrets;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description = {
      "Makes the inventory's schedules, tells what changed, shows metrics and health.",
      "Runs until it is ended (SIGTERM, Ctrl-C: what is under way has 30 s) and then ends with 0.",
      "The inventory is read again when its files change; see docs/serve.md."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final String LISTEN = "127.0.0.1:9464";

  private final GlobalOptions options;
  private final Clock clock;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS:PORT",
      description =
          "Where /metrics, /healthz and /readyz are served (default: the inventory's serve.listen, else "
              + LISTEN
              + ").")
  private Optional<String> listen = Optional.empty();

  @Option(
      names = "--once",
      paramLabel = "SCHEDULE",
      description = "Makes one run of a schedule now and ends as check does.")
  private Optional<String> once = Optional.empty();

  ServeCommand(GlobalOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workspace workspace = options.workspace();
    ServeWork.Source source = new ServeWork.Source(workspace, clock);
    Automation automation = source.read().automation();
    if (automation.schedules().isEmpty()) {
      throw new InvalidInputException(
          Place.start(workspace.inventory().toString()),
          "The inventory has no schedules: there is nothing to serve.",
          "Describe one under 'schedules:', with cron, devices and what; see docs/serve.md.");
    }
    try (Secrets secrets = Secrets.ofProcess();
        Store store = new Store(workspace.state(), clock, Owner.current())) {
      Daemon daemon =
          new Daemon(
              store,
              clock,
              source,
              new Daemon.Outside(
                  this::log, NoticeReport::json, DaemonMetrics::render, secrets::resolve));
      return once.isPresent()
          ? once(daemon, schedule(automation, once.get()))
          : serve(daemon, automation);
    }
  }

  private int serve(Daemon daemon, Automation automation) {
    InetSocketAddress address = listenAt(automation);
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(() -> {
          daemon.end();
          await(ended);
          spec.commandLine().getErr().flush();
          // Being told to end is how a daemon ends: no failure.
          Runtime.getRuntime().halt(ExitStatus.DONE.code());
        });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      daemon.run(address);
      return ExitStatus.DONE.code();
    } catch (IOException taken) {
      forget(hook);
      spec.commandLine()
          .getErr()
          .println(
              "portcullis: "
                  + Safe.line(address.getHostString() + ":" + address.getPort())
                  + " cannot be listened on: "
                  + Safe.line(String.valueOf(taken.getMessage()))
                  + ".\nEnd what has the port, or choose another with --listen ADDRESS:PORT.");
      return ExitStatus.FAILED.code();
    } finally {
      ended.countDown();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException underWay) {
      // The process is ending: the hook does what is left.
      return;
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await(Daemon.ENDS_WITHIN.toSeconds() + 20, TimeUnit.SECONDS);
    } catch (InterruptedException giveUp) {
      Thread.currentThread().interrupt();
    }
  }

  private int once(Daemon daemon, Schedule schedule) throws InterruptedException {
    List<DeviceCheck> checks = daemon.once(schedule);
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.text(CheckReport.json(checks)));
    } else {
      out.print(CheckReport.table(checks, GlobalOptions.columns()));
    }
    return checks.isEmpty() ? ExitStatus.FAILED.code() : Endings.ofChecks(checks).code();
  }

  private static Schedule schedule(Automation automation, String name) {
    List<String> names = automation.schedules().stream().map(Schedule::name).toList();
    return automation.schedules().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                Place.start("--once"),
                "There is no schedule '" + name + "'.",
                Fields.nearest(name, names)
                    .map(near -> "Did you mean '" + near + "'?")
                    .orElse("There are: " + String.join(", ", names) + ".")));
  }

  private InetSocketAddress listenAt(Automation automation) {
    String text = listen.or(automation::listen).orElse(LISTEN);
    Place place =
        Place.start(listen.isPresent() ? "--listen" : options.workspace().inventory().toString());
    int colon = text.lastIndexOf(':');
    try {
      int port = Fields.parseInteger(text.substring(colon + 1), 0, 65_535);
      String host = text.substring(0, Math.max(colon, 0));
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      if (!bare.isEmpty()) {
        return new InetSocketAddress(InetAddress.getByName(bare), port);
      }
    } catch (IllegalArgumentException | UnknownHostException wrong) {
      // Told below, in the same words.
    }
    throw new InvalidInputException(
        place,
        "'" + text + "' is no address to listen on.",
        "Write ADDRESS:PORT, such as " + LISTEN + " or [::1]:9464.");
  }

  private void log(String about, String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        clock.instant().truncatedTo(ChronoUnit.SECONDS)
            + " "
            + Safe.line(about)
            + ": "
            + Safe.line(sentence));
    err.flush();
  }
}

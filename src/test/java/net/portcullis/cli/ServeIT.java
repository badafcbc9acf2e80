package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.store.Owner;
import net.portcullis.store.ScheduleRun;
import net.portcullis.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process, beside emulated devices. */
class ServeIT {
  @TempDir private Path folder;
  private EmulatedFleet fleet;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    fleet = EmulatedFleet.small(folder, Options.of("h3c-comware7", 2, Transport.TELNET));
    Files.writeString(
        fleet.inventory(),
        """
        schedules:
          often: {cron: "*/2 * * * * *", devices: "*", what: check, reports: "html:%s"}
        notifications:
          file: {command: [/bin/sh, -c, "cat >> %s"]}
          silent: {webhook: "http://127.0.0.1:1/hook", secret: "env:PATH"}
        """
            .formatted(folder.resolve("often.html"), told()),
        StandardOpenOption.APPEND);
  }

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
    fleet.close();
  }

  private Path told() {
    return folder.resolve("told");
  }

  private Process serve(String name, String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path").replace(':', File.pathSeparatorChar),
                "net.portcullis.cli.Portcullis",
                "--inventory",
                fleet.inventory().toString(),
                "--state",
                fleet.state().toString(),
                "serve"));
    line.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private String log(String name) {
    return text(folder.resolve(name));
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private void await(String what, BooleanSupplier holds) throws InterruptedException {
    Instant late = Instant.now().plusSeconds(60);
    while (!holds.getAsBoolean()) {
      assertThat(Instant.now()).as(what + "\n" + log("log")).isBefore(late);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static HttpResponse<String> http(String method, String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(address))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private String address() {
    String log = log("log");
    int at = log.indexOf("http://127.0.0.1:");
    return log.substring(at, log.indexOf("/metrics", at));
  }

  private void ends(Process daemon, int status) throws InterruptedException {
    assertThat(daemon.waitFor(60, TimeUnit.SECONDS)).as(log("log")).isTrue();
    assertThat(daemon.exitValue()).as(log("log")).isEqualTo(status);
  }

  @Test
  void aHandEditIsFoundToldOnceAndShown() throws Exception {
    fleet.run(0, "push", "--yes");
    Process daemon = serve("log", "--listen", "127.0.0.1:0");
    await("a first run", () -> log("log").contains("often: 2 devices: 2 compliant"));
    assertThat(told()).doesNotExist();
    fleet
        .device()
        .type(
            "system-view",
            "interface Vlan-interface20",
            "undo packet-filter name PORTCULLIS_imc-lan_in_4_g1 inbound",
            "quit",
            "quit");
    await("a notification", () -> text(told()).contains("binding-missing"));
    await("another run", () -> log("log").lines().filter(it -> it.contains("1 drift")).count() > 2);
    assertThat(text(told()).lines().filter(it -> it.contains("binding-missing"))).hasSize(1);
    assertThat(text(folder.resolve("often.html"))).contains("No access list is bound");
    String metrics = http("GET", address() + "/metrics").body();
    assertThat(metrics)
        .contains("portcullis_devices{status=\"drift\"} 1")
        .contains("portcullis_open_findings{rule=\"binding-missing\"")
        .contains("portcullis_notifications{state=\"pending\"} 1")
        .contains("portcullis_runs_total{schedule=\"often\",outcome=\"done\"}");
    assertThat(log("log")).contains("silent: could not be told", "takes no connection");
    assertThat(http("GET", address() + "/healthz").statusCode()).isEqualTo(200);
    assertThat(http("GET", address() + "/readyz").body()).isEqualTo("ready\n");
    assertThat(http("POST", address() + "/metrics").statusCode()).isEqualTo(405);
    assertThat(http("GET", address() + "/etc/passwd").statusCode()).isEqualTo(404);
    daemon.destroy();
    ends(daemon, 0);
    assertThat(log("log")).contains("serve: has ended");
  }

  @Test
  void aBrokenInventoryIsToldAndTheLastGoodOneGoesOn() throws Exception {
    Process daemon = serve("log", "--listen", "127.0.0.1:0");
    await("a first run", () -> log("log").contains("often: 2 devices"));
    fleet.edit("*/2 * * * * *", "*/2 * * * * potato");
    await("words", () -> log("log").contains("is broken, and the last good one goes on"));
    assertThat(log("log")).containsPattern("fleet.yaml:\\d+:\\d+: 'potato' is no day of week.");
    int runs = log("log").split("often: 2 devices", -1).length;
    await("more runs", () -> log("log").split("often: 2 devices", -1).length > runs + 1);
    fleet.edit("*/2 * * * * potato", "*/3 * * * * *");
    await("words", () -> log("log").contains("often: has other times now"));
    assertThat(log("log")).contains("inventory: was read again");
    daemon.destroy();
    ends(daemon, 0);
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process daemon = serve("log", "--listen", "127.0.0.1:" + taken.getLocalPort());
      ends(daemon, 1);
      assertThat(log("log")).contains("cannot be listened on", "choose another with --listen");
    }
  }

  @Test
  void aReportThatCannotBeWrittenIsBadInput() throws Exception {
    fleet.edit("html:" + folder, "html:" + folder.resolve("nowhere"));
    Process daemon = serve("log");
    ends(daemon, 2);
    assertThat(log("log")).containsPattern("fleet.yaml:\\d+:\\d+: .*often.html cannot be written");
  }

  @Test
  void twoDaemonsOnOneStoreShareTheSlotsAndALockedStoreIsWaitedFor() throws Exception {
    Process one = serve("log", "--listen", "127.0.0.1:0");
    Process other = serve("log2", "--listen", "127.0.0.1:0");
    // Which of them takes a slot is nobody's choice; one may take them all.
    await("a run", () -> (log("log") + log("log2")).contains("often: 2 devices"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + fleet.state().resolve("portcullis.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("begin immediate");
      await("words", () -> (log("log") + log("log2")).contains("another process keeps it locked"));
      statement.execute("rollback");
    }
    long done = done();
    await("runs after that", () -> done() > done + 2);
    one.destroyForcibly().waitFor();
    await("runs of the one that is left", () -> log("log2").contains("often: 2 devices"));
    other.destroyForcibly().waitFor();
    List<ScheduleRun> runs = runs().reversed();
    for (int i = 1; i < runs.size(); i++) {
      assertThat(runs.get(i).firstSlot()).isEqualTo(runs.get(i - 1).slot().plusSeconds(2));
      assertThat(runs.get(i - 1).state()).isEqualTo("done");
    }
  }

  private long done() {
    return runs().stream().filter(run -> run.state().equals("done")).count();
  }

  private List<ScheduleRun> runs() {
    try (Store store = new Store(fleet.state(), Instant::now, Owner.current())) {
      return store.schedules().latest(1000);
    }
  }

  @Test
  void oneRunByHandEndsAsCheckDoesAndTellsWhatChanged() throws Exception {
    Process run = serve("log", "--once", "often");
    ends(run, 3);
    assertThat(text(told())).contains("binding-missing");
    assertThat(log("log")).contains("h3c-comware7-0001");
    assertThat(text(folder.resolve("often.html")))
        .as("what a check by hand would have written")
        .contains("id=\"functions\"", "</strong> re-opened")
        .doesNotContain("No earlier check is known");
    assertThat(fleet.run(0, "history", "--checks").out())
        .containsPattern("20\\S+Z +often by hand +2 +2 devices");
    assertThat(
            fleet.run(0, "history", "--checks", "-o", "json").json().get(0).get("cause").asString())
        .isEqualTo("often by hand");

    Process unknown = serve("log2", "--once", "oftn");
    assertThat(unknown.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(unknown.exitValue()).isEqualTo(2);
    assertThat(log("log2")).contains("Did you mean 'often'?");
  }
}

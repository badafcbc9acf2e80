package net.portcullis.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.Fault;
import net.portcullis.emulator.InventoryFile;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.report.Wrapped;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * The story that {@code demo} tells. Every step is a command that anybody can type; only the faults
 * and the hand edit are done behind the scenes.
 */
final class Demo {
  private static final int WEB_PORT = 8443;

  private final Workspace home;
  private final Path folder;
  private final PrintWriter out;
  private final boolean full;
  private final long began = System.nanoTime();
  private int step;
  private boolean asExpected = true;

  Demo(Workspace home, Path folder, PrintWriter out, boolean full) {
    this.home = home;
    this.folder = folder;
    this.out = out;
    this.full = full;
  }

  /** True where everything went as the story says. */
  boolean run() throws IOException, InterruptedException {
    String profile = exampleProfile();
    Emulators.Options options =
        Emulators.Options.of(profile, 1, Emulators.Transport.SSH)
            .withBatches(
                List.of(
                    new Emulators.Batch(profile, "edge-a", 1, Emulators.Transport.SSH),
                    new Emulators.Batch(profile, "edge-b", 1, Emulators.Transport.TELNET)));
    try (Emulators emulators = Emulators.start(options)) {
      InventoryFile.write(folder.resolve("inventory").resolve("demo.yaml"), emulators);
      tell(
          "Two emulated switches ("
              + profile
              + ") listen on 127.0.0.1: edge-a-0001 over "
              + "SSH, edge-b-0001 over TELNET, with SNMP agents on both. They stand where the example"
              + " deployment has its pair, in front of three servers. Nothing is bound on them: everything passes.");
      forward();
      failure(emulators.devices().getFirst());
      handEdit();
    }
    summary();
    return asExpected;
  }

  private void forward() {
    tell("What may pass, computed from the catalog and the inventory, each rule with its reasons:");
    command(ExitStatus.DONE, "allowlist", "--site", "headquarters");
    tell(
        "What a push would do: risks, what becomes denied, the text difference, the exact commands:");
    command(ExitStatus.PENDING, "plan", "edge-a-0001");
    tell(
        "The push. Each list is staged beside what is there, read back and proved equal to the intent before any"
            + " packet meets it; the device's own rollback timer is armed; the list is bound; a new login, SNMP and"
            + " probes must succeed; only then it is confirmed and saved:");
    command(ExitStatus.DONE, "push", "--yes");
    tell("The proof, from what the devices hold now:");
    command(ExitStatus.DONE, "check");
    tell("The same seen through SNMP:");
    command(ExitStatus.DONE, "verify", "edge-a-0001");
    tell("Why a packet passes, and why another does not:");
    command(
        ExitStatus.DONE,
        "explain",
        "--device",
        "edge-a-0001",
        "tcp 10.30.16.9:50000 > 10.20.0.11:8443");
    command(
        ExitStatus.DONE,
        "explain",
        "--device",
        "edge-a-0001",
        "tcp 203.0.113.9:50000 > 10.20.0.11:8443");
  }

  /** A device that says yes and writes something else: only reading back finds out. */
  private void failure(EmulatedDevice device) throws IOException {
    String before = device.running();
    Path inventory = folder.resolve("inventory").resolve("more.yaml");
    Files.writeString(
        inventory,
        """
        extra-permits:
          syslog-archive:
            from: imc
            to: backup
            protocol: tcp
            ports: 6514
            owner: demo
            reason: Something to change.
            expires: 2099-12-31
        """);
    device.add(Fault.parse("silent-rewrite@rule:7"));
    tell(
        "Now something breaks. The inventory gets one more permit, and edge-a-0001 will take a line, say nothing,"
            + " and write it down without its last condition:");
    command(ExitStatus.FAILED, "push", "edge-a-0001", "--yes");
    device.clearFaults();
    boolean unchanged = device.running().equals(before);
    asExpected &= unchanged;
    tell(
        unchanged
            ? "The running configuration of edge-a-0001 is, byte for byte, what it was before. Without the fault:"
            : "The running configuration of edge-a-0001 is NOT what it was before. Without the fault:");
    command(ExitStatus.DONE, "push", "edge-a-0001", "--yes");
  }

  private void handEdit() {
    tell(
        "Somebody takes one line from the list on edge-a-0001 by hand, the one for the web pages on "
            + WEB_PORT
            + ". The next scheduled check says what that means, and for whom:");
    try {
      removeLine("edge-a-0001");
      command(ExitStatus.PENDING, "check", "edge-a-0001");
    } catch (SessionException failed) {
      asExpected = false;
      tell("The hand edit did not succeed: " + failed.getMessage());
    }
  }

  private void removeLine(String name) throws SessionException {
    GlobalOptions options = new GlobalOptions();
    options.workspace = home.home();
    options.inventory = folder.resolve("inventory");
    options.state = folder.resolve("state");
    Workspace workspace = options.workspace();
    Deployment deployment = Deployment.read(workspace);
    Device device = deployment.inventory().device(name).orElseThrow();
    Binding binding = device.bindings().getFirst();
    Dialect dialect = deployment.dialect(device);
    try (Outside outside = Outside.open(workspace);
        Conversation conversation = outside.dialer().connect(device, dialect)) {
      DeviceConfig config = ConfigReader.read(conversation, dialect, Dialect.Source.RUNNING);
      String bound =
          config.bound(binding.interfaceName(), Direction.OUT, Family.IPV4).getFirst().list();
      DeviceConfig.ReadList list = config.list(bound, Family.IPV4).orElseThrow();
      for (Reply reply :
          conversation.sendAll(
              dialect.edit(bound, Family.IPV4, List.of(webLine(list)), List.of()), 1)) {
        if (reply instanceof Reply.Rejected rejected) {
          throw new SessionException(SessionException.Kind.UNKNOWN_PROMPT, rejected.why());
        }
      }
    }
  }

  private static String webLine(DeviceConfig.ReadList list) {
    List<Line> lines = list.access().lines();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean web =
          line.verdict() == Verdict.PERMIT
              && line.matches().stream()
                  .anyMatch(match ->
                      match.protocols().contains(Match.TCP)
                          && match
                              .destinationPorts()
                              .filter(ports -> ports.contains(WEB_PORT))
                              .isPresent());
      if (web) {
        return list.ids().get(i);
      }
    }
    throw new IllegalStateException("The list has no line for port " + WEB_PORT + ".");
  }

  /** The profile of the worked example's devices. */
  private String exampleProfile() {
    return Deployment.read(home).inventory().devices().getFirst().profile();
  }

  private void tell(String text) {
    out.println();
    step++;
    out.print(Wrapped.sentence(step + ". ", text, 2, GlobalOptions.columns()));
    out.flush();
  }

  private void command(ExitStatus expected, String... arguments) {
    out.println();
    out.println("$ portcullis " + quoted(arguments));
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(
        List.of(
            "--workspace", home.home().toString(),
            "--inventory", folder.resolve("inventory").toString(),
            "--state", folder.resolve("state").toString()));
    StringWriter text = new StringWriter();
    StringWriter errors = new StringWriter();
    long start = System.nanoTime();
    int status =
        Portcullis.run(new PrintWriter(text), new PrintWriter(errors), line.toArray(String[]::new));
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    show(text.toString());
    out.println("(exit status " + status + ", " + millis + " ms)");
    if (status != expected.code()) {
      asExpected = false;
      out.println("This demo expected exit status " + expected.code() + ".");
      out.print(errors);
    }
    out.flush();
  }

  private void show(String text) {
    out.print(full ? text : Excerpt.of(text, GlobalOptions.columns()));
  }

  private void summary() {
    tell(
        (asExpected
                ? "Everything went as it should, in "
                : "Something did NOT go as it should. This took ")
            + Duration.ofNanos(System.nanoTime() - began).toSeconds()
            + " seconds. What to try next:");
    out.println(
        """

           $EDITOR inventory/*.yaml                 your servers, roles and devices
           ./portcullis allowlist                   what follows from them
           ./portcullis enroll DEVICE               look at a device's identity, and pin it
           ./portcullis plan DEVICE                 what a push would do; changes nothing
           ./portcullis push DEVICE                 do it
           ./portcullis check --report html:r.html  compare, on a schedule if you like
           ./portcullis emulator run --help         more devices like these, to rehearse on\
        """);
  }

  private static String quoted(String... arguments) {
    List<String> words = new ArrayList<>();
    for (String argument : arguments) {
      words.add(argument.indexOf(' ') >= 0 ? "'" + argument + "'" : argument);
    }
    return String.join(" ", words);
  }
}

package net.portcullis.emulator.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.Written;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.SettableTime;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.DeviceDialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;
import net.portcullis.session.Stranger;
import net.portcullis.verify.Expected;
import net.portcullis.verify.SnmpFinding;
import net.portcullis.verify.SnmpReader;

/**
 * Tries a profile on an emulated device of its platform: the conversation, lists there and back,
 * what binds and takes off, the timers, the agent. Each check begins on the device as the one
 * before it must have left it.
 */
public final class ProfileTrial {
  private final SettableTime time;
  private final Emulators emulators;
  private final List<Device> devices;
  private final Dialect dialect;
  private final DeviceDialer dialer;
  private final SnmpReader agent;
  private final long seed;
  private final List<Check> checks = new ArrayList<>();

  public enum Outcome {
    OK,
    FAILED,
    NOT_APPLICABLE;

    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What came of a check.
   *
   * @param detail why it failed or does not apply, or what was seen
   */
  public record Check(String name, Outcome outcome, String detail) {}

  private interface Trying {
    Seen run() throws TrialSite.Failed, SessionException;
  }

  /**
   * @param time what the emulated devices' timers run by
   * @param emulators as {@link #devices} starts them
   * @param devices the same as an inventory names them, in order
   * @param dialer reaches them, with their secrets prepared
   * @param seed what the lists are made from
   */
  public ProfileTrial(
      SettableTime time,
      Emulators emulators,
      List<Device> devices,
      Dialect dialect,
      DeviceDialer dialer,
      SnmpReader agent,
      long seed) {
    this.time = time;
    this.emulators = emulators;
    this.devices = List.copyOf(devices);
    this.dialect = dialect;
    this.dialer = dialer;
    this.agent = agent;
    this.seed = seed;
  }

  /**
   * Starts what a trial needs: a device over SSH, and one over Telnet.
   *
   * @param own a folder of emulators that come before the program's own
   */
  public static Emulators devices(String profile, Path own, SettableTime time) throws IOException {
    return Emulators.start(
        new Options(
            List.of(
                new Batch(profile, "trial-ssh", 1, Transport.SSH),
                new Batch(profile, "trial-telnet", 1, Transport.TELNET)),
            Duration.ZERO,
            List.of(),
            Optional.empty(),
            Optional.of(own),
            Map.of(),
            time));
  }

  /** Tries all; each check is told, whatever became of the others. */
  public List<Check> run() {
    Device device = devices.getFirst();
    EmulatedDevice emulated = emulators.devices().getFirst();
    TrialSite site = new TrialSite(device, dialect, emulated, dialer);
    for (Device each : devices) {
      check("login over " + each.transport().name().toLowerCase(Locale.ROOT), () -> login(each));
    }
    check("the pager is turned", () -> pager(site));
    check("the configuration is understood", () -> understood(site));
    check("a line that is none is refused", () -> refused(site));
    ListTrial lists = new ListTrial(site, seed);
    for (Family family : Family.values()) {
      check("lists of IPv" + family.number() + " there and back", () -> lists.thereAndBack(family));
    }
    for (Family family : Family.values()) {
      check("IPv" + family.number() + " is bound and taken off", () -> lists.bound(family));
    }
    for (Direction direction : Direction.values()) {
      check("ports compared in direction " + direction.text(), () -> lists.compared(direction));
    }
    for (Family family : Family.values()) {
      check("a bound list of IPv" + family.number() + " is edited", () -> lists.edited(family));
    }
    for (Family family : Family.values()) {
      check("object groups of IPv" + family.number(), () -> lists.grouped(family));
    }
    check("the agent shows it", () -> agent(site));
    check("saving saves", () -> saved(site));
    if (dialect.timedRollbacks().isEmpty()) {
      checks.add(
          new Check("the device's own undo", Outcome.NOT_APPLICABLE, "the profile has none"));
    }
    TimerTrial timers = new TimerTrial(site, time);
    for (Dialect.TimedRollback timer : dialect.timedRollbacks()) {
      check(timer.description() + " goes back", () -> timers.fires(timer));
      check(timer.description() + " is confirmed", () -> timers.confirmed(timer));
      if (!timer.cancel().isEmpty()) {
        check(timer.description() + " is taken back", () -> timers.cancelled(timer));
      }
    }
    for (SessionSpec.Question question : dialect.session().questions()) {
      check("asked '" + question.text().text() + "'", () -> asked(question));
    }
    return List.copyOf(checks);
  }

  private void check(String name, Trying trying) {
    try {
      Seen seen = trying.run();
      checks.add(
          new Check(name, seen.tried() ? Outcome.OK : Outcome.NOT_APPLICABLE, seen.detail()));
    } catch (TrialSite.Failed | SessionException failed) {
      checks.add(new Check(name, Outcome.FAILED, String.valueOf(failed.getMessage())));
    }
  }

  private Seen login(Device device) throws SessionException {
    try (Conversation conversation = dialer.connect(device, dialect)) {
      return Seen.ok("the device calls itself " + conversation.hostname());
    }
  }

  /** Without the lines that switch it off, the pager comes. */
  private Seen pager(TrialSite site) throws TrialSite.Failed, SessionException {
    Command read = site.dialect().readCommands(Dialect.Source.RUNNING).getFirst();
    if (!read.mode().equals(site.dialect().session().start())) {
      return Seen.notTried("the configuration is shown in mode '" + read.mode() + "' alone");
    }
    List<String> whole;
    try (Conversation conversation = site.connect()) {
      whole = TrialSite.said(conversation.ask(read)).lines().map(String::strip).toList();
    }
    try (Stranger paged = dialer.greet(site.device(), List.of(site.dialect().session()))) {
      List<String> lines = paged.ask(read.text()).stream().map(String::strip).toList();
      if (!lines.equals(whole)) {
        throw new TrialSite.Failed(
            "by pages it shows other lines than at once; see 'session.pagers'");
      }
    }
    return Seen.ok(whole.size() + " lines");
  }

  private Seen understood(TrialSite site) throws TrialSite.Failed, SessionException {
    try (Conversation conversation = site.connect()) {
      DeviceConfig config = site.running(conversation);
      DeviceConfig startup =
          ConfigReader.read(conversation, site.dialect(), Dialect.Source.STARTUP);
      if (config.interfaces().stream()
          .noneMatch(each -> each.name().equalsIgnoreCase(site.binding().interfaceName()))) {
        throw new TrialSite.Failed(
            "interface " + site.binding().interfaceName() + " was not found in it");
      }
      return Seen.ok("running and start-up; lists: " + startup.lists().size());
    }
  }

  /**
   * True of a question that came while all else was tried: had it not been answered rightly, what
   * it was about would have failed.
   */
  private Seen asked(SessionSpec.Question question) {
    boolean came =
        emulators.devices().stream()
            .flatMap(each -> each.asked().stream())
            .flatMap(String::lines)
            .anyMatch(question.text()::in);
    String answer = question.answer().isEmpty() ? "the enter key" : "'" + question.answer() + "'";
    return came
        ? Seen.ok("answered by " + answer)
        : Seen.notTried("the emulated device did not ask it");
  }

  private Seen refused(TrialSite site) throws TrialSite.Failed, SessionException {
    List<Command> stage =
        site.dialect().stage(site.named(Family.IPV4, site.list(Direction.IN, Family.IPV4, 1)));
    try (Conversation conversation = site.connect()) {
      String mode = stage.getFirst().mode();
      Reply reply = conversation.send(new Command("frobnicate 7", mode, mode, Optional.empty()));
      return switch (reply) {
        case Reply.Rejected rejected -> Seen.ok(known(site, rejected.output()));
        case Reply.Accepted accepted ->
            throw new TrialSite.Failed(
                "'frobnicate 7' was taken for accepted; see 'session.harmless'");
      };
    }
  }

  /** The words of a refusal, which the profile must know: only then is it certain. */
  private static String known(TrialSite site, String output) throws TrialSite.Failed {
    SessionSpec session = site.dialect().session();
    List<String> lines = output.strip().lines().map(String::strip).toList();
    if (session.exitStatus().isPresent()) {
      return lines.isEmpty() ? "by its status" : lines.getLast();
    }
    return lines.stream()
        .filter(line -> session.errors().stream().anyMatch(words -> words.in(line)))
        .findFirst()
        .orElseThrow(() ->
            new TrialSite.Failed(
                "it is refused in words that 'session.errors' does not know: "
                    + String.join(" / ", lines)));
  }

  private Seen agent(TrialSite site) throws TrialSite.Failed, SessionException {
    Family family = Family.IPV4;
    String list = site.list(Direction.IN, family, 1);
    Written written = site.named(family, list);
    List<SnmpFinding> findings;
    try (Conversation conversation = site.connect()) {
      site.stage(conversation, written);
      site.bind(conversation, Direction.IN, family, list, Optional.empty());
      Expected expected =
          new Expected(
              site.binding(),
              Direction.IN,
              family,
              Expected.Lists.exactly(list),
              site.running(conversation).list(list, family).orElseThrow().access().lines().size());
      findings = agent.read(site.device(), site.dialect().snmp(), List.of(expected));
      site.remove(conversation, Direction.IN, family, list);
    }
    for (SnmpFinding finding : findings) {
      if (finding.verdict() == SnmpFinding.Verdict.DIFFERS) {
        throw new TrialSite.Failed(finding.name() + " shows " + finding.value());
      }
    }
    long shown = findings.stream().filter(it -> it.verdict() == SnmpFinding.Verdict.MATCH).count();
    String told =
        shown + " values as expected, " + (findings.size() - shown) + " that cannot be compared";
    return shown == 0 ? Seen.notTried(told) : Seen.ok(told);
  }

  private Seen saved(TrialSite site) throws TrialSite.Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    try (Conversation conversation = site.connect()) {
      site.stage(conversation, site.named(Family.IPV4, list));
      site.send(conversation, site.dialect().save());
      if (!site.emulated().startup().equals(site.emulated().running())) {
        throw new TrialSite.Failed(
            "the start-up configuration is not the running one; see 'commands.save'");
      }
      site.send(conversation, site.dialect().remove(list, Family.IPV4));
      site.send(conversation, site.dialect().save());
    }
    return Seen.ok("running is start-up");
  }
}

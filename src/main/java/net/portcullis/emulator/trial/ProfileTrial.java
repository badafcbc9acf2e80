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
import net.portcullis.dialect.SampleLists;
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
import net.portcullis.policy.Rule;
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
  /** Lists of each family that are written and read back. */
  private static final int LISTS = 15;

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

  /**
   * What was seen.
   *
   * @param tried false where the profile or the device has nothing to try
   */
  private record Seen(boolean tried, String detail) {}

  private static Seen ok(String detail) {
    return new Seen(true, detail);
  }

  private static Seen notTried(String why) {
    return new Seen(false, why);
  }

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
    for (Family family : Family.values()) {
      check("lists of IPv" + family.number() + " there and back", () -> lists(site, family));
    }
    for (Family family : Family.values()) {
      check("IPv" + family.number() + " is bound and taken off", () -> bound(site, family));
    }
    check("the agent shows it", () -> agent(site));
    check("saving saves", () -> saved(site));
    if (dialect.timedRollbacks().isEmpty()) {
      checks.add(
          new Check("the device's own undo", Outcome.NOT_APPLICABLE, "the profile has none"));
    }
    for (Dialect.TimedRollback timer : dialect.timedRollbacks()) {
      check(timer.description() + " goes back", () -> fires(site, timer));
      check(timer.description() + " is confirmed", () -> confirmed(site, timer));
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
      return ok("the device calls itself " + conversation.hostname());
    }
  }

  /** Without the lines that switch it off, the pager comes. */
  private Seen pager(TrialSite site) throws TrialSite.Failed, SessionException {
    Command read = site.dialect().readCommands(Dialect.Source.RUNNING).getFirst();
    if (!read.mode().equals(site.dialect().session().start())) {
      return notTried("the configuration is shown in mode '" + read.mode() + "' alone");
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
    return ok(whole.size() + " lines");
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
      return ok("running and start-up; lists: " + startup.lists().size());
    }
  }

  private Seen refused(TrialSite site) throws TrialSite.Failed, SessionException {
    List<Command> stage =
        site.dialect().stage(site.named(Family.IPV4, site.list(Direction.IN, Family.IPV4, 1)));
    try (Conversation conversation = site.connect()) {
      String mode = stage.getFirst().mode();
      Reply reply = conversation.send(new Command("frobnicate 7", mode, mode, Optional.empty()));
      return switch (reply) {
        case Reply.Rejected rejected -> ok(known(site, rejected.output()));
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

  private Seen lists(TrialSite site, Family family) throws TrialSite.Failed, SessionException {
    String name = site.list(Direction.IN, family, 1);
    int lines = 0;
    try (Conversation conversation = site.connect()) {
      for (int i = 0; i < LISTS; i++) {
        List<Rule> rules = new SampleLists(seed + i, site.dialect().traits()).list(family);
        Written written = site.dialect().write(name, family, rules);
        if (!written.problems().isEmpty()) {
          throw new TrialSite.Failed("it cannot be written: " + written.problems().getFirst());
        }
        site.stage(conversation, written);
        site.same(conversation, name, family, rules);
        site.send(conversation, site.dialect().remove(name, family));
        if (site.running(conversation).list(name, family).isPresent()) {
          throw new TrialSite.Failed("the list is still there after it was removed");
        }
        lines += written.lines().size();
      }
    }
    return ok(LISTS + " lists, " + lines + " lines, proved equal");
  }

  /** Bound, exchanged where the platform exchanges, taken off, removed: each read back. */
  private Seen bound(TrialSite site, Family family) throws TrialSite.Failed, SessionException {
    String before = site.emulated().running();
    int commands = 0;
    try (Conversation conversation = site.connect()) {
      for (Direction direction : Direction.values()) {
        String first = site.list(direction, family, 1);
        String second = site.list(direction, family, 2);
        site.stage(conversation, site.named(family, first));
        commands += site.bind(conversation, direction, family, first, Optional.empty());
        if (site.dialect().swap() == Dialect.Swap.ATOMIC) {
          site.stage(conversation, site.named(family, second));
          commands += site.bind(conversation, direction, family, second, Optional.of(first));
          site.send(conversation, site.dialect().remove(first, family));
          first = second;
        }
        site.remove(conversation, direction, family, first);
      }
    }
    if (!site.emulated().running().equals(before)) {
      throw new TrialSite.Failed("afterwards the device does not hold what it held before");
    }
    return ok(commands + " lines bound it, and nothing is left");
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
    return shown == 0 ? notTried(told) : ok(told);
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
    return ok("running is start-up");
  }

  private Seen fires(TrialSite site, Dialect.TimedRollback timer)
      throws TrialSite.Failed, SessionException {
    String before = site.emulated().running();
    String list = site.list(Direction.IN, Family.IPV4, 1);
    Duration length = length(timer);
    try (Conversation conversation = site.connect()) {
      armed(site, timer, conversation, length);
      site.stage(conversation, site.named(Family.IPV4, list));
      site.bind(conversation, Direction.IN, Family.IPV4, list, Optional.empty());
    }
    time.advance(length.plusSeconds(1));
    if (!site.emulated().running().equals(before)) {
      throw new TrialSite.Failed(
          "after " + length.toSeconds() + " s the old configuration is not back");
    }
    return ok("after " + length.toSeconds() + " s the old configuration is back");
  }

  private Seen confirmed(TrialSite site, Dialect.TimedRollback timer)
      throws TrialSite.Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    Duration length = length(timer);
    try (Conversation conversation = site.connect()) {
      armed(site, timer, conversation, length);
      site.stage(conversation, site.named(Family.IPV4, list));
      site.send(conversation, timer.confirm());
      if (timer.check().isPresent()
          && timer.armed(TrialSite.said(conversation.ask(timer.check().get())))) {
        throw new TrialSite.Failed("the timer is shown as running after it was confirmed");
      }
      time.advance(length.plusSeconds(1));
      if (site.running(conversation).list(list, Family.IPV4).isEmpty()) {
        throw new TrialSite.Failed("the timer ran on after it was confirmed; see 'confirm'");
      }
      site.send(conversation, site.dialect().remove(list, Family.IPV4));
    }
    return ok("the change stays");
  }

  private static Duration length(Dialect.TimedRollback timer) {
    return timer.granularity().compareTo(Duration.ofMinutes(2)) > 0
        ? timer.granularity()
        : Duration.ofMinutes(2);
  }

  private static void armed(
      TrialSite site, Dialect.TimedRollback timer, Conversation conversation, Duration length)
      throws TrialSite.Failed, SessionException {
    if (timer.probe().isPresent()
        && !timer.available(TrialSite.said(conversation.ask(timer.probe().get())))) {
      throw new TrialSite.Failed(
          "the emulated device does not say that it has the timer; see 'available'");
    }
    site.send(conversation, timer.arm(length));
    if (!site.emulated().rollbackArmed()) {
      throw new TrialSite.Failed("no timer runs on the device after it was armed; see 'arm'");
    }
    if (timer.check().isPresent()
        && !timer.armed(TrialSite.said(conversation.ask(timer.check().get())))) {
      throw new TrialSite.Failed("the device does not show the timer; see 'check' and 'armed'");
    }
  }
}

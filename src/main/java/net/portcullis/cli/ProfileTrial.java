package net.portcullis.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.SampleLists;
import net.portcullis.dialect.Written;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.InventoryFile;
import net.portcullis.emulator.SettableTime;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
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
final class ProfileTrial implements AutoCloseable {
  private static final String OWNS = "PORTCULLIS";

  /** Lists of each family that are written and read back. */
  private static final int LISTS = 15;

  private final SettableTime time = new SettableTime();
  private final Emulators emulators;
  private final Outside outside;
  private final Deployment deployment;
  private final long seed;
  private final List<Check> checks = new ArrayList<>();

  enum Outcome {
    OK,
    FAILED,
    NOT_APPLICABLE;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * What came of a check.
   *
   * @param detail why it failed or does not apply, or what was seen
   */
  record Check(String name, Outcome outcome, String detail) {}

  /** Says why a check failed. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String why) {
      super(why);
    }
  }

  /** Gives what was seen. */
  private interface Trying {
    String run() throws Failed, SessionException;
  }

  /**
   * @param folder for what the trial needs: an inventory, a store
   * @param own a folder of emulators that come before the program's own
   */
  ProfileTrial(Path home, String profile, Path folder, Path own, long seed) throws IOException {
    this.seed = seed;
    this.emulators =
        Emulators.start(
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
    Path inventory = folder.resolve("inventory.yaml");
    InventoryFile.write(inventory, emulators);
    Workspace workspace = new Workspace(home, inventory, folder.resolve("state"));
    this.deployment = Deployment.read(workspace);
    this.outside = Outside.open(workspace);
    outside.secrets().prepare(deployment.inventory().devices());
  }

  /** Tries all; each check is told, whatever became of the others. */
  List<Check> run() {
    List<Device> devices = deployment.inventory().devices();
    Device device = devices.getFirst();
    Dialect dialect = deployment.dialect(device);
    EmulatedDevice emulated = emulators.devices().getFirst();
    Site site = new Site(device, dialect, emulated);
    for (Device each : devices) {
      check(
          "login over " + each.transport().name().toLowerCase(Locale.ROOT),
          () -> login(each, dialect));
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

  /** A device under trial. */
  private record Site(Device device, Dialect dialect, EmulatedDevice emulated) {
    Binding binding() {
      return device.bindings().getFirst();
    }

    String list(Direction direction, Family family, int generation) {
      return dialect.listName(OWNS, binding(), direction, family, generation);
    }
  }

  private void check(String name, Trying trying) {
    try {
      checks.add(new Check(name, Outcome.OK, trying.run()));
    } catch (Failed | SessionException failed) {
      checks.add(new Check(name, Outcome.FAILED, String.valueOf(failed.getMessage())));
    }
  }

  private Conversation connect(Site site) throws SessionException {
    return outside.dialer().connect(site.device(), site.dialect());
  }

  private String login(Device device, Dialect dialect) throws SessionException {
    try (Conversation conversation = outside.dialer().connect(device, dialect)) {
      return "the device calls itself " + conversation.hostname();
    }
  }

  /** Without the lines that switch it off, the pager comes. */
  private String pager(Site site) throws Failed, SessionException {
    Command read = site.dialect().readCommands(Dialect.Source.RUNNING).getFirst();
    if (!read.mode().equals(site.dialect().session().start())) {
      return "not tried: the configuration is shown in mode '" + read.mode() + "' alone";
    }
    List<String> whole;
    try (Conversation conversation = connect(site)) {
      whole = said(conversation.ask(read)).lines().map(String::strip).toList();
    }
    try (Stranger paged =
        outside.dialer().greet(site.device(), List.of(site.dialect().session()))) {
      List<String> lines = paged.ask(read.text()).stream().map(String::strip).toList();
      if (!lines.equals(whole)) {
        throw new Failed("by pages it shows other lines than at once; see 'session.pagers'");
      }
    }
    return whole.size() + " lines";
  }

  private String understood(Site site) throws Failed, SessionException {
    try (Conversation conversation = connect(site)) {
      DeviceConfig config = running(site, conversation);
      DeviceConfig startup =
          ConfigReader.read(conversation, site.dialect(), Dialect.Source.STARTUP);
      if (config.interfaces().stream()
          .noneMatch(each -> each.name().equalsIgnoreCase(site.binding().interfaceName()))) {
        throw new Failed("interface " + site.binding().interfaceName() + " was not found in it");
      }
      return "running and start-up, with " + startup.lists().size() + " lists";
    }
  }

  private static DeviceConfig running(Site site, Conversation conversation)
      throws Failed, SessionException {
    DeviceConfig config = ConfigReader.read(conversation, site.dialect(), Dialect.Source.RUNNING);
    if (!config.unreadable().isEmpty()) {
      throw new Failed("a line was not understood: " + config.unreadable().getFirst());
    }
    return config;
  }

  private String refused(Site site) throws Failed, SessionException {
    List<Command> stage =
        site.dialect().stage(some(site, Family.IPV4, site.list(Direction.IN, Family.IPV4, 1)));
    try (Conversation conversation = connect(site)) {
      String mode = stage.getFirst().mode();
      Reply reply = conversation.send(new Command("frobnicate 7", mode, mode, Optional.empty()));
      return switch (reply) {
        case Reply.Rejected rejected ->
            rejected.output().strip().lines().reduce("", (a, b) -> b.strip());
        case Reply.Accepted accepted ->
            throw new Failed("'frobnicate 7' was taken for accepted; see 'session.errors'");
      };
    }
  }

  private static Written some(Site site, Family family, String name) {
    return site.dialect().write(name, family, SampleLists.named(family));
  }

  private String lists(Site site, Family family) throws Failed, SessionException {
    String name = site.list(Direction.IN, family, 1);
    int lines = 0;
    try (Conversation conversation = connect(site)) {
      for (int i = 0; i < LISTS; i++) {
        List<Rule> rules = new SampleLists(seed + i, site.dialect().traits()).list(family);
        Written written = site.dialect().write(name, family, rules);
        if (!written.problems().isEmpty()) {
          throw new Failed("it cannot be written: " + written.problems().getFirst());
        }
        stage(site, conversation, written);
        same(site, conversation, name, family, rules);
        send(conversation, site.dialect().remove(name, family));
        if (running(site, conversation).list(name, family).isPresent()) {
          throw new Failed("the list is still there after it was removed");
        }
        lines += written.lines().size();
      }
    }
    return LISTS + " lists, " + lines + " lines, proved equal";
  }

  private static void same(
      Site site, Conversation conversation, String name, Family family, List<Rule> rules)
      throws Failed, SessionException {
    AccessList wanted = new AccessList(name, rules.stream().map(Rule::line).toList(), Verdict.DENY);
    AccessList read =
        running(site, conversation)
            .list(name, family)
            .map(DeviceConfig.ReadList::access)
            .orElseThrow(() -> new Failed("the list that was written is not in what is read"));
    Comparison comparison = Comparison.compare(wanted, read, family);
    if (!comparison.isEqual()) {
      throw new Failed("what is read back means something else: " + comparison);
    }
  }

  private static void stage(Site site, Conversation conversation, Written written)
      throws Failed, SessionException {
    for (Reply reply :
        conversation.sendAll(site.dialect().stage(written), site.dialect().pipeline())) {
      said(reply);
    }
  }

  private static void send(Conversation conversation, List<Command> commands)
      throws Failed, SessionException {
    for (Command command : commands) {
      said(conversation.send(command));
    }
  }

  private static String said(Reply reply) throws Failed {
    return switch (reply) {
      case Reply.Accepted accepted -> accepted.output();
      case Reply.Rejected rejected ->
          throw new Failed("'" + rejected.command().text() + "': " + rejected.why());
    };
  }

  /** Bound, exchanged where the platform exchanges, taken off, removed: each read back. */
  private String bound(Site site, Family family) throws Failed, SessionException {
    String before = site.emulated().running();
    int commands = 0;
    try (Conversation conversation = connect(site)) {
      for (Direction direction : Direction.values()) {
        String first = site.list(direction, family, 1);
        String second = site.list(direction, family, 2);
        stage(site, conversation, some(site, family, first));
        commands += bind(site, conversation, direction, family, first, Optional.empty());
        if (site.dialect().swap() == Dialect.Swap.ATOMIC) {
          stage(site, conversation, some(site, family, second));
          commands += bind(site, conversation, direction, family, second, Optional.of(first));
          send(conversation, site.dialect().remove(first, family));
          first = second;
        }
        send(conversation, site.dialect().unbind(site.binding(), direction, family, first));
        bindings(site, conversation, direction, family, List.of());
        send(conversation, site.dialect().remove(first, family));
      }
    }
    if (!site.emulated().running().equals(before)) {
      throw new Failed("afterwards the device does not hold what it held before");
    }
    return commands + " lines bound it, and nothing is left";
  }

  /** The device's own meaning of what is bound judges the profile's names and forms. */
  private int bind(
      Site site,
      Conversation conversation,
      Direction direction,
      Family family,
      String list,
      Optional<String> old)
      throws Failed, SessionException {
    List<Command> commands = site.dialect().bind(site.binding(), direction, family, list, old);
    send(conversation, commands);
    bindings(site, conversation, direction, family, List.of(list));
    same(site, conversation, list, family, SampleLists.named(family));
    AccessList meant =
        new AccessList(
            list, SampleLists.named(family).stream().map(Rule::line).toList(), Verdict.DENY);
    List<AccessList> filters =
        site.emulated().filters(site.binding().interfaceName(), direction.text(), family);
    if (filters.size() != 1) {
      throw new Failed(filters.size() + " lists filter there on the device, not one");
    }
    Comparison comparison = Comparison.compare(meant, filters.getFirst(), family);
    if (comparison.equivalent().filter(equal -> !equal).isPresent()) {
      throw new Failed("the device takes the list to mean something else: " + comparison);
    }
    return commands.size();
  }

  private static void bindings(
      Site site, Conversation conversation, Direction direction, Family family, List<String> wanted)
      throws Failed, SessionException {
    List<String> bound =
        running(site, conversation)
            .bound(site.binding().interfaceName(), direction, family)
            .stream()
            .map(DeviceConfig.ReadBinding::list)
            .toList();
    if (bound.size() != wanted.size()
        || (!wanted.isEmpty() && !bound.getFirst().equalsIgnoreCase(wanted.getFirst()))) {
      throw new Failed(
          "in direction "
              + direction.text()
              + " "
              + wanted
              + " should be bound, and "
              + bound
              + " is read");
    }
  }

  private String agent(Site site) throws Failed, SessionException {
    SnmpReader reader = outside.snmpReader();
    Family family = Family.IPV4;
    String list = site.list(Direction.IN, family, 1);
    Written written = some(site, family, list);
    List<SnmpFinding> findings;
    try (Conversation conversation = connect(site)) {
      stage(site, conversation, written);
      bind(site, conversation, Direction.IN, family, list, Optional.empty());
      Expected expected =
          new Expected(
              site.binding(),
              Direction.IN,
              family,
              Expected.Lists.exactly(list),
              running(site, conversation).list(list, family).orElseThrow().access().lines().size());
      findings = reader.read(site.device(), site.dialect().snmp(), List.of(expected));
      send(conversation, site.dialect().unbind(site.binding(), Direction.IN, family, list));
      send(conversation, site.dialect().remove(list, family));
    }
    for (SnmpFinding finding : findings) {
      if (finding.verdict() == SnmpFinding.Verdict.DIFFERS) {
        throw new Failed(finding.name() + " shows " + finding.value());
      }
    }
    return findings.stream().filter(it -> it.verdict() == SnmpFinding.Verdict.MATCH).count()
        + " values as expected";
  }

  private String saved(Site site) throws Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    try (Conversation conversation = connect(site)) {
      stage(site, conversation, some(site, Family.IPV4, list));
      send(conversation, site.dialect().save());
      if (!site.emulated().startup().equals(site.emulated().running())) {
        throw new Failed("the start-up configuration is not the running one; see 'commands.save'");
      }
      send(conversation, site.dialect().remove(list, Family.IPV4));
      send(conversation, site.dialect().save());
    }
    return "running is start-up";
  }

  private String fires(Site site, Dialect.TimedRollback timer) throws Failed, SessionException {
    String before = site.emulated().running();
    String list = site.list(Direction.IN, Family.IPV4, 1);
    Duration length = length(timer);
    try (Conversation conversation = connect(site)) {
      armed(site, timer, conversation, length);
      stage(site, conversation, some(site, Family.IPV4, list));
      bind(site, conversation, Direction.IN, Family.IPV4, list, Optional.empty());
    }
    time.advance(length.plusSeconds(1));
    if (!site.emulated().running().equals(before)) {
      throw new Failed("after " + length.toSeconds() + " s the old configuration is not back");
    }
    return "after " + length.toSeconds() + " s the old configuration is back";
  }

  private String confirmed(Site site, Dialect.TimedRollback timer) throws Failed, SessionException {
    String list = site.list(Direction.IN, Family.IPV4, 1);
    Duration length = length(timer);
    try (Conversation conversation = connect(site)) {
      armed(site, timer, conversation, length);
      stage(site, conversation, some(site, Family.IPV4, list));
      send(conversation, timer.confirm());
      if (timer.check().isPresent() && timer.armed(said(conversation.ask(timer.check().get())))) {
        throw new Failed("the timer is shown as running after it was confirmed");
      }
      time.advance(length.plusSeconds(1));
      if (running(site, conversation).list(list, Family.IPV4).isEmpty()) {
        throw new Failed("the timer ran on after it was confirmed; see 'confirm'");
      }
      send(conversation, site.dialect().remove(list, Family.IPV4));
    }
    return "the change stays";
  }

  private static Duration length(Dialect.TimedRollback timer) {
    return timer.granularity().compareTo(Duration.ofMinutes(2)) > 0
        ? timer.granularity()
        : Duration.ofMinutes(2);
  }

  private static void armed(
      Site site, Dialect.TimedRollback timer, Conversation conversation, Duration length)
      throws Failed, SessionException {
    if (timer.probe().isPresent()
        && !timer.available(said(conversation.ask(timer.probe().get())))) {
      throw new Failed("the emulated device does not say that it has the timer; see 'available'");
    }
    send(conversation, timer.arm(length));
    if (!site.emulated().rollbackArmed()) {
      throw new Failed("no timer runs on the device after it was armed; see 'arm'");
    }
    if (timer.check().isPresent() && !timer.armed(said(conversation.ask(timer.check().get())))) {
      throw new Failed("the device does not show the timer; see 'check' and 'armed'");
    }
  }

  @Override
  public void close() {
    outside.close();
    emulators.close();
  }
}

package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.portcullis.change.FakeDevice.Config;

/**
 * The switch itself: configurations, timer, and what lines do to them. It notes every line of ours
 * that no line of ours may be.
 */
final class SimMachine {
  private static final String PLACE = "4 inbound";
  private static final String LISTS = "acl advanced name ";

  private final String name;
  private final VirtualTime time;
  private final Kind kind;
  private Config running;
  private Config startup;
  private Optional<Config> rollbackPoint = Optional.empty();
  private long timerEnds;
  private final List<Gathered> gathered = new ArrayList<>();
  private final SimCopy copy = new SimCopy();
  private boolean wroteDown;
  private boolean noRoom;
  private boolean lockedOut;
  private boolean allSessions;
  private Optional<String> placeWhenLockedOut = Optional.empty();
  private int changedByUs;
  private boolean foreignAtPlace;
  private boolean foreignUnread;
  private Optional<String> trespass = Optional.empty();
  private boolean savedByOthers;
  private Set<String> provable = Set.of();

  /** How it undoes by itself, and exchanges lists. */
  enum Kind {
    BLIND("h3c-comware7"),
    SHOWN("sim-shown"),
    DETACHED("sim-detached"),
    /** Lines are gathered until they are committed, and the commit brings the timer along. */
    TOGETHER("sim-together"),
    /** Lines are gathered in a copy of everything, which is committed with a timer. */
    SESSION("sim-session"),
    /** Lists have object groups of their own. */
    GROUPED("sim-grouped"),
    TIMERLESS("sim-timerless");

    private final String profile;

    Kind(String profile) {
      this.profile = profile;
    }

    String profile() {
      return profile;
    }

    boolean atomic() {
      return switch (this) {
        case SHOWN, DETACHED, TOGETHER, SESSION, GROUPED -> true;
        case BLIND, TIMERLESS -> false;
      };
    }
  }

  /** A line that takes effect with the next commit. */
  private record Gathered(String view, String text) {}

  /** What came of a line. */
  record Said(String output, String view, boolean taken, boolean inForce) {}

  SimMachine(String name, VirtualTime time, Kind kind, Config running, Config startup) {
    this.name = name;
    this.time = time;
    this.kind = kind;
    this.running = running.copy();
    this.startup = startup.copy();
  }

  Config running() {
    tick();
    return running;
  }

  Config startup() {
    return startup;
  }

  int changedByUs() {
    return changedByUs;
  }

  boolean foreignAtPlace() {
    return foreignAtPlace;
  }

  boolean savedByOthers() {
    return savedByOthers;
  }

  Optional<String> trespass() {
    return trespass;
  }

  boolean timerRuns() {
    tick();
    return rollbackPoint.isPresent();
  }

  void tick() {
    if (rollbackPoint.isPresent() && time.nanos() >= timerEnds) {
      running = rollbackPoint.get();
      rollbackPoint = Optional.empty();
      copy.drop();
      noRoom = false;
    }
    if (lockedOut && !place(running).equals(placeWhenLockedOut.orElse(""))) {
      lockedOut = false;
    }
  }

  void restart() {
    running = startup.copy();
    rollbackPoint = Optional.empty();
    gathered.clear();
    copy.drop();
    wroteDown = false;
    noRoom = false;
    tick();
  }

  /** What a session has gathered is lost with it. */
  void sessionEnds() {
    gathered.clear();
  }

  void noRoom() {
    noRoom = true;
  }

  /** What has just been put in force shuts people out, for as long as it is in force. */
  void lockOut(boolean all) {
    lockedOut = true;
    allSessions = all;
    placeWhenLockedOut = Optional.of(place(running));
  }

  boolean shutToNew() {
    tick();
    return lockedOut;
  }

  boolean shutToAll() {
    tick();
    return lockedOut && allSessions;
  }

  /** What stands at the place that we manage: the list's name and its lines. */
  static String place(Config config) {
    String list = config.bindings.get(PLACE);
    TreeMap<Integer, String> rules = config.lists.getOrDefault(LISTS + list, new TreeMap<>());
    return list == null ? "" : list + rules + SimGroups.meant(config, rules.values());
  }

  /** The lines that packets meet. */
  static Collection<String> inForce(Config config) {
    String list = config.bindings.getOrDefault(PLACE, "");
    return SimGroups.meant(
        config, config.lists.getOrDefault(LISTS + list, new TreeMap<>()).values());
  }

  /** From now on packets may meet these lines only. */
  void prove(Collection<String> lines) {
    provable = Set.copyOf(lines);
  }

  /** The device itself writes lines in force down otherwise: no proof beforehand can see that. */
  void rewrites() {
    provable = Set.of();
  }

  void others(SimFault fault) {
    tick();
    String before = running.text();
    othersDo(fault);
    if (!running.text().equals(before)) {
      copy.othersChange();
    }
  }

  private void othersDo(SimFault fault) {
    String bound = running.bindings.getOrDefault(PLACE, "");
    switch (fault) {
      case OTHERS_CHANGE_THE_LIST -> {
        if (bound.isEmpty()) {
          othersDo(SimFault.OTHERS_BIND_ANOTHER);
          return;
        }
        TreeMap<Integer, String> rules =
            running.lists.computeIfAbsent(LISTS + bound, any -> new TreeMap<>());
        if (!SimGroups.othersAdd(running, rules.values())) {
          rules.put(60000, "permit tcp source 198.51.100.7 0");
        }
        foreign();
      }
      case OTHERS_BIND_ANOTHER -> {
        running.lists.computeIfAbsent(LISTS + "THEIRS", any -> new TreeMap<>()).put(5, "permit ip");
        running.bindings.put(PLACE, "THEIRS");
        foreign();
      }
      case OTHERS_CHANGE_ELSEWHERE -> running.others.add("description theirs");
      case OTHERS_SAVE -> {
        startup = running.copy();
        savedByOthers = true;
      }
      case OTHERS_CONFIRM -> rollbackPoint = Optional.empty();
      default -> throw new IllegalArgumentException(fault.toString());
    }
  }

  private void foreign() {
    foreignAtPlace = true;
    foreignUnread = true;
  }

  static boolean changes(String text) {
    return !text.startsWith("display ")
        && !text.equals("quit")
        && !text.equals("system-view")
        && !text.equals("return")
        && !text.startsWith("interface ")
        && !text.startsWith("screen-length")
        && !text.startsWith("undo terminal");
  }

  /** A line of ours. */
  Said line(String view, String text) {
    tick();
    String user = "<" + name + ">";
    String system = "[" + name + "]";
    return switch (text) {
      case "", "screen-length disable", "undo terminal monitor" -> said("", view);
      case "system-view" -> said("System View: return to User View with Ctrl+Z.\r\n", system);
      case "quit" ->
          said("", view.contains("~s-") ? "[" + name + "~s]" : view.equals(system) ? user : system);
      case "display session" -> said(copy.difference(running).replace("\n", "\r\n"), view);
      case "display current-configuration" -> {
        foreignUnread = false;
        yield said(running.text().replace("\n", "\r\n"), view);
      }
      case "display saved-configuration" -> said(startup.text().replace("\n", "\r\n"), view);
      case "display packet-filter interface" -> said(filters(), view);
      case "display timer" -> said(timerRuns() ? "Timer runs.\r\n" : "No timer.\r\n", view);
      case "display restorer" -> said("yes\r\n", view);
      default ->
          kind == Kind.SESSION && (text.startsWith("session ") || view.contains("~s"))
              ? session(view, text, user)
              : change(view, text, system);
    };
  }

  /** A line about the copy, or in it. */
  private Said session(String view, String text, String user) {
    String inside = "[" + name + "~s]";
    if (text.equals("session open")) {
      copy.open(running);
      changedByUs++;
      return said("", inside);
    }
    if (text.equals("session drop")) {
      copy.drop();
      return said("", user);
    }
    if (text.startsWith("interface ")) {
      return said("", "[" + name + "~s-" + text.substring(10) + "]");
    }
    Said said = change(view, text, inside);
    return said.taken() && text.startsWith("session commit in ")
        ? new Said(said.output(), user, true, said.inForce())
        : said;
  }

  private static Said said(String output, String view) {
    return new Said(output, view, true, false);
  }

  private Said change(String view, String text, String system) {
    if (text.startsWith("interface ")) {
      return said("", "[" + name + "-" + text.substring(10) + "]");
    }
    String before = place(running);
    Config was = running;
    Optional<String> error =
        kind == Kind.TOGETHER
            ? candidate(view, text)
            : view.contains("~s") ? copied(view, text) : apply(view, text);
    if (error.isPresent()) {
      return new Said(error.get() + "\r\n", view, false, false);
    }
    if (changes(text)) {
      changedByUs++;
    }
    boolean moved = was == running && !place(running).equals(before);
    if (moved
        && !provable.isEmpty()
        && !foreignAtPlace
        && !provable.containsAll(inForce(running))) {
      trespass = Optional.of("packets met a list that was not proved");
    }
    tick();
    return text.startsWith("acl ") || SimGroups.opens(text)
        ? said("", "[" + name + viewOf(text))
        : new Said("", view.isEmpty() ? system : view, true, moved);
  }

  private static String viewOf(String header) {
    return SimGroups.opens(header) ? SimGroups.view(header) : "-acl-ipv4-adv-" + last(header) + "]";
  }

  private String filters() {
    String list = running.bindings.getOrDefault(PLACE, "");
    return "Interface: Vlan-interface20\r\n"
        + (list.isEmpty()
            ? ""
            : " In-bound policy:\r\n  IPv4 ACL " + list + (noRoom ? " (Failed)" : "") + "\r\n");
  }

  /** What a person at the console types; lines that are refused are passed over. */
  void byHand(String text) {
    tick();
    boolean opens = text.startsWith("acl ") || SimGroups.opens(text);
    if (opens || text.startsWith("interface ") || text.equals("quit")) {
      handView = opens ? viewOf(text) : text.equals("quit") ? "" : "[if]";
      if (!opens || running.lists.containsKey(text) || running.groups.containsKey(last(text))) {
        return;
      }
    }
    Optional<String> trespassed = trespass;
    apply(handView, text);
    trespass = trespassed;
  }

  private String handView = "";

  /** A line in the copy, or the one that puts it in the place of what runs. */
  private Optional<String> copied(String view, String text) {
    if (!copy.isOpen()) {
      return Optional.of(" % No such session.");
    }
    if (!text.startsWith("session commit in ")) {
      Config real = running;
      running = copy.config();
      Optional<String> error = apply(view, text);
      running = real;
      return error;
    }
    trespass = trespass.or(copy::trespass);
    Config before = running.copy();
    running.become(copy.config());
    rollbackPoint = Optional.of(before);
    timerEnds = time.nanos() + Duration.ofSeconds(Integer.parseInt(last(text))).toNanos();
    return Optional.empty();
  }

  /** A line for the candidate, or one that is about all of it. */
  private Optional<String> candidate(String view, String text) {
    if (text.equals("commit")) {
      return commit();
    }
    if (text.startsWith("commit delay ")) {
      Config before = running.copy();
      boolean waits = rollbackPoint.isPresent();
      Optional<String> error = commit();
      if (error.isEmpty() && !waits) {
        rollbackPoint = Optional.of(before);
        timerEnds = time.nanos() + Duration.ofMinutes(Integer.parseInt(last(text))).toNanos();
      }
      return error;
    }
    if (text.equals("commit check")) {
      rollbackPoint = Optional.empty();
      return Optional.empty();
    }
    if (text.equals("save safely force")) {
      return apply(view, text);
    }
    gathered.add(new Gathered(view, text));
    Optional<String> error = tried();
    if (error.isPresent()) {
      gathered.removeLast();
    }
    return error;
  }

  /** Any commit confirms the one that waits. */
  private Optional<String> commit() {
    Optional<String> error = tried();
    if (error.isPresent()) {
      return error;
    }
    gathered.forEach(line -> apply(line.view(), line.text()));
    gathered.clear();
    rollbackPoint = Optional.empty();
    return Optional.empty();
  }

  /** Why what was gathered cannot take effect. */
  private Optional<String> tried() {
    Config real = running;
    running = real.copy();
    Optional<String> error =
        gathered.stream().flatMap(line -> apply(line.view(), line.text()).stream()).findFirst();
    running = real;
    return error;
  }

  private Optional<String> apply(String view, String text) {
    if (text.startsWith("acl ")) {
      running.lists.computeIfAbsent(text, any -> new TreeMap<>());
      return Optional.empty();
    }
    if (kind == Kind.GROUPED && SimGroups.areMeant(view, text)) {
      return group(view, text);
    }
    if (text.startsWith("rule ")) {
      return SimGroups.missing(running, text)
          ? Optional.of(" % The object group does not exist.")
          : rule(rules(view), text.substring(5));
    }
    if (text.startsWith("undo rule ")) {
      return rules(view).remove(Integer.parseInt(text.substring(10))) == null
          ? Optional.of(" % The rule does not exist.")
          : Optional.empty();
    }
    if (text.startsWith("undo acl ")) {
      return removeList(text.substring(5));
    }
    if (text.startsWith("packet-filter ")) {
      return bind(word(text));
    }
    if (text.startsWith("undo packet-filter ")) {
      return running.bindings.remove(PLACE, word(text.substring(5)))
          ? Optional.empty()
          : Optional.of(" % The list is not applied.");
    }
    if (text.equals("save safely force")) {
      startup = running.copy();
      return Optional.empty();
    }
    return timer(text);
  }

  private Optional<String> timer(String text) {
    if (kind == Kind.SESSION && (text.equals("session abort") || text.equals("session confirm"))) {
      return sessionEnds(text.equals("session abort"));
    }
    boolean delays = text.startsWith("configuration commit delay ");
    if (delays && (kind == Kind.BLIND || kind == Kind.SHOWN || kind == Kind.GROUPED)) {
      return arm(Duration.ofMinutes(Integer.parseInt(last(text))));
    }
    if (text.startsWith("restore detached in ") && wroteDown) {
      return arm(Duration.ofSeconds(Integer.parseInt(last(text))));
    }
    if (text.equals("write down what to restore")) {
      wroteDown = true;
      return Optional.empty();
    }
    if (text.equals("configuration commit") || text.equals("end detached restore")) {
      boolean runs = rollbackPoint.isPresent();
      rollbackPoint = Optional.empty();
      return runs ? Optional.empty() : Optional.of(" % No timer runs.");
    }
    return Optional.of(" % Unrecognized command found at '^' position.");
  }

  private Optional<String> sessionEnds(boolean back) {
    if (rollbackPoint.isEmpty() && !(back && copy.isOpen())) {
      return Optional.of(" % No such session.");
    }
    if (back && rollbackPoint.isPresent()) {
      running = rollbackPoint.get();
      noRoom = false;
    }
    rollbackPoint = Optional.empty();
    copy.drop();
    return Optional.empty();
  }

  private Optional<String> arm(Duration after) {
    if (rollbackPoint.isPresent()) {
      return Optional.of(" % A timer runs.");
    }
    rollbackPoint = Optional.of(running.copy());
    timerEnds = time.nanos() + after.toNanos();
    return Optional.empty();
  }

  private Map<Integer, String> rules(String view) {
    int from = view.indexOf("-adv-");
    String list = from < 0 ? "" : view.substring(from + 5, view.length() - 1);
    if (!list.startsWith("PC_")) {
      trespass = Optional.of("a line of ours in the list " + list);
    }
    return running.lists.getOrDefault(LISTS + list, new TreeMap<>());
  }

  private static Optional<String> rule(Map<Integer, String> rules, String text) {
    int space = text.indexOf(' ');
    int id = Integer.parseInt(text.substring(0, space));
    String body = text.substring(space + 1);
    if (rules.containsKey(id) || rules.containsValue(body)) {
      return Optional.of(" % The rule exists.");
    }
    rules.put(id, body);
    return Optional.empty();
  }

  private Optional<String> group(String view, String text) {
    String group = SimGroups.name(view, text);
    List<String> before = running.groups.getOrDefault(group, List.of());
    boolean theirs = SimGroups.areTheirs(before) && !foreignUnread;
    if (!group.startsWith("PC_") || theirs) {
      trespass = Optional.of("a line of ours in the object group " + group + ": " + text);
    }
    return SimGroups.apply(running, view, text);
  }

  private Optional<String> removeList(String list) {
    if (running.bindings.containsValue(last(list))) {
      return Optional.of(" % The list is in use.");
    }
    TreeMap<Integer, String> rules = running.lists.remove(list);
    boolean changed =
        rules != null && (rules.containsKey(60000) || SimGroups.areTheirs(running, rules.values()));
    boolean theirs = changed && !foreignUnread;
    if (!last(list).startsWith("PC_") || theirs) {
      trespass = Optional.of("we removed " + list);
    }
    return rules == null ? Optional.of(" % No such list.") : Optional.empty();
  }

  private Optional<String> bind(String list) {
    String bound = running.bindings.getOrDefault(PLACE, "");
    if (!bound.isEmpty() && !kind.atomic()) {
      return Optional.of(" % Only one list can be applied in a direction.");
    }
    if (!running.lists.containsKey(LISTS + list)) {
      return Optional.of(" % No such list.");
    }
    // What others did after we had read is lost where the device has no lock: nothing can be done.
    if (bound.equals("THEIRS") && !foreignUnread) {
      trespass = Optional.of("we replaced what we had seen others bind");
    }
    running.bindings.put(PLACE, list);
    return Optional.empty();
  }

  private static String last(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  private static String word(String text) {
    int last = text.lastIndexOf(' ');
    return text.substring(text.lastIndexOf(' ', last - 1) + 1, last);
  }
}

package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * A switch in memory that speaks one platform's configuration lines, written from the vendor's
 * facts. One fault may be set to happen at the n-th line that changes it.
 */
final class FakeDevice implements Dialer {
  private final String name;
  private final VirtualTime time;
  private Config running;
  private Config startup;
  private Optional<Config> rollbackPoint = Optional.empty();
  private long timerEnds;
  private boolean hasTimer = true;
  private boolean newLoginsFail;
  private Fault fault = Fault.NONE;
  private int faultAt = -1;
  private int lines;
  private final List<String> log = new ArrayList<>();
  private int answered;

  FakeDevice(String name, VirtualTime time) {
    this.name = name;
    this.time = time;
    this.running = new Config(name);
    this.startup = new Config(name);
  }

  /** What goes wrong. */
  enum Fault {
    NONE,
    CUT_BEFORE,
    CUT_AFTER,
    REJECT,
    /** The line is taken, and a late message stands behind it. */
    DOUBTFUL,
    SILENTLY_IGNORED,
    REBOOT,
    KILL_BEFORE,
    KILL_AFTER,
    LOCK_OUT,
    OTHER_OPERATOR,
    SAVED_BY_OTHERS,
    SLOW
  }

  /** The end of the process under test. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A configuration. */
  static final class Config {
    private final String hostname;
    final Map<String, TreeMap<Integer, String>> lists = new TreeMap<>();
    final Map<String, String> bindings = new TreeMap<>();
    final Map<String, List<String>> groups = new TreeMap<>();

    /** Lines of the interface that have nothing to do with lists. */
    final List<String> others = new ArrayList<>();

    /** Lines behind the interface, as they stand. */
    final List<String> elsewhere = new ArrayList<>();

    Config(String hostname) {
      this.hostname = hostname;
    }

    Config copy() {
      Config copy = new Config(hostname);
      copy.others.addAll(others);
      copy.elsewhere.addAll(elsewhere);
      lists.forEach((name, rules) -> copy.lists.put(name, new TreeMap<>(rules)));
      copy.bindings.putAll(bindings);
      groups.forEach((name, members) -> copy.groups.put(name, new ArrayList<>(members)));
      return copy;
    }

    /** The same as another one from now on. */
    void become(Config other) {
      Config copy = other.copy();
      lists.clear();
      lists.putAll(copy.lists);
      bindings.clear();
      bindings.putAll(copy.bindings);
      groups.clear();
      groups.putAll(copy.groups);
      others.clear();
      others.addAll(copy.others);
      elsewhere.clear();
      elsewhere.addAll(copy.elsewhere);
    }

    String text() {
      StringBuilder text =
          new StringBuilder("#\n version 7.1.070\n#\n sysname " + hostname + "\n#\n");
      groups.forEach((name, members) -> {
        text.append("object-group ip address ").append(name).append('\n');
        members.forEach(member -> text.append(' ').append(member).append('\n'));
        text.append("#\n");
      });
      lists.forEach((name, rules) -> {
        text.append(name).append('\n');
        rules.forEach(
            (id, rule) -> text.append(" rule ").append(id).append(' ').append(rule).append('\n'));
        text.append("#\n");
      });
      text.append("interface Vlan-interface20\n ip address 10.20.0.2 255.255.255.0\n");
      others.forEach(line -> text.append(' ').append(line).append('\n'));
      bindings.forEach((place, list) -> {
        String direction = place.substring(place.indexOf(' ') + 1);
        String six = place.startsWith("6") ? "ipv6 " : "";
        text.append(" packet-filter ")
            .append(six)
            .append("name ")
            .append(list)
            .append(' ')
            .append(direction)
            .append('\n');
      });
      elsewhere.forEach(line -> text.append(line).append('\n'));
      return text.append("#\nreturn\n").toString();
    }
  }

  void withoutTimer() {
    hasTimer = false;
  }

  void fail(Fault kind, int atLine) {
    fault = kind;
    faultAt = atLine;
    lines = 0;
  }

  int lines() {
    return lines;
  }

  int answered() {
    return answered;
  }

  List<String> log() {
    return List.copyOf(log);
  }

  String running() {
    tick();
    return running.text();
  }

  String startup() {
    return startup.text();
  }

  Config config() {
    return running;
  }

  /** From now on nobody can log in. */
  void lockOut() {
    newLoginsFail = true;
  }

  void saved() {
    startup = running.copy();
  }

  boolean timerRuns() {
    tick();
    return rollbackPoint.isPresent();
  }

  private void tick() {
    if (rollbackPoint.isPresent() && time.nanos() >= timerEnds) {
      running = rollbackPoint.get();
      rollbackPoint = Optional.empty();
      newLoginsFail = false;
    }
  }

  @Override
  public Conversation connect(Device device, Dialect dialect) throws SessionException {
    time.sleep(Duration.ofMillis(20));
    tick();
    if (newLoginsFail) {
      throw new SessionException(SessionException.Kind.UNREACHABLE, name + " does not answer.");
    }
    return new Session();
  }

  /** One login. */
  private final class Session implements LineByLine {
    private String view = "";
    private boolean closed;

    @Override
    public String hostname() {
      return name;
    }

    @Override
    public Optional<Address> source() {
      return Optional.of(Address.parse("10.30.0.129"));
    }

    @Override
    public Reply send(Command command) throws SessionException {
      open();
      time.sleep(Duration.ofMillis(10));
      tick();
      answered++;
      int line = lines++;
      log.add(command.text());
      if (line != faultAt) {
        return execute(command);
      }
      return switch (fault) {
        case NONE -> execute(command);
        case CUT_BEFORE -> throw cut();
        case CUT_AFTER -> {
          execute(command);
          throw cut();
        }
        case REJECT ->
            new Reply.Rejected(
                command, " % Unrecognized command found at '^' position.", "an error");
        case DOUBTFUL -> {
          Reply reply = execute(command);
          yield reply instanceof Reply.Accepted
              ? new Reply.Rejected(command, "Feb 30 LINK_UPDOWN: port 7 is up.", "It printed more.")
              : reply;
        }
        case SAVED_BY_OTHERS -> {
          Reply reply = execute(command);
          startup = running.copy();
          yield reply;
        }
        case SILENTLY_IGNORED -> new Reply.Accepted(command, "");
        case REBOOT -> {
          running = startup.copy();
          rollbackPoint = Optional.empty();
          newLoginsFail = false;
          throw cut();
        }
        case KILL_BEFORE -> throw new Killed();
        case KILL_AFTER -> {
          execute(command);
          throw new Killed();
        }
        case LOCK_OUT -> {
          execute(command);
          newLoginsFail = true;
          throw cut();
        }
        case OTHER_OPERATOR -> {
          running.bindings.values().stream()
              .findFirst()
              .ifPresent(list ->
                  running
                      .lists
                      .getOrDefault("acl advanced name " + list, new TreeMap<>())
                      .put(60000, "permit tcp source 198.51.100.7 0"));
          yield execute(command);
        }
        case SLOW -> {
          time.sleep(Duration.ofSeconds(100));
          tick();
          yield execute(command);
        }
      };
    }

    private SessionException cut() {
      closed = true;
      return new SessionException(
          SessionException.Kind.LOST, "The connection to " + name + " ended.");
    }

    private void open() throws SessionException {
      if (closed) {
        throw new SessionException(
            SessionException.Kind.LOST, "The connection to " + name + " has ended.");
      }
    }

    @Override
    public Reply ask(Command command) throws SessionException {
      open();
      time.sleep(Duration.ofMillis(10));
      tick();
      return new Reply.Accepted(
          command,
          switch (command.text()) {
            case "display current-configuration" -> running.text();
            case "display saved-configuration" -> startup.text();
            default -> "";
          });
    }

    private Reply execute(Command command) {
      Optional<String> error = apply(command.text());
      return error
          .<Reply>map(text -> new Reply.Rejected(command, text, "an error"))
          .orElseGet(() -> new Reply.Accepted(command, ""));
    }

    private Optional<String> apply(String text) {
      if (text.startsWith("acl ")) {
        view = text;
        running.lists.computeIfAbsent(text, name -> new TreeMap<>());
        return Optional.empty();
      }
      if (text.startsWith("interface ")) {
        view = text;
        return Optional.empty();
      }
      if (text.equals("quit")) {
        view = "";
        return Optional.empty();
      }
      if (text.startsWith("rule ")) {
        return addRule(text.substring(5));
      }
      if (text.startsWith("undo rule ")) {
        TreeMap<Integer, String> rules = running.lists.getOrDefault(view, new TreeMap<>());
        return rules.remove(Integer.parseInt(text.substring(10))) == null
            ? Optional.of("The rule does not exist.")
            : Optional.empty();
      }
      if (text.startsWith("undo acl ")) {
        String name = text.substring(5);
        String list = name.substring(name.lastIndexOf(' ') + 1);
        if (running.bindings.containsValue(list)) {
          return Optional.of("The list is in use.");
        }
        return running.lists.remove(name) == null ? Optional.of("No such list.") : Optional.empty();
      }
      if (text.startsWith("packet-filter ")) {
        return running.bindings.putIfAbsent(place(text), word(text)) == null
            ? Optional.empty()
            : Optional.of("Only one list can be applied in a direction.");
      }
      if (text.startsWith("undo packet-filter ")) {
        return running.bindings.remove(place(text.substring(5)), word(text))
            ? Optional.empty()
            : Optional.of("The list is not applied.");
      }
      if (text.startsWith("configuration commit delay ")) {
        if (!hasTimer) {
          return Optional.of(" % Unrecognized command found at '^' position.");
        }
        rollbackPoint = Optional.of(running.copy());
        timerEnds =
            time.nanos() + Duration.ofMinutes(Integer.parseInt(text.substring(27))).toNanos();
        return Optional.empty();
      }
      if (text.equals("configuration commit")) {
        boolean runs = rollbackPoint.isPresent();
        rollbackPoint = Optional.empty();
        return runs ? Optional.empty() : Optional.of("No timer runs.");
      }
      if (text.equals("save safely force")) {
        startup = running.copy();
        return Optional.empty();
      }
      return Optional.of("Unknown line: " + text);
    }

    private Optional<String> addRule(String text) {
      int space = text.indexOf(' ');
      int id = Integer.parseInt(text.substring(0, space));
      String body = text.substring(space + 1);
      TreeMap<Integer, String> rules = running.lists.getOrDefault(view, new TreeMap<>());
      if (rules.containsKey(id) || rules.containsValue(body)) {
        return Optional.of("The rule exists.");
      }
      rules.put(id, body);
      return Optional.empty();
    }

    private static String place(String text) {
      return (text.startsWith("packet-filter ipv6") ? "6 " : "4 ")
          + text.substring(text.lastIndexOf(' ') + 1);
    }

    private static String word(String text) {
      int last = text.lastIndexOf(' ');
      return text.substring(text.lastIndexOf(' ', last - 1) + 1, last);
    }

    @Override
    public int promptsAwaited() {
      return answered;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}

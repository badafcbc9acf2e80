package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * A firewall in memory whose policies stand in one table and name objects, written from the
 * vendor's facts: {@code config}, {@code edit}, {@code set}, {@code next}, {@code end}; what is
 * edited holds from its {@code next} on and is lost with its session before; a new policy stands
 * last; an object that something uses cannot be deleted; each change is saved at once; no timer.
 */
final class FakePolicyTable implements Dialer {
  static final String POLICIES = "firewall policy";

  private static final List<String> OBJECTS =
      List.of("firewall address", "firewall address6", "firewall service custom");
  private static final List<String> NAMING =
      List.of("srcaddr", "dstaddr", "srcaddr6", "dstaddr6", "service");

  /** What happens at a line. */
  interface Event {
    void at(int number) throws SessionException;
  }

  private final VirtualTime time;
  private final Map<String, Map<String, Map<String, String>>> tables = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();

  /** Hears the number of each line, from 1 on, before it is taken and after it. */
  private Event before = number -> {};

  private Event after = number -> {};
  private int typed;
  private int generation;

  /** The words with which the line that begins so is refused, once. */
  private String refused = "";

  FakePolicyTable(VirtualTime time) {
    this.time = time;
    OBJECTS.forEach(name -> tables.put(name, new LinkedHashMap<>()));
    tables.put(POLICIES, new LinkedHashMap<>());
    setting("firewall address", "all", Map.of());
    setting("firewall address6", "all", Map.of());
    setting("firewall service custom", "ALL", Map.of("protocol", "IP"));
  }

  /** Something of somebody else's. */
  void setting(String table, String name, Map<String, String> settings) {
    table(table).put(name, new LinkedHashMap<>(settings));
  }

  Map<String, Map<String, String>> table(String name) {
    return tables.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  List<String> log() {
    return List.copyOf(log);
  }

  /** From now on lines are counted from 1 again. */
  void watch(Event beforeLine, Event afterLine) {
    typed = 0;
    log.clear();
    before = beforeLine;
    after = afterLine;
  }

  /** Ends every session; what they edit and did not end is lost. */
  void hangUp() {
    generation++;
  }

  void refuseOnce(String line) {
    refused = line;
  }

  /** As {@code show} shows it all. */
  String running() {
    StringBuilder text = new StringBuilder();
    tables.keySet().forEach(table -> text.append(shown(table)));
    return text.toString();
  }

  private String shown(String table) {
    StringBuilder text = new StringBuilder("config " + table + "\n");
    table(table)
        .forEach((name, settings) -> {
          text.append("    edit ")
              .append(POLICIES.equals(table) ? name : '"' + name + '"')
              .append('\n');
          settings.forEach((key, value) -> {
            if (!("action".equals(key) && "deny".equals(value))
                && !("status".equals(key) && "enable".equals(value))) {
              text.append("        set ")
                  .append(key)
                  .append(' ')
                  .append(quoted(key, value))
                  .append('\n');
            }
          });
          text.append("    next\n");
        });
    return text.append("end\n").toString();
  }

  private static String quoted(String key, String value) {
    boolean quoted = NAMING.contains(key) || List.of("name", "srcintf", "dstintf").contains(key);
    return quoted ? '"' + value.replace(" ", "\" \"") + '"' : value;
  }

  @Override
  public Conversation connect(Device device, Dialect dialect) {
    time.sleep(Duration.ofMillis(20));
    return new Session();
  }

  private boolean names(Map<String, String> policy, String object) {
    return NAMING.stream()
        .anyMatch(key -> List.of(policy.getOrDefault(key, "").split(" ")).contains(object));
  }

  /** One login, with what it edits. */
  private final class Session implements LineByLine {
    private final int begun = generation;
    private int answered;
    private Optional<String> table = Optional.empty();
    private Optional<String> edited = Optional.empty();
    private Map<String, String> pending = new LinkedHashMap<>();

    /** What the device answers; empty where it takes the line. */
    private String type(String line) {
      String[] words = line.split(" ", 3);
      if (table.isEmpty()) {
        table = words[0].equals("config") ? Optional.of(line.substring(7)) : Optional.empty();
        return table.isPresent() ? "" : "Unknown action 0";
      }
      Map<String, Map<String, String>> all = table(table.get());
      return switch (words[0]) {
        case "edit" -> {
          edited = Optional.of(words[1]);
          pending = new LinkedHashMap<>(all.getOrDefault(words[1], Map.of()));
          yield "";
        }
        case "set" -> set(words[1], words[2]);
        case "next" -> next(all);
        case "delete" -> delete(all, words[1]);
        case "end" -> {
          String answer = edited.isPresent() ? next(all) : "";
          table = Optional.empty();
          yield answer;
        }
        default -> "Unknown action 0";
      };
    }

    private String set(String key, String value) {
      if (edited.isEmpty()) {
        return "command parse error before '" + key + "'";
      }
      boolean names = NAMING.contains(key) && POLICIES.equals(table.orElse(""));
      boolean known = OBJECTS.stream().anyMatch(each -> table(each).containsKey(value));
      if (names && !known) {
        return "entry not found in datasource";
      }
      pending.put(key, value);
      return "";
    }

    private String next(Map<String, Map<String, String>> all) {
      String name = edited.orElse("");
      edited = Optional.empty();
      if (POLICIES.equals(table.orElse(""))) {
        boolean whole =
            pending.keySet().containsAll(List.of("srcintf", "dstintf", "service", "schedule"));
        boolean twice =
            all.entrySet().stream()
                .anyMatch(other ->
                    !other.getKey().equals(name)
                        && other.getValue().containsKey("name")
                        && other.getValue().get("name").equals(pending.get("name")));
        if (!whole || twice) {
          return "node_check_object fail! for " + name;
        }
      }
      all.put(name, pending);
      return "";
    }

    private String delete(Map<String, Map<String, String>> all, String name) {
      boolean used =
          !POLICIES.equals(table.orElse(""))
              && table(POLICIES).values().stream().anyMatch(policy -> names(policy, name));
      return used || all.remove(name) == null ? "Command fail. Return code -3" : "";
    }

    @Override
    public String hostname() {
      return "fw1";
    }

    @Override
    public Optional<Address> source() {
      return Optional.of(Address.parse("10.30.0.129"));
    }

    @Override
    public Reply send(Command command) throws SessionException {
      if (begun != generation) {
        throw new SessionException(SessionException.Kind.LOST, "The session is over.");
      }
      time.sleep(Duration.ofMillis(10));
      answered++;
      typed++;
      before.at(typed);
      log.add(command.text());
      boolean wrong = !refused.isEmpty() && command.text().startsWith(refused);
      refused = wrong ? "" : refused;
      String answer = wrong ? "Command fail. Return code -61" : type(command.text());
      after.at(typed);
      return answer.isEmpty()
          ? new Reply.Accepted(command, "")
          : new Reply.Rejected(command, answer, "an error");
    }

    @Override
    public Reply ask(Command command) {
      String table = command.text().replace("show ", "");
      return new Reply.Accepted(command, tables.containsKey(table) ? shown(table) : "");
    }

    @Override
    public int promptsAwaited() {
      return answered;
    }

    @Override
    public void close() {}
  }
}

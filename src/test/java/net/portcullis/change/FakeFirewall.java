package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * A firewall in memory on which one list holds both families and one line binds it for both,
 * written from the vendor's facts: lines without numbers, an order to bind that takes the earlier
 * one's place and needs a list that exists, names in the place of port numbers, no timer.
 */
final class FakeFirewall implements Dialer {
  private final VirtualTime time;
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private final Map<String, String> bound = new TreeMap<>();
  private String startup = "";
  private final List<String> log = new ArrayList<>();

  /** Lines of the interface, and lines behind everything, as they stand. */
  final List<String> ofInterface = new ArrayList<>();

  final List<String> elsewhere = new ArrayList<>();

  /** What happens behind the first line that begins so. */
  private String trigger = "";

  private Runnable event = () -> {};

  FakeFirewall(VirtualTime time) {
    this.time = time;
    saved();
  }

  void saved() {
    startup = running();
  }

  /** A line as it is shown, typed by somebody else. */
  void add(String list, String line) {
    lists.computeIfAbsent(list, _ -> new ArrayList<>()).add(line);
  }

  Map<String, List<String>> lists() {
    return lists;
  }

  Map<String, String> bound() {
    return bound;
  }

  String startup() {
    return startup;
  }

  List<String> log() {
    return List.copyOf(log);
  }

  void forget() {
    log.clear();
  }

  void behind(String line, Runnable happens) {
    trigger = line;
    event = happens;
  }

  String running() {
    StringBuilder text = new StringBuilder(": Saved\nhostname fw1\n!\ninterface Ethernet0/0\n");
    text.append(" nameif outside\n security-level 0\n ip address 10.20.0.2 255.255.255.0\n");
    ofInterface.forEach(line -> text.append(' ').append(line).append('\n'));
    text.append("!\n");
    lists.forEach((name, lines) ->
        lines.forEach(line ->
            text.append("access-list ").append(name).append(' ').append(line).append('\n')));
    bound.forEach((place, list) ->
        text.append("access-group ").append(list).append(' ').append(place).append('\n'));
    elsewhere.forEach(line -> text.append(line).append('\n'));
    return text.append(": end\n").toString();
  }

  @Override
  public Conversation connect(Device device, Dialect dialect) {
    time.sleep(Duration.ofMillis(20));
    return new Session();
  }

  /** What the device answers; empty where it takes the line. */
  private String type(String line) {
    String[] words = line.split(" ", 3);
    if (line.startsWith("access-list ")) {
      List<String> lines = lists.computeIfAbsent(words[1], _ -> new ArrayList<>());
      String shown = words[2].replace(" eq 443", " eq https").replace(" eq 22", " eq ssh");
      if (lines.contains(shown)) {
        return "WARNING: found duplicate element";
      }
      lines.add(shown);
      return "";
    }
    if (line.startsWith("access-group ")) {
      if (!lists.containsKey(words[1])) {
        return "ERROR: access-list <" + words[1] + "> does not exist";
      }
      bound.put(words[2], words[1]);
      return "";
    }
    if (line.startsWith("no access-group ")) {
      String[] rest = words[2].split(" ", 2);
      return bound.remove(rest[1], rest[0]) ? "" : "ERROR: access-group not found";
    }
    if (line.startsWith("clear configure access-list ")) {
      String list = line.substring("clear configure access-list ".length());
      return lists.remove(list) == null || bound.containsValue(list) ? "ERROR: not possible" : "";
    }
    if (line.equals("write memory")) {
      saved();
      return "";
    }
    return "ERROR: % Invalid input detected at '^' marker.";
  }

  /** One login. */
  private final class Session implements LineByLine {
    private int answered;

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
      time.sleep(Duration.ofMillis(10));
      answered++;
      log.add(command.text());
      String answer = type(command.text());
      if (!trigger.isEmpty() && command.text().startsWith(trigger)) {
        trigger = "";
        event.run();
      }
      return answer.isEmpty()
          ? new Reply.Accepted(command, "")
          : new Reply.Rejected(command, answer, "an error");
    }

    @Override
    public Reply ask(Command command) {
      return new Reply.Accepted(
          command,
          switch (command.text()) {
            case "show running-config" -> running();
            case "show startup-config" -> startup;
            default -> "";
          });
    }

    @Override
    public int promptsAwaited() {
      return answered;
    }

    @Override
    public void close() {}
  }
}

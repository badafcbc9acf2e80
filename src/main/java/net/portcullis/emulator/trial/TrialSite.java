package net.portcullis.emulator.trial;

import java.util.List;
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
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Followed;
import net.portcullis.policy.Rule;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * A device on which a profile is tried: what is typed on it, what it shows of that through the
 * profile, and what it holds itself.
 */
record TrialSite(Device device, Dialect dialect, EmulatedDevice emulated, Dialer dialer) {

  /** Says why a check failed. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String why) {
      super(why);
    }
  }

  Binding binding() {
    return device.bindings().getFirst();
  }

  String list(Direction direction, Family family, int generation) {
    return dialect.listName(device.owns(), binding(), direction, family, generation);
  }

  Conversation connect() throws SessionException {
    return dialer.connect(device, dialect);
  }

  /** The list of all that platforms have names for. */
  Written named(Family family, String name) {
    return dialect.write(name, family, SampleLists.named(family));
  }

  DeviceConfig running(Conversation conversation) throws Failed, SessionException {
    DeviceConfig config = ConfigReader.read(conversation, dialect, Dialect.Source.RUNNING);
    if (!config.unreadable().isEmpty()) {
      throw new Failed("a line was not understood: " + config.unreadable().getFirst());
    }
    return config;
  }

  void stage(Conversation conversation, Written written) throws Failed, SessionException {
    for (Reply reply : conversation.sendAll(dialect.stage(written), dialect.pipeline())) {
      said(reply);
    }
  }

  void send(Conversation conversation, List<Command> commands) throws Failed, SessionException {
    for (Command command : commands) {
      said(conversation.send(command));
    }
  }

  static String said(Reply reply) throws Failed {
    return switch (reply) {
      case Reply.Accepted accepted -> accepted.output();
      case Reply.Rejected rejected ->
          throw new Failed("'" + rejected.command().text() + "': " + rejected.why());
    };
  }

  /** What is read back must mean what was wanted. */
  void same(Conversation conversation, String name, Family family, List<Rule> rules)
      throws Failed, SessionException {
    AccessList read =
        running(conversation)
            .list(name, family)
            .map(DeviceConfig.ReadList::access)
            .orElseThrow(() -> new Failed("the list that was written is not in what is read"));
    same(read, family, rules, "what is read back means something else: ");
  }

  private void same(AccessList list, Family family, List<Rule> rules, String otherwise)
      throws Failed {
    AccessList wanted =
        new AccessList(list.name(), rules.stream().map(Rule::line).toList(), Verdict.DENY);
    Followed followed = dialect.traits().followed();
    Comparison comparison =
        Comparison.compare(followed.on(wanted, family), followed.on(list, family), family);
    if (!comparison.isEqual()) {
      throw new Failed(otherwise + comparison.example());
    }
  }

  /**
   * Binds the list of names that was staged. What is read back, and what the device itself makes of
   * it, judge the profile's names and forms.
   *
   * @return how many lines that took
   */
  int bind(
      Conversation conversation,
      Direction direction,
      Family family,
      String list,
      Optional<String> old)
      throws Failed, SessionException {
    List<Command> commands = dialect.bind(binding(), direction, family, list, old);
    send(conversation, commands);
    bound(conversation, direction, family, List.of(list));
    means(conversation, direction, family, list, SampleLists.named(family));
    return commands.size();
  }

  /** What a bound list is read as, and what the device filters by it, must be what was wanted. */
  void means(
      Conversation conversation, Direction direction, Family family, String list, List<Rule> rules)
      throws Failed, SessionException {
    same(conversation, list, family, rules);
    List<AccessList> filters =
        emulated.filters(binding().interfaceName(), direction.text(), family);
    if (filters.size() != 1) {
      throw new Failed(filters.size() + " lists filter there on the device, not one");
    }
    same(filters.getFirst(), family, rules, "the device takes the list to mean something else: ");
  }

  /** Takes the list off, and away. */
  void remove(Conversation conversation, Direction direction, Family family, String list)
      throws Failed, SessionException {
    send(conversation, dialect.unbind(binding(), direction, family, list));
    bound(conversation, direction, family, List.of());
    send(conversation, dialect.remove(list, family));
  }

  void bound(Conversation conversation, Direction direction, Family family, List<String> wanted)
      throws Failed, SessionException {
    List<String> bound =
        running(conversation).bound(binding().interfaceName(), direction, family).stream()
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
}

package net.portcullis.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.policy.Traits;

/**
 * A platform's language: what its profile says, ready for use. Pure: nothing here contacts a
 * device.
 */
public interface Dialect {

  /** The profile's name. */
  String name();

  /** {@code paper}, {@code emulated}, {@code real-software} or {@code hardware}. */
  String proven();

  Traits traits();

  /** How a conversation with the platform goes. */
  SessionSpec session();

  /** What its SNMP agent shows. */
  SnmpSpec snmp();

  /** The commands whose outputs {@link #read} understands. */
  List<Command> readCommands(Source source);

  /** Reads what the device printed for {@link #readCommands}. */
  DeviceConfig read(List<Output> outputs);

  /** Reads a configuration file, a listing, or a list alone. */
  DeviceConfig readFile(String file, String text);

  /** Writes a list. */
  Written write(String name, Family family, List<Rule> rules);

  /** True where lists of these names would give their lines the same numbers. */
  default boolean shareNumbers(String one, String other) {
    return false;
  }

  /** A list that was written, under another name and with the numbers that go with that. */
  default Written renamed(Written list, String name) {
    return list.renamed(name);
  }

  /** Writes a list for a binding, where lines name the interfaces that packets pass. */
  default Written write(String name, Family family, List<Rule> rules, Binding binding) {
    return write(name, family, rules);
  }

  /**
   * True where one list holds the lines of both families and one line binds it for both: what ours
   * says of one family is then exchanged, bound and removed with what it says of the other.
   */
  default boolean bothFamilies() {
    return false;
  }

  /** Where {@link #bothFamilies}: writes one list of the rules of both. */
  default Written writeBoth(String name, List<Rule> ipv4, List<Rule> ipv6) {
    throw new UnsupportedOperationException("Lists are written for each family.");
  }

  /**
   * The name of a generation of ours for a binding; generations count from 1. Where {@link
   * #bothFamilies} the name is the same for either.
   */
  String listName(String owns, Binding binding, Direction direction, Family family, int generation);

  /**
   * The generation of a list of ours; absent where the name is not one of ours for this binding.
   */
  Optional<Integer> generation(
      String list, String owns, Binding binding, Direction direction, Family family);

  /** Puts a list on the device, its groups before it, bound to nothing. */
  List<Command> stage(Written list);

  /** Removes a list that nothing binds; its groups go after it. */
  List<Command> remove(String list, Family family);

  /**
   * Removes a list that nothing binds.
   *
   * @param ids the identifiers of its lines, where these are removed one by one
   */
  default List<Command> remove(String list, Family family, List<String> ids) {
    return remove(list, family);
  }

  /**
   * True where a line of the device, whoever wrote it, has a number that a list of this name would
   * give to one of its own: to write that list would change the other line.
   */
  default boolean isNumberTaken(String list, DeviceConfig config) {
    return false;
  }

  /** Removes an object group that no list names. */
  default List<Command> removeGroup(Written.Group group, Family family) {
    return List.of();
  }

  /** The families whose lists can be written with object groups of their own. */
  default Set<Family> groupedFamilies() {
    return Set.of();
  }

  /** The same, with lists that have object groups where these save a third of their lines. */
  default Dialect withGroups() {
    return this;
  }

  /**
   * Binds a list; where {@code old} is bound and the platform swaps, it takes its place at once.
   */
  List<Command> bind(
      Binding binding, Direction direction, Family family, String list, Optional<String> old);

  /** Takes a list from a binding, so that nothing is bound. */
  List<Command> unbind(Binding binding, Direction direction, Family family, String list);

  /** Shows how often the lines of a bound list were hit; absent where the profile does not say. */
  Optional<Command> readHits(Binding binding, Direction direction, Family family, String list);

  /**
   * How often the last line was hit, of those that an output of {@link #readHits} tells of; absent
   * where it tells of none.
   */
  OptionalLong lastHits(String output);

  /** How a bound list is exchanged for another. */
  Swap swap();

  /** For {@link Swap#DELTA}: takes lines from a list, then adds lines, in place. */
  List<Command> edit(
      String list, Family family, List<String> removeIds, List<Written.WrittenLine> add);

  /** For {@link Swap#BY_RULE}: switches a rule of a list on, or off. */
  default List<Command> switchRule(Family family, String id, boolean on) {
    return List.of();
  }

  /**
   * For {@link Swap#BY_RULE}: as what the rules at a binding are shown that are not those of one
   * list.
   */
  default String mixed(Binding binding) {
    return "";
  }

  /** The device's own ways to undo a change by itself after a time, best first; may be empty. */
  List<TimedRollback> timedRollbacks();

  /** Makes the running configuration the one the device starts with. */
  List<Command> save();

  /** Most lines that may be in flight while a list that nothing binds is staged; 1 or more. */
  int pipeline();

  /** Sentences on limits that the list exceeds; empty where it fits. */
  List<String> exceeded(Written list);

  /** Where a configuration is read from. */
  enum Source {
    RUNNING,
    STARTUP
  }

  /** How the platform is told from others by its command line. */
  default Recognition recognition() {
    return Recognition.none();
  }

  /** Shows who changed the configuration; absent where the profile does not say. */
  default Optional<Command> readChanges() {
    return Optional.empty();
  }

  /** The changes that an output of {@link #readChanges} tells of, in its order. */
  default List<LoggedChange> changes(String output) {
    return List.of();
  }

  /** Shows how much room the hardware has for lines; absent where the profile does not say. */
  default Optional<Command> readHeadroom() {
    return Optional.empty();
  }

  /** What an output of {@link #readHeadroom} says; empty where it says nothing of it. */
  default List<Room> headroom(String output) {
    return List.of();
  }

  /** How the device says that its hardware has no room. */
  default HardwareFull hardwareFull() {
    return HardwareFull.SILENT;
  }

  /**
   * The lines by which a device lets itself be managed by a protocol, as far as the profile knows
   * them.
   *
   * @param protocol {@code telnet}, {@code snmp-v1} or {@code snmp-v2c}
   */
  default List<String> managedBy(String protocol, DeviceConfig config) {
    return List.of();
  }

  /** How a bound list is exchanged. */
  enum Swap {
    /** One command puts the new list in the old one's place. */
    ATOMIC,
    /** The bound list is edited in place, each step proved. */
    DELTA,
    /** The new list's rules are switched on and the old one's off, one by one, each step proved. */
    BY_RULE
  }

  /** A way in which a device undoes a change by itself. */
  interface TimedRollback {
    /** For people. */
    String description();

    /**
     * A command whose output decides whether this way exists here; absent where arming itself
     * tells.
     */
    Optional<Command> probe();

    /** True where the probe's output says that the way exists. */
    boolean available(String probeOutput);

    /**
     * Starts the timer. What the device holds when the first of these runs is what it goes back to.
     */
    List<Command> arm(Duration time);

    /**
     * The line by which a change takes effect, and in whose place {@link #arm} stands: the change
     * and its timer then begin together. Absent where the timer is started beforehand.
     */
    Optional<String> replaces();

    /**
     * Modes of an exchange's lines, and those in which they are typed instead and take no effect
     * before {@link #arm}. Empty where they are typed in their own.
     */
    Map<String, String> gathers();

    /**
     * Drops what an earlier change of ours may have gathered and left; refused where there is none.
     */
    List<Command> fresh();

    /** True where the change and its timer begin by one line. */
    default boolean together() {
      return replaces().isPresent() || !gathers().isEmpty();
    }

    /** Shows as a unified difference what the gathered lines would change; absent where nothing. */
    Optional<Command> review();

    /** Shows whether the timer runs; absent where the platform has no such command. */
    Optional<Command> check();

    /** True where the check's output says that the timer runs. */
    boolean armed(String checkOutput);

    /** Ends the timer and keeps the change. */
    List<Command> confirm();

    /** True where only the session that started the timer can end it. */
    default boolean sameSession() {
      return false;
    }

    /** Ends the timer and goes back at once; empty where only the time does that. */
    List<Command> cancel();

    /** The unit of {@code arm}'s time, rounded up by the caller's request: seconds or minutes. */
    Duration granularity();
  }
}

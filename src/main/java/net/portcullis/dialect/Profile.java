package net.portcullis.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Traits;

/** What a device profile says, checked. */
record Profile(
    String name,
    String title,
    String proven,
    List<String> notes,
    Provenance provenance,
    Traits traits,
    Dialect.Swap swap,
    int pipeline,
    Names names,
    Grammar grammar,
    Writing writing,
    Commands commands,
    Optional<Hits> hits,
    Optional<ChangeLog> changes,
    Optional<Headroom> headroom,
    Optional<ProfileHardware> hardwareFull,
    Map<String, List<TextPattern>> management,
    List<Timer> timers,
    Limits limits,
    Recognition recognition,
    SessionSpec session,
    SnmpSpec snmp) {

  Profile {
    notes = List.copyOf(notes);
    management = Map.copyOf(management);
    timers = List.copyOf(timers);
  }

  /**
   * The families whose lists may have groups. A bound list that is edited in place has none: each
   * of its lines must mean what it says, whatever becomes of the others.
   */
  Set<Family> groupedFamilies() {
    return swap == Dialect.Swap.ATOMIC
        ? writing.groups().map(Groups::families).orElse(Set.of())
        : Set.of();
  }

  /**
   * How lists of ours are written.
   *
   * @param bodies the body whose rules are written, by family
   * @param firstId the first line's identifier; absent where lines have none
   * @param lastId the identifier of the line that closes the list, which leaves room before it
   * @param uniqueLines two lines that say the same are refused, so the second is left out
   * @param operators what ports may be compared by in each direction; all where nothing is said
   * @param groups how lists have object groups of their own; absent where none are written
   * @param objects how each address and each service gets an object; absent where lines say them
   * @param room where the lines of all lists are numbered together: the numbers that are ours
   */
  record Writing(
      Map<Family, String> bodies,
      OptionalInt firstId,
      int step,
      OptionalInt lastId,
      boolean uniqueLines,
      Map<Direction, Set<String>> operators,
      Naming naming,
      Optional<Groups> groups,
      Optional<Objects> objects,
      Optional<OwnNumbers> room) {
    Writing {
      bodies = Map.copyOf(bodies);
      operators = Map.copyOf(operators);
    }

    /** True where lines have identifiers that we give. */
    boolean hasIds() {
      return firstId.isPresent() || room.isPresent();
    }

    /** True where a list may compare ports so, in whatever direction it is bound. */
    boolean compares(String operator) {
      return operators.values().stream().allMatch(known -> known.contains(operator));
    }
  }

  /**
   * Object groups of ours.
   *
   * @param families of which addresses may stand in one
   * @param longest most characters of a name
   * @param most how many addresses one holds
   */
  record Groups(Set<Family> families, int longest, int most) {
    Groups {
      families = Set.copyOf(families);
    }
  }

  /**
   * Numbers of ours, where the lines of all lists of a device are numbered together. Each list has
   * as many of them in a row; which, follows from its name.
   *
   * @param low the first of all
   * @param high the last of all
   * @param each how many a list may have
   */
  record OwnNumbers(int low, int high, int each) {
    /** The first number of a list: always the same one. */
    long first(String list) {
      int rooms = (int) ((high - low + 1L) / each);
      return low + (long) Math.floorMod(list.toLowerCase(Locale.ROOT).hashCode(), rooms) * each;
    }
  }

  /**
   * Objects of ours, where lines name each address and each service by an object made before.
   *
   * @param longest most characters of a name
   * @param services how a service is said: the lines that make it up together, of the first of
   *     these that say all of it
   */
  record Objects(int longest, List<List<Pattern>> services) {
    Objects {
      services = services.stream().map(List::copyOf).toList();
    }
  }

  /**
   * How lists of ours are named.
   *
   * @param before what stands before the name proper, such as the family and table of nested
   *     platforms
   * @param longest most characters of the name proper
   * @param numbers where a list with a name needs a number too: the numbers that are ours to give
   */
  record Naming(String before, int longest, Optional<Numbers> numbers) {

    /** Both ends belong to it. */
    record Numbers(int low, int high) {}

    /** The number of a list with a name: always the same one. */
    Optional<String> number(String list) {
      return numbers
          .filter(_ -> !Names.isNumber(list))
          .map(ours ->
              Integer.toString(
                  ours.low()
                      + Math.floorMod(
                          list.toLowerCase(Locale.ROOT).hashCode(), ours.high() - ours.low() + 1)));
    }
  }

  /** Lines to type; which of them, depends on what they are typed for. */
  record Commands(
      List<Step> readRunning,
      List<Step> readStartup,
      List<Step> stage,
      List<Step> remove,
      Map<String, List<Step>> bind,
      Map<String, List<Step>> rebind,
      Map<String, List<Step>> unbind,
      List<Step> edit,
      List<Step> switchOn,
      List<Step> switchOff,
      List<Step> defineGroup,
      List<Step> removeGroup,
      List<Step> defineService,
      List<Step> removeService,
      List<Step> save) {
    Commands {
      readRunning = List.copyOf(readRunning);
      readStartup = List.copyOf(readStartup);
      stage = List.copyOf(stage);
      remove = List.copyOf(remove);
      bind = Map.copyOf(bind);
      rebind = Map.copyOf(rebind);
      unbind = Map.copyOf(unbind);
      edit = List.copyOf(edit);
      switchOn = List.copyOf(switchOn);
      switchOff = List.copyOf(switchOff);
      defineGroup = List.copyOf(defineGroup);
      removeGroup = List.copyOf(removeGroup);
      defineService = List.copyOf(defineService);
      removeService = List.copyOf(removeService);
      save = List.copyOf(save);
    }

    /** True where lists are put in force. */
    boolean change() {
      return !bind.isEmpty() || !switchOn.isEmpty();
    }
  }

  /**
   * How often the lines of a bound list were hit.
   *
   * @param line a line that tells, whose first number is the count
   */
  record Hits(Step read, Pattern line) {}

  /**
   * Where the device says who changed its configuration.
   *
   * @param lines how its lines look
   */
  record ChangeLog(Step read, List<LogPattern> lines) {
    ChangeLog {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Where the device says how much room its hardware has for lines of lists.
   *
   * @param lines how the lines look that tell of it
   */
  record Headroom(Step read, List<LogPattern> lines) {
    Headroom {
      lines = List.copyOf(lines);
    }
  }

  /** How often a step is typed. */
  enum Each {
    ONCE,
    /** For each line that is written. */
    LINE,
    /** For each rule, before and behind its lines. */
    RULE,
    /** For each identifier that is taken away. */
    REMOVED,
    /** For each address of a group. */
    MEMBER,
    /** Where an old list is bound. */
    OLD,
    /** For each slot that has hardware of its own. */
    SLOT
  }

  /**
   * A line to type.
   *
   * @param line its pattern; absent where {@code text} says it
   * @param text a text in which {@code ${name}} stands for a value
   * @param view of the view that {@code after} is in, with values in it
   */
  record Step(
      String mode,
      String after,
      Optional<String> view,
      Optional<Pattern> line,
      Optional<String> text,
      Each each) {}

  /**
   * A timed rollback.
   *
   * @param replaces the line in whose place {@code arm} stands; absent where there is none
   * @param gathers modes of an exchange's lines, and those in which they are typed instead and take
   *     no effect before {@code arm}
   * @param fresh drops what an earlier change of ours may have gathered and left
   * @param review shows as a unified difference what the gathered lines would change
   * @param cancel goes back at once
   * @param sameSession only the session that armed it may confirm or cancel
   */
  record Timer(
      String description,
      Optional<Step> probe,
      List<TextPattern> available,
      List<Step> arm,
      Optional<String> replaces,
      Map<String, String> gathers,
      List<Step> fresh,
      Optional<Step> review,
      Optional<Step> check,
      List<TextPattern> armed,
      List<Step> confirm,
      List<Step> cancel,
      boolean sameSession,
      Duration granularity,
      Duration longest) {
    Timer {
      available = List.copyOf(available);
      arm = List.copyOf(arm);
      gathers = Map.copyOf(gathers);
      fresh = List.copyOf(fresh);
      armed = List.copyOf(armed);
      confirm = List.copyOf(confirm);
      cancel = List.copyOf(cancel);
    }

    /** True where the change and the timer begin together. */
    boolean together() {
      return replaces.isPresent() || !gathers.isEmpty();
    }
  }

  /** What the platform holds at most; limits bind what we write, never what we read. */
  record Limits(OptionalInt linesPerList, OptionalInt lineLength) {}
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;

/**
 * An access list in a platform's words, not yet on any device.
 *
 * @param groups the object groups that its lines name; they are its own, come before it and go
 *     after it
 * @param lines in order; several may come from one rule
 * @param ungrouped how many lines it would have without groups; absent where it has none, or where
 *     nobody knows
 * @param problems sentences on rules that the platform cannot express; where there is one, the list
 *     must not be used
 */
public record Written(
    String name,
    Family family,
    List<Group> groups,
    List<WrittenLine> lines,
    OptionalInt ungrouped,
    List<String> problems) {
  /** Stands between a list's name and a line's identifier in a name that both make up. */
  static final String OF_LIST = ".";

  public Written {
    groups = List.copyOf(groups);
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /** A list without groups. */
  public Written(String name, Family family, List<WrittenLine> lines, List<String> problems) {
    this(name, family, List.of(), lines, OptionalInt.empty(), problems);
  }

  /**
   * One line.
   *
   * @param rule seq of the rule that it comes from
   * @param id the device's identifier for the line (rule number), empty where it has none
   */
  public record WrittenLine(int rule, String id, String text) {}

  /**
   * Addresses, or a service, under one name, which lines use in their place.
   *
   * @param members its addresses; none where it is a service
   * @param service the lines that say protocols with their ports or types; none where it holds
   *     addresses
   */
  public record Group(String name, List<AddressMask> members, List<String> service) {
    public Group {
      members = List.copyOf(members);
      service = List.copyOf(service);
    }

    /** A group of addresses. */
    public Group(String name, List<AddressMask> members) {
      this(name, members, List.of());
    }

    /** True where it holds protocols with their ports or types. */
    public boolean isService() {
      return !service.isEmpty();
    }

    Group called(String other) {
      return new Group(other, members, service);
    }
  }

  /** The same lines, seen as a list of a family; for lists that hold both. */
  public Written as(Family other) {
    return other == family ? this : new Written(name, other, groups, lines, ungrouped, problems);
  }

  /** What its groups save, in a sentence; absent where it has none, or where nobody knows. */
  public Optional<String> savings() {
    if (groups.isEmpty() || ungrouped.isEmpty()) {
      return Optional.empty();
    }
    int members = groups.stream().mapToInt(group -> group.members().size()).sum();
    return Optional.of(
        "List "
            + name
            + " has "
            + lines.size()
            + " lines with "
            + groups.size()
            + (groups.size() == 1 ? " object group of " : " object groups of ")
            + members
            + " addresses; without "
            + (groups.size() == 1 ? "it" : "them")
            + " it would have "
            + ungrouped.getAsInt()
            + " lines.");
  }

  /** What the names of a list's own groups begin with. */
  public static String groupStem(String list) {
    return list.substring(list.lastIndexOf('/') + 1) + "_";
  }

  /** The same list under another name, and so its groups. */
  public Written renamed(String other) {
    return renamed(other, UnaryOperator.identity());
  }

  /**
   * The same list under another name.
   *
   * @param ids what each line's identifier becomes
   */
  Written renamed(String other, UnaryOperator<String> ids) {
    if (other.equals(name)) {
      return this;
    }
    Map<String, String> names = new HashMap<>();
    List<Group> renamed = new ArrayList<>();
    for (Group group : groups) {
      String to = groupStem(other) + (renamed.size() + 1);
      names.put(group.name(), to);
      renamed.add(group.called(to));
    }
    return new Written(
        other,
        family,
        renamed,
        lines.stream()
            .map(line ->
                new WrittenLine(
                    line.rule(),
                    ids.apply(line.id()),
                    ofList(other, withNames(line.text(), names), ids)))
            .toList(),
        ungrouped,
        problems);
  }

  /** Names that say the list's, as those of the other one's lines. */
  private String ofList(String other, String text, UnaryOperator<String> ids) {
    StringJoiner words = new StringJoiner(" ");
    for (String word : text.split(" ", -1)) {
      words.add(
          word.startsWith(name + OF_LIST) && Names.isNumber(word.substring(name.length() + 1))
              ? other + OF_LIST + ids.apply(word.substring(name.length() + 1))
              : word);
    }
    return words.toString();
  }

  /** Names of groups of ours are words that mean nothing else. */
  private static String withNames(String text, Map<String, String> names) {
    if (names.isEmpty()) {
      return text;
    }
    StringJoiner words = new StringJoiner(" ");
    for (String word : text.split(" ", -1)) {
      words.add(names.getOrDefault(word, word));
    }
    return words.toString();
  }
}

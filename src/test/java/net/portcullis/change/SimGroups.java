package net.portcullis.change;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.change.FakeDevice.Config;

/** The object groups of a switch's configuration: what lines do to them, and what rules mean. */
final class SimGroups {
  private static final String HEADER = "object-group ip address ";
  private static final String VIEW = "-obj-grp-ip-";
  private static final String THEIRS = "network host address 198.51.100.7";

  private SimGroups() {}

  static boolean opens(String text) {
    return text.startsWith(HEADER);
  }

  /** What the prompt of a group's view says. */
  static String view(String text) {
    return VIEW + text.substring(HEADER.length()) + "]";
  }

  static boolean areMeant(String view, String text) {
    return opens(text) || text.startsWith("undo " + HEADER) || view.contains(VIEW);
  }

  /** The group that a line in that view is about. */
  static String name(String view, String text) {
    int from = view.indexOf(VIEW);
    return opens(text) || from < 0
        ? text.substring(text.lastIndexOf(' ') + 1)
        : view.substring(from + VIEW.length(), view.length() - 1);
  }

  /** Does what the line says, or answers why not. */
  static Optional<String> apply(Config config, String view, String text) {
    String name = name(view, text);
    if (opens(text)) {
      config.groups.computeIfAbsent(name, any -> new ArrayList<>());
      return Optional.empty();
    }
    if (text.startsWith("undo " + HEADER)) {
      boolean used =
          config.lists.values().stream()
              .anyMatch(rules -> rules.values().stream().anyMatch(rule -> names(rule, name)));
      return used
          ? Optional.of(" % The object group is in use.")
          : config.groups.remove(name) == null
              ? Optional.of(" % No such object group.")
              : Optional.empty();
    }
    List<String> members = config.groups.get(name);
    if (members == null || members.contains(text)) {
      return Optional.of(" % The object exists, or its group does not.");
    }
    members.add(text);
    return Optional.empty();
  }

  /** True where a rule names a group that is not there. */
  static boolean missing(Config config, String rule) {
    return rule.contains("object-group ")
        && config.groups.keySet().stream().noneMatch(name -> names(rule, name));
  }

  /** The rules, and of each group that they name all that is in it. */
  static List<String> meant(Config config, Collection<String> rules) {
    List<String> all = new ArrayList<>(rules);
    used(config, rules)
        .forEach(
            group -> group.getValue().forEach(member -> all.add(group.getKey() + " " + member)));
    return all;
  }

  /** Somebody else adds to a group that these rules name; false where they name none. */
  static boolean othersAdd(Config config, Collection<String> rules) {
    Optional<Map.Entry<String, List<String>>> first = used(config, rules).findFirst();
    first.ifPresent(group -> group.getValue().add(THEIRS));
    return first.isPresent();
  }

  /** True where somebody else added to a group that these rules name. */
  static boolean areTheirs(Config config, Collection<String> rules) {
    return used(config, rules).anyMatch(group -> areTheirs(group.getValue()));
  }

  static boolean areTheirs(List<String> members) {
    return members.contains(THEIRS);
  }

  private static Stream<Map.Entry<String, List<String>>> used(
      Config config, Collection<String> rules) {
    return config.groups.entrySet().stream()
        .filter(group -> rules.stream().anyMatch(rule -> names(rule, group.getKey())));
  }

  private static boolean names(String rule, String group) {
    return (rule + " ").contains("object-group " + group + " ");
  }
}

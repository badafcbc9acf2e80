package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.policy.Rule;

/**
 * Which sets of addresses of a list are worth a group: those that save more lines, wherever the
 * list names them, than it takes to define them. A list has groups where they save a third of its
 * lines, their definitions counted in; else it is easier to read without.
 */
final class GroupChoice {
  private final Profile profile;
  private final Profile.Groups groups;

  GroupChoice(Profile profile, Profile.Groups groups) {
    this.profile = profile;
    this.groups = groups;
  }

  /**
   * The groups of a list, in the order in which its rules first name them; empty where none pay.
   */
  List<Written.Group> of(String list, Family family, List<Rule> rules, RuleWriter plain) {
    if (!groups.families().contains(family)) {
      return List.of();
    }
    Map<Set<AddressMask>, Integer> saved = new LinkedHashMap<>();
    for (Rule rule : rules) {
      plain
          .draft(rule)
          .ifPresent(draft -> {
            int lines = lines(plain, rule, draft);
            saves(draft.source(), draft::withSource, rule, plain, lines, saved);
            saves(draft.destination(), draft::withDestination, rule, plain, lines, saved);
          });
    }
    List<Written.Group> chosen = new ArrayList<>();
    for (Map.Entry<Set<AddressMask>, Integer> each : saved.entrySet()) {
      String name = Written.groupStem(list) + (chosen.size() + 1);
      if (each.getValue() > definition(each.getKey().size()) && name.length() <= groups.longest()) {
        chosen.add(new Written.Group(name, List.copyOf(each.getKey())));
      }
    }
    return chosen;
  }

  private void saves(
      Draft.Side side,
      Function<Draft.Side, Draft> with,
      Rule rule,
      RuleWriter plain,
      int lines,
      Map<Set<AddressMask>, Integer> saved) {
    List<AddressMask> addresses = side.addresses();
    boolean fits =
        addresses.size() > 1
            && addresses.size() <= groups.most()
            && addresses.stream().allMatch(mask -> mask.prefixLength() >= 0);
    if (fits) {
      int fewer = lines - lines(plain, rule, with.apply(side.withGroup(Optional.of("group"))));
      saved.merge(new LinkedHashSet<>(addresses), fewer, Integer::sum);
    }
  }

  private static int lines(RuleWriter writer, Rule rule, Draft draft) {
    return writer.parts(rule, draft).parts().stream().mapToInt(part -> part.lines().size()).sum();
  }

  /** True where a list with groups is worth having in place of one without. */
  boolean pays(Written with, Written without) {
    int typed = with.lines().size();
    for (Written.Group group : with.groups()) {
      typed += definition(group.members().size());
    }
    return with.problems().isEmpty() && 3 * typed <= 2 * without.lines().size();
  }

  /** How many lines define a group. */
  private int definition(int members) {
    int lines = 0;
    for (Profile.Step step : profile.commands().defineGroup()) {
      lines += step.each() == Profile.Each.MEMBER ? members : 1;
    }
    return lines;
  }
}

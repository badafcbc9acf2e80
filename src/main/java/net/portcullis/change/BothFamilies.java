package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.change.Target.Goal;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Binding;
import net.portcullis.policy.Rule;

/**
 * Where one list holds both families, whatever becomes of one becomes of the other: each place is
 * wanted, exchanged and recorded for both, by the lines of one exchange.
 */
final class BothFamilies {
  /** The family whose exchange has the lines to type; the other's rides with it. */
  static final Family LEADS = Family.IPV4;

  private BothFamilies() {}

  /** Targets with what a list of both says of the family that nobody spoke of. */
  static List<Target> whole(Dialect dialect, DeviceConfig running, List<Target> targets) {
    if (!dialect.bothFamilies()) {
      return targets;
    }
    List<Target> whole = new ArrayList<>();
    for (Target target : targets) {
      whole.add(target);
      if (other(target, targets).isEmpty()) {
        whole.add(silent(dialect, running, target));
      }
    }
    return whole;
  }

  /** Targets that must change, and those that change with them. */
  static List<Target> changing(Dialect dialect, List<Target> open, List<Target> whole) {
    return dialect.bothFamilies()
        ? whole.stream()
            .filter(target -> open.contains(target) || other(target, open).isPresent())
            .toList()
        : open;
  }

  /** What is wanted of the other family at a target's place. */
  static Optional<Target> other(Target target, List<Target> targets) {
    return targets.stream()
        .filter(each ->
            each.binding().equals(target.binding())
                && each.direction() == target.direction()
                && each.family() != target.family())
        .findFirst();
  }

  private static Family other(Family family) {
    return family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
  }

  private static Target silent(Dialect dialect, DeviceConfig running, Target target) {
    Family family = other(target.family());
    Goal goal =
        switch (target.goal()) {
          case Goal.Rules rules -> nothingSaid(dialect, running, target, family);
          case Goal.Lines lines -> lines(dialect, lines.list().as(family));
          case Goal.Existing existing -> existing;
          case Goal.Nothing nothing -> nothing;
        };
    return new Target(target.binding(), target.direction(), family, goal, List.of());
  }

  /** A list that has no line of a family does with it what it does with what no line matches. */
  private static Goal nothingSaid(
      Dialect dialect, DeviceConfig running, Target target, Family family) {
    boolean observes = target.binding().mode() == Binding.Mode.OBSERVE;
    List<Rule> rules =
        observes
            ? List.of(new Rule(1, Verdict.PERMIT, Match.any(family), false, List.of()))
            : List.of();
    AccessList list =
        new AccessList("", rules.stream().map(Rule::line).toList(), running.unmatched());
    return new Goal.Rules(rules, dialect.traits().followed().on(list, family));
  }

  /** A list that once stood on the device, to stand there again. */
  static Goal lines(Dialect dialect, Written list) {
    return new Goal.Lines(
        list,
        Draft.readBack(dialect, list)
            .orElseGet(() -> new AccessList(list.name(), List.of(), Verdict.UNKNOWN)));
  }
}

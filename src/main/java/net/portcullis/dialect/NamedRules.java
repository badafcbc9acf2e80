package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Followed;

/**
 * Lists whose rules stand among others in one table and say by their names which list they belong
 * to. Such a list is shown as it would be if all of its rules were switched on, between whichever
 * interfaces they stand.
 */
final class NamedRules {
  /** What says whether and where a rule is asked. */
  private static final Set<FieldKind> PLACE =
      Set.of(FieldKind.INACTIVE, FieldKind.IN_INTERFACE, FieldKind.OUT_INTERFACE);

  private NamedRules() {}

  /** The list that a rule says it belongs to. */
  static Optional<String> list(RawRule rule) {
    return rule.text(FieldKind.OF_LIST);
  }

  /** True where a rule is switched off. */
  static boolean isOff(RawRule rule) {
    return RawRule.has(rule.pieces(), FieldKind.INACTIVE);
  }

  /**
   * The list whose rules these are, all of them and no others; absent where they are not one
   * list's.
   *
   * @param met the rules that are asked, in their order
   */
  static Optional<String> whole(List<RawRule> met, List<RawRule> all) {
    Optional<String> name = met.isEmpty() ? Optional.empty() : list(met.getFirst());
    return name.filter(
        _ -> met.equals(all.stream().filter(rule -> list(rule).equals(name)).toList()));
  }

  /** The lists that a table's rules speak of. */
  static List<DeviceConfig.ReadList> of(
      RawList table, Chains chains, Grammar.Lists behaviour, Verdict otherwise) {
    Map<String, List<RawRule>> named = new LinkedHashMap<>();
    List<RawRule> doubts = new ArrayList<>();
    for (RawRule rule : chains.written(table)) {
      Optional<String> name = list(rule);
      if (name.isPresent()) {
        named.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(rule);
      } else if (!rule.readable() && rule.id().isEmpty()) {
        doubts.add(rule);
      }
    }
    List<DeviceConfig.ReadList> lists = new ArrayList<>();
    named.forEach((name, rules) -> {
      RawList list = new RawList(name, table.family(), rules.getFirst().line());
      doubts.forEach(list::doubt);
      rules.forEach(rule -> list.add(anywhere(rule)));
      for (Family family : table.family().map(List::of).orElse(List.of(Family.values()))) {
        lists.addAll(read(list, rules, family, chains, behaviour.followed(), otherwise));
      }
    });
    return lists;
  }

  private static List<DeviceConfig.ReadList> read(
      RawList list,
      List<RawRule> rules,
      Family family,
      Chains chains,
      Followed followed,
      Verdict otherwise) {
    if (!chains.concern(list, family)) {
      return List.of();
    }
    return List.of(
        Resolution.list(
            list.name(),
            family,
            list.line(),
            Resolution.withUnasked(
                chains.lines(list, family, Optional.empty(), otherwise), family, followed),
            rules,
            otherwise));
  }

  private static RawRule anywhere(RawRule rule) {
    return new RawRule(
        rule.id(),
        rule.line(),
        rule.text(),
        rule.readable(),
        rule.pieces().stream().filter(piece -> !PLACE.contains(piece.kind())).toList());
  }
}

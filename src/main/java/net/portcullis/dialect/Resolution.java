package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Followed;

/**
 * Turns what was gathered into meaning: groups into addresses, jumps into the lines they lead to,
 * names into lists.
 */
final class Resolution {
  private final Grammar grammar;
  private final Assembler assembler;
  private final String file;
  private final List<RawList> lists;
  private final Chains chains;
  private final Verdict unmatched;
  private final Map<String, List<RawList>> byAnyName;
  private final IdentityHashMap<RawList, Verdict> policies;
  private final List<DeviceConfig.Unreadable> faults = new ArrayList<>();

  Resolution(
      Grammar grammar,
      Assembler assembler,
      String file,
      List<RawList> lists,
      Map<String, List<RawRule>> maps,
      Verdict unmatched) {
    this.grammar = grammar;
    this.assembler = assembler;
    this.file = file;
    this.lists = lists;
    this.chains = new Chains(byName(), maps, grammar.lists(), assembler);
    this.unmatched = unmatched;
    this.byAnyName = byAnyName(lists);
    this.policies = policies();
  }

  DeviceConfig config(
      Optional<String> hostname,
      List<DeviceConfig.ReadBinding> bindings,
      List<DeviceConfig.Reference> references,
      List<DeviceConfig.Unreadable> unreadable,
      List<DeviceConfig.Infrastructure> infrastructure,
      List<DeviceConfig.InterfaceState> interfaces,
      List<String> others,
      List<DeviceConfig.ReadGroup> groups) {
    List<DeviceConfig.ReadList> read = new ArrayList<>();
    for (RawList list : lists) {
      if (isStaging(list)) {
        continue;
      }
      for (Family family : list.family().map(List::of).orElse(List.of(Family.values()))) {
        read.add(read(list, family, elsewhere(list, family, bindings).orElse(otherwise(list))));
      }
    }
    Hooks hooks = new Hooks(chains, grammar.lists(), lists, this::otherwise);
    read.addAll(hooks.lists());
    for (RawList table : grammar.lists().byPair() ? lists : List.<RawList>of()) {
      read.addAll(NamedRules.of(table, chains, grammar.lists(), otherwise(table)));
    }
    List<DeviceConfig.ReadBinding> everywhere =
        Stream.concat(bindings.stream(), hooks.bindings().stream()).map(this::named).toList();
    List<DeviceConfig.Reference> uses = new ArrayList<>(references);
    uses.addAll(hooks.references());
    List<DeviceConfig.Unreadable> all = new ArrayList<>(unreadable);
    Set<Integer> shown = new HashSet<>();
    unreadable.forEach(line -> shown.add(line.line()));
    faults.stream().filter(fault -> !shown.contains(fault.line())).forEach(all::add);
    if (!grammar.lists().inOrder()) {
      all.addAll(BoundLists.together(everywhere, file));
    }
    all.sort((one, other) -> Integer.compare(one.line(), other.line()));
    return new DeviceConfig(
        hostname,
        read,
        everywhere,
        uses.stream().map(this::named).toList(),
        all,
        infrastructure,
        interfaces,
        others,
        groups,
        unmatched,
        Map.of(
            Family.IPV4, grammar.lists().unbound(Family.IPV4),
            Family.IPV6, grammar.lists().unbound(Family.IPV6)));
  }

  private Map<String, RawList> byName() {
    Map<String, RawList> byName = new TreeMap<>();
    for (RawList list : lists) {
      for (Family family : list.family().map(List::of).orElse(List.of(Family.values()))) {
        byName.put(Chains.key(grammar.lists(), list.name(), family), list);
      }
    }
    return byName;
  }

  /** True where a table holds nothing but staged rules of named lists. */
  private boolean isStaging(RawList list) {
    return grammar.lists().byPair()
        && chains.rules(list).isEmpty()
        && !chains.written(list).isEmpty();
  }

  private DeviceConfig.ReadList read(RawList list, Family family, Verdict otherwise) {
    List<RawRule> rules =
        grammar.lists().byPair() ? chains.rules(list) : list.ordered(grammar.lists());
    List<Chains.Placed> placed =
        chains.lines(list, family, Optional.empty(), returned(list, family, otherwise));
    addFaults(rules, placed, family);
    return list(
        list.name(),
        family,
        list.line(),
        withUnasked(placed, family, grammar.lists().followed()),
        rules,
        rules.isEmpty() ? empty(list) : otherwise);
  }

  /** Only rules that did not become a line of their own can be at fault. */
  private void addFaults(List<RawRule> rules, List<Chains.Placed> placed, Family family) {
    if (areUnderstood(rules, placed)) {
      return;
    }
    Set<Line.Origin> understood = new HashSet<>();
    for (Chains.Placed line : placed) {
      if (line.line().verdict() != Verdict.UNKNOWN) {
        understood.add(line.line().origin());
      }
    }
    for (RawRule rule : rules) {
      boolean numbered = grammar.lists().sameId() != Grammar.SameId.KEEP;
      if (!rule.readable() && numbered) {
        faults.add(
            new DeviceConfig.Unreadable(
                file,
                rule.line(),
                rule.text(),
                "Another line has the same number; which of them holds is not known."));
      } else if (!understood.contains(new Line.Origin(rule.line(), rule.text()))) {
        assembler
            .fault(rule, family)
            .ifPresent(why ->
                faults.add(new DeviceConfig.Unreadable(file, rule.line(), rule.text(), why)));
      }
    }
  }

  /** The usual case, and quick to see: each rule became one line, one after the other. */
  private static boolean areUnderstood(List<RawRule> rules, List<Chains.Placed> placed) {
    boolean understood = rules.size() <= placed.size();
    for (int i = 0; i < rules.size() && understood; i++) {
      Line line = placed.get(i).line();
      understood =
          line.verdict() != Verdict.UNKNOWN
              && line.origin().number() == rules.get(i).line()
              && line.origin().text().equals(rules.get(i).text());
    }
    return understood;
  }

  /**
   * The lines with what becomes of packets that the device does not ask them about before them.
   * Where nothing is known of a list, nothing is known of those either.
   */
  static List<Chains.Placed> withUnasked(
      List<Chains.Placed> lines, Family family, Followed followed) {
    boolean unknown = !lines.isEmpty() && lines.getFirst().line().verdict() == Verdict.UNKNOWN;
    if (followed.isEmpty() || unknown) {
      return lines;
    }
    List<Chains.Placed> all = new ArrayList<>();
    followed.lines(family).forEach(line -> all.add(new Chains.Placed(line, "")));
    all.addAll(lines);
    return all;
  }

  static DeviceConfig.ReadList list(
      String name,
      Family family,
      int line,
      List<Chains.Placed> placed,
      List<RawRule> rules,
      Verdict otherwise) {
    return new DeviceConfig.ReadList(
        name,
        family,
        line,
        new AccessList(name, placed.stream().map(Chains.Placed::line).toList(), otherwise),
        rules.stream().filter(rule -> rule.line() > 0).map(RawRule::text).toList(),
        placed.stream().map(Chains.Placed::id).toList());
  }

  private Verdict empty(RawList list) {
    return list.policy().orElse(grammar.lists().empty());
  }

  /**
   * What becomes of packets that no line matches: the list's own word, or that of the list that
   * leads to it.
   */
  private Verdict otherwise(RawList list) {
    if (list.policy().isPresent()) {
      return list.policy().get();
    }
    return policies.getOrDefault(list, unmatched);
  }

  /** What becomes of packets that a list sends back: a fate of its own is not theirs. */
  private Verdict returned(RawList list, Family family, Verdict otherwise) {
    if (list.policy().isEmpty() || list.hook().isPresent()) {
      return otherwise;
    }
    return Optional.ofNullable(policies.get(list))
        .or(() ->
            lists.stream()
                .filter(base -> base.hook().filter(Hooks.FORWARD::equals).isPresent())
                .filter(base -> base.family().isEmpty() || base.family().get() == family)
                .map(this::otherwise)
                .reduce(Resolution::both))
        .orElse(grammar.lists().returned());
  }

  private static Verdict both(Verdict one, Verdict other) {
    return one == other ? one : Verdict.UNKNOWN;
  }

  /** What unmatched packets meet where the list is bound; unknown where that differs. */
  private Optional<Verdict> elsewhere(
      RawList list, Family family, List<DeviceConfig.ReadBinding> bindings) {
    Optional<Grammar.Elsewhere> elsewhere = grammar.lists().elsewhere();
    if (elsewhere.isEmpty()) {
      return Optional.empty();
    }
    List<Boolean> places =
        bindings.stream()
            .filter(binding -> binding.family() == family)
            .filter(binding -> named(binding).list().equals(list.name()))
            .map(elsewhere.get()::holds)
            .distinct()
            .toList();
    if (!places.contains(true)) {
      return Optional.empty();
    }
    return Optional.of(places.size() == 1 ? elsewhere.get().verdict() : Verdict.UNKNOWN);
  }

  /** The policy of the lists at hooks that lead to a list; unknown where they differ. */
  private IdentityHashMap<RawList, Verdict> policies() {
    IdentityHashMap<RawList, Verdict> policies = new IdentityHashMap<>();
    for (RawList base : lists) {
      if (base.policy().isPresent() && base.hook().isPresent()) {
        for (Family family : base.family().map(List::of).orElse(List.of(Family.values()))) {
          for (RawRule rule : chains.rules(base)) {
            chains
                .leadsTo(base, rule, family)
                .ifPresent(
                    list -> policies.merge(list, base.policy().orElseThrow(), Resolution::both));
          }
        }
      }
    }
    return policies;
  }

  /** What a rule decides; {@code otherwise} where it names no action. */
  static Verdict verdict(RawRule rule, Verdict otherwise) {
    for (Piece piece : rule.pieces()) {
      if (piece instanceof Piece.Action action) {
        return action.verdict();
      }
    }
    return otherwise;
  }

  /** A binding may use a list's other name. */
  private DeviceConfig.ReadBinding named(DeviceConfig.ReadBinding binding) {
    return new DeviceConfig.ReadBinding(
        binding.interfaceName(),
        binding.direction(),
        binding.family(),
        called(binding.list(), Optional.of(binding.family())),
        binding.line(),
        binding.status());
  }

  private DeviceConfig.Reference named(DeviceConfig.Reference reference) {
    return new DeviceConfig.Reference(
        called(reference.list(), Optional.empty()), reference.where(), reference.line());
  }

  private String called(String name, Optional<Family> family) {
    return byAnyName.getOrDefault(key(name), List.of()).stream()
        .filter(list -> family.isEmpty() || list.family().isEmpty() || list.family().equals(family))
        .map(RawList::name)
        .findFirst()
        .orElse(name);
  }

  private Map<String, List<RawList>> byAnyName(List<RawList> lists) {
    Map<String, List<RawList>> byName = new HashMap<>();
    for (RawList list : lists) {
      for (String name : list.names()) {
        byName.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(list);
      }
    }
    return byName;
  }

  private String key(String name) {
    return grammar.lists().key(name);
  }
}

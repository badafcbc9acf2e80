package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Followed;

/**
 * Finds what platforms that filter at points of a packet's way, not at interfaces, apply to each
 * interface: a list that only leads an interface's packets on is a binding of the list it leads to;
 * any other is itself bound there.
 */
final class Hooks {
  /** The point that packets pass between interfaces. */
  static final String FORWARD = "forward";

  /** Stands in a pair for every interface that no rule names. */
  private static final String OTHERS = "*";

  /** More pairs than this are not told apart: then the list is shown as one of every packet. */
  private static final int MOST_PAIRS = 40_000;

  private final Chains chains;
  private final boolean byPair;
  private final Function<RawList, Verdict> otherwise;
  private final Followed followed;
  private final List<DeviceConfig.ReadList> lists = new ArrayList<>();
  private final List<DeviceConfig.ReadBinding> bindings = new ArrayList<>();
  private final List<DeviceConfig.Reference> references = new ArrayList<>();

  Hooks(
      Chains chains,
      Grammar.Lists behaviour,
      List<RawList> all,
      Function<RawList, Verdict> otherwise) {
    this.chains = chains;
    this.byPair = behaviour.byPair();
    this.otherwise = otherwise;
    this.followed = behaviour.followed();
    for (RawList list : all) {
      list.hook().ifPresent(hook -> hook(list, hook));
    }
  }

  /** Lists as one interface's packets meet them. */
  List<DeviceConfig.ReadList> lists() {
    return lists;
  }

  List<DeviceConfig.ReadBinding> bindings() {
    return bindings;
  }

  List<DeviceConfig.Reference> references() {
    return references;
  }

  private void hook(RawList list, String hook) {
    List<Chains.Side> sides =
        !hook.equals(FORWARD) ? List.of() : byPair ? pairs(list) : sides(list);
    boolean named = !sides.isEmpty();
    for (Chains.Side side : sides) {
      for (Family family : list.family().map(List::of).orElse(List.of(Family.values()))) {
        side(list, family, side);
      }
    }
    if (byPair && chains.rules(list).isEmpty()) {
      return;
    }
    boolean ofNothing =
        chains.rules(list).stream().allMatch(rule -> rule.text(FieldKind.MAP).isPresent());
    if (!named && !(ofNothing && otherwise.apply(list) == Verdict.PERMIT)) {
      references.add(
          new DeviceConfig.Reference(list.name(), "every packet at " + hook, list.line()));
    }
  }

  /** The name of what a list is to the packets of one side, or of a pair. */
  static String listOf(String list, String side) {
    return list + "@" + side;
  }

  private List<Chains.Side> sides(RawList list) {
    List<Chains.Side> sides = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      chains
          .interfaces(list, direction)
          .forEach(name -> sides.add(Chains.Side.of(direction, name)));
    }
    return sides;
  }

  /** Each pair of interfaces that rules name, and of the others, of which they name neither. */
  private List<Chains.Side> pairs(RawList list) {
    Set<String> in = chains.interfaces(list, Direction.IN);
    Set<String> out = chains.interfaces(list, Direction.OUT);
    boolean many = (in.size() + 1L) * (out.size() + 1L) > MOST_PAIRS;
    if (many) {
      for (Family family : list.family().map(List::of).orElse(List.of(Family.values()))) {
        untold(list, family);
      }
      return List.of();
    }
    List<Chains.Side> pairs = new ArrayList<>();
    in.add(OTHERS);
    out.add(OTHERS);
    for (String from : in) {
      out.forEach(to -> pairs.add(Chains.Side.pair(from, to)));
    }
    return pairs;
  }

  /** What packets of any pair meet is not known. */
  private void untold(RawList list, Family family) {
    Chains.Side any = Chains.Side.pair(OTHERS, OTHERS);
    String name = listOf(list.name(), any.text());
    Line unknown =
        Assembler.unknown(family, new Line.Origin(list.line(), "rules of too many interfaces"));
    lists.add(
        Resolution.list(
            name,
            family,
            list.line(),
            List.of(new Chains.Placed(unknown, "")),
            List.of(),
            otherwise.apply(list)));
    bindings.add(binding(any, family, name, list.line()));
  }

  private void side(RawList list, Family family, Chains.Side side) {
    List<RawRule> relevant = chains.relevant(list, family, side);
    if (relevant.isEmpty()) {
      return;
    }
    Optional<String> whole =
        byPair ? NamedRules.whole(relevant, chains.written(list)) : Optional.empty();
    if (whole.isPresent()) {
      bindings.add(binding(side, family, whole.get(), relevant.getFirst().line()));
      return;
    }
    List<RawRule> own = own(list, relevant, family, side);
    if (own.size() == 1) {
      RawRule only = own.getFirst();
      Optional<RawList> target = chains.leadsTo(list, only, family, side);
      if (target.isPresent()) {
        bindings.add(binding(side, family, target.get().name(), only.line()));
        return;
      }
    }
    String name = listOf(list.name(), side.text());
    lists.add(
        Resolution.list(
            name,
            family,
            list.line(),
            Resolution.withUnasked(
                chains.lines(list, family, Optional.of(side), otherwise.apply(list)),
                family,
                followed),
            relevant,
            otherwise.apply(list)));
    bindings.add(binding(side, family, name, relevant.getFirst().line()));
  }

  /**
   * The rules that are about a side. Those of interfaces in the other direction are not, where each
   * rule leads to a list that drops packets or sends them back: a packet then passes where all of
   * them let it, in whatever order.
   */
  private List<RawRule> own(RawList list, List<RawRule> relevant, Family family, Chains.Side side) {
    List<RawRule> own =
        relevant.stream().filter(rule -> !Chains.isOfOtherDirection(rule, side)).toList();
    boolean gates =
        otherwise.apply(list) == Verdict.PERMIT
            && relevant.stream().allMatch(rule -> isGate(list, rule, family, side));
    return gates ? own : relevant;
  }

  private boolean isGate(RawList list, RawRule rule, Family family, Chains.Side side) {
    Chains.Side named = Chains.isOfOtherDirection(rule, side) ? side.turned() : side;
    return chains.leadsTo(list, rule, family, named).filter(chains::isGate).isPresent();
  }

  private static DeviceConfig.ReadBinding binding(
      Chains.Side side, Family family, String list, int line) {
    return new DeviceConfig.ReadBinding(
        side.place(), side.direction(), family, list, line, Optional.empty());
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.portcullis.acl.Family;
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
  private static final String FORWARD = "forward";

  private final Chains chains;
  private final Function<RawList, Verdict> otherwise;
  private final Followed followed;
  private final List<DeviceConfig.ReadList> lists = new ArrayList<>();
  private final List<DeviceConfig.ReadBinding> bindings = new ArrayList<>();
  private final List<DeviceConfig.Reference> references = new ArrayList<>();

  Hooks(Chains chains, List<RawList> all, Function<RawList, Verdict> otherwise, Followed followed) {
    this.chains = chains;
    this.otherwise = otherwise;
    this.followed = followed;
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
    boolean named = false;
    for (Direction direction : Direction.values()) {
      Set<String> interfaces = hook.equals(FORWARD) ? chains.interfaces(list, direction) : Set.of();
      named |= !interfaces.isEmpty();
      for (String name : interfaces) {
        for (Family family : list.family().map(List::of).orElse(List.of(Family.values()))) {
          side(list, family, new Chains.Side(direction, name));
        }
      }
    }
    boolean ofNothing =
        chains.rules(list).stream().allMatch(rule -> rule.text(FieldKind.MAP).isPresent());
    if (!named && !(ofNothing && otherwise.apply(list) == Verdict.PERMIT)) {
      references.add(
          new DeviceConfig.Reference(list.name(), "every packet at " + hook, list.line()));
    }
  }

  private void side(RawList list, Family family, Chains.Side side) {
    List<RawRule> relevant = chains.relevant(list, family, side);
    if (relevant.isEmpty()) {
      return;
    }
    if (relevant.size() == 1) {
      RawRule only = relevant.getFirst();
      Optional<RawList> target = chains.leadsTo(list, only, family, side);
      if (target.isPresent()) {
        bindings.add(binding(side, family, target.get().name(), only.line()));
        return;
      }
    }
    String name = list.name() + "@" + side.direction().text() + ":" + side.interfaceName();
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

  private static DeviceConfig.ReadBinding binding(
      Chains.Side side, Family family, String list, int line) {
    return new DeviceConfig.ReadBinding(
        side.interfaceName(), side.direction(), family, list, line, Optional.empty());
  }
}

package net.portcullis.policy;

import java.util.List;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;

/**
 * The list that must stand at one binding, in one direction, for one family.
 *
 * @param rules in order; the last one closes the list, so nothing is left to a default
 * @param plain the rules before minimisation, each with the reason that it was written for
 * @param risks sentences that plans show
 */
public record Intent(
    Device device,
    Binding binding,
    Direction direction,
    Family family,
    List<Rule> rules,
    List<Rule> plain,
    List<String> risks) {

  public Intent {
    rules = List.copyOf(rules);
    plain = List.copyOf(plain);
    risks = List.copyOf(risks);
  }

  /** The list as packets see it. */
  public AccessList accessList() {
    return list(rules);
  }

  private AccessList list(List<Rule> some) {
    return new AccessList(
        device.name() + "/" + binding.name() + "/" + direction.text(),
        some.stream().map(Rule::line).toList(),
        Verdict.DENY);
  }

  /** Why the rule decides this packet: of all its reasons those that speak of such a packet. */
  public List<Reason> why(Rule rule, Packet packet) {
    List<Reason> reasons =
        plain.stream()
            .filter(each -> each.action() == rule.action())
            .filter(each -> Evaluator.matches(each.match(), packet))
            .flatMap(each -> each.why().stream())
            .distinct()
            .toList();
    return reasons.isEmpty() ? rule.why() : reasons;
  }

  /**
   * Proves that the rules mean what the plain ones do.
   *
   * @throws IllegalStateException where they do not, which only a mistake in the tool can bring
   *     about
   */
  public Intent proved() {
    Comparison comparison = Comparison.compare(list(plain), accessList(), family);
    if (!comparison.isEqual()) {
      throw new IllegalStateException(
          "The merged list of "
              + list(plain).name()
              + " does not mean what the list before merging does: "
              + comparison);
    }
    return this;
  }
}

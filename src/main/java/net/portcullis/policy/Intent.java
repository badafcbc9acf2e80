package net.portcullis.policy;

import java.util.List;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;

/**
 * The list that must stand at one binding, in one direction, for one family.
 *
 * @param rules in order; the last one closes the list, so nothing is left to a default
 * @param plainCount how many rules there were before minimisation
 * @param risks sentences that {@code plan} shows
 */
public record Intent(
    Device device,
    Binding binding,
    Direction direction,
    Family family,
    List<Rule> rules,
    int plainCount,
    List<String> risks) {

  public Intent {
    rules = List.copyOf(rules);
    risks = List.copyOf(risks);
  }

  /** The list as packets see it. */
  public AccessList accessList() {
    return new AccessList(
        device.name() + "/" + binding.name() + "/" + direction.text(),
        rules.stream().map(Rule::line).toList(),
        Verdict.DENY);
  }
}

package net.portcullis.change;

import java.util.List;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;

/**
 * What one binding, direction and family is to hold.
 *
 * @param risks sentences that a plan shows
 */
public record Target(
    Binding binding, Direction direction, Family family, Goal goal, List<String> risks) {

  public Target {
    risks = List.copyOf(risks);
  }

  /** The policy's list. */
  public static Target of(Intent intent) {
    return new Target(
        intent.binding(),
        intent.direction(),
        intent.family(),
        new Goal.Rules(intent.rules(), intent.accessList()),
        intent.risks());
  }

  /** Where it is, for people. */
  public String place() {
    return binding.interfaceName() + " " + direction.text() + " IPv" + family.number();
  }

  /** What is to be bound. */
  public sealed interface Goal {
    /** A list of ours, written from rules. */
    record Rules(List<Rule> rules, AccessList meaning) implements Goal {
      public Rules {
        rules = List.copyOf(rules);
      }
    }

    /**
     * A list as it once stood on the device, to be staged again.
     *
     * @param list what it was called is what it is called again, where that name is free
     */
    record Lines(Written list, AccessList meaning) implements Goal {}

    /** A list that is on the device. */
    record Existing(String list) implements Goal {}

    /** No list. */
    record Nothing() implements Goal {}
  }
}

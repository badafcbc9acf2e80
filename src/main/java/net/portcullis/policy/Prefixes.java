package net.portcullis.policy;

import java.util.ArrayList;
import java.util.List;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Prefix;

/** Sets of prefixes in one spelling. */
final class Prefixes {
  private Prefixes() {}

  /** The same addresses in the fewest prefixes, sorted: equal sets become equal lists. */
  static List<Prefix> aggregate(List<Prefix> prefixes) {
    if (prefixes.size() < 2) {
      return List.copyOf(prefixes);
    }
    List<Prefix> stack = new ArrayList<>();
    for (Prefix prefix : prefixes.stream().sorted().toList()) {
      if (!stack.isEmpty() && stack.getLast().contains(prefix)) {
        continue;
      }
      stack.add(prefix);
      joinSiblings(stack);
    }
    return List.copyOf(stack);
  }

  private static void joinSiblings(List<Prefix> stack) {
    while (stack.size() > 1) {
      Prefix right = stack.getLast();
      Prefix left = stack.get(stack.size() - 2);
      if (right.length() == 0 || left.length() != right.length()) {
        return;
      }
      Prefix parent = parent(left);
      if (!parent.address().equals(left.address()) || !parent.contains(right)) {
        return;
      }
      stack.removeLast();
      stack.removeLast();
      stack.add(parent);
    }
  }

  private static Prefix parent(Prefix prefix) {
    int length = prefix.length() - 1;
    Address address = prefix.address().and(Prefix.maskOf(prefix.family(), length));
    return new Prefix(address, length);
  }

  static List<Prefix> ofFamily(List<Prefix> prefixes, Family family) {
    return prefixes.stream().filter(prefix -> prefix.family() == family).toList();
  }

  static List<AddressMask> masks(List<Prefix> prefixes) {
    return prefixes.stream().map(AddressMask::of).toList();
  }

  /** The first set without the second: prefixes are halved until they lie inside or outside. */
  static List<Prefix> without(List<Prefix> prefixes, List<Prefix> holes) {
    if (holes.isEmpty()) {
      return prefixes;
    }
    List<Prefix> left = new ArrayList<>();
    for (Prefix prefix : prefixes) {
      split(prefix, holes, left);
    }
    return aggregate(left);
  }

  private static void split(Prefix prefix, List<Prefix> holes, List<Prefix> left) {
    List<Prefix> touching = holes.stream().filter(prefix::overlaps).toList();
    if (touching.isEmpty()) {
      left.add(prefix);
    } else if (touching.stream().noneMatch(hole -> hole.contains(prefix))) {
      int length = prefix.length() + 1;
      Address low = prefix.address();
      Address bit = Prefix.maskOf(prefix.family(), length).and(prefix.mask().not());
      split(new Prefix(low, length), touching, left);
      split(
          new Prefix(
              new Address(low.family(), low.high() | bit.high(), low.low() | bit.low()), length),
          touching,
          left);
    }
  }
}

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

  /** True where every one of the second list lies in one of the first. */
  static boolean cover(List<Prefix> covering, List<Prefix> covered) {
    return covered.stream().allMatch(one -> covering.stream().anyMatch(all -> all.contains(one)));
  }
}

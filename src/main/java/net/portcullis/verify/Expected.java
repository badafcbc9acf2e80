package net.portcullis.verify;

import java.util.List;
import java.util.function.Predicate;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * What should be bound at one place.
 *
 * @param lists the names that are right; nothing should be bound where it is {@link Lists#none()}
 * @param rules how many rules the list has on the device
 */
public record Expected(
    Binding binding, Direction direction, Family family, Lists lists, int rules) {

  /**
   * Names of lists.
   *
   * @param words for people
   */
  public record Lists(String words, Predicate<String> includes, boolean nothing) {

    /** Exactly this list. */
    public static Lists exactly(String name) {
      return new Lists(name, name::equalsIgnoreCase, false);
    }

    /** Any list that the test takes. */
    public static Lists any(String words, Predicate<String> includes) {
      return new Lists(words, includes, false);
    }

    /** No list at all. */
    public static Lists none() {
      return new Lists("nothing", _ -> false, true);
    }

    /** True where exactly the right list is among those that are bound, and nothing else. */
    boolean match(List<String> bound) {
      return nothing ? bound.isEmpty() : bound.size() == 1 && includes.test(bound.getFirst());
    }
  }

  /** For people: {@code imc-lan in ipv4}. */
  String place() {
    return binding.name() + " " + direction.text() + " ipv" + family.number();
  }
}

package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * How a device says that its hardware has no room for lines of lists: where it answers a line, in
 * its log after it took one, or in a listing of what its hardware holds.
 */
public interface HardwareFull {
  /** Of a platform that is not known to say so. */
  HardwareFull SILENT = new HardwareFull() {};

  /** True where what a device printed says that there is no room. */
  default boolean says(String text) {
    return false;
  }

  /** Shows the log; absent where the profile knows no message of it. */
  default Optional<Command> readLog() {
    return Optional.empty();
  }

  /** The messages in an output of {@link #readLog} that say so, in its order. */
  default List<String> logged(String output) {
    return List.of();
  }

  /** Shows the slots that have hardware of their own; absent where listings are of all of it. */
  default Optional<Command> readSlots() {
    return Optional.empty();
  }

  /** The slots that an output of {@link #readSlots} names. */
  default List<String> slots(String output) {
    return List.of();
  }

  /** Show what the hardware holds of a bound list; none where the profile does not say. */
  default List<Command> readListing(
      Binding binding, Direction direction, Family family, String list, List<String> slots) {
    return List.of();
  }

  /** The first line of a listing that says of a line of the list that it is not held. */
  default Optional<String> marked(String output) {
    return Optional.empty();
  }
}

package net.portcullis.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Line;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Room;
import net.portcullis.inventory.Device;
import net.portcullis.session.Conversation;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/** Whether the hardware has room for what is to be bound beside what is. */
final class Capacity {
  private final BiFunction<Device, Dialect, List<Room>> rooms;

  /**
   * @param rooms what a device's hardware holds, as far as its agent tells
   */
  Capacity(BiFunction<Device, Dialect, List<Room>> rooms) {
    this.rooms = rooms;
  }

  /**
   * A sentence each on why it does not fit, and on what is not known.
   *
   * @param least the least room that was read
   */
  record Judgement(Optional<String> refusal, Optional<String> risk, Optional<Room> least) {}

  /** Judges changes: the new lists must fit while the old ones are still there. */
  Judgement judge(Device device, Dialect dialect, Conversation conversation, List<Change> changes)
      throws SessionException {
    long needed = changes.stream().mapToLong(Capacity::entries).sum();
    boolean silent = dialect.readHeadroom().isEmpty() && dialect.snmp().resources().isEmpty();
    if (needed == 0 || silent) {
      return new Judgement(Optional.empty(), Optional.empty(), Optional.empty());
    }
    List<Room> known = new ArrayList<>(shown(dialect, conversation));
    known.addAll(rooms.apply(device, dialect));
    Optional<Room> least = known.stream().min(Comparator.comparingLong(Room::free));
    if (least.isEmpty()) {
      return new Judgement(
          Optional.empty(),
          Optional.of("How much room the hardware has for lists is not shown by this device."),
          least);
    }
    Room room = least.get();
    return room.free() >= needed
        ? new Judgement(Optional.empty(), Optional.empty(), least)
        : new Judgement(
            Optional.of(
                "The hardware has room for "
                    + told(room)
                    + ", and "
                    + needed
                    + " must fit beside what is bound. Free some, or permit less."),
            Optional.empty(),
            least);
  }

  /** How much room there is, for people. */
  static String told(Room room) {
    return room.free()
        + " more lines ("
        + room.what()
        + ": "
        + room.used()
        + " of "
        + room.total()
        + " taken)";
  }

  /** What a staged list takes in hardware, which knows no groups. */
  private static long entries(Change change) {
    return change.exchange().staged().isEmpty()
        ? 0
        : change.meaning().map(AccessList::lines).orElse(List.of()).stream()
            .mapToLong(Capacity::entries)
            .sum();
  }

  /**
   * A line for each pair of addresses; of one with several matches, they are the same addresses.
   */
  private static long entries(Line line) {
    return line.matches().stream()
        .mapToLong(match -> (long) match.sources().size() * match.destinations().size())
        .max()
        .orElse(1);
  }

  private static List<Room> shown(Dialect dialect, Conversation conversation)
      throws SessionException {
    if (dialect.readHeadroom().isEmpty()) {
      return List.of();
    }
    return switch (conversation.ask(dialect.readHeadroom().get())) {
      case Reply.Accepted accepted -> dialect.headroom(accepted.output());
      case Reply.Rejected rejected -> List.of();
    };
  }
}

package net.portcullis.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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

  /** A sentence each on why it does not fit, and on what is not known. */
  record Judgement(Optional<String> refusal, Optional<String> risk) {
    private static final Judgement FITS = new Judgement(Optional.empty(), Optional.empty());
  }

  /** Judges changes: the new lists must fit while the old ones are still there. */
  Judgement judge(Device device, Dialect dialect, Conversation conversation, List<Change> changes)
      throws SessionException {
    long needed =
        changes.stream().mapToLong(change -> change.exchange().stagedLines().size()).sum();
    boolean silent = dialect.readHeadroom().isEmpty() && dialect.snmp().resources().isEmpty();
    if (needed == 0 || silent) {
      return Judgement.FITS;
    }
    List<Room> known = new ArrayList<>(shown(dialect, conversation));
    known.addAll(rooms.apply(device, dialect));
    Optional<Room> least = known.stream().min(Comparator.comparingLong(Room::free));
    if (least.isEmpty()) {
      return new Judgement(
          Optional.empty(),
          Optional.of("How much room the hardware has for lists is not shown by this device."));
    }
    Room room = least.get();
    return room.free() >= needed
        ? Judgement.FITS
        : new Judgement(
            Optional.of(
                "The hardware has room for "
                    + room.free()
                    + " more lines ("
                    + room.what()
                    + ": "
                    + room.used()
                    + " of "
                    + room.total()
                    + " taken), and "
                    + needed
                    + " must fit beside what is bound. Free some, or permit less."),
            Optional.empty());
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

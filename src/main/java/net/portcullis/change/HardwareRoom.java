package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.HardwareFull;
import net.portcullis.dialect.Output;
import net.portcullis.dialect.Room;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

/**
 * Whether the hardware took what the command line took. A device that has no room says so in its
 * answer, or only afterwards: in its log, or where it shows what its hardware holds.
 */
final class HardwareRoom {
  private final Link link;
  private final HardwareFull words;
  private final String device;
  private final Optional<Room> planned;

  /** Absent where the log was not read, so that old messages could not be told from new ones. */
  private Optional<List<String>> before = Optional.empty();

  /**
   * @param planned the least room that the plan saw
   */
  HardwareRoom(Link link, String device, Optional<Room> planned) {
    this.link = link;
    this.words = link.dialect().hardwareFull();
    this.device = device;
    this.planned = planned;
  }

  /** Remembers what the log says before anything is changed. */
  void begin() throws SessionException {
    before = words.readLog().isEmpty() ? Optional.empty() : log();
  }

  /**
   * What a listing of the hardware shows not to be held, although every line was taken; absent
   * where it shows nothing of that.
   *
   * @param unseen hears what could not be seen
   */
  Optional<String> missing(List<Change> changes, Consumer<String> unseen) throws SessionException {
    Map<Command, Optional<String>> shown = new HashMap<>();
    Optional<List<String>> slots = Optional.empty();
    for (Change change : changes) {
      Optional<String> list = change.exchange().after().bound();
      if (list.isPresent()) {
        slots = Optional.of(slots.isPresent() ? slots.get() : slots(unseen));
        Target target = change.target();
        List<Command> listing =
            words.readListing(
                target.binding(), target.direction(), target.family(), list.get(), slots.get());
        for (Command command : listing) {
          if (!shown.containsKey(command)) {
            shown.put(command, shown(command, unseen));
          }
        }
        Optional<String> wrong = listed(change, list.get(), listing, shown);
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return Optional.empty();
  }

  /** What the device has logged since {@link #begin} of its hardware having no room. */
  Optional<String> logged(Consumer<String> unseen) throws SessionException {
    if (words.readLog().isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> after = before.isEmpty() ? Optional.empty() : log();
    if (after.isEmpty()) {
      unseen.accept(
          "What the device logged of its hardware is not known: it does not show its log.");
      return Optional.empty();
    }
    List<String> fresh = new ArrayList<>(after.get());
    before.get().forEach(fresh::remove);
    return fresh.stream()
        .findFirst()
        .map(message -> "It took every line, and logged afterwards: " + message);
  }

  /** Where the reason is that there is no room, it is told as that, with what can be done. */
  String told(String reason) {
    if (!words.says(reason)) {
      return reason;
    }
    return "The hardware of "
        + device
        + " has no room for this change. "
        + reason
        + (reason.endsWith(".") ? "" : ".")
        + planned
            .map(room -> " When it was planned there was room for " + Capacity.told(room) + ".")
            .orElse(" How much room it has, the device did not show when it was planned.")
        + " Permit less or more widely, so that fewer lines are needed, use groups where the platform"
        + " has them, free some room, or bind in another slot; then plan again.";
  }

  private Optional<String> listed(
      Change change, String list, List<Command> listing, Map<Command, Optional<String>> shown) {
    for (Command command : listing) {
      Optional<String> output = shown.getOrDefault(command, Optional.empty());
      Optional<String> mark =
          output.flatMap(words::marked).or(() -> status(command, output.orElse(""), change, list));
      if (mark.isPresent()) {
        return Optional.of(
            "The device shows by '"
                + command.text()
                + "' that its hardware does not hold list "
                + list
                + " at "
                + change.exchange().place()
                + ": "
                + mark.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> status(Command command, String shown, Change change, String list) {
    Exchange exchange = change.exchange();
    return link
        .dialect()
        .read(List.of(new Output(command.text(), shown)))
        .bound(exchange.interfaceName(), exchange.direction(), exchange.family())
        .stream()
        .filter(binding -> binding.list().equals(list))
        .map(ReadBinding::status)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private List<String> slots(Consumer<String> unseen) throws SessionException {
    Optional<Command> read = words.readSlots();
    if (read.isEmpty()) {
      return List.of();
    }
    List<String> slots = shown(read.get()).map(words::slots).orElse(List.of());
    if (slots.isEmpty()) {
      unseen.accept(
          "Which slots the device has is not known: '"
              + read.get().text()
              + "' names none. What the hardware of each holds was not looked at.");
    }
    return slots;
  }

  private Optional<List<String>> log() throws SessionException {
    return shown(words.readLog().orElseThrow()).map(words::logged);
  }

  private Optional<String> shown(Command command, Consumer<String> unseen) throws SessionException {
    Optional<String> shown = shown(command);
    if (shown.isEmpty()) {
      unseen.accept("What the hardware holds is not shown: '" + command.text() + "' is refused.");
    }
    return shown;
  }

  private Optional<String> shown(Command command) throws SessionException {
    return switch (link.ask(command)) {
      case Reply.Accepted accepted -> Optional.of(accepted.output());
      case Reply.Rejected _ -> Optional.empty();
    };
  }
}

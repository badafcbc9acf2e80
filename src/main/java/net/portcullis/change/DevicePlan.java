package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Region;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Room;
import net.portcullis.inventory.Device;

/**
 * What a push would do to a device.
 *
 * @param reasons why there is no plan; sentences, empty where there is one
 * @param changes what will be done, in order; empty unless the status is {@code CHANGE}
 * @param stateHash of what was read; the device must still hash to it when the change begins
 * @param textDiff unified, of the lists' lines
 * @param lost the share, from 0 to 1, of what was permitted that no longer will be; 0 for bindings
 *     that had no list
 * @param armings the device's ways to undo by itself, best first; which of them it really has may
 *     only show when it is asked to
 * @param room the least room that the hardware was seen to have for lines of lists
 * @param pathProved every step was proved to keep the management path, so it can do without
 */
public record DevicePlan(
    Device device,
    Status status,
    List<String> reasons,
    List<Change> changes,
    String stateHash,
    String textDiff,
    List<Region> newlyPermitted,
    List<Region> newlyDenied,
    List<String> risks,
    double lost,
    List<Arming> armings,
    Optional<Room> room,
    boolean pathProved,
    List<Command> save) {

  public DevicePlan {
    reasons = List.copyOf(reasons);
    changes = List.copyOf(changes);
    newlyPermitted = List.copyOf(newlyPermitted);
    newlyDenied = List.copyOf(newlyDenied);
    risks = List.copyOf(risks);
    armings = List.copyOf(armings);
    save = List.copyOf(save);
  }

  /** How a plan came out. */
  public enum Status {
    NO_CHANGE("no-change"),
    CHANGE("change"),
    UNREACHABLE("unreachable"),
    REFUSED("refused"),
    UNKNOWN("unknown");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** As it stands in JSON. */
    public String text() {
      return text;
    }
  }

  /** A line and what it is for. */
  public record Planned(String phase, Command command) {}

  static DevicePlan without(
      Device device, Status status, String stateHash, List<String> reasons, List<String> risks) {
    return new DevicePlan(
        device,
        status,
        reasons,
        List.of(),
        stateHash,
        "",
        List.of(),
        List.of(),
        risks,
        0,
        List.of(),
        Optional.empty(),
        false,
        List.of());
  }

  /** What is worth knowing and is no risk: what object groups save. */
  public List<String> notes() {
    return changes.stream()
        .filter(change -> !change.exchange().rides())
        .flatMap(change -> change.exchange().staged().stream())
        .flatMap(written -> written.savings().stream())
        .toList();
  }

  /** Every line that will be sent, in order, apart from those that only read. */
  public List<Planned> commands() {
    List<Planned> all = new ArrayList<>();
    changes.forEach(change -> add(all, "stage", change.exchange().stage()));
    List<Command> arm = armings.stream().findFirst().map(Arming::arm).orElse(List.of());
    boolean together = together().isPresent();
    add(all, "arm", together ? together().get().fresh() : arm);
    add(all, "swap", swap());
    add(all, "arm", together ? arm : List.of());
    armings.stream().findFirst().ifPresent(way -> add(all, "confirm", way.confirm()));
    changes.forEach(change -> add(all, "clean", change.exchange().cleanAll()));
    add(all, "save", save);
    return List.copyOf(all);
  }

  /** The way in which the change and its timer begin by one line; absent where it is not so. */
  Optional<Arming> together() {
    return armings.stream().findFirst().filter(Arming::together);
  }

  /** The lines of the exchange, without those that {@link #together} puts in force. */
  List<Command> swap() {
    List<Command> swap =
        changes.stream().flatMap(change -> change.exchange().swap().stream()).toList();
    return together().map(way -> way.gathered(swap)).orElse(swap);
  }

  private static void add(List<Planned> all, String phase, List<Command> commands) {
    commands.forEach(command -> all.add(new Planned(phase, command)));
  }
}

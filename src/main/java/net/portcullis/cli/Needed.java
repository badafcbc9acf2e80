package net.portcullis.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;

/** What the deployment needs at one binding, for lists to be held against. */
record Needed(List<Intent> intents) {
  private static final String OPTION = "--against";

  Needed {
    intents = List.copyOf(intents);
  }

  /**
   * Computes what a binding needs.
   *
   * @param text {@code DEVICE:BINDING}, or {@code DEVICE:BINDING:in} where it filters both ways
   * @throws InvalidInputException where the inventory has no such binding, or the direction is open
   */
  static Needed at(String text, Workspace workspace, Clock clock) {
    List<String> parts = List.of(text.split(":", -1));
    if (parts.size() < 2 || parts.size() > 3) {
      throw wrong(
          "'" + text + "' names no binding.",
          "Write DEVICE:BINDING, or DEVICE:BINDING:in where it filters both directions.");
    }
    Deployment deployment = Deployment.read(workspace);
    List<Device> devices = deployment.select(List.of(parts.getFirst()));
    List<Intent> there =
        deployment.intents(devices, clock).stream()
            .filter(intent -> intent.device().name().equals(parts.getFirst()))
            .filter(intent -> intent.binding().name().equals(parts.get(1)))
            .toList();
    List<Intent> wanted =
        there.stream()
            .filter(intent -> parts.size() < 3 || intent.direction().text().equals(parts.get(2)))
            .toList();
    if (wanted.isEmpty()) {
      throw wrong(
          "The inventory has no list at '" + text + "'.",
          "Name a device, one of its bindings, and in or out.");
    }
    if (wanted.stream().map(Intent::direction).distinct().count() > 1) {
      throw wrong(
          "The binding '" + text + "' filters both directions.",
          "Say which one: " + text + ":in or " + text + ":out.");
    }
    return new Needed(wanted);
  }

  private static InvalidInputException wrong(String what, String remedy) {
    return new InvalidInputException(Place.start(OPTION), what, remedy);
  }

  /** What must be permitted of a family; absent where the binding has no list for it. */
  Optional<AccessList> of(Family family) {
    List<AccessList> lists = new ArrayList<>();
    for (Intent intent : intents) {
      if (intent.family() == family) {
        lists.add(intent.accessList());
      }
    }
    return lists.stream().findFirst();
  }
}

package net.portcullis.emulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Where a session is: the modes that it went through, and the statements whose views it is in. */
final class Views {
  private final EmulatedDevice device;
  private final Platform platform;
  private final Deque<View> stack = new ArrayDeque<>();

  record View(Platform.Mode mode, List<ConfigNode.Step> path) {}

  /** Where a session was. */
  record Mark(List<View> stack) {}

  Views(EmulatedDevice device) {
    this.device = device;
    this.platform = device.platform();
    stack.push(new View(mode(platform.start()), List.of()));
  }

  Platform.Mode mode(String name) {
    Platform.Mode mode = platform.modes().get(name);
    if (mode == null) {
      throw new IllegalStateException("The platform has no mode " + name + ".");
    }
    return mode;
  }

  Platform.Mode mode() {
    settle();
    return top().mode();
  }

  List<ConfigNode.Step> path() {
    settle();
    return top().path();
  }

  private View top() {
    return stack.element();
  }

  /** A statement may be gone by another session's or a timer's doing; its view ends with it. */
  private void settle() {
    ConfigNode root = device.runningTree();
    while (stack.size() > 1 && root.at(top().path()).isEmpty()) {
      stack.pop();
    }
  }

  void enter(String mode) {
    stack.push(new View(mode(mode), path()));
  }

  void enter(String mode, List<ConfigNode.Step> path) {
    stack.push(new View(mode(mode), path));
  }

  /** False where there is no view to leave. */
  boolean leave() {
    settle();
    if (stack.size() == 1) {
      return false;
    }
    stack.pop();
    return true;
  }

  /** Goes to the platform's home, where the session came through it, else to its first mode. */
  void leaveAll() {
    boolean home = stack.stream().anyMatch(view -> view.mode().name().equals(platform.home()));
    while (stack.size() > 1 && !(home && top().mode().name().equals(platform.home()))) {
      stack.pop();
    }
  }

  Mark mark() {
    return new Mark(List.copyOf(stack));
  }

  void back(Mark mark) {
    stack.clear();
    stack.addAll(mark.stack());
  }

  String prompt() {
    Platform.Mode mode = mode();
    return mode.prompt()
        .render(scope())
        .orElseThrow(() -> new IllegalStateException("No prompt for mode " + mode.name() + "."));
  }

  /** The values of the view's statement, then those around it, then the device's own. */
  NodeScope scope() {
    return new NodeScope(platform, chain(), this::ofDevice);
  }

  NodeScope scope(Template.Scope typed) {
    return new NodeScope(platform, List.of(), typed.or(scope().raw()));
  }

  /** The view's statement and those around it, innermost first; empty at the root. */
  List<ConfigNode> chain() {
    List<ConfigNode> chain = new ArrayList<>();
    ConfigNode root = device.runningTree();
    List<ConfigNode.Step> path = path();
    for (int length = 1; length <= path.size(); length++) {
      Optional<ConfigNode> node = root.at(path.subList(0, length));
      node.ifPresent(chain::addFirst);
    }
    return chain;
  }

  private boolean unmatchedDenied() {
    Platform.Filtering filtering = platform.filtering();
    return filtering.unmatchedDenied()
        || filtering.denyUnmatched().stream()
            .anyMatch(kind -> !device.runningTree().childrenOf(kind).isEmpty());
  }

  Optional<String> ofDevice(String name) {
    return switch (name) {
      case "hostname" -> Optional.of(device.hostname());
      case "uptime" -> Optional.of(Long.toString(device.uptime()));
      case "uptime-minutes" -> Optional.of(Long.toString(device.uptime() / 6000));
      case "running-changed" -> Optional.of(Long.toString(device.changedUptime()));
      case "changes" -> Optional.of(Long.toString(device.changes()));
      case "running-bytes" -> Optional.of(Integer.toString(device.running().length()));
      case "startup-bytes" -> Optional.of(Integer.toString(device.startup().length()));
      case "unsaved" -> device.unsaved() ? Optional.of("true") : Optional.empty();
      case "armed-minutes" -> device.armedFor().map(delay -> Long.toString(delay.toMinutes()));
      case "saved" -> Optional.of(Long.toString(device.savedUptime()));
      case "unmatched" -> Optional.of(unmatchedDenied() ? "deny" : "permit");
      case "hardware-full" -> device.hardwareFull() ? Optional.of("true") : Optional.empty();
      default -> Optional.ofNullable(platform.capabilities().get(name));
    };
  }
}

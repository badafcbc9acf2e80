package net.portcullis.emulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Where a session is: the modes that it went through, the statements whose views it is in, and the
 * configuration that it edits there.
 */
final class Views {
  private final EmulatedDevice device;
  private final Platform platform;
  private final Deque<View> stack = new ArrayDeque<>();
  private Optional<Opened> opened = Optional.empty();
  private Optional<String> number = Optional.empty();

  /**
   * A view.
   *
   * @param place what is edited in it
   * @param opened what was opened for it, and is closed with it
   */
  record View(
      Platform.Mode mode, List<ConfigNode.Step> path, Editable place, Optional<Opened> opened) {}

  /**
   * A candidate that a view works on.
   *
   * @param name what others know it by
   * @param left what its end means
   */
  record Opened(Candidate candidate, Optional<String> name, Runnable left) {}

  /** Where a session was. */
  record Mark(List<View> stack) {}

  Views(EmulatedDevice device) {
    this.device = device;
    this.platform = device.platform();
    stack.push(new View(mode(platform.start()), List.of(), device.editable(), Optional.empty()));
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
    while (stack.size() > 1 && top().place().tree().at(top().path()).isEmpty()) {
      pop();
    }
  }

  private void pop() {
    stack.pop().opened().ifPresent(candidate -> candidate.left().run());
  }

  void enter(String mode) {
    enter(mode, path());
  }

  void enter(String mode, List<ConfigNode.Step> path) {
    stack.push(new View(mode(mode), path, place(), opened));
    opened = Optional.empty();
  }

  /** What the command edits. */
  Editable place() {
    return opened.<Editable>map(Opened::candidate).orElseGet(() -> top().place());
  }

  /** The candidate that is edited, if it is one. */
  Optional<Opened> candidate() {
    return opened.or(() -> stack.stream().flatMap(view -> view.opened().stream()).findFirst());
  }

  /** From here on, and in the view that is entered next. */
  void open(Opened candidate) {
    opened = Optional.of(candidate);
  }

  /** What was opened for a view that was not entered is closed. */
  void commandEnds() {
    opened.ifPresent(candidate -> candidate.left().run());
    opened = Optional.empty();
  }

  /** False where there is no view to leave. */
  boolean leave() {
    settle();
    if (stack.size() == 1) {
      return false;
    }
    pop();
    return true;
  }

  /** Goes to the platform's home, where the session came through it, else to its first mode. */
  void leaveAll() {
    boolean home = stack.stream().anyMatch(view -> view.mode().name().equals(platform.home()));
    while (stack.size() > 1 && !(home && top().mode().name().equals(platform.home()))) {
      pop();
    }
  }

  /** The session is over, wherever it was. */
  void end() {
    while (stack.size() > 1) {
      pop();
    }
  }

  Mark mark() {
    return new Mark(List.copyOf(stack));
  }

  void back(Mark mark) {
    while (stack.size() > 1 && !mark.stack().contains(top())) {
      pop();
    }
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
    List<ConfigNode.Step> path = path();
    ConfigNode root = place().tree();
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

  private Optional<String> number() {
    number = number.or(() -> Optional.of(Integer.toString(device.visits().number())));
    return number;
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
      case "armed-seconds" -> device.armedFor().map(delay -> Long.toString(delay.toSeconds()));
      case "armed-seconds-left" -> device.armedStill().map(left -> Long.toString(left.toSeconds()));
      case "armed-left" -> device.armedStill().map(ValueType.Clock::text);
      case "armed-by" -> device.armedBy();
      case "candidate" ->
          stack.stream()
              .flatMap(view -> view.opened().stream())
              .flatMap(it -> it.name().stream())
              .findFirst();
      case "session-number" -> number();
      case "staged" -> candidate().map(_ -> "true");
      case "uncommitted" -> candidate().filter(it -> it.candidate().changed()).map(_ -> "true");
      case "saved" -> Optional.of(Long.toString(device.savedUptime()));
      case "unmatched" -> Optional.of(unmatchedDenied() ? "deny" : "permit");
      case "hardware-full" -> device.hardwareFull() ? Optional.of("true") : Optional.empty();
      default -> Optional.ofNullable(platform.capabilities().get(name));
    };
  }
}

package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;

/**
 * One step of a swap: what it does, the lines that do it, and the lines that take it back. After
 * each step the binding is in a state that was proved beforehand.
 */
record Step(Action action, List<Command> forward, List<Command> back) {
  Step {
    forward = List.copyOf(forward);
    back = List.copyOf(back);
  }

  /** What a step does to the binding. */
  sealed interface Action {
    /** Puts a list with this content in the binding, or leaves it empty. */
    record Bind(Optional<String> list, List<Mark> content) implements Action {
      public Bind {
        content = List.copyOf(content);
      }
    }

    /**
     * Adds a line to the bound list.
     *
     * @param text the line as it is written
     */
    record Insert(int index, Mark line, String text) implements Action {}

    /** Takes a line from the bound list. */
    record Remove(int index, Mark line) implements Action {}
  }

  /**
   * A line as we know it again.
   *
   * @param id the device's identifier, empty where it has none
   * @param print its meaning's fingerprint
   */
  record Mark(String id, String print) {}

  /** What stands at a binding: the bound list, if any, and its lines. */
  record Point(Optional<String> bound, List<Mark> content) {
    Point {
      content = List.copyOf(content);
    }

    /** The same lines in the same order; identifiers are compared where both have them. */
    boolean same(Point other) {
      if (bound.isPresent() != other.bound.isPresent()
          || (bound.isPresent() && !bound.get().equalsIgnoreCase(other.bound.orElse("")))
          || content.size() != other.content.size()) {
        return false;
      }
      for (int i = 0; i < content.size(); i++) {
        if (!content.get(i).print().equals(other.content.get(i).print())) {
          return false;
        }
      }
      return true;
    }

    /** What stands there after a step. */
    Point after(Action action) {
      return switch (action) {
        case Action.Bind bind -> new Point(bind.list(), bind.content());
        case Action.Insert insert -> {
          List<Mark> lines = new ArrayList<>(content);
          lines.add(insert.index(), insert.line());
          yield new Point(bound, lines);
        }
        case Action.Remove remove -> {
          List<Mark> lines = new ArrayList<>(content);
          lines.remove(remove.index());
          yield new Point(bound, lines);
        }
      };
    }
  }
}

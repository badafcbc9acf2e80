package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;

/**
 * A syntax as states and edges, so that a line is followed through all commands of a mode at once
 * and the device can say which word it does not understand.
 */
final class CommandGraph {
  private final List<List<Edge>> edges = new ArrayList<>();
  private final int start;
  private final int end;
  private int optionCount;

  /** A way from one state to the next. */
  sealed interface Edge {
    int to();

    record Free(int to) implements Edge {}

    record Word(String text, int to) implements Edge {}

    record Argument(String name, ValueType type, int to) implements Edge {}

    /** Begins an option, unless the line has had it. */
    record Begin(int number, Option option, int to) implements Edge {}
  }

  CommandGraph(Syntax syntax) {
    start = state();
    end = add(syntax, start);
  }

  int start() {
    return start;
  }

  boolean accepts(int state) {
    return state == end;
  }

  List<Edge> from(int state) {
    return edges.get(state);
  }

  private int state() {
    edges.add(new ArrayList<>());
    return edges.size() - 1;
  }

  private int add(Syntax syntax, int from) {
    return switch (syntax) {
      case Syntax.Word(String text) -> {
        int to = state();
        edges.get(from).add(new Edge.Word(text, to));
        yield to;
      }
      case Syntax.Argument(String name, ValueType type) -> {
        int to = state();
        edges.get(from).add(new Edge.Argument(name, type, to));
        yield to;
      }
      case Syntax.Sequence(List<Syntax> parts) -> {
        int at = from;
        for (Syntax part : parts) {
          at = add(part, at);
        }
        yield at;
      }
      case Syntax.Choice(List<Syntax> branches) -> {
        int to = state();
        for (Syntax branch : branches) {
          edges.get(add(branch, from)).add(new Edge.Free(to));
        }
        yield to;
      }
      case Syntax.Options(List<Option> options) -> {
        int loop = state();
        edges.get(from).add(new Edge.Free(loop));
        for (Option option : options) {
          int begin = state();
          edges.get(loop).add(new Edge.Begin(optionCount++, option, begin));
          edges.get(add(option.syntax(), begin)).add(new Edge.Free(loop));
        }
        yield loop;
      }
    };
  }
}

package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the command that a typed line is, or which of its words is wrong and how. */
final class CommandMatcher {
  private final List<CommandDefinition> commands;

  CommandMatcher(List<CommandDefinition> commands) {
    this.commands = List.copyOf(commands);
  }

  /** What a line is. */
  sealed interface Outcome {
    /**
     * A command.
     *
     * @param values what was captured, in stored form
     * @param options the options that the line has
     */
    record Matched(CommandDefinition command, Map<String, String> values, List<Option> options)
        implements Outcome {}

    /**
     * Not a command.
     *
     * @param column 0-based place of the word that is wrong
     */
    record Failed(Mistake mistake, int column) implements Outcome {}
  }

  /** How a line is wrong. */
  enum Mistake {
    UNRECOGNIZED,
    AMBIGUOUS,
    WRONG_PARAMETER,
    TOO_MANY,
    INCOMPLETE
  }

  private record Token(String text, int column) {}

  /** One way through one command as far as the line has been read. */
  private record Walk(
      CommandDefinition command,
      int state,
      Map<String, String> values,
      List<Option> options,
      BitSet begun) {

    Walk to(int next) {
      return new Walk(command, next, values, options, begun);
    }

    Walk with(String name, String value, int next) {
      Map<String, String> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Walk(command, next, more, options, begun);
    }

    Walk beginning(CommandGraph.Edge.Begin edge) {
      List<Option> more = new ArrayList<>(options);
      more.add(edge.option());
      BitSet marked = (BitSet) begun.clone();
      marked.set(edge.number());
      return new Walk(command, edge.to(), values, more, marked);
    }
  }

  /** Follows the line; {@code view} gives the values of the view that it is typed in. */
  Outcome match(String line, Template.Scope view) {
    List<Token> tokens = tokens(line);
    List<Walk> walks = new ArrayList<>();
    for (CommandDefinition command : commands) {
      if (command.when().holds(view)) {
        Walk first = new Walk(command, command.graph().start(), Map.of(), List.of(), new BitSet());
        spread(first, view, walks);
      }
    }
    for (Token token : tokens) {
      Step step = step(walks, token, line, view);
      if (step.walks.isEmpty()) {
        return new Outcome.Failed(step.mistake, token.column());
      }
      walks = step.walks;
      if (step.rest) {
        break;
      }
    }
    for (Walk walk : walks) {
      if (walk.command().graph().accepts(walk.state())) {
        return new Outcome.Matched(walk.command(), walk.values(), walk.options());
      }
    }
    return new Outcome.Failed(Mistake.INCOMPLETE, line.stripTrailing().length() + 1);
  }

  /** The words that may come next after the line's complete words, for {@code ?}. */
  Set<String> expected(String line, Template.Scope view) {
    List<Walk> walks = new ArrayList<>();
    for (CommandDefinition command : commands) {
      if (command.when().holds(view)) {
        spread(
            new Walk(command, command.graph().start(), Map.of(), List.of(), new BitSet()),
            view,
            walks);
      }
    }
    for (Token token : tokens(line)) {
      walks = step(walks, token, line, view).walks;
    }
    Set<String> words = new TreeSet<>();
    for (Walk walk : walks) {
      if (walk.command().graph().accepts(walk.state())) {
        words.add("<cr>");
      }
      for (CommandGraph.Edge edge : walk.command().graph().from(walk.state())) {
        switch (edge) {
          case CommandGraph.Edge.Word(String text, int _) -> words.add(text);
          case CommandGraph.Edge.Argument(String name, ValueType _, int _) ->
              words.add("<" + name + ">");
          case CommandGraph.Edge.Free _ -> {}
          case CommandGraph.Edge.Begin _ -> {}
        }
      }
    }
    return words;
  }

  private record Step(List<Walk> walks, Mistake mistake, boolean rest) {}

  private static Step step(List<Walk> walks, Token token, String line, Template.Scope view) {
    List<Walk> next = new ArrayList<>();
    Optional<String> keyword = keyword(walks, token.text());
    boolean exact = keyword.isPresent() && keyword.get().equalsIgnoreCase(token.text());
    boolean rest = false;
    boolean argumentExpected = false;
    boolean more = false;
    for (Walk walk : walks) {
      for (CommandGraph.Edge edge : walk.command().graph().from(walk.state())) {
        switch (edge) {
          case CommandGraph.Edge.Word(String text, int to) -> {
            more = true;
            if (keyword.isPresent() && keyword.get().equals(text)) {
              spread(walk.to(to), view, next);
            }
          }
          case CommandGraph.Edge.Argument(String name, ValueType type, int to) -> {
            more = true;
            argumentExpected = true;
            String word = type.takesRest() ? line.substring(token.column()) : token.text();
            Optional<String> value = exact ? Optional.empty() : type.read(word, scope(walk, view));
            if (value.isPresent()) {
              rest |= type.takesRest();
              spread(walk.with(name, value.get(), to), view, next);
            }
          }
          case CommandGraph.Edge.Free _ -> {}
          case CommandGraph.Edge.Begin _ -> {}
        }
      }
    }
    Mistake mistake =
        next.isEmpty() ? mistake(walks, token.text(), argumentExpected, more) : Mistake.INCOMPLETE;
    return new Step(next, mistake, rest);
  }

  /** How a word is wrong with which no way goes on. */
  private static Mistake mistake(
      List<Walk> walks, String word, boolean argumentExpected, boolean more) {
    if (abbreviated(walks, word) > 1) {
      return Mistake.AMBIGUOUS;
    }
    boolean complete =
        walks.stream().anyMatch(walk -> walk.command().graph().accepts(walk.state()));
    if (complete && !more) {
      return Mistake.TOO_MANY;
    }
    return argumentExpected ? Mistake.WRONG_PARAMETER : Mistake.UNRECOGNIZED;
  }

  /** The keyword that the word is: itself, or the only one that begins with it. */
  private static Optional<String> keyword(List<Walk> walks, String word) {
    Set<String> candidates = new TreeSet<>();
    for (Walk walk : walks) {
      for (CommandGraph.Edge edge : walk.command().graph().from(walk.state())) {
        if (edge instanceof CommandGraph.Edge.Word(String text, int _)) {
          if (text.equalsIgnoreCase(word)) {
            return Optional.of(text);
          }
          if (begins(text, word)) {
            candidates.add(text);
          }
        }
      }
    }
    return candidates.size() == 1 ? candidates.stream().findFirst() : Optional.empty();
  }

  private static long abbreviated(List<Walk> walks, String word) {
    return walks.stream()
        .flatMap(walk -> walk.command().graph().from(walk.state()).stream())
        .filter(CommandGraph.Edge.Word.class::isInstance)
        .map(edge -> ((CommandGraph.Edge.Word) edge).text())
        .filter(text -> begins(text, word))
        .distinct()
        .count();
  }

  private static boolean begins(String keyword, String word) {
    return keyword.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
  }

  /** Adds the walk and everything that can be reached from it without a word. */
  private static void spread(Walk walk, Template.Scope view, List<Walk> into) {
    for (Walk known : into) {
      if (sameWay(known, walk)) {
        return;
      }
    }
    into.add(walk);
    for (CommandGraph.Edge edge : walk.command().graph().from(walk.state())) {
      switch (edge) {
        case CommandGraph.Edge.Free(int to) -> spread(walk.to(to), view, into);
        case CommandGraph.Edge.Begin begin -> {
          if (!walk.begun().get(begin.number()) && begin.option().when().holds(scope(walk, view))) {
            spread(walk.beginning(begin), view, into);
          }
        }
        case CommandGraph.Edge.Word _ -> {}
        case CommandGraph.Edge.Argument _ -> {}
      }
    }
  }

  private static boolean sameWay(Walk known, Walk walk) {
    return known.state() == walk.state()
        && known.begun().equals(walk.begun())
        && known.command().graph().equals(walk.command().graph());
  }

  private static Template.Scope scope(Walk walk, Template.Scope view) {
    Template.Scope own = name -> Optional.ofNullable(walk.values().get(name));
    return own.or(view);
  }

  private static List<Token> tokens(String line) {
    List<Token> tokens = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= line.length(); i++) {
      boolean space = i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t';
      if (!space && start < 0) {
        start = i;
      } else if (space && start >= 0) {
        tokens.add(new Token(line.substring(start, i), start));
        start = -1;
      }
    }
    return tokens;
  }
}

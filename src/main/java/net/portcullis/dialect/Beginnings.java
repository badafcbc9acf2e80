package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which kinds of lines may begin with a word: most lines of a configuration concern no access list,
 * and need not be held against every pattern to tell. One of these serves all readings of a
 * platform.
 */
final class Beginnings {
  private final Grammar grammar;
  private final Map<String, Body> bodies = new ConcurrentHashMap<>();

  Beginnings(Grammar grammar) {
    this.grammar = grammar;
  }

  /**
   * A body's productions by the words that they begin with.
   *
   * @param byWord for each such word all that may fit, in the grammar's order
   * @param others those that any other word may begin
   */
  private record Body(
      Map<String, List<Grammar.Production>> byWord, List<Grammar.Production> others) {}

  /** The productions of a body that may fit these words, in the grammar's order. */
  List<Grammar.Production> of(String body, List<Token> words) {
    Body sorted = bodies.computeIfAbsent(body, name -> sorted(grammar.body(name)));
    return words.isEmpty()
        ? sorted.others()
        : sorted.byWord().getOrDefault(words.getFirst().text(), sorted.others());
  }

  private static Body sorted(List<Grammar.Production> productions) {
    // The order that ignores letter case is the one that words are compared by when they are read.
    Map<String, List<Grammar.Production>> byWord = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    List<Grammar.Production> others = new ArrayList<>();
    for (Grammar.Production production : productions) {
      words(production).ifPresent(words -> words.forEach(word -> byWord.put(word, List.of())));
      if (words(production).isEmpty()) {
        others.add(production);
      }
    }
    byWord.replaceAll((word, none) ->
        productions.stream()
            .filter(production ->
                words(production)
                    .map(words -> words.stream().anyMatch(word::equalsIgnoreCase))
                    .orElse(true))
            .toList());
    return new Body(byWord, List.copyOf(others));
  }

  /** The words that a line of the kind begins with; absent where it may begin with any. */
  private static Optional<List<String>> words(Grammar.Production production) {
    return all(production.lines());
  }

  private static Optional<List<String>> all(List<Pattern> patterns) {
    List<String> words = new ArrayList<>();
    for (Pattern pattern : patterns) {
      Optional<List<String>> first = first(pattern);
      if (first.isEmpty()) {
        return Optional.empty();
      }
      words.addAll(first.get());
    }
    return Optional.of(words);
  }

  private static Optional<List<String>> first(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Word word -> Optional.of(List.of(word.text()));
      case Pattern.Sequence sequence ->
          sequence.parts().isEmpty() ? Optional.empty() : first(sequence.parts().getFirst());
      case Pattern.Choice choice -> all(choice.options());
      case Pattern.Repeat repeat -> first(repeat.part());
      // These may take no word at all, or any.
      case Pattern.Field _, Pattern.Maybe _, Pattern.AnyOrder _ -> Optional.empty();
    };
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lines that a pattern may read, as a graph over the words of an alphabet. It reads a little
 * more than the reader does: clauses in any order may stand twice, and every option is tried.
 */
final class FormGraph {
  private static final Pattern WHATEVER = new Pattern.Field(FieldKind.REST, "");

  private final Alphabet alphabet;
  private final Names names;
  private final List<List<Step>> steps = new ArrayList<>();
  private final List<List<Integer>> silent = new ArrayList<>();
  private final List<int[][]> known = new ArrayList<>();
  private final int end;

  private record Step(BitSet words, int to) {}

  private FormGraph(Pattern pattern, Alphabet alphabet, Names names) {
    this.alphabet = alphabet;
    this.names = names;
    int start = state();
    this.end = add(pattern, start);
  }

  static FormGraph of(Pattern pattern, Alphabet alphabet, Names names) {
    return new FormGraph(pattern, alphabet, names);
  }

  /** Every line. */
  static FormGraph any(Alphabet alphabet, Names names) {
    return new FormGraph(WHATEVER, alphabet, names);
  }

  Alphabet alphabet() {
    return alphabet;
  }

  int start() {
    return 0;
  }

  /** True where a line may end there. */
  boolean isEnd(int state) {
    return closure(state).contains(end);
  }

  /** Where each word of the alphabet leads from a state. */
  int[][] next(int state) {
    while (known.size() < steps.size()) {
      known.add(new int[0][]);
    }
    if (known.get(state).length == 0) {
      List<Set<Integer>> targets = new ArrayList<>();
      alphabet.words().forEach(_ -> targets.add(new TreeSet<>()));
      for (int from : closure(state)) {
        for (Step step : steps.get(from)) {
          step.words().stream().forEach(word -> targets.get(word).add(step.to()));
        }
      }
      known.set(
          state,
          targets.stream()
              .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
              .toArray(int[][]::new));
    }
    return known.get(state);
  }

  private Set<Integer> closure(int state) {
    Set<Integer> reached = new TreeSet<>();
    List<Integer> left = new ArrayList<>(List.of(state));
    while (!left.isEmpty()) {
      int at = left.removeLast();
      if (reached.add(at)) {
        left.addAll(silent.get(at));
      }
    }
    return reached;
  }

  private int state() {
    steps.add(new ArrayList<>());
    silent.add(new ArrayList<>());
    return steps.size() - 1;
  }

  private int step(int from, BitSet words) {
    int to = state();
    steps.get(from).add(new Step(words, to));
    return to;
  }

  /** Adds a part; the state behind it. */
  private int add(Pattern pattern, int from) {
    return switch (pattern) {
      case Pattern.Word word -> step(from, alphabet.takes(word));
      case Pattern.Field field -> field(field, from);
      case Pattern.Sequence sequence -> {
        int at = from;
        for (Pattern part : sequence.parts()) {
          at = add(part, at);
        }
        yield at;
      }
      case Pattern.Choice choice -> {
        int to = state();
        for (Pattern option : choice.options()) {
          silent.get(add(option, fork(from))).add(to);
        }
        yield to;
      }
      case Pattern.Maybe maybe -> {
        int to = state();
        silent.get(from).add(to);
        silent.get(add(maybe.part(), fork(from))).add(to);
        yield to;
      }
      case Pattern.AnyOrder anyOrder -> {
        int hub = fork(from);
        for (Pattern clause : anyOrder.clauses()) {
          silent.get(add(clause, fork(hub))).add(hub);
        }
        yield hub;
      }
      case Pattern.Repeat repeat -> {
        int hub = fork(from);
        int behind = add(repeat.part(), hub);
        int again =
            repeat.separator().isEmpty()
                ? behind
                : step(behind, alphabet.takes(new Pattern.Word(repeat.separator())));
        silent.get(again).add(hub);
        int to = state();
        silent.get(behind).add(to);
        yield to;
      }
    };
  }

  private int fork(int from) {
    int to = state();
    silent.get(from).add(to);
    return to;
  }

  private int field(Pattern.Field field, int from) {
    if (field.kind() == FieldKind.REST || field.kind() == FieldKind.UP_TO) {
      int hub = fork(from);
      BitSet words =
          field.kind() == FieldKind.REST ? alphabet.every() : alphabet.others(field.form());
      steps.get(hub).add(new Step(words, hub));
      return hub;
    }
    if (LineReader.read(field, List.of(), names, Optional.empty()).isPresent()) {
      return from;
    }
    boolean ports =
        field.kind() == FieldKind.SOURCE_PORT
            || field.kind() == FieldKind.DESTINATION_PORT
            || field.kind() == FieldKind.EITHER_PORT;
    if (ports && field.form().equals("range")) {
      BitSet one = alphabet.takes(new Pattern.Field(field.kind(), "one"));
      return step(step(from, one), one);
    }
    if (ports && field.form().equals("list")) {
      BitSet one = alphabet.takes(new Pattern.Field(field.kind(), "one"));
      int to = step(from, one);
      steps.get(to).add(new Step(one, to));
      return to;
    }
    if (field.kind() == FieldKind.INTERFACE && field.form().equals("joined")) {
      return step(step(from, alphabet.every()), alphabet.every());
    }
    return address(field, from);
  }

  private int address(Pattern.Field field, int from) {
    boolean side =
        field.kind() == FieldKind.SOURCE
            || field.kind() == FieldKind.DESTINATION
            || field.kind() == FieldKind.EITHER;
    if (side && field.form().equals("masked")) {
      int at = from;
      for (String word : Arrays.asList("&", "255.255.255.0", "==", "10.1.2.0")) {
        at = step(at, alphabet.word(word));
      }
      return at;
    }
    if (side && field.form().equals("ones")) {
      return step(from, alphabet.word("0.0.0.255"));
    }
    if (side && AddressForms.words(field.form()) == 2) {
      int to = state();
      alphabet
          .pairs(field)
          .forEach((first, second) -> {
            BitSet one = new BitSet();
            one.set(first);
            steps.get(step(from, one)).add(new Step(second, to));
          });
      return to;
    }
    return step(from, alphabet.takes(field));
  }
}

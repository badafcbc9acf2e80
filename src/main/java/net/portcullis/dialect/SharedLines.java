package net.portcullis.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lines that two graphs both may read: each word of each place is in one of them, short ones first.
 */
final class SharedLines {
  /** Enough for the longest forms; more would be two that are built to be hard. */
  private static final int MOST_PLACES = 3000;

  private static final int MOST_STEPS = 20_000;

  /** Of words that lead from one place to one other, a few stand for all. */
  private static final int MOST_WORDS = 3;

  private final FormGraph a;
  private final FormGraph b;
  private final Map<Place, Optional<Step>> reached = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /** A state of each graph. */
  private record Place(int a, int b) {}

  private record Step(Place from, int word, Place to) {}

  private SharedLines(FormGraph a, FormGraph b) {
    this.a = a;
    this.b = b;
  }

  /** At most so many. */
  static List<List<String>> of(FormGraph a, FormGraph b, int most) {
    return new SharedLines(a, b).lines(most);
  }

  private List<List<String>> lines(int most) {
    forward();
    Map<Place, Optional<Step>> ends = backward();
    Map<Place, Integer> behind = lengths(ends, Step::to);
    Map<Place, Integer> before = lengths(reached, Step::from);
    Set<List<String>> lines = new LinkedHashSet<>();
    steps.stream()
        .filter(step -> ends.containsKey(step.to()))
        .sorted(
            Comparator.comparingInt(
                step -> before.getOrDefault(step.from(), 0) + behind.getOrDefault(step.to(), 0)))
        .limit(10L * most)
        .forEach(step -> {
          if (lines.size() < most) {
            lines.add(line(step, ends));
          }
        });
    return List.copyOf(lines);
  }

  /** The shortest line through a step. */
  private List<String> line(Step step, Map<Place, Optional<Step>> ends) {
    List<String> line = new ArrayList<>();
    Optional<Step> before = reached.getOrDefault(step.from(), Optional.empty());
    while (before.isPresent()) {
      line.addFirst(word(before.get()));
      before = reached.getOrDefault(before.get().from(), Optional.empty());
    }
    line.add(word(step));
    Optional<Step> behind = ends.getOrDefault(step.to(), Optional.empty());
    while (behind.isPresent()) {
      line.add(word(behind.get()));
      behind = ends.getOrDefault(behind.get().to(), Optional.empty());
    }
    return line;
  }

  /** How long the way is that a map tells for each place, the nearest first. */
  private static Map<Place, Integer> lengths(
      Map<Place, Optional<Step>> ways, Function<Step, Place> next) {
    Map<Place, Integer> lengths = new HashMap<>();
    ways.forEach((place, step) ->
        lengths.put(
            place, step.map(one -> 1 + lengths.getOrDefault(next.apply(one), 0)).orElse(0)));
    return lengths;
  }

  private String word(Step step) {
    return a.alphabet().words().get(step.word());
  }

  /** Every place that some beginning of a line leads to, by the shortest one. */
  private void forward() {
    Deque<Place> left = new ArrayDeque<>();
    Place start = new Place(a.start(), b.start());
    reached.put(start, Optional.empty());
    left.add(start);
    for (@Nullable Place at = left.poll();
        at != null && reached.size() < MOST_PLACES && steps.size() < MOST_STEPS;
        at = left.poll()) {
      int[][] inA = a.next(at.a());
      int[][] inB = b.next(at.b());
      Map<Place, Integer> words = new HashMap<>();
      for (int word = 0; word < inA.length; word++) {
        for (int toA : inA[word]) {
          for (int toB : inB[word]) {
            Place to = new Place(toA, toB);
            if (words.merge(to, 1, Integer::sum) <= MOST_WORDS) {
              Step step = new Step(at, word, to);
              steps.add(step);
              if (reached.putIfAbsent(to, Optional.of(step)) == null) {
                left.add(to);
              }
            }
          }
        }
      }
    }
  }

  /** The places from which both can end, with the first step of the shortest way. */
  private Map<Place, Optional<Step>> backward() {
    Map<Place, List<Step>> into = new HashMap<>();
    steps.forEach(step -> into.computeIfAbsent(step.to(), _ -> new ArrayList<>()).add(step));
    Map<Place, Optional<Step>> ends = new LinkedHashMap<>();
    Deque<Place> left = new ArrayDeque<>();
    for (Place place : reached.keySet()) {
      if (a.isEnd(place.a()) && b.isEnd(place.b())) {
        ends.put(place, Optional.empty());
        left.add(place);
      }
    }
    for (@Nullable Place at = left.poll(); at != null; at = left.poll()) {
      for (Step step : into.getOrDefault(at, List.of())) {
        if (ends.putIfAbsent(step.from(), Optional.of(step)) == null) {
          left.add(step.from());
        }
      }
    }
    return ends;
  }
}

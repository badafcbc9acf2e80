package net.portcullis.input;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one mapping and tells which keys nobody asked for. Take what is known, then
 * call {@link #end()}. A value of the wrong shape is a problem and reads as absent.
 */
public final class Fields {
  private final Place place;
  private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Problems problems;
  private boolean mapping = true;

  private Fields(Place place, List<Node.Entry> entries, Problems problems) {
    this.place = place;
    this.problems = problems;
    for (Node.Entry entry : entries) {
      this.entries.put(entry.key().text(), entry);
    }
  }

  /** The fields of a mapping; anything else is a problem and reads as a mapping without keys. */
  public static Fields of(Node node, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      return new Fields(mapping.place(), mapping.entries(), problems);
    }
    problems.add(
        node.place(), "A mapping ('key: value' lines) is expected here.", "Write one key a line.");
    Fields none = new Fields(node.place(), List.of(), problems);
    none.mapping = false;
    return none;
  }

  /** Where the mapping begins. */
  public Place place() {
    return place;
  }

  /** Where the key's value stands, or the mapping's own place where the key is absent. */
  public Place place(String key) {
    Node.Entry entry = entries.get(key);
    return entry == null ? place : entry.value().place();
  }

  /** True where the key is present. */
  public boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /** The value as it stands, whatever its shape. */
  public Optional<Node> node(String key) {
    known.add(key);
    Node.Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : Optional.of(entry.value());
  }

  /** A text that must be there; where it is not, a problem is recorded and {@code ""} returned. */
  public String text(String key) {
    Optional<String> text = optionalText(key);
    if (mapping && text.isEmpty() && !entries.containsKey(key)) {
      problems.add(place, "The key '" + key + "' is missing here.", "Add '" + key + ": ...'.");
    }
    return text.orElse("");
  }

  /** A text that may be absent. An empty value is a problem. */
  public Optional<String> optionalText(String key) {
    return node(key)
        .flatMap(this::scalar)
        .filter(scalar -> notEmpty(key, scalar))
        .map(Node.Scalar::text);
  }

  /**
   * A value that the caller's reader turns from text into what it means. The reader throws
   * IllegalArgumentException with one sentence on what is wrong and, after a line feed, the remedy.
   */
  public <T> Optional<T> value(String key, Function<String, T> reader) {
    return node(key).flatMap(this::scalar).flatMap(scalar -> convert(scalar, reader));
  }

  /** Like {@link #value}, for a key that must be there. */
  public <T> Optional<T> required(String key, Function<String, T> reader) {
    String text = text(key);
    return text.isEmpty() && !isQuotedEmpty(key) ? Optional.empty() : value(key, reader);
  }

  private boolean isQuotedEmpty(String key) {
    return node(key)
        .filter(node -> node instanceof Node.Scalar scalar && scalar.quoted())
        .isPresent();
  }

  /** Like {@link #value}, for each item of a sequence; a lone scalar is a sequence of one. */
  public <T> List<T> values(String key, Function<String, T> reader) {
    List<T> values = new ArrayList<>();
    for (Node item : items(key)) {
      scalar(item).flatMap(scalar -> convert(scalar, reader)).ifPresent(values::add);
    }
    return List.copyOf(values);
  }

  /** A whole number from low to high, both included. */
  public Optional<Integer> integer(String key, int low, int high) {
    return value(key, text -> parseInteger(text, low, high));
  }

  /** {@code true} or {@code false}, nothing else. */
  public boolean flag(String key, boolean otherwise) {
    return value(
            key,
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new IllegalArgumentException(
                          "'" + text + "' is neither true nor false.\nWrite true or false.");
                })
        .orElse(otherwise);
  }

  /** One of the given words; the nearest is proposed for a word that is none of them. */
  public Optional<String> choice(String key, List<String> words) {
    return value(key, text -> oneOf(text, words));
  }

  /**
   * The texts of a sequence of scalars; a lone scalar is a sequence of one. Absent reads as empty.
   */
  public List<String> texts(String key) {
    return values(key, text -> text);
  }

  /** The items of a sequence; a lone value is a sequence of one. Absent reads as empty. */
  public List<Node> items(String key) {
    return node(key)
        .map(node -> node instanceof Node.Sequence sequence ? sequence.items() : List.of(node))
        .orElse(List.of());
  }

  /** Each item of a sequence as fields of its own. */
  public List<Fields> mappings(String key) {
    return items(key).stream().map(item -> of(item, problems)).toList();
  }

  /** A nested mapping. */
  public Optional<Fields> mapping(String key) {
    return node(key).map(node -> of(node, problems));
  }

  /** Every key with its value, for mappings whose keys are names of the user's own. */
  public List<Node.Entry> all() {
    known.addAll(entries.keySet());
    return List.copyOf(entries.values());
  }

  /** Records a problem for each key that was never asked for, with the nearest key that exists. */
  public void end() {
    for (Node.Entry entry : entries.values()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        problems.add(
            entry.key().place(),
            "The key '" + key + "' is not known here.",
            nearest(key, known)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse(
                    "Known keys: " + String.join(", ", known.stream().sorted().toList()) + "."));
      }
    }
  }

  /** The item as text; a mapping or sequence is a problem. */
  public Optional<Node.Scalar> scalar(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return Optional.of(scalar);
    }
    problems.add(
        node.place(),
        "A single value is expected here.",
        "Write one value, not a list or mapping.");
    return Optional.empty();
  }

  private <T> Optional<T> convert(Node.Scalar scalar, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(scalar.text()));
    } catch (IllegalArgumentException wrong) {
      String[] parts = String.valueOf(wrong.getMessage()).split("\n", 2);
      problems.add(scalar.place(), parts[0], parts.length > 1 ? parts[1] : "Correct the value.");
      return Optional.empty();
    }
  }

  private boolean notEmpty(String key, Node.Scalar scalar) {
    if (scalar.text().isEmpty() && !scalar.quoted()) {
      problems.add(
          scalar.place(),
          "The key '" + key + "' has no value.",
          "Write a value or remove the key.");
      return false;
    }
    return true;
  }

  /** Reads a whole number; throws IllegalArgumentException as {@link #value} expects. */
  public static int parseInteger(String text, int low, int high) {
    boolean digits = !text.isEmpty() && text.length() <= 10;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    long number = digits ? Long.parseLong(text) : -1;
    if (number < low || number > high) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a whole number from "
              + low
              + " to "
              + high
              + ".\nWrite a number from "
              + low
              + " to "
              + high
              + ".");
    }
    return (int) number;
  }

  /**
   * Reads a time such as {@code 90s} or {@code 5m}, a day at most; throws IllegalArgumentException
   * as {@link #value} expects.
   */
  public static Duration parseDuration(String text) {
    int last = text.length() - 1;
    char unit = text.isEmpty() ? ' ' : text.charAt(last);
    if (unit != 's' && unit != 'm') {
      throw new IllegalArgumentException(
          "'" + text + "' is not a time.\nWrite seconds or minutes, such as 90s or 5m.");
    }
    int number = parseInteger(text.substring(0, last), 0, unit == 's' ? 86_400 : 1_440);
    return unit == 's' ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }

  /** Reads one of the given words; throws IllegalArgumentException as {@link #value} expects. */
  public static String oneOf(String text, List<String> words) {
    if (words.contains(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not one of: "
            + String.join(", ", words)
            + ".\n"
            + nearest(text, words)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("Choose one."));
  }

  /** The word nearest to a misspelt one, if any is near enough to be meant. */
  public static Optional<String> nearest(String word, Iterable<String> words) {
    if (word.length() > 80) {
      return Optional.empty();
    }
    @Nullable String best = null;
    int bestDistance = Math.max(1, word.length() / 3) + 1;
    for (String candidate : words) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many letters to add, drop, change, or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, edits);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] edits) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}

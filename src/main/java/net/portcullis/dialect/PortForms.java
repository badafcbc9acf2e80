package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Range;

/** The ways in which platforms spell ports. */
final class PortForms {
  private static final int HIGHEST = 65535;

  /** The most that platforms with port lists take. */
  private static final int LONGEST_LIST = 10;

  /** What ports are compared by. */
  static final List<String> OPERATORS = List.of("eq", "neq", "lt", "gt", "range");

  private PortForms() {}

  /** The operator that a form stands for. */
  static String operator(String form) {
    return switch (form) {
      case "not" -> "neq";
      case "below" -> "lt";
      case "above" -> "gt";
      case "range", "dash" -> "range";
      default -> "eq";
    };
  }

  /**
   * What a form says of some ports.
   *
   * @param from index of the first range that it says
   * @param to index behind the last one
   */
  record Part(List<String> words, int from, int to) {}

  /**
   * Writes as many ports as a form can say at once, of one end or all; absent where it says none.
   *
   * @param ports ascending, at least one range
   */
  static Optional<Part> write(String form, List<Range> ports) {
    Range first = ports.getFirst();
    Range last = ports.getLast();
    int count = ports.size();
    return switch (form) {
      case "one" -> part(first.low() == first.high(), 0, 1, first.low());
      case "range" -> part(true, 0, 1, first.low(), first.high());
      case "dash" -> Optional.of(new Part(List.of(first.toString()), 0, 1));
      case "not" -> {
        int gap = onlyGap(ports);
        yield part(gap >= 0, 0, count, gap);
      }
      case "below" ->
          part(
              first.low() == 0 && first.high() > 0 && first.high() < HIGHEST,
              0,
              1,
              first.high() + 1);
      case "above" ->
          part(
              last.high() == HIGHEST && last.low() > 0 && last.low() < HIGHEST,
              count - 1,
              count,
              last.low() - 1);
      case "list" ->
          count <= LONGEST_LIST && ports.stream().allMatch(range -> range.low() == range.high())
              ? Optional.of(new Part(ports.stream().map(Range::toString).toList(), 0, count))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Part> part(boolean fits, int from, int to, int... numbers) {
    if (!fits) {
      return Optional.empty();
    }
    List<String> words =
        numbers.length == 1
            ? List.of(Integer.toString(numbers[0]))
            : List.of(Integer.toString(numbers[0]), Integer.toString(numbers[1]));
    return Optional.of(new Part(words, from, to));
  }

  /** The port that is missing where no other one is, or -1. */
  private static int onlyGap(List<Range> ports) {
    Range first = ports.getFirst();
    Range last = ports.getLast();
    if (ports.size() == 1) {
      return first.low() == 1 && first.high() == HIGHEST
          ? 0
          : first.low() == 0 && first.high() == HIGHEST - 1 ? HIGHEST : -1;
    }
    boolean one =
        ports.size() == 2
            && first.low() == 0
            && last.high() == HIGHEST
            && first.high() + 2 == last.low();
    return one ? first.high() + 1 : -1;
  }

  /** What the forms ask of ports but for their numbers. */
  static void shape(List<Range> ports, Shape.Maker shape) {
    shape.add(ports.isEmpty() || onlyGap(ports) < 0 ? 0 : 1);
    for (Range range : ports) {
      shape.add(
          (range.low() == range.high() ? 1 : 0)
              + (range.low() == 0 ? 2 : 0)
              + (range.high() == HIGHEST ? 4 : 0));
    }
  }
}

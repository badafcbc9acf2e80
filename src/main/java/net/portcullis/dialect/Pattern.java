package net.portcullis.dialect;

import java.util.List;
import java.util.stream.Stream;

/**
 * The shape of a line in a platform's words. One pattern serves to read lines and to write them;
 * what a field means stands in {@link Vocabulary}.
 */
sealed interface Pattern {

  /** What it is put together from; none of a word or a field. */
  default List<Pattern> parts() {
    return switch (this) {
      case Word _, Field _ -> List.of();
      case Sequence sequence -> sequence.parts;
      case Choice choice -> choice.options;
      case Maybe maybe -> List.of(maybe.part);
      case AnyOrder anyOrder -> anyOrder.clauses;
      case Repeat repeat -> List.of(repeat.part);
    };
  }

  /** Itself, and everything in it. */
  default Stream<Pattern> all() {
    return Stream.concat(Stream.of(this), parts().stream().flatMap(Pattern::all));
  }

  /** The fields in it. */
  default Stream<Field> fields() {
    return all().filter(Field.class::isInstance).map(Field.class::cast);
  }

  /** A literal word; letter case does not matter when it is read. */
  record Word(String text) implements Pattern {}

  /** A typed field; {@code form} is empty where the field has only one. */
  record Field(FieldKind kind, String form) implements Pattern {}

  /** One after the other. */
  record Sequence(List<Pattern> parts) implements Pattern {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** The first that fits is read; the first that can say the value is written. */
  record Choice(List<Pattern> options) implements Pattern {
    public Choice {
      options = List.copyOf(options);
    }
  }

  /** May be missing; it is written only where it says something. */
  record Maybe(Pattern part) implements Pattern {}

  /** Each clause at most once, read in any order and written in this one. */
  record AnyOrder(List<Pattern> clauses) implements Pattern {
    public AnyOrder {
      clauses = List.copyOf(clauses);
    }
  }

  /** Once or more; {@code separator} stands between two, empty for none. */
  record Repeat(Pattern part, String separator) implements Pattern {}
}

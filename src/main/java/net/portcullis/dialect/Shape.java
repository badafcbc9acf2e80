package net.portcullis.dialect;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of many numbers, quick to make and to compare: long lists ask for one at every line. */
final class Shape {
  private final List<Object> words;
  private final long[] numbers;
  private final int hash;

  private Shape(List<Object> words, long[] numbers) {
    this.words = words;
    this.numbers = numbers;
    hash = 31 * words.hashCode() + Arrays.hashCode(numbers);
  }

  /** Puts a key together; how many numbers of a kind there are must be among them. */
  static final class Maker {
    private final List<Object> words;
    private long[] numbers = new long[32];
    private int count;

    Maker(List<Object> words) {
      this.words = List.copyOf(words);
    }

    void add(long number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
      }
      numbers[count++] = number;
    }

    Shape made() {
      return new Shape(words, Arrays.copyOf(numbers, count));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape shape
        && Arrays.equals(numbers, shape.numbers)
        && words.equals(shape.words);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}

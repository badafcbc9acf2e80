package net.portcullis.acl;

import org.jspecify.annotations.Nullable;

/**
 * Whole numbers from low to high, both included: ports, protocol numbers, ICMP types.
 *
 * @param low 0 or more
 * @param high at most 65535
 */
public record Range(int low, int high) implements Comparable<Range> {

  public Range {
    if (low > high) {
      throw new IllegalArgumentException(
          "The range " + low + "-" + high + " is reversed.\nWrite " + high + "-" + low + ".");
    }
    if (low < 0 || high > 65535) {
      throw new IllegalArgumentException(
          (low < 0 ? low : high) + " is out of range.\nWrite a number from 0 to 65535.");
    }
  }

  public static Range of(int number) {
    return new Range(number, number);
  }

  /**
   * Reads {@code 22} or {@code 161-162}.
   *
   * @throws IllegalArgumentException a sentence, a line feed and a remedy
   */
  public static Range parse(String text) {
    int dash = text.indexOf('-');
    return dash < 0
        ? of(number(text))
        : new Range(
            number(text.substring(0, dash).strip()), number(text.substring(dash + 1).strip()));
  }

  private static int number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number.\nWrite a number or a range such as 161-162.");
    }
    return Integer.parseInt(text);
  }

  public boolean contains(int number) {
    return number >= low && number <= high;
  }

  @Override
  public int compareTo(Range other) {
    return low != other.low ? Integer.compare(low, other.low) : Integer.compare(high, other.high);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Range range && low == range.low && high == range.high;
  }

  @Override
  public int hashCode() {
    return 31 * low + high;
  }

  @Override
  public String toString() {
    return low == high ? Integer.toString(low) : low + "-" + high;
  }
}

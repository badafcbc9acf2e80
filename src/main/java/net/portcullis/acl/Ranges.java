package net.portcullis.acl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of whole numbers from 0 to 65535 as ranges.
 *
 * @param list ascending, disjoint and never adjacent: equal sets are equal values
 */
public record Ranges(List<Range> list) {
  private static final Ranges NONE = new Ranges(List.of());
  private static final Ranges PORTS = new Ranges(List.of(new Range(0, 65535)));
  private static final Ranges OCTETS = new Ranges(List.of(new Range(0, 255)));

  public Ranges {
    list = normalised(list);
  }

  /** The empty set. */
  public static Ranges none() {
    return NONE;
  }

  /** Every port. */
  public static Ranges anyPort() {
    return PORTS;
  }

  /** Every protocol number. */
  public static Ranges anyProtocol() {
    return OCTETS;
  }

  public static Ranges of(Range... ranges) {
    return new Ranges(List.of(ranges));
  }

  public static Ranges of(int number) {
    return new Ranges(List.of(Range.of(number)));
  }

  public static Ranges of(Collection<Range> ranges) {
    return new Ranges(List.copyOf(ranges));
  }

  public boolean isEmpty() {
    return list.isEmpty();
  }

  public boolean contains(int number) {
    for (Range range : list) {
      if (range.contains(number)) {
        return true;
      }
    }
    return false;
  }

  /** True where every number of the other set is in this one. */
  public boolean containsAll(Ranges other) {
    int at = 0;
    for (Range wanted : other.list) {
      while (at < list.size() && list.get(at).high() < wanted.low()) {
        at++;
      }
      if (at == list.size()
          || list.get(at).low() > wanted.low()
          || list.get(at).high() < wanted.high()) {
        return false;
      }
    }
    return true;
  }

  public Ranges union(Ranges other) {
    if (list.isEmpty() || other.list.isEmpty()) {
      return list.isEmpty() ? other : this;
    }
    List<Range> all = new ArrayList<>(list);
    all.addAll(other.list);
    return new Ranges(all);
  }

  /** The numbers that are in both. */
  public Ranges intersect(Ranges other) {
    if (containsAll(other)) {
      return other;
    }
    List<Range> both = new ArrayList<>();
    for (Range a : list) {
      for (Range b : other.list) {
        int low = Math.max(a.low(), b.low());
        int high = Math.min(a.high(), b.high());
        if (low <= high) {
          both.add(new Range(low, high));
        }
      }
    }
    return new Ranges(both);
  }

  /** The numbers from 0 to {@code highest} that are not in this set. */
  public Ranges complement(int highest) {
    List<Range> gaps = new ArrayList<>();
    int next = 0;
    for (Range range : list) {
      if (range.low() > next) {
        gaps.add(new Range(next, Math.min(range.low() - 1, highest)));
      }
      next = range.high() + 1;
    }
    if (next <= highest) {
      gaps.add(new Range(next, highest));
    }
    return new Ranges(gaps);
  }

  private static List<Range> normalised(List<Range> ranges) {
    if (isNormal(ranges)) {
      return List.copyOf(ranges);
    }
    List<Range> sorted = ranges.stream().sorted().toList();
    List<Range> merged = new ArrayList<>();
    for (Range range : sorted) {
      int last = merged.size() - 1;
      if (last >= 0 && range.low() <= merged.get(last).high() + 1) {
        Range before = merged.get(last);
        merged.set(last, new Range(before.low(), Math.max(before.high(), range.high())));
      } else {
        merged.add(range);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean isNormal(List<Range> ranges) {
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).low() <= ranges.get(i - 1).high() + 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ranges ranges && list.equals(ranges.list);
  }

  @Override
  public int hashCode() {
    return list.hashCode();
  }

  @Override
  public String toString() {
    return list.stream().map(Range::toString).collect(Collectors.joining(","));
  }
}

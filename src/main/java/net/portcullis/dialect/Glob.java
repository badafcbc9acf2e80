package net.portcullis.dialect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A text with stars, as its characters; a star is any run of some characters. */
record Glob(List<Integer> parts) {
  private static final int STAR = -1;

  Glob {
    parts = List.copyOf(parts);
  }

  /** Of a text in which {@code \*} is a literal star. */
  static Glob of(String text) {
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '*') {
        parts.add((int) '*');
        i++;
      } else {
        parts.add(c == '*' ? STAR : c);
      }
    }
    return new Glob(parts);
  }

  /** The text with something in each star's place. */
  String with(String inStars) {
    StringBuilder text = new StringBuilder();
    for (int part : parts) {
      text.append(part == STAR ? inStars : String.valueOf((char) part));
    }
    return text.toString();
  }

  /**
   * A shortest text that is both.
   *
   * @param inStars what may stand in a star's place
   */
  Optional<String> meets(Glob other, IntPredicate inStars) {
    record Place(int here, int there) {}
    Map<Place, String> reached = new HashMap<>();
    Deque<Place> left = new ArrayDeque<>();
    Place start = new Place(0, 0);
    reached.put(start, "");
    left.add(start);
    for (@Nullable Place at = left.poll(); at != null; at = left.poll()) {
      String text = reached.getOrDefault(at, "");
      int a = at.here < parts.size() ? parts.get(at.here) : Integer.MIN_VALUE;
      int b = at.there < other.parts.size() ? other.parts.get(at.there) : Integer.MIN_VALUE;
      if (a == Integer.MIN_VALUE && b == Integer.MIN_VALUE) {
        return Optional.of(text);
      }
      Map<Place, String> next = new HashMap<>();
      if (a == STAR) {
        next.put(new Place(at.here + 1, at.there), text);
      }
      if (b == STAR) {
        next.put(new Place(at.here, at.there + 1), text);
      }
      if (a >= 0 && (a == b || (b == STAR && inStars.test(a)))) {
        next.putIfAbsent(
            new Place(at.here + 1, b == STAR ? at.there : at.there + 1), text + (char) a);
      }
      if (b >= 0 && a == STAR && inStars.test(b)) {
        next.putIfAbsent(new Place(at.here, at.there + 1), text + (char) b);
      }
      next.forEach((place, longer) -> {
        if (reached.putIfAbsent(place, longer) == null) {
          left.add(place);
        }
      });
    }
    return Optional.empty();
  }
}

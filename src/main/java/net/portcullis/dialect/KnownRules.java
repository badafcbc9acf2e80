package net.portcullis.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.portcullis.acl.Family;

/**
 * What lines that are rules were found to say: devices hold much the same rules, and one device's
 * are read again and again in a change. One of these serves all readings of a platform. Other lines
 * are not kept, as they may hold what nobody should keep.
 */
final class KnownRules {
  private static final int MOST = 16 * 1024;

  private final Map<Line, Meaning> known = new ConcurrentHashMap<>();

  private record Line(String body, Optional<Family> family, String text) {}

  /** The form that the line has, and what it says. */
  record Meaning(Grammar.Production form, List<Piece> pieces) {
    Meaning {
      pieces = List.copyOf(pieces);
    }
  }

  /** What a line inside such a block says, where it has been read before. */
  Optional<Meaning> of(String body, Optional<Family> family, String text) {
    return Optional.ofNullable(known.get(new Line(body, family, text)));
  }

  void keep(String body, Optional<Family> family, String text, Meaning meaning) {
    if (meaning.form().kind() == Grammar.Kind.RULE) {
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(new Line(body, family, text), meaning);
    }
  }
}

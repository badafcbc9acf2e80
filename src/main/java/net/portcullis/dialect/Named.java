package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;

/** What a rule names, and what it takes out of that. */
record Named(List<Piece> pieces, List<Piece> without) {
  Named {
    pieces = List.copyOf(pieces);
    without = List.copyOf(without);
  }

  static Named of(List<Piece> all) {
    if (!RawRule.has(all, FieldKind.WITHOUT)) {
      return new Named(all, List.of());
    }
    List<Piece> pieces = new ArrayList<>();
    List<Piece> without = new ArrayList<>();
    boolean out = false;
    for (Piece piece : all) {
      if (piece.kind() == FieldKind.WITHOUT) {
        out = true;
      } else {
        (out ? without : pieces).add(piece);
        out = false;
      }
    }
    return new Named(pieces, without);
  }

  /** Platforms differ in whether such a rule means everything else, or nothing at all. */
  boolean onlyTakesOut(FieldKind side) {
    return RawRule.has(without, side) && !RawRule.has(pieces, side);
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line of a list as it was read, before names and groups are resolved.
 *
 * @param id the device's identifier, empty where it shows none
 * @param line 1-based
 * @param readable false where no pattern fits; the pieces are then empty
 */
record RawRule(String id, int line, String text, boolean readable, List<Piece> pieces) {
  RawRule {
    pieces = List.copyOf(pieces);
  }

  /** What a line says that is switched off by itself. */
  static final Piece OFF = new Piece.Text(FieldKind.INACTIVE, "off", "");

  static RawRule unreadable(int line, String text) {
    return new RawRule("", line, text, false, List.of());
  }

  /** The text of a field, where the line has it. */
  Optional<String> text(FieldKind kind) {
    return text(pieces, kind);
  }

  static Optional<String> text(List<Piece> pieces, FieldKind kind) {
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i) instanceof Piece.Text found && found.kind() == kind) {
        return Optional.of(found.text());
      }
    }
    return Optional.empty();
  }

  static boolean has(List<Piece> pieces, FieldKind kind) {
    // Asked dozens of times a line: no iterator.
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i).kind() == kind) {
        return true;
      }
    }
    return false;
  }

  /**
   * This rule after a line with the same identifier was typed over it: what that line says wins,
   * the rest stays.
   */
  RawRule overlaid(RawRule later) {
    Set<FieldKind> said = EnumSet.noneOf(FieldKind.class);
    later.pieces.forEach(piece -> said.add(piece.kind()));
    if (said.contains(FieldKind.ANY_SOURCE)) {
      said.add(FieldKind.SOURCE);
    }
    if (said.contains(FieldKind.ANY_DESTINATION)) {
      said.add(FieldKind.DESTINATION);
    }
    List<Piece> merged = new ArrayList<>(later.pieces);
    pieces.stream().filter(piece -> !said.contains(piece.kind())).forEach(merged::add);
    return new RawRule(id, later.line, later.text, readable && later.readable, merged);
  }

  /**
   * The rule that lines make up together; the first gives it its identifier and its place. It is
   * off where all of them are.
   */
  static RawRule joined(List<RawRule> lines) {
    RawRule first = lines.getFirst();
    if (lines.size() == 1) {
      return first;
    }
    boolean off = lines.stream().allMatch(RawRule::isOff);
    List<Piece> pieces = new ArrayList<>();
    lines.stream().filter(line -> off || !line.isOff()).forEach(it -> pieces.addAll(it.pieces));
    return new RawRule(
        first.id,
        first.line,
        lines.stream().map(RawRule::text).collect(Collectors.joining("\n")),
        lines.stream().allMatch(RawRule::readable) && !isTwice(lines),
        pieces);
  }

  /** True where lines say again what a rule says once: which of them holds is not known. */
  private static boolean isTwice(List<RawRule> lines) {
    Set<String> said = new HashSet<>();
    return lines.stream()
        .filter(line -> has(line.pieces, FieldKind.ONCE))
        .map(line -> line.text.substring(0, Math.max(0, line.text.lastIndexOf(' '))))
        .anyMatch(words -> !said.add(words));
  }

  private boolean isOff() {
    return pieces.contains(OFF);
  }

  /** True where another line says the same of packets: the same rule, shown twice. */
  boolean isLike(RawRule other) {
    return readable && other.readable && telling(pieces).equals(telling(other.pieces));
  }

  /** Without counters and the like. */
  private static List<Piece> telling(List<Piece> pieces) {
    return pieces.stream()
        .filter(piece -> piece.kind() != FieldKind.ANY_NUMBER && piece.kind() != FieldKind.REST)
        .toList();
  }
}

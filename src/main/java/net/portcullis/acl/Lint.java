package net.portcullis.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds lines of one list that do nothing, do too much, or could be fewer. */
public final class Lint {
  /** Beyond so many hiding lines the smallest set of them is not searched for. */
  private static final int MOST_PRUNED = 64;

  private final PacketSpace space;
  private final List<Line> lines;
  private final List<PacketSet> sets = new ArrayList<>();
  private final List<List<Hull>> hulls = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private Lint(AccessList list, Family family) {
    space = PacketSpace.of(family);
    lines = list.lines();
    for (Line line : lines) {
      PacketSet set = space.none();
      List<Hull> around = new ArrayList<>();
      for (Match match : line.matches()) {
        set = set.union(space.of(match));
        if (match.family() == family) {
          around.add(new Hull(match));
        }
      }
      sets.add(set);
      hulls.add(around);
    }
  }

  /** What is wrong with a line. */
  public enum Kind {
    /** No packet can meet its conditions, whatever stands above. */
    MATCHES_NOTHING,
    /** Lines above decide all its packets, and all as it would. */
    REDUNDANT,
    /** Lines above decide all its packets, some of them the other way. */
    NEVER_REACHED,
    /** It and the line before it can be one line. */
    MERGEABLE,
    /** It permits every packet of the family. */
    PERMITS_ANY,
    /** It permits packets that are not among those needed. */
    TOO_WIDE
  }

  /**
   * A finding.
   *
   * @param others the lines that hide it, fewest and in order, or the one it merges with
   * @param example a packet that need not be permitted; only for TOO_WIDE
   */
  public record Finding(Kind kind, Line line, List<Line> others, Optional<Packet> example) {
    public Finding {
      others = List.copyOf(others);
    }
  }

  /** The findings on a list, in the order of its lines. */
  public static List<Finding> of(AccessList list, Family family) {
    return new Lint(list, family).run();
  }

  /**
   * The permitting lines that permit, as the list stands, more than the other list does; the list's
   * default is like a last line, which stands at number 0.
   */
  public static List<Finding> wider(AccessList list, AccessList needed, Family family) {
    Lint lint = new Lint(list, family);
    PacketSet allowed = lint.space.decide(needed).permitted();
    PacketSet decided = lint.space.none();
    for (int i = 0; i < lint.lines.size(); i++) {
      Line line = lint.lines.get(i);
      PacketSet set = lint.sets.get(i);
      if (line.verdict() == Verdict.PERMIT) {
        Optional<Packet> example = set.minus(decided).minus(allowed).witness(list, needed);
        example.ifPresent(packet ->
            lint.findings.add(new Finding(Kind.TOO_WIDE, line, List.of(), Optional.of(packet))));
      }
      decided = line.exact() ? decided.union(set) : decided;
    }
    if (list.otherwise() == Verdict.PERMIT) {
      Line rest =
          Line.of(
              Verdict.PERMIT, Match.any(family), new Line.Origin(0, "what no line matches passes"));
      lint.space
          .all()
          .minus(decided)
          .minus(allowed)
          .witness(list, needed)
          .ifPresent(packet ->
              lint.findings.add(new Finding(Kind.TOO_WIDE, rest, List.of(), Optional.of(packet))));
    }
    return List.copyOf(lint.findings);
  }

  private List<Finding> run() {
    PacketSet decided = space.none();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      PacketSet set = sets.get(i);
      if (set.isEmpty()) {
        if (!line.matches().isEmpty() && !hulls.get(i).isEmpty()) {
          find(Kind.MATCHES_NOTHING, line, List.of());
        }
        continue;
      }
      if (set.isSubsetOf(decided)) {
        List<Line> hiding = hiding(i);
        boolean alike = hiding.stream().allMatch(other -> other.verdict() == line.verdict());
        find(alike ? Kind.REDUNDANT : Kind.NEVER_REACHED, line, hiding);
        continue;
      }
      if (line.exact() && line.verdict() == Verdict.PERMIT && set.equals(space.all())) {
        find(Kind.PERMITS_ANY, line, List.of());
      }
      mergeable(i).ifPresent(before -> find(Kind.MERGEABLE, line, List.of(before)));
      if (hides(line)) {
        decided = decided.union(set);
      }
    }
    return List.copyOf(findings);
  }

  /** What nobody wrote, nobody can mend. */
  private void find(Kind kind, Line line, List<Line> others) {
    if (!line.origin().isWritten()) {
      return;
    }
    findings.add(new Finding(kind, line, others, Optional.empty()));
  }

  /** Only what a line certainly decides is hidden from those below. */
  private static boolean hides(Line line) {
    return line.exact() && line.verdict() != Verdict.UNKNOWN;
  }

  private Optional<Line> mergeable(int index) {
    if (index == 0) {
      return Optional.empty();
    }
    Line line = lines.get(index);
    Line before = lines.get(index - 1);
    boolean plain =
        !sets.get(index - 1).isEmpty()
            && line.verdict() == before.verdict()
            && hides(line)
            && hides(before)
            && line.matches().size() == 1
            && before.matches().size() == 1;
    return plain
            && Matches.merge(before.matches().getFirst(), line.matches().getFirst()).isPresent()
        ? Optional.of(before)
        : Optional.empty();
  }

  private List<Line> hiding(int index) {
    PacketSet rest = sets.get(index);
    List<Integer> taking = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      if (!hides(lines.get(i)) || !mayOverlap(i, index)) {
        continue;
      }
      if (sets.get(index).isSubsetOf(sets.get(i)) && rest.equals(sets.get(index))) {
        return List.of(lines.get(i));
      }
      PacketSet less = rest.minus(sets.get(i));
      if (!less.equals(rest)) {
        taking.add(i);
        rest = less;
      }
      if (rest.isEmpty()) {
        break;
      }
    }
    return fewest(index, taking).stream().map(lines::get).toList();
  }

  /** Leaves out lines whose packets the other hiding lines decide, as long as these agree. */
  private List<Integer> fewest(int index, List<Integer> taking) {
    List<Integer> fewest = new ArrayList<>(taking);
    if (taking.size() > MOST_PRUNED) {
      return fewest;
    }
    for (int candidate : taking) {
      PacketSet rest = sets.get(index);
      for (int other : fewest) {
        rest = other == candidate ? rest : rest.minus(sets.get(other));
      }
      boolean sameVerdict =
          fewest.stream()
              .allMatch(other -> lines.get(other).verdict() == lines.get(candidate).verdict());
      if (rest.isEmpty() && sameVerdict) {
        fewest.remove(Integer.valueOf(candidate));
      }
    }
    return fewest;
  }

  private boolean mayOverlap(int a, int b) {
    for (Hull one : hulls.get(a)) {
      for (Hull other : hulls.get(b)) {
        if (one.mayOverlap(other)) {
          return true;
        }
      }
    }
    return false;
  }
}

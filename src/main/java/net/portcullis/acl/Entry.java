package net.portcullis.acl;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One match of one line; a line with several matches is as many lines that say the same.
 *
 * @param line absent for the list's default, which is an entry like the others
 * @param decides false where the line is of uncertain reach and the entries below may still decide
 * @param id the same for equal matches of both lists
 */
record Entry(Optional<Line> line, Verdict verdict, boolean decides, Match match, int id) {

  /** True where nothing certain comes of the entry. */
  boolean isDoubtful() {
    return !decides || verdict == Verdict.UNKNOWN;
  }

  /** What tells entries of one list apart: no list has two entries of the same key. */
  int key() {
    int says =
        switch (verdict) {
          case PERMIT -> decides ? 0 : 1;
          case DENY -> decides ? 2 : 3;
          case UNKNOWN -> 4;
        };
    return id * 5 + says;
  }

  private boolean saysTheSameAs(Entry other) {
    return verdict == other.verdict && decides == other.decides;
  }

  /** Gives numbers to matches. */
  static final class Numbers {
    private final Map<Match, Integer> numbers = new HashMap<>();

    int of(Match match) {
      Match canonical = match;
      if (match.sources().size() > 1) {
        canonical = canonical.withSources(sorted(match.sources()));
      }
      if (match.destinations().size() > 1) {
        canonical = canonical.withDestinations(sorted(match.destinations()));
      }
      return numbers.computeIfAbsent(canonical, unseen -> numbers.size());
    }

    private static List<AddressMask> sorted(List<AddressMask> masks) {
      return masks.stream()
          .distinct()
          .sorted(Comparator.comparing(AddressMask::value).thenComparing(AddressMask::mask))
          .toList();
    }
  }

  /**
   * The list as entries, in an order that equal meanings share: entries next to each other that say
   * the same are sorted, and those that an equal match above has decided are left out.
   */
  static List<Entry> of(AccessList list, Family family, Numbers numbers) {
    Match any = Match.any(family);
    List<Entry> entries = new ArrayList<>();
    BitSet decided = new BitSet();
    BitSet seen = new BitSet();
    List<Line> lines = new ArrayList<>(list.lines());
    lines.add(Line.of(list.otherwise(), any, new Line.Origin(0, "")));
    int anyNumber = numbers.of(any);
    for (int i = 0; i < lines.size() && !decided.get(anyNumber); i++) {
      Line line = lines.get(i);
      Optional<Line> origin = i < lines.size() - 1 ? Optional.of(line) : Optional.empty();
      for (Match match : line.matches()) {
        if (match.family() != family) {
          continue;
        }
        boolean decides = line.exact() || line.verdict() == Verdict.UNKNOWN;
        Entry entry = new Entry(origin, line.verdict(), decides, match, numbers.of(match));
        if (!decided.get(entry.id()) && !seen.get(entry.key())) {
          entries.add(entry);
          seen.set(entry.key());
          decided.set(entry.id(), decides);
        }
      }
    }
    runs(entries).forEach(run -> run.entries().sort(Comparator.comparingInt(Entry::id)));
    return entries;
  }

  /** Entries next to each other that say the same; their order means nothing. */
  record Run(List<Entry> entries) {
    Verdict verdict() {
      return entries.getFirst().verdict();
    }

    boolean decides() {
      return entries.getFirst().decides();
    }

    /**
     * Matches with the same packets in all, in which those that differ in their destination ports
     * alone are one: most lines of a long list, and each of them would be a set to build.
     */
    List<Match> united() {
      List<Match> united = new ArrayList<>();
      Map<Match, List<Range>> ports = new LinkedHashMap<>();
      for (Entry entry : entries) {
        Match match = entry.match();
        match
            .destinationPorts()
            .ifPresentOrElse(
                some ->
                    ports
                        .computeIfAbsent(
                            match.withDestinationPorts(Ranges.anyPort()), same -> new ArrayList<>())
                        .addAll(some.list()),
                () -> united.add(match));
      }
      ports.forEach((rest, all) -> united.add(rest.withDestinationPorts(Ranges.of(all))));
      return united;
    }
  }

  /** The list cut into runs, in order; they change with it. */
  static List<Run> runs(List<Entry> entries) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= entries.size(); i++) {
      if (i == entries.size() || !entries.get(i).saysTheSameAs(entries.get(start))) {
        runs.add(new Run(entries.subList(start, i)));
        start = i;
      }
    }
    return runs;
  }
}

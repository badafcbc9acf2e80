package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.TooComplexException;
import net.portcullis.acl.Verdict;
import net.portcullis.change.Step.Action;
import net.portcullis.change.Step.Mark;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written.WrittenLine;

/**
 * Turns a bound list into another one line by line, such that after each line every packet meets
 * either its old fate or its new one. Lines that both lists have are never touched, since some
 * devices refuse a second line of the same content. Only packets count: the outcome may stand in
 * another order than the list that was asked for.
 */
final class DeltaEdit {
  private static final int HIGHEST_ID = 65534;

  private final Dialect dialect;
  private final Packets.Bounds bounds;
  private final ReadList old;
  private final Draft wanted;
  private final Family family;

  private DeltaEdit(Dialect dialect, ReadList old, Draft wanted) {
    this.dialect = dialect;
    this.old = old;
    this.wanted = wanted;
    this.family = old.family();
    this.bounds = new Packets.Bounds(old.access(), wanted.meaning(), family);
  }

  /** A line of the list on its way. */
  private record Entry(int id, Line line, String text) {
    Mark mark() {
      return new Mark(Integer.toString(id), Fingerprint.of(line));
    }
  }

  /** A pending edit. */
  private record Edit(boolean add, Entry entry) {}

  /** The steps, or nothing where no order of edits was found that is safe all the way. */
  static Optional<List<Step>> steps(Dialect dialect, ReadList old, Draft wanted) {
    try {
      return new DeltaEdit(dialect, old, wanted).steps();
    } catch (TooComplexException notCertain) {
      return Optional.empty();
    }
  }

  private Optional<List<Step>> steps() {
    Optional<List<Entry>> start = entries();
    if (start.isEmpty() || wanted.lines().size() != wanted.written().lines().size()) {
      return Optional.empty();
    }
    List<Entry> removed = new ArrayList<>();
    List<Entry> kept = new ArrayList<>();
    List<Integer> added = new ArrayList<>();
    divide(start.get(), kept, removed, added);
    for (boolean spread : new boolean[] {false, true}) {
      Optional<List<Step>> steps =
          place(start.get(), kept, added, spread)
              .flatMap(adds -> order(start.get(), adds, removed));
      if (steps.isPresent()) {
        return steps;
      }
    }
    return Optional.empty();
  }

  private Optional<List<Entry>> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < old.access().lines().size(); i++) {
      Optional<Integer> id = i < old.ids().size() ? number(old.ids().get(i)) : Optional.empty();
      if (id.isEmpty()) {
        return Optional.empty();
      }
      Line line = old.access().lines().get(i);
      entries.add(new Entry(id.get(), line, line.origin().text().strip()));
    }
    return Optional.of(entries);
  }

  /** What stays, what goes, and the places in the wanted list of what comes. */
  private void divide(
      List<Entry> start, List<Entry> kept, List<Entry> removed, List<Integer> added) {
    Map<String, Integer> wantedPrints = new HashMap<>();
    wanted.lines().forEach(line -> wantedPrints.merge(Fingerprint.of(line), 1, Integer::sum));
    Map<String, Integer> present = new HashMap<>();
    for (Entry entry : start) {
      String print = entry.mark().print();
      boolean stays = wantedPrints.getOrDefault(print, 0) > present.getOrDefault(print, 0);
      (stays ? kept : removed).add(entry);
      if (stays) {
        present.merge(print, 1, Integer::sum);
      }
    }
    for (int i = 0; i < wanted.lines().size(); i++) {
      String print = Fingerprint.of(wanted.lines().get(i));
      if (present.getOrDefault(print, 0) > 0) {
        present.merge(print, -1, Integer::sum);
      } else {
        added.add(i);
      }
    }
  }

  /**
   * Gives each new line an identifier. Close: right before the kept line that follows it in the
   * wanted list. Spread: in any gap above the closing line, the lowest gaps first.
   */
  private Optional<List<Entry>> place(
      List<Entry> start, List<Entry> kept, List<Integer> added, boolean spread) {
    List<Integer> taken = new ArrayList<>(start.stream().map(Entry::id).toList());
    List<Entry> adds = new ArrayList<>();
    for (int at : added.reversed()) {
      Optional<Integer> id = spread ? lowestGap(taken) : before(taken, follower(kept, adds, at));
      if (id.isEmpty()) {
        return Optional.empty();
      }
      taken.add(id.get());
      WrittenLine line = wanted.written().lines().get(at);
      adds.addFirst(
          new Entry(id.get(), wanted.lines().get(at), renumber(line, Integer.toString(id.get()))));
    }
    return Optional.of(adds);
  }

  /** The identifier of the nearest line behind the wanted place {@code at} that has one already. */
  private int follower(List<Entry> kept, List<Entry> adds, int at) {
    for (int i = at + 1; i < wanted.lines().size(); i++) {
      String print = Fingerprint.of(wanted.lines().get(i));
      for (List<Entry> some : List.of(adds, kept)) {
        for (Entry entry : some) {
          if (entry.mark().print().equals(print)) {
            return entry.id();
          }
        }
      }
    }
    return HIGHEST_ID + 1;
  }

  private static Optional<Integer> before(List<Integer> taken, int id) {
    int lower = taken.stream().filter(other -> other < id).max(Integer::compare).orElse(-1);
    int upper = Math.min(id, lower + 1000);
    return upper - lower > 1 ? Optional.of(lower + (upper - lower + 1) / 2) : Optional.empty();
  }

  private static Optional<Integer> lowestGap(List<Integer> taken) {
    int closing = taken.stream().max(Integer::compare).orElse(HIGHEST_ID);
    for (int id = closing - 1; id >= 0; id--) {
      if (!taken.contains(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  /**
   * Takes at each turn the first edit that leaves every packet with its old fate or its new one.
   */
  private Optional<List<Step>> order(List<Entry> start, List<Entry> adds, List<Entry> removes) {
    List<Edit> pending = new ArrayList<>();
    adds.stream().filter(DeltaEdit::permits).forEach(entry -> pending.add(new Edit(true, entry)));
    removes.stream()
        .filter(entry -> !permits(entry))
        .forEach(entry -> pending.add(new Edit(false, entry)));
    removes.stream()
        .filter(DeltaEdit::permits)
        .forEach(entry -> pending.add(new Edit(false, entry)));
    adds.stream()
        .filter(entry -> !permits(entry))
        .forEach(entry -> pending.add(new Edit(true, entry)));
    List<Entry> now = new ArrayList<>(start);
    List<Step> steps = new ArrayList<>();
    while (!pending.isEmpty()) {
      Optional<Edit> next = pending.stream().filter(edit -> safe(after(now, edit))).findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      steps.add(step(now, next.get()));
      List<Entry> then = after(now, next.get());
      now.clear();
      now.addAll(then);
      pending.remove(next.get());
    }
    boolean reached = Comparison.compare(wanted.meaning(), list(now), family).isEqual();
    return reached ? Optional.of(steps) : Optional.empty();
  }

  private static boolean permits(Entry entry) {
    return entry.line().verdict() == Verdict.PERMIT;
  }

  private boolean safe(List<Entry> entries) {
    return !entries.isEmpty() && bounds.hold(list(entries));
  }

  private AccessList list(List<Entry> entries) {
    return new AccessList(
        old.name(), entries.stream().map(Entry::line).toList(), old.access().otherwise());
  }

  private static List<Entry> after(List<Entry> now, Edit edit) {
    List<Entry> then = new ArrayList<>(now);
    if (edit.add()) {
      then.add(place(now, edit.entry()), edit.entry());
    } else {
      then.remove(edit.entry());
    }
    return then;
  }

  private static int place(List<Entry> now, Entry entry) {
    int index = 0;
    while (index < now.size() && now.get(index).id() < entry.id()) {
      index++;
    }
    return index;
  }

  private Step step(List<Entry> now, Edit edit) {
    Entry entry = edit.entry();
    String id = Integer.toString(entry.id());
    WrittenLine line = new WrittenLine(0, id, entry.text());
    var add = dialect.edit(old.name(), family, List.of(), List.of(line));
    var remove = dialect.edit(old.name(), family, List.of(id), List.of());
    return edit.add()
        ? new Step(new Action.Insert(place(now, entry), entry.mark(), entry.text()), add, remove)
        : new Step(new Action.Remove(now.indexOf(entry), entry.mark()), remove, add);
  }

  /**
   * The line under another identifier: where its text carries the identifier, that word changes.
   */
  static String renumber(WrittenLine line, String id) {
    if (line.id().isEmpty()) {
      return line.text();
    }
    int from = 0;
    while (from <= line.text().length() - line.id().length()) {
      int at = line.text().indexOf(line.id(), from);
      if (at < 0) {
        break;
      }
      int end = at + line.id().length();
      boolean word =
          (at == 0 || line.text().charAt(at - 1) == ' ')
              && (end == line.text().length() || line.text().charAt(end) == ' ');
      if (word) {
        return line.text().substring(0, at) + id + line.text().substring(end);
      }
      from = at + 1;
    }
    return line.text();
  }

  private static Optional<Integer> number(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}

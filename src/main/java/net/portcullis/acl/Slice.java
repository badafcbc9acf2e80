package net.portcullis.acl;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of two lists can matter for their difference. A packet that no changed entry matches meets
 * the same entries in the same order on both sides, so only the entries that overlap a changed one
 * are kept. Entries that leave their packets unknown count as changed.
 */
record Slice(List<Entry> oldEntries, List<Entry> newEntries, boolean doubtful) {

  /** Beyond so many pairs the search for overlaps would cost more than it saves. */
  private static final long MOST_PAIRS = 30_000_000;

  static Slice of(AccessList oldList, AccessList newList, Family family) {
    Entry.Numbers numbers = new Entry.Numbers();
    List<Entry> before = Entry.of(oldList, family, numbers);
    List<Entry> after = Entry.of(newList, family, numbers);
    BitSet common = common(before, after);
    List<Entry> changed = new ArrayList<>();
    boolean doubtful = false;
    for (List<Entry> side : List.of(before, after)) {
      for (Entry entry : side) {
        doubtful |= entry.isDoubtful();
        if (entry.isDoubtful() || !common.get(entry.key())) {
          changed.add(entry);
        }
      }
    }
    if ((long) changed.size() * (before.size() + after.size()) > MOST_PAIRS) {
      return new Slice(before, after, doubtful);
    }
    HullIndex hulls =
        new HullIndex(family, changed.stream().map(entry -> new Hull(entry.match())).toList());
    return new Slice(touching(before, hulls), touching(after, hulls), doubtful);
  }

  /** True where the lists hold the same entries in the same order, so that nothing can differ. */
  boolean isEmpty() {
    return oldEntries.isEmpty() && newEntries.isEmpty();
  }

  /** All of both lists: what the slice must agree with. */
  static Slice whole(AccessList oldList, AccessList newList, Family family) {
    Entry.Numbers numbers = new Entry.Numbers();
    List<Entry> before = Entry.of(oldList, family, numbers);
    List<Entry> after = Entry.of(newList, family, numbers);
    boolean doubtful =
        before.stream().anyMatch(Entry::isDoubtful) || after.stream().anyMatch(Entry::isDoubtful);
    return new Slice(before, after, doubtful);
  }

  private static List<Entry> touching(List<Entry> entries, HullIndex changed) {
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      if (changed.mayMeet(new Hull(entry.match()))) {
        kept.add(entry);
      }
    }
    return kept;
  }

  /** The keys of a longest sequence of entries that stands in both lists in the same order. */
  private static BitSet common(List<Entry> before, List<Entry> after) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      places.put(before.get(i).key(), i);
    }
    // Keys are unique in a list, so the longest common sequence is the longest ascending one.
    int[] previous = new int[after.size()];
    int[] placeOf = new int[after.size()];
    int[] lastOfLength = new int[after.size() + 1];
    int longest = 0;
    for (int i = 0; i < after.size(); i++) {
      Integer place = places.get(after.get(i).key());
      if (place == null) {
        continue;
      }
      placeOf[i] = place;
      int low = 1;
      int high = longest;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (placeOf[lastOfLength[middle]] < place) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      previous[i] = low == 1 ? -1 : lastOfLength[low - 1];
      lastOfLength[low] = i;
      longest = Math.max(longest, low);
    }
    BitSet keys = new BitSet();
    for (int i = longest == 0 ? -1 : lastOfLength[longest]; i >= 0; i = previous[i]) {
      keys.set(after.get(i).key());
    }
    return keys;
  }
}

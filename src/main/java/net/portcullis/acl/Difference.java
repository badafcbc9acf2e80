package net.portcullis.acl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Works out a {@link Comparison}: the sets that differ, then regions of them for people. */
final class Difference {
  private final AccessList oldList;
  private final AccessList newList;
  private final Slice slice;
  private final PacketSpace space;
  private final Bdd bdd;

  Difference(AccessList oldList, AccessList newList, PacketSpace space, Slice slice) {
    this.oldList = oldList;
    this.newList = newList;
    this.slice = slice;
    this.space = space;
    bdd = space.bdd();
  }

  /** A part of a difference: the packets that one entry of either list decides. */
  private record Part(int set, double share, Entry oldEntry, Entry newEntry) {}

  /** The packets of a difference that one entry of one list decides. */
  private record Group(int set, double share, Entry entry) {}

  Comparison comparison(int shown) {
    Fold before = fold(slice.oldEntries());
    Fold after = fold(slice.newEntries());
    int permitted = bdd.minus(after.permitted(), before.permitted());
    int denied = bdd.minus(before.permitted(), after.permitted());
    int unknown = Bdd.FALSE;
    if (slice.doubtful()) {
      permitted = bdd.and(after.permitted(), before.denied());
      denied = bdd.and(before.permitted(), after.denied());
      int known =
          bdd.and(
              bdd.or(before.permitted(), before.denied()),
              bdd.or(after.permitted(), after.denied()));
      unknown = bdd.minus(relevant(), known);
    }
    return new Comparison(
        regions(permitted, Verdict.DENY, Verdict.PERMIT, shown),
        regions(denied, Verdict.PERMIT, Verdict.DENY, shown),
        unknownRegions(unknown, shown));
  }

  private Fold fold(List<Entry> entries) {
    // Where no entry matches, the slice says nothing; either answer is the same on both sides.
    Fold fold = new Fold(bdd, Verdict.DENY, slice.doubtful());
    for (Entry.Run run : Entry.runs(entries).reversed()) {
      for (Match match : run.united()) {
        fold.before(run.verdict(), run.decides(), space.node(match));
      }
    }
    return fold;
  }

  /** The packets that a doubtful entry matches: nowhere else can anything be unknown. */
  private int relevant() {
    int union = Bdd.FALSE;
    for (List<Entry> side : List.of(slice.oldEntries(), slice.newEntries())) {
      for (Entry entry : side) {
        union = entry.isDoubtful() ? bdd.or(union, space.node(entry.match())) : union;
      }
    }
    return union;
  }

  private Regions regions(int set, Verdict oldVerdict, Verdict newVerdict, int most) {
    List<Group> groups = groups(set, slice.newEntries(), newVerdict);
    List<Part> parts = new ArrayList<>();
    for (Group group : groups.subList(0, Math.min(most, groups.size()))) {
      for (Group within : groups(group.set(), slice.oldEntries(), oldVerdict)) {
        parts.add(new Part(within.set(), within.share(), within.entry(), group.entry()));
      }
    }
    parts.sort(Comparator.comparingDouble(Part::share).reversed());
    List<Region> shown = new ArrayList<>();
    int more = Math.max(0, groups.size() - most);
    // One box of each part first, so that every pair of lines is seen before any is seen twice.
    List<Part> left = parts;
    while (!left.isEmpty() && shown.size() < most) {
      List<Part> next = new ArrayList<>();
      for (Part part : left) {
        if (shown.size() == most) {
          next.add(part);
          continue;
        }
        Region region = region(part.set(), hints(part), oldVerdict, newVerdict);
        shown.add(region);
        int rest = bdd.minus(part.set(), space.node(region.box()));
        if (rest != Bdd.FALSE) {
          next.add(new Part(rest, 0, part.oldEntry(), part.newEntry()));
        }
      }
      left = next;
    }
    shown.sort(Comparator.comparingDouble(Region::share).reversed());
    return new Regions(shown, more + left.size());
  }

  /** Splits a set by the entry that decides: all of it is decided this way, so the order holds. */
  private List<Group> groups(int set, List<Entry> entries, Verdict verdict) {
    List<Group> groups = new ArrayList<>();
    int rest = set;
    for (Entry entry : entries) {
      if (rest == Bdd.FALSE) {
        break;
      }
      if (entry.verdict() == verdict && entry.decides()) {
        int taken = bdd.and(rest, space.node(entry.match()));
        if (taken != Bdd.FALSE) {
          groups.add(new Group(taken, bdd.share(taken), entry));
          rest = bdd.minus(rest, taken);
        }
      }
    }
    groups.sort(Comparator.comparingDouble(Group::share).reversed());
    return Collections.unmodifiableList(groups);
  }

  private Hints hints(Part part) {
    return Hints.ofMatches(
            space.family(), List.of(part.newEntry().match(), part.oldEntry().match()))
        .then(Hints.of(space.family(), List.of(newList, oldList)));
  }

  private Region region(int set, Hints hints, Verdict oldVerdict, Verdict newVerdict) {
    Packet witness = new Witness(space, hints).choose(set);
    Evaluator.Decision before = Evaluator.evaluate(oldList, witness);
    Evaluator.Decision after = Evaluator.evaluate(newList, witness);
    if (before.verdict() != oldVerdict || after.verdict() != newVerdict) {
      throw notConfirmed(witness);
    }
    return region(set, witness, before, after);
  }

  private Region region(
      int set, Packet witness, Evaluator.Decision before, Evaluator.Decision after) {
    Match box = new Boxes(space).around(witness, set);
    return new Region(
        witness,
        box,
        new RegionText(space).of(box),
        before.verdict(),
        before.line(),
        after.verdict(),
        after.line(),
        bdd.share(space.node(box)));
  }

  private Regions unknownRegions(int set, int most) {
    List<Region> shown = new ArrayList<>();
    Hints hints = Hints.of(space.family(), List.of(newList, oldList));
    int rest = set;
    while (rest != Bdd.FALSE && shown.size() < most) {
      Packet witness = new Witness(space, hints).choose(rest);
      Evaluator.Decision before = Evaluator.evaluate(oldList, witness);
      Evaluator.Decision after = Evaluator.evaluate(newList, witness);
      if (before.verdict() != Verdict.UNKNOWN && after.verdict() != Verdict.UNKNOWN) {
        throw notConfirmed(witness);
      }
      Region region = region(rest, witness, before, after);
      shown.add(region);
      rest = bdd.minus(rest, space.node(region.box()));
    }
    shown.sort(Comparator.comparingDouble(Region::share).reversed());
    return new Regions(shown, rest == Bdd.FALSE ? 0 : 1);
  }

  /** Where nothing could be worked out: every packet may differ. */
  static Comparison unknown(AccessList oldList, AccessList newList, Family family, String why) {
    PacketSpace space = PacketSpace.of(family);
    Packet witness =
        new Witness(space, Hints.of(family, List.of(newList, oldList))).choose(Bdd.TRUE);
    Evaluator.Decision before = Evaluator.evaluate(oldList, witness);
    Evaluator.Decision after = Evaluator.evaluate(newList, witness);
    Region everything =
        new Region(
            witness,
            Match.any(family),
            "every packet. " + why,
            before.verdict(),
            before.line(),
            after.verdict(),
            after.line(),
            1);
    Regions none = new Regions(List.of(), 0);
    return new Comparison(none, none, new Regions(List.of(everything), 0));
  }

  private static IllegalStateException notConfirmed(Packet witness) {
    return new IllegalStateException(
        "The two ways to evaluate a list disagree on " + witness + ": this is a bug.");
  }
}

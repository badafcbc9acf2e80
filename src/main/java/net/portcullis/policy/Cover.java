package net.portcullis.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;

/**
 * Finds permits whose packets another permit has already. Rules are found by the prefixes that hold
 * a rule's first address, from whichever side offers fewer, so that not every pair is compared.
 */
final class Cover {
  private final List<Draft> drafts;
  private final int[] coveredBy;
  private final Index sources = new Index();
  private final Index destinations = new Index();

  /** Numbers of drafts by each of the prefixes that one side of them names. */
  private static final class Index {
    private final Map<Prefix, List<Integer>> byPrefix = new HashMap<>();
    private final Set<Integer> lengths = new TreeSet<>();

    void add(List<AddressMask> masks, int draft) {
      for (AddressMask mask : masks) {
        Prefix prefix = Minimiser.prefix(mask);
        lengths.add(prefix.length());
        byPrefix.computeIfAbsent(prefix, same -> new ArrayList<>()).add(draft);
      }
    }

    List<List<Integer>> holding(AddressMask mask) {
      Prefix prefix = Minimiser.prefix(mask);
      List<List<Integer>> found = new ArrayList<>();
      for (int length : lengths) {
        if (length > prefix.length()) {
          break;
        }
        Address start = prefix.address().and(Prefix.maskOf(prefix.family(), length));
        Optional.ofNullable(byPrefix.get(new Prefix(start, length))).ifPresent(found::add);
      }
      return found;
    }
  }

  private Cover(List<Draft> drafts) {
    this.drafts = drafts;
    this.coveredBy = new int[drafts.size()];
    Arrays.fill(coveredBy, -1);
    for (int i = 0; i < drafts.size(); i++) {
      sources.add(drafts.get(i).match().sources(), i);
      destinations.add(drafts.get(i).match().destinations(), i);
    }
  }

  /**
   * What remains, each with the reasons of those that it covers.
   *
   * @param before permits that stand before the wanted ones and may cover them too
   */
  record Kept(List<Draft> before, List<Draft> wanted) {}

  /** The wanted drafts that no other one covers. */
  static Kept uncovered(List<Draft> before, List<Draft> wanted) {
    List<Draft> all = new ArrayList<>(before);
    all.addAll(wanted);
    return new Cover(all).uncovered(before.size());
  }

  private Kept uncovered(int from) {
    for (int i = from; i < drafts.size(); i++) {
      coveredBy[i] = covering(i);
    }
    Map<Integer, Set<Reason>> inherited = new HashMap<>();
    for (int i = from; i < drafts.size(); i++) {
      if (coveredBy[i] >= 0) {
        int last = coveredBy[i];
        while (coveredBy[last] >= 0) {
          last = coveredBy[last];
        }
        inherited.computeIfAbsent(last, none -> new LinkedHashSet<>()).addAll(drafts.get(i).why());
      }
    }
    List<Draft> before = new ArrayList<>();
    List<Draft> wanted = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      if (coveredBy[i] < 0) {
        (i < from ? before : wanted).add(with(drafts.get(i), inherited.getOrDefault(i, Set.of())));
      }
    }
    return new Kept(before, wanted);
  }

  private int covering(int draft) {
    Match match = drafts.get(draft).match();
    List<List<Integer>> bySource = sources.holding(match.sources().getFirst());
    List<List<Integer>> byDestination = destinations.holding(match.destinations().getFirst());
    List<List<Integer>> fewer = size(bySource) <= size(byDestination) ? bySource : byDestination;
    for (List<Integer> some : fewer) {
      for (int other : some) {
        // Equal rules cover each other: the one that is already covered must not take its heir
        // away.
        if (other != draft
            && coveredBy[other] != draft
            && covers(drafts.get(other).match(), match)) {
          return other;
        }
      }
    }
    return -1;
  }

  private static int size(List<List<Integer>> lists) {
    return lists.stream().mapToInt(List::size).sum();
  }

  static boolean covers(Match all, Match some) {
    return all.protocols().containsAll(some.protocols())
        && all.states().containsAll(some.states())
        && (all.fragments() == Fragments.ANY || all.fragments() == some.fragments())
        && (all.established().isEmpty() || all.established().equals(some.established()))
        && ports(all.sourcePorts(), some.sourcePorts())
        && ports(all.destinationPorts(), some.destinationPorts())
        && icmp(all.icmp(), some.icmp())
        && addresses(all, some, Match::sources)
        && addresses(all, some, Match::destinations);
  }

  private static boolean ports(Optional<Ranges> all, Optional<Ranges> some) {
    return all.isEmpty() || (some.isPresent() && all.get().containsAll(some.get()));
  }

  private static boolean icmp(List<IcmpMatch> all, List<IcmpMatch> some) {
    return all.isEmpty()
        || (!some.isEmpty()
            && some.stream()
                .allMatch(one ->
                    all.stream()
                        .anyMatch(other ->
                            other.types().containsAll(one.types())
                                && other.codes().containsAll(one.codes()))));
  }

  private static boolean addresses(Match all, Match some, Function<Match, List<AddressMask>> side) {
    for (AddressMask mask : side.apply(some)) {
      Prefix prefix = Minimiser.prefix(mask);
      boolean held = false;
      for (AddressMask other : side.apply(all)) {
        held |= Minimiser.prefix(other).contains(prefix);
      }
      if (!held) {
        return false;
      }
    }
    return true;
  }

  private static Draft with(Draft draft, Set<Reason> more) {
    if (more.isEmpty()) {
      return draft;
    }
    Set<Reason> why = new LinkedHashSet<>(draft.why());
    why.addAll(more);
    return new Draft(
        draft.stage(), draft.action(), draft.match(), draft.counted(), List.copyOf(why));
  }
}

package net.portcullis.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;

/**
 * Fewer rules for the same packets: rules that differ in one dimension alone become one, and rules
 * that another one covers go. Every reason is kept. Each pass sorts rules into groups by what must
 * be equal, so that the work grows with the number of rules and not with its square.
 */
final class Minimiser {
  private static final int MOST_ROUNDS = 8;

  /**
   * Lists of addresses by number, equal ones by the same: rules are put into groups by their lists
   * again and again, and a long list is looked through once.
   */
  private final Map<List<AddressMask>, Integer> numbers = new HashMap<>();

  private final IdentityHashMap<List<AddressMask>, Integer> known = new IdentityHashMap<>();

  private Minimiser() {}

  private Integer number(List<AddressMask> addresses) {
    return known.computeIfAbsent(
        addresses, list -> numbers.computeIfAbsent(list, same -> numbers.size()));
  }

  /** Rules in the order of their stages; the result is in that order too. */
  static List<Draft> minimise(List<Draft> plain) {
    List<Draft> first = new ArrayList<>();
    List<Draft> head = new ArrayList<>();
    List<Draft> guards = new ArrayList<>();
    List<Draft> body = new ArrayList<>();
    List<Draft> close = new ArrayList<>();
    for (Draft draft : plain) {
      (switch (draft.stage()) {
            case STATE -> first;
            case MANAGEMENT, INFRASTRUCTURE, ALWAYS -> head;
            case GUARD -> guards;
            case CATALOG, SERVERS, EXTRA, ICMP, FRAGMENTS -> body;
            case CLOSE -> close;
          })
          .add(draft);
    }
    Cover.Kept alone = Cover.uncovered(List.of(), new Minimiser().merged(head));
    Cover.Kept kept = Cover.uncovered(alone.wanted(), new Minimiser().merged(body));
    List<Draft> all = new ArrayList<>(first);
    all.addAll(kept.before());
    all.addAll(guards);
    all.addAll(kept.wanted());
    all.addAll(close);
    return List.copyOf(all);
  }

  private List<Draft> merged(List<Draft> drafts) {
    List<Draft> now = drafts;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int before = now.size();
      now =
          merge(
              now,
              match ->
                  without(
                      match,
                      number(match.sources()),
                      number(match.destinations()),
                      match.sourcePorts(),
                      match.icmp(),
                      match.destinationPorts().isPresent()),
              (match, same) ->
                  match.destinationPorts().isEmpty()
                      ? match
                      : match.withDestinationPorts(union(same, Match::destinationPorts)));
      now =
          merge(
              now,
              match ->
                  without(
                      match,
                      number(match.sources()),
                      number(match.destinations()),
                      match.destinationPorts(),
                      match.icmp(),
                      match.sourcePorts().isPresent()),
              (match, same) ->
                  match.sourcePorts().isEmpty()
                      ? match
                      : match.withSourcePorts(union(same, Match::sourcePorts)));
      now =
          merge(
              now,
              match ->
                  without(
                      match,
                      number(match.sources()),
                      number(match.destinations()),
                      match.sourcePorts(),
                      match.destinationPorts(),
                      match.icmp().isEmpty()),
              (match, same) -> match.icmp().isEmpty() ? match : match.withIcmp(icmp(same)));
      now =
          merge(
              now,
              match ->
                  without(
                      match,
                      number(match.destinations()),
                      match.sourcePorts(),
                      match.destinationPorts(),
                      match.icmp(),
                      true),
              (match, same) -> match.withSources(addresses(same, Match::sources)));
      now =
          merge(
              now,
              match ->
                  without(
                      match,
                      number(match.sources()),
                      match.sourcePorts(),
                      match.destinationPorts(),
                      match.icmp(),
                      true),
              (match, same) -> match.withDestinations(addresses(same, Match::destinations)));
      if (now.size() == before) {
        return now;
      }
    }
    return now;
  }

  /** What must be equal for two rules to differ in one dimension alone. */
  private static List<Object> without(
      Match match, Object a, Object b, Object c, Object d, Object e) {
    return List.of(
        match.protocols(), match.established(), match.states(), match.fragments(), a, b, c, d, e);
  }

  private static List<Draft> merge(
      List<Draft> drafts,
      Function<Match, List<Object>> key,
      BiFunction<Match, List<Match>, Match> combine) {
    Map<List<Object>, List<Draft>> groups = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      groups.computeIfAbsent(key.apply(draft.match()), same -> new ArrayList<>()).add(draft);
    }
    if (groups.size() == drafts.size()) {
      return drafts;
    }
    List<Draft> merged = new ArrayList<>();
    for (List<Draft> group : groups.values()) {
      merged.add(group.size() == 1 ? group.getFirst() : one(group, combine));
    }
    return merged;
  }

  private static Draft one(List<Draft> group, BiFunction<Match, List<Match>, Match> combine) {
    Draft first = group.getFirst();
    Set<Reason> why = new LinkedHashSet<>();
    group.forEach(draft -> why.addAll(draft.why()));
    Match match = combine.apply(first.match(), group.stream().map(Draft::match).toList());
    return new Draft(first.stage(), first.action(), match, first.counted(), List.copyOf(why));
  }

  private static Ranges union(List<Match> matches, Function<Match, Optional<Ranges>> ports) {
    List<Range> all = new ArrayList<>();
    for (Match match : matches) {
      ports.apply(match).ifPresent(ranges -> all.addAll(ranges.list()));
    }
    return Ranges.of(all);
  }

  private static List<AddressMask> addresses(
      List<Match> matches, Function<Match, Collection<AddressMask>> masks) {
    List<Prefix> all = new ArrayList<>();
    for (Match match : matches) {
      for (AddressMask mask : masks.apply(match)) {
        all.add(prefix(mask));
      }
    }
    return Prefixes.masks(Prefixes.aggregate(all));
  }

  static Prefix prefix(AddressMask mask) {
    return new Prefix(mask.value(), mask.prefixLength());
  }

  /** Types with equal codes stand together. */
  private static List<IcmpMatch> icmp(List<Match> matches) {
    Map<String, Ranges> types = new TreeMap<>();
    Map<String, Ranges> codes = new TreeMap<>();
    for (Match match : matches) {
      for (IcmpMatch one : match.icmp()) {
        String key = one.codes().toString();
        codes.put(key, one.codes());
        types.merge(key, one.types(), Ranges::union);
      }
    }
    List<IcmpMatch> all = new ArrayList<>();
    codes.forEach(
        (key, some) -> all.add(new IcmpMatch(types.getOrDefault(key, Ranges.none()), some)));
    return all;
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.policy.Rule;

/**
 * Says a rule in as few lines as the grammar allows, splitting the match where a line cannot carry
 * all of it.
 */
final class RuleWriter {
  /** A rule that needs more lines than this is a mistake. */
  private static final int MOST_LINES = 4096;

  /** What a service is about. */
  private static final Set<FieldKind> SERVICE =
      Set.of(FieldKind.PROTOCOL, FieldKind.SOURCE_PORT, FieldKind.DESTINATION_PORT, FieldKind.ICMP);

  private final List<Pattern> patterns;
  private final boolean inParts;
  private final Names names;
  private final Profile.Writing writing;
  private final Map<String, String> words;
  private final Map<Set<AddressMask>, String> groups;
  private final Optional<ObjectTable> objects;

  /** By shape: long lists have few of them, and a line's words are found once for each. */
  private final Map<Shape, Wording> wordings = new HashMap<>();

  /**
   * Writes the rules of a body.
   *
   * @param body a body whose rules are lines, or made up of several lines each
   * @param words what lines say besides, such as the list's name and an identifier
   * @param groups the names of sets of addresses that are said by a name
   * @param objects where each address and each service is said by a name
   */
  RuleWriter(
      Profile profile,
      String body,
      Map<String, String> words,
      Map<Set<AddressMask>, String> groups,
      Optional<ObjectTable> objects) {
    this.groups = Map.copyOf(groups);
    this.objects = objects;
    Grammar grammar = profile.grammar();
    this.words = words;
    this.writing = profile.writing();
    List<Pattern> parts = grammar.patterns(body, Grammar.Kind.PART);
    this.inParts = !parts.isEmpty();
    this.patterns = inParts ? parts : grammar.patterns(body, Grammar.Kind.RULE);
    this.names = profile.names();
  }

  /** The lines of a part of a rule that one rule of the device can say. */
  record Part(List<String> lines) {
    Part {
      lines = List.copyOf(lines);
    }
  }

  /** The parts in order, or a sentence on what cannot be said. */
  record Parts(List<Part> parts, Optional<String> problem) {}

  /** Says a rule. */
  Parts parts(Rule rule) {
    return draft(rule)
        .map(draft -> parts(rule, draft))
        .orElseGet(() -> new Parts(List.of(), Optional.empty()));
  }

  /** Says a rule by a draft of it. */
  Parts parts(Rule rule, Draft draft) {
    List<Part> parts = new ArrayList<>();
    Optional<String> problem = split(rule.seq(), draft, parts);
    return new Parts(List.copyOf(parts), problem);
  }

  /** What a rule has to say; absent where it is about no packet. */
  Optional<Draft> draft(Rule rule) {
    Match match = narrowed(rule.match());
    if (isEmpty(match)) {
      return Optional.empty();
    }
    Draft draft = Draft.of(match.family(), words, rule.action(), match, rule.counted());
    if (objects.isPresent()) {
      return Optional.of(objects.get().named(draft));
    }
    return Optional.of(
        groups.isEmpty()
            ? draft
            : draft.withSource(named(draft.source())).withDestination(named(draft.destination())));
  }

  private Draft.Side named(Draft.Side side) {
    return side.withGroup(Optional.ofNullable(groups.get(Set.copyOf(side.addresses()))));
  }

  /**
   * How drafts of one shape are said.
   *
   * @param lines none where no form fits
   * @param stuck the dimensions that stood in the way
   */
  private record Wording(List<List<Said>> lines, Set<FieldKind> stuck) {}

  private Wording wording(Draft draft) {
    LineWriter writer = new LineWriter(names, writing::compares);
    if (inParts) {
      return new Wording(writer.writeParts(patterns, draft), writer.stuck());
    }
    for (Pattern pattern : patterns) {
      Optional<List<Said>> line = writer.write(pattern, draft);
      if (line.isPresent()) {
        return new Wording(List.of(line.get()), writer.stuck());
      }
    }
    return new Wording(List.of(), writer.stuck());
  }

  /**
   * A condition on ports, flags or ICMP selects only the protocols that have them; platforms want
   * that said.
   */
  private static Match narrowed(Match match) {
    Ranges protocols = match.protocols();
    if (match.sourcePorts().isPresent() || match.destinationPorts().isPresent()) {
      protocols = protocols.intersect(Match.WITH_PORTS);
    }
    if (match.established().isPresent()) {
      protocols = protocols.intersect(Ranges.of(Match.TCP));
    }
    if (!match.icmp().isEmpty()) {
      protocols = protocols.intersect(Ranges.of(Match.icmpProtocol(match.family())));
    }
    return match
        .withProtocols(protocols)
        .withSources(distinct(match.sources()))
        .withDestinations(distinct(match.destinations()));
  }

  /** Without the masks whose addresses another one holds; platforms refuse overlaps in sets. */
  private static List<AddressMask> distinct(List<AddressMask> masks) {
    List<AddressMask> kept = new ArrayList<>();
    for (AddressMask mask : masks) {
      if (kept.stream().noneMatch(other -> holds(other, mask))) {
        kept.removeIf(other -> holds(mask, other));
        kept.add(mask);
      }
    }
    return kept;
  }

  private static boolean holds(AddressMask wide, AddressMask narrow) {
    return wide.mask().and(narrow.mask()).equals(wide.mask())
        && narrow.value().and(wide.mask()).equals(wide.value());
  }

  private Optional<String> split(int rule, Draft whole, List<Part> into) {
    if (into.size() >= MOST_LINES) {
      return Optional.of(
          "Rule " + rule + " needs more than " + MOST_LINES + " lines on this platform.");
    }
    Optional<Draft> named =
        objects.isPresent() ? objects.get().withService(whole) : Optional.of(whole);
    Draft draft = named.orElse(whole);
    Wording wording =
        named.isEmpty()
            ? new Wording(List.of(), SERVICE)
            : inParts && isMixed(draft.icmp())
                ? new Wording(List.of(), Set.of(FieldKind.ICMP))
                : wordings.computeIfAbsent(draft.shape(), shape -> wording(draft));
    if (!wording.lines().isEmpty()) {
      into.add(new Part(wording.lines().stream().map(line -> Said.line(line, draft)).toList()));
      return Optional.empty();
    }
    List<Draft> halves = halves(draft, wording.stuck());
    if (halves.isEmpty()) {
      return Optional.of(
          "Rule " + rule + " cannot be said on this platform: " + obstacles(wording.stuck()) + ".");
    }
    for (Draft half : halves) {
      Optional<String> problem = split(rule, half, into);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** Types and codes on lines of their own hold for each other, whichever they were meant for. */
  private static boolean isMixed(List<IcmpMatch> icmp) {
    return icmp.size() > 1
        && icmp.stream().anyMatch(it -> !it.codes().equals(Ranges.anyProtocol()));
  }

  private static boolean isEmpty(Match match) {
    return match.protocols().isEmpty()
        || match.sourcePorts().filter(Ranges::isEmpty).isPresent()
        || match.destinationPorts().filter(Ranges::isEmpty).isPresent();
  }

  private static String obstacles(Set<FieldKind> stuck) {
    return "its condition on "
        + (stuck.isEmpty()
            ? "packets"
            : String.join(", ", stuck.stream().map(FieldKind::text).sorted().toList()))
        + " has no form here";
  }

  /**
   * The draft in two along a dimension that stood in the way; empty where each holds one value
   * only.
   */
  private static List<Draft> halves(Draft draft, Set<FieldKind> stuck) {
    if ((stuck.contains(FieldKind.PROTOCOL) || stuck.isEmpty()) && draft.protocols().size() > 1) {
      return draft.protocols().stream().map(draft::withProtocol).toList();
    }
    Draft.Side source = draft.source();
    Draft.Side destination = draft.destination();
    if (stuck.contains(FieldKind.SOURCE) && isCuttable(source)) {
      return cut(source.addresses(), half -> draft.withSource(source.withAddresses(half)));
    }
    if (stuck.contains(FieldKind.DESTINATION) && isCuttable(destination)) {
      return cut(
          destination.addresses(), half -> draft.withDestination(destination.withAddresses(half)));
    }
    if (stuck.contains(FieldKind.SOURCE_PORT) && source.ports().size() > 1) {
      return cut(source.ports(), half -> draft.withSource(source.withPorts(half)));
    }
    if (stuck.contains(FieldKind.DESTINATION_PORT) && destination.ports().size() > 1) {
      return cut(destination.ports(), half -> draft.withDestination(destination.withPorts(half)));
    }
    if (stuck.contains(FieldKind.ICMP) && draft.icmp().size() > 1) {
      return cut(draft.icmp(), draft::withIcmp);
    }
    if (stuck.contains(FieldKind.STATE) && draft.states().size() > 1) {
      return draft.states().stream().map(draft::withState).toList();
    }
    return List.of();
  }

  private static boolean isCuttable(Draft.Side side) {
    return side.addresses().size() > 1 && side.group().isEmpty();
  }

  private static <T> List<Draft> cut(List<T> items, Function<List<T>, Draft> with) {
    int middle = items.size() / 2;
    return List.of(
        with.apply(items.subList(0, middle)), with.apply(items.subList(middle, items.size())));
  }
}

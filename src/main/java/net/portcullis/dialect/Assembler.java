package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/** Makes a line of the model from what a rule's fields said. */
final class Assembler {
  /** More single masks than this in one condition are not worth being exact about. */
  private static final int MOST_MASKS = 20_000;

  private final Conditions conditions;
  private final Groups groups;
  private final Map<Family, LaterFragments> laterFragments;

  /**
   * What a line that names ports, flags or ICMP types does with later fragments, which carry none.
   */
  enum LaterFragments {
    /** It does not match them. */
    NEVER,
    /** A permitting line matches them by addresses and protocol alone, a denying one does not. */
    PERMITS,
    /** Every such line matches them by addresses and protocol alone. */
    ALWAYS,
    /** It compares what stands in the header's place, so it may match one or not. */
    UNKNOWN
  }

  Assembler(Names names, Groups groups, Map<Family, LaterFragments> laterFragments) {
    this.conditions = new Conditions(names, groups);
    this.groups = groups;
    this.laterFragments = Map.copyOf(laterFragments);
  }

  /**
   * The line in a family's list, and behind it one of uncertain reach where the rule may also match
   * packets of which the model cannot tell; none where it is about the other family alone.
   */
  List<Line> lines(RawRule rule, Family family, Verdict verdict) {
    Line.Origin origin = new Line.Origin(rule.line(), rule.text());
    if (!rule.readable()) {
      return List.of(unknown(family, origin));
    }
    List<Piece> pieces = rule.pieces();
    boolean limited = RawRule.has(pieces, FieldKind.LIMITED);
    boolean inactive = RawRule.has(pieces, FieldKind.INACTIVE);
    if (inactive && !limited) {
      return List.of(new Line(verdict, List.of(), true, origin));
    }
    if (isOther(pieces, family)) {
      return List.of();
    }
    try {
      return readable(pieces, family, inactive ? Verdict.DENY : verdict, origin);
    } catch (IllegalArgumentException unresolved) {
      return List.of(unknown(family, origin));
    }
  }

  /** Why a line that fits a pattern still means nothing; absent where it means something. */
  Optional<String> fault(RawRule rule, Family family) {
    try {
      if (rule.readable() && !isOther(rule.pieces(), family)) {
        readable(rule.pieces(), family, Verdict.DENY, new Line.Origin(rule.line(), rule.text()));
      }
      return Optional.empty();
    } catch (IllegalArgumentException unresolved) {
      String message = String.valueOf(unresolved.getMessage());
      int end = message.indexOf('\n');
      return Optional.of(end < 0 ? message : message.substring(0, end));
    }
  }

  /** A line that may decide any packet either way. */
  static Line unknown(Family family, Line.Origin origin) {
    return new Line(Verdict.UNKNOWN, List.of(Match.any(family)), false, origin);
  }

  /** True where the form of a field {@code family} speaks of that family. */
  static boolean isOf(String form, Family family) {
    return form.equals("both") || Integer.parseInt(form) == family.number();
  }

  private boolean isOther(List<Piece> pieces, Family family) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text
          && text.kind() == FieldKind.FAMILY
          && !isOf(text.form(), family)) {
        return true;
      }
      if (piece instanceof Piece.Addresses addresses
          && addresses.masks().stream().noneMatch(mask -> mask.family() == family)) {
        return true;
      }
    }
    return Conditions.areOther(pieces, FieldKind.SOURCE, family)
        || Conditions.areOther(pieces, FieldKind.DESTINATION, family)
        || areGroupsOfOthers(pieces, FieldKind.SOURCE, family)
        || areGroupsOfOthers(pieces, FieldKind.DESTINATION, family);
  }

  /** True where a side names groups alone, and all that these hold is of the other family. */
  private boolean areGroupsOfOthers(List<Piece> pieces, FieldKind side, Family family) {
    boolean named = false;
    for (Piece piece : pieces) {
      if (piece.kind() == FieldKind.WITHOUT) {
        return false;
      }
      if (piece.kind() == side) {
        if (!(piece instanceof Piece.Text group)
            || !group.form().equals("group")
            || !groups.isOfOthers(group.text(), family)) {
          return false;
        }
        named = true;
      }
    }
    return named;
  }

  private List<Line> readable(List<Piece> all, Family family, Verdict verdict, Line.Origin origin) {
    Named said = Named.of(all);
    requireOneAction(said.pieces());
    List<Piece> pieces = said.pieces();
    Ranges protocols = Conditions.protocols(said);
    List<AddressMask> sources = conditions.addresses(said, FieldKind.SOURCE, family);
    List<AddressMask> destinations = conditions.addresses(said, FieldKind.DESTINATION, family);
    Match match =
        new Match(
            family,
            protocols,
            sources,
            destinations,
            conditions.ports(said, FieldKind.SOURCE_PORT, protocols),
            conditions.ports(said, FieldKind.DESTINATION_PORT, protocols),
            Conditions.icmp(said),
            Conditions.established(pieces),
            Conditions.states(pieces),
            Conditions.fragments(pieces));
    List<Match> matches =
        withServices(match, pieces).stream()
            .flatMap(each -> eitherSide(said, each).stream())
            .toList();
    boolean many =
        matches.stream()
            .anyMatch(it -> it.sources().size() + it.destinations().size() > MOST_MASKS);
    if (many) {
      return List.of(unknown(family, origin));
    }
    boolean exact =
        !RawRule.has(pieces, FieldKind.INEXACT)
            && !RawRule.has(pieces, FieldKind.LIMITED)
            && !said.onlyTakesOut(FieldKind.SOURCE)
            && !said.onlyTakesOut(FieldKind.DESTINATION);
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            verdict,
            matches.stream().flatMap(it -> withLaterFragments(it, verdict).stream()).toList(),
            exact,
            origin));
    List<Match> perhaps =
        RawRule.has(pieces, FieldKind.ANY_HEADER)
            ? matches.stream().flatMap(it -> ofOthers(it).stream()).toList()
            : List.of();
    if (!perhaps.isEmpty()) {
      lines.add(new Line(verdict, perhaps, false, origin));
    }
    return lines;
  }

  /** The match for each service of the groups that the line names. */
  private List<Match> withServices(Match match, List<Piece> pieces) {
    if (!RawRule.has(pieces, FieldKind.SERVICE)) {
      return List.of(match);
    }
    List<Match> matches = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text && text.kind() == FieldKind.SERVICE) {
        groups
            .services(text.text(), match.family())
            .forEach(service -> Matches.both(match, service).ifPresent(matches::add));
      }
    }
    return matches;
  }

  private static void requireOneAction(List<Piece> pieces) {
    Set<Verdict> actions = EnumSet.noneOf(Verdict.class);
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Action action) {
        actions.add(action.verdict());
      }
    }
    if (actions.size() > 1) {
      throw new IllegalArgumentException("Two actions are said of the same packets.");
    }
  }

  /** Addresses and ports of either side stand for two matches each. */
  private List<Match> eitherSide(Named said, Match match) {
    Match any = Match.any(match.family());
    List<Match> matches = List.of(match);
    if (RawRule.has(said.pieces(), FieldKind.EITHER)) {
      List<AddressMask> either = conditions.addresses(said, FieldKind.EITHER, match.family());
      matches = both(matches, List.of(any.withSources(either), any.withDestinations(either)));
    }
    Optional<Ranges> ports = conditions.ports(said, FieldKind.EITHER_PORT, match.protocols());
    return ports.isEmpty()
        ? matches
        : both(
            matches,
            List.of(any.withSourcePorts(ports.get()), any.withDestinationPorts(ports.get())));
  }

  private static List<Match> both(List<Match> matches, List<Match> sides) {
    return matches.stream()
        .flatMap(match -> sides.stream().flatMap(side -> Matches.both(match, side).stream()))
        .toList();
  }

  /** The packets of other protocols in which the bits may stand that the match asks for. */
  private static Optional<Match> ofOthers(Match match) {
    Ranges others = match.protocols().intersect(carriers(match).complement(255));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(withoutHeader(match, others, match.fragments()));
  }

  /** The protocols whose packets have what the match asks for. */
  private static Ranges carriers(Match match) {
    Ranges carriers = Ranges.anyProtocol();
    if (match.sourcePorts().isPresent() || match.destinationPorts().isPresent()) {
      carriers = carriers.intersect(Match.WITH_PORTS);
    }
    if (!match.icmp().isEmpty()) {
      carriers = carriers.intersect(Ranges.of(Match.icmpProtocol(match.family())));
    }
    return match.established().isPresent() ? carriers.intersect(Ranges.of(Match.TCP)) : carriers;
  }

  private static Match withoutHeader(Match match, Ranges protocols, Fragments fragments) {
    return new Match(
        match.family(),
        protocols,
        match.sources(),
        match.destinations(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        match.states(),
        fragments);
  }

  private List<Match> withLaterFragments(Match match, Verdict verdict) {
    boolean takes =
        switch (laterFragments.getOrDefault(match.family(), LaterFragments.NEVER)) {
          case NEVER, UNKNOWN -> false;
          case PERMITS -> verdict == Verdict.PERMIT;
          case ALWAYS -> true;
        };
    return takes && isAskedOfHeader(match) ? List.of(match, later(match)) : List.of(match);
  }

  /** What a line may do beside what it surely does: its verdict on later fragments. */
  Optional<Line> doubt(Line line) {
    List<Match> later =
        line.matches().stream()
            .filter(match -> laterFragments.get(match.family()) == LaterFragments.UNKNOWN)
            .filter(Assembler::isAskedOfHeader)
            .map(Assembler::later)
            .toList();
    return later.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Line(
                line.verdict(),
                later,
                false,
                new Line.Origin(0, line.origin().text() + " (later fragments, perhaps)")));
  }

  /**
   * True where the condition is about ports, flags or types, which later fragments do not carry.
   */
  static boolean isAskedOfHeader(Match match) {
    return match.fragments() == Fragments.ANY
        && (match.sourcePorts().isPresent()
            || match.destinationPorts().isPresent()
            || !match.icmp().isEmpty()
            || match.established().isPresent());
  }

  private static Match later(Match match) {
    return withoutHeader(match, match.protocols(), Fragments.LATER);
  }

  /** What groups of addresses and ports mean. */
  interface Groups {
    /**
     * The addresses of a family in a group.
     *
     * @throws IllegalArgumentException where there is no such group, or it goes round in circles
     */
    List<AddressMask> addresses(String group, Family family);

    /** True where a group holds addresses, all of them understood, and none of this family. */
    boolean isOfOthers(String group, Family family);

    /**
     * The ports in a group.
     *
     * @throws IllegalArgumentException where there is no such group, or it goes round in circles
     */
    Ranges ports(String group);

    /**
     * The protocols in a group, each with its ports or types.
     *
     * @throws IllegalArgumentException where there is no such group, or it goes round in circles
     */
    List<Match> services(String group, Family family);
  }
}

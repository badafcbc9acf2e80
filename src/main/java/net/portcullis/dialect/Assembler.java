package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/** Makes a line of the model from what a rule's fields said. */
final class Assembler {
  /** More single masks than this in one condition are not worth being exact about. */
  private static final int MOST_MASKS = 20_000;

  private static final Set<ConnectionState> ANY_STATE =
      Set.copyOf(EnumSet.allOf(ConnectionState.class));

  private final Names names;
  private final Groups groups;
  private final LaterFragments laterFragments;

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
    /** Nobody knows. */
    UNKNOWN
  }

  Assembler(Names names, Groups groups, LaterFragments laterFragments) {
    this.names = names;
    this.groups = groups;
    this.laterFragments = laterFragments;
  }

  /** The line in a family's list; absent where it is about the other family alone. */
  Optional<Line> line(RawRule rule, Family family, Verdict verdict) {
    Line.Origin origin = new Line.Origin(rule.line(), rule.text());
    if (!rule.readable()) {
      return Optional.of(unknown(family, origin));
    }
    List<Piece> pieces = rule.pieces();
    if (RawRule.has(pieces, FieldKind.INACTIVE)) {
      return Optional.of(new Line(verdict, List.of(), true, origin));
    }
    if (isOther(pieces, family)) {
      return Optional.empty();
    }
    try {
      return Optional.of(readable(pieces, family, verdict, origin));
    } catch (IllegalArgumentException unresolved) {
      return Optional.of(unknown(family, origin));
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

  private boolean isOther(List<Piece> pieces, Family family) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text
          && text.kind() == FieldKind.FAMILY
          && Integer.parseInt(text.form()) != family.number()) {
        return true;
      }
      if (piece instanceof Piece.Addresses addresses
          && addresses.masks().stream().noneMatch(mask -> mask.family() == family)) {
        return true;
      }
    }
    return false;
  }

  private Line readable(List<Piece> pieces, Family family, Verdict verdict, Line.Origin origin) {
    Ranges protocols = protocols(pieces);
    List<AddressMask> sources = addresses(pieces, FieldKind.SOURCE, family);
    List<AddressMask> destinations = addresses(pieces, FieldKind.DESTINATION, family);
    boolean exact =
        !RawRule.has(pieces, FieldKind.INEXACT)
            && (!RawRule.has(pieces, FieldKind.ANY_HEADER)
                || Match.WITH_PORTS.containsAll(protocols));
    Match match =
        new Match(
            family,
            protocols,
            sources,
            destinations,
            ports(pieces, FieldKind.SOURCE_PORT, protocols),
            ports(pieces, FieldKind.DESTINATION_PORT, protocols),
            icmp(pieces),
            established(pieces),
            states(pieces),
            fragments(pieces));
    if (sources.size() + destinations.size() > MOST_MASKS) {
      return unknown(family, origin);
    }
    List<Match> matches =
        withServices(match, pieces).stream()
            .flatMap(each -> withLaterFragments(each, verdict).stream())
            .toList();
    return new Line(verdict, matches, exact, origin);
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

  private static Optional<Boolean> established(List<Piece> pieces) {
    if (RawRule.has(pieces, FieldKind.ESTABLISHED)) {
      return Optional.of(true);
    }
    return RawRule.has(pieces, FieldKind.NOT_ESTABLISHED) ? Optional.of(false) : Optional.empty();
  }

  private static Fragments fragments(List<Piece> pieces) {
    if (RawRule.has(pieces, FieldKind.LATER_FRAGMENTS)) {
      return Fragments.LATER;
    }
    return RawRule.has(pieces, FieldKind.NOT_LATER_FRAGMENTS) ? Fragments.NOT_LATER : Fragments.ANY;
  }

  private List<Match> withLaterFragments(Match match, Verdict verdict) {
    boolean takes =
        switch (laterFragments) {
          case NEVER, UNKNOWN -> false;
          case PERMITS -> verdict == Verdict.PERMIT;
          case ALWAYS -> true;
        };
    return takes && isAskedOfHeader(match) ? List.of(match, later(match)) : List.of(match);
  }

  /** What a line may do beside what it surely does: its verdict on later fragments. */
  Optional<Line> doubt(Line line) {
    List<Match> later =
        laterFragments == LaterFragments.UNKNOWN
            ? line.matches().stream()
                .filter(Assembler::isAskedOfHeader)
                .map(Assembler::later)
                .toList()
            : List.of();
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
    return new Match(
        match.family(),
        match.protocols(),
        match.sources(),
        match.destinations(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        match.states(),
        Fragments.LATER);
  }

  private static Ranges protocols(List<Piece> pieces) {
    List<Range> numbers = new ArrayList<>();
    Ranges implied = Ranges.anyProtocol();
    boolean said = false;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Protocols protocols && protocols.fixed()) {
        implied = implied.intersect(protocols.numbers());
      } else if (piece instanceof Piece.Protocols protocols) {
        numbers.addAll(protocols.numbers().list());
        said = true;
      }
    }
    if (!said) {
      return implied;
    }
    Ranges named = Ranges.of(numbers);
    return implied.intersect(excepted(pieces, "protocol") ? named.complement(255) : named);
  }

  private List<AddressMask> addresses(List<Piece> pieces, FieldKind side, Family family) {
    List<AddressMask> masks = new ArrayList<>();
    boolean said = false;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Addresses addresses && addresses.kind() == side) {
        addresses.masks().stream().filter(mask -> mask.family() == family).forEach(masks::add);
        said = true;
      } else if (piece instanceof Piece.Text group && group.kind() == side) {
        masks.addAll(groups.addresses(group.text(), family));
        said = true;
      }
    }
    if (!said) {
      return List.of(AddressMask.any(family));
    }
    return excepted(pieces, side.text()) ? complement(masks) : masks;
  }

  private static List<AddressMask> complement(List<AddressMask> masks) {
    if (masks.size() != 1) {
      throw new IllegalArgumentException("Only one prefix can be excepted.");
    }
    return AddressForms.complement(masks.getFirst())
        .filter(rest -> !rest.isEmpty())
        .orElseThrow(() -> new IllegalArgumentException("Nothing is left."));
  }

  private static boolean excepted(List<Piece> pieces, String dimension) {
    if (!RawRule.has(pieces, FieldKind.EXCEPT)) {
      return false;
    }
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text
          && text.kind() == FieldKind.EXCEPT
          && text.form().equals(dimension)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Ranges> ports(List<Piece> pieces, FieldKind side, Ranges protocols) {
    List<Range> numbers = new ArrayList<>();
    boolean said = false;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Ports ports && ports.kind() == side) {
        numbers.addAll(ports(ports, protocols).list());
        said = true;
      } else if (piece instanceof Piece.Text group && group.kind() == side) {
        numbers.addAll(groups.ports(group.text()).list());
        said = true;
      }
    }
    if (!said) {
      return Optional.empty();
    }
    Ranges union = Ranges.of(numbers);
    return Optional.of(excepted(pieces, side.text()) ? union.complement(65535) : union);
  }

  private Ranges ports(Piece.Ports ports, Ranges protocols) {
    List<Integer> numbers =
        ports.operands().stream().map(operand -> port(operand, protocols)).toList();
    int first = numbers.getFirst();
    return switch (ports.form()) {
      case "one" -> Ranges.of(first);
      case "not" -> Ranges.of(first).complement(65535);
      case "below" -> first == 0 ? Ranges.none() : Ranges.of(new Range(0, first - 1));
      case "above" -> first == 65535 ? Ranges.none() : Ranges.of(new Range(first + 1, 65535));
      case "list" -> Ranges.of(numbers.stream().map(Range::of).toList());
      // Reversed ranges are refused by some devices and silently swapped by others.
      case "range", "dash" -> Ranges.of(new Range(first, numbers.get(1)));
      default ->
          throw new IllegalArgumentException("There is no port form '" + ports.form() + "'.");
    };
  }

  /** A name must mean the same number for each protocol of the line. */
  private int port(String operand, Ranges protocols) {
    Ranges carrying = protocols.intersect(Match.WITH_PORTS);
    OptionalInt digits = Names.digits(operand, 65535);
    if (digits.isPresent() && !carrying.isEmpty()) {
      return digits.getAsInt();
    }
    Set<Integer> meanings = new HashSet<>();
    for (int protocol : Draft.numbers(carrying, 255)) {
      OptionalInt port = names.port(protocol, operand);
      port.ifPresent(meanings::add);
    }
    if (meanings.size() != 1) {
      throw new IllegalArgumentException(
          "The port '" + operand + "' is not known for this protocol.");
    }
    return meanings.iterator().next();
  }

  private static List<IcmpMatch> icmp(List<Piece> pieces) {
    List<IcmpMatch> pairs = new ArrayList<>();
    List<Range> typeNumbers = new ArrayList<>();
    List<Range> codeNumbers = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Icmp icmp) {
        if (icmp.form().equals("pair")) {
          pairs.add(new IcmpMatch(icmp.types(), icmp.codes()));
        } else {
          typeNumbers.addAll(icmp.types().list());
          codeNumbers.addAll(icmp.codes().list());
        }
      }
    }
    Ranges types = Ranges.of(typeNumbers);
    Ranges codes = Ranges.of(codeNumbers);
    if (!types.isEmpty() || !codes.isEmpty()) {
      pairs.add(
          new IcmpMatch(
              types.isEmpty() ? Ranges.anyProtocol() : types,
              codes.isEmpty() ? Ranges.anyProtocol() : codes));
    }
    return pairs;
  }

  private static Set<ConnectionState> states(List<Piece> pieces) {
    if (!RawRule.has(pieces, FieldKind.STATE)) {
      return ANY_STATE;
    }
    Set<ConnectionState> states = EnumSet.noneOf(ConnectionState.class);
    for (Piece piece : pieces) {
      if (piece instanceof Piece.State state) {
        states.add(state.state());
      }
    }
    return states;
  }

  /** What groups of addresses and ports mean. */
  interface Groups {
    /**
     * The addresses of a family in a group.
     *
     * @throws IllegalArgumentException where there is no such group, or it goes round in circles
     */
    List<AddressMask> addresses(String group, Family family);

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

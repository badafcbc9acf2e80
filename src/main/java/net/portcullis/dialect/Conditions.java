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
import net.portcullis.acl.Match;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;

/** What a rule's fields say of each dimension of a packet. */
final class Conditions {
  private static final Set<ConnectionState> ANY_STATE =
      Set.copyOf(EnumSet.allOf(ConnectionState.class));

  private final Names names;
  private final Assembler.Groups groups;

  Conditions(Names names, Assembler.Groups groups) {
    this.names = names;
    this.groups = groups;
  }

  static Optional<Boolean> established(List<Piece> pieces) {
    if (RawRule.has(pieces, FieldKind.ESTABLISHED)) {
      return Optional.of(true);
    }
    return RawRule.has(pieces, FieldKind.NOT_ESTABLISHED) ? Optional.of(false) : Optional.empty();
  }

  static Fragments fragments(List<Piece> pieces) {
    if (RawRule.has(pieces, FieldKind.LATER_FRAGMENTS)
        && RawRule.has(pieces, FieldKind.NOT_LATER_FRAGMENTS)) {
      return Fragments.ANY;
    }
    if (RawRule.has(pieces, FieldKind.LATER_FRAGMENTS)) {
      return Fragments.LATER;
    }
    return RawRule.has(pieces, FieldKind.NOT_LATER_FRAGMENTS) ? Fragments.NOT_LATER : Fragments.ANY;
  }

  static Ranges protocols(Named said) {
    return protocols(said.pieces()).intersect(named(said.without()).complement(255));
  }

  private static Ranges named(List<Piece> pieces) {
    Ranges named = Ranges.none();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Protocols protocols) {
        named = named.union(protocols.numbers());
      }
    }
    return named;
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

  List<AddressMask> addresses(Named said, FieldKind side, Family family) {
    List<AddressMask> without = masks(said.without(), side, family);
    if (!RawRule.has(said.pieces(), side)) {
      return AddressForms.longest(List.of(AddressMask.any(family)), without);
    }
    List<AddressMask> masks = masks(said.pieces(), side, family);
    return AddressForms.longest(
        excepted(said.pieces(), side.text()) ? complement(masks) : masks, without);
  }

  /** True where every group or end of a range that is named for a side is of another family. */
  static boolean areOther(List<Piece> pieces, FieldKind side, Family family) {
    boolean named = false;
    for (Piece piece : pieces) {
      if (piece.kind() == side) {
        if (!(piece instanceof Piece.Text group)
            || group.form().equals("group")
            || isOf(group, family)
            || isEndOf(group, family)) {
          return false;
        }
        named = true;
      }
    }
    return named;
  }

  private static boolean isOf(Piece.Text group, Family family) {
    return group.form().equals("group-" + family.number());
  }

  private static boolean isEnd(Piece.Text text) {
    return text.form().equals("first") || text.form().equals("last");
  }

  private static boolean isEndOf(Piece.Text text, Family family) {
    return isEnd(text) && (text.text().indexOf(':') >= 0) == (family == Family.IPV6);
  }

  /** True where a line says an end of a range of another family's addresses. */
  static boolean isEndOfOther(Piece piece, Family family) {
    return piece instanceof Piece.Text text
        && (text.kind() == FieldKind.SOURCE || text.kind() == FieldKind.DESTINATION)
        && isEnd(text)
        && !isEndOf(text, family);
  }

  private List<AddressMask> masks(List<Piece> pieces, FieldKind side, Family family) {
    List<AddressMask> masks = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Addresses addresses && addresses.kind() == side) {
        addresses.masks().stream().filter(mask -> mask.family() == family).forEach(masks::add);
      } else if (piece instanceof Piece.Text group
          && group.kind() == side
          && (group.form().equals("group") || isOf(group, family))) {
        masks.addAll(groups.addresses(group.text(), family));
      }
    }
    masks.addAll(between(pieces, side, family));
    return masks;
  }

  /** The addresses of a range whose ends stand in lines of their own; none where there is none. */
  private static List<AddressMask> between(List<Piece> pieces, FieldKind side, Family family) {
    List<Token> first = ends(pieces, side, "first");
    List<Token> last = ends(pieces, side, "last");
    if (first.isEmpty() && last.isEmpty()) {
      return List.of();
    }
    boolean beside =
        pieces.stream().anyMatch(piece -> piece.kind() == side && piece instanceof Piece.Addresses);
    if (first.size() != 1 || last.size() != 1 || beside) {
      throw new IllegalArgumentException(
          "A range of addresses has not one beginning and one end and nothing beside.");
    }
    return AddressForms.read("span", List.of(first.getFirst(), last.getFirst()))
        .orElseThrow(
            () -> new IllegalArgumentException("A range of addresses ends before it begins."))
        .stream()
        .filter(mask -> mask.family() == family)
        .toList();
  }

  private static List<Token> ends(List<Piece> pieces, FieldKind side, String form) {
    List<Token> ends = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text text && text.kind() == side && text.form().equals(form)) {
        ends.add(new Token(text.text(), 0));
      }
    }
    return ends;
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

  Optional<Ranges> ports(Named said, FieldKind side, Ranges protocols) {
    Ranges without = union(said.without(), side, protocols).complement(65535);
    if (!RawRule.has(said.pieces(), side)) {
      return RawRule.has(said.without(), side) ? Optional.of(without) : Optional.empty();
    }
    Ranges union = union(said.pieces(), side, protocols);
    return Optional.of(
        (excepted(said.pieces(), side.text()) ? union.complement(65535) : union)
            .intersect(without));
  }

  private Ranges union(List<Piece> pieces, FieldKind side, Ranges protocols) {
    List<Range> numbers = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Ports ports && ports.kind() == side) {
        numbers.addAll(ports(ports, protocols).list());
      } else if (piece instanceof Piece.Text group && group.kind() == side) {
        numbers.addAll(groups.ports(group.text()).list());
      }
    }
    return Ranges.of(numbers);
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

  static List<IcmpMatch> icmp(Named said) {
    List<IcmpMatch> named = icmp(said.pieces());
    if (!RawRule.has(said.without(), FieldKind.ICMP)) {
      return named;
    }
    Ranges types = Ranges.none();
    Ranges codes = Ranges.none();
    for (Piece piece : said.without()) {
      if (piece instanceof Piece.Icmp icmp) {
        types = types.union(icmp.types());
        codes = codes.union(icmp.codes());
      }
    }
    Ranges otherTypes = types.complement(255);
    Ranges otherCodes = codes.complement(255);
    return (named.isEmpty()
            ? List.of(new IcmpMatch(Ranges.anyProtocol(), Ranges.anyProtocol()))
            : named)
        .stream()
            .map(it ->
                new IcmpMatch(it.types().intersect(otherTypes), it.codes().intersect(otherCodes)))
            .toList();
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

  static Set<ConnectionState> states(List<Piece> pieces) {
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
}

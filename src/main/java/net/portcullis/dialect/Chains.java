package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;

/**
 * Follows jumps between lists, and settles conditions on interfaces for one interface at a time.
 */
final class Chains {
  /** More lines than this come from jumps that multiply; then nothing is claimed. */
  private static final int MOST_LINES = 50_000;

  /** Each jump on a packet's way is followed from within the one before, and a stack has an end. */
  private static final int MOST_JUMPS = 200;

  private final Map<String, RawList> lists;
  private final Map<String, List<RawRule>> maps;
  private final Grammar.Lists behaviour;
  private final Assembler assembler;
  private final IdentityHashMap<RawList, List<RawRule>> rules = new IdentityHashMap<>();

  /**
   * Lists that may lead to each other.
   *
   * @param lists by the keys that {@link #key} makes of their names
   * @param maps the jumps of each map, by the key of its name
   */
  Chains(
      Map<String, RawList> lists,
      Map<String, List<RawRule>> maps,
      Grammar.Lists behaviour,
      Assembler assembler) {
    this.lists = Map.copyOf(lists);
    this.maps = Map.copyOf(maps);
    this.behaviour = behaviour;
    this.assembler = assembler;
  }

  /** What a list is found by: families may have lists of one name. */
  static String key(Grammar.Lists behaviour, String name, Family family) {
    return family.number() + " " + behaviour.key(name);
  }

  /**
   * Where a packet passes: the interface by which it comes in, that by which it leaves, or both.
   */
  record Side(Optional<String> in, Optional<String> out) {

    static Side of(Direction direction, String interfaceName) {
      return direction == Direction.IN
          ? new Side(Optional.of(interfaceName), Optional.empty())
          : new Side(Optional.empty(), Optional.of(interfaceName));
    }

    static Side pair(String in, String out) {
      return new Side(Optional.of(in), Optional.of(out));
    }

    /** The same interface in the other direction. */
    Side turned() {
      return new Side(out, in);
    }

    boolean isPair() {
      return in.isPresent() && out.isPresent();
    }

    /** A pair is passed one way, as a packet comes in. */
    Direction direction() {
      return in.isPresent() ? Direction.IN : Direction.OUT;
    }

    /** As bindings name it. */
    String place() {
      return isPair() ? in.get() + "/" + out.get() : in.or(() -> out).orElseThrow();
    }

    /** As lists are named after it. */
    String text() {
      return isPair() ? place() : direction().text() + ":" + place();
    }
  }

  /** A line of the device, and the identifier that it shows there. */
  record Placed(Line line, String id) {}

  /**
   * The lines of a list as a packet meets them; conditions on interfaces are settled where a side
   * is given.
   *
   * @param returned what becomes of a packet that the list sends back to where it came from
   */
  List<Placed> lines(RawList list, Family family, Optional<Side> side, Verdict returned) {
    List<Placed> out = new ArrayList<>();
    Match any = Match.any(family);
    Walk walk = new Walk(family, any, side, out, new HashSet<>());
    After end = (guard, by, id) -> out.add(new Placed(Line.of(returned, guard, by), id));
    if (!walk.through(list, 0, any, true, end)) {
      return List.of(
          new Placed(Assembler.unknown(family, new Line.Origin(list.line(), list.name())), ""));
    }
    return out;
  }

  /** Goes on where a list was left, by which rule. */
  private interface After {
    void with(Match guard, Line.Origin by, String id);
  }

  /** The rules of a list; one that asks a map stands for a jump for each of the map's keys. */
  List<RawRule> rules(RawList list) {
    return rules.computeIfAbsent(list, this::withMaps);
  }

  /** The rules of a list as they were written, those among them that are never asked. */
  List<RawRule> written(RawList list) {
    return list.ordered(behaviour);
  }

  private List<RawRule> withMaps(RawList list) {
    List<RawRule> rules = new ArrayList<>();
    for (RawRule rule : written(list)) {
      if (behaviour.byPair() && NamedRules.isOff(rule)) {
        // Staged, and shown with its own list; or of others, and asked about nothing.
        continue;
      }
      Optional<String> map = rule.text(FieldKind.MAP);
      if (map.isEmpty()) {
        rules.add(rule);
        continue;
      }
      List<RawRule> jumps = maps.get(behaviour.key(beside(list, "@" + map.get())));
      if (jumps == null || rules.size() + jumps.size() > MOST_LINES) {
        rules.add(RawRule.unreadable(rule.line(), rule.text()));
        continue;
      }
      boolean out = rule.text(FieldKind.IS_DIRECTION).filter("out"::equals).isPresent();
      for (RawRule jump : jumps) {
        List<Piece> pieces = new ArrayList<>(rule.pieces());
        pieces.removeIf(
            piece -> piece.kind() == FieldKind.MAP || piece.kind() == FieldKind.IS_DIRECTION);
        for (Piece piece : jump.pieces()) {
          boolean key = piece.kind() == FieldKind.MEMBER && piece instanceof Piece.Text;
          pieces.add(
              key
                  ? new Piece.Text(
                      out ? FieldKind.OUT_INTERFACE : FieldKind.IN_INTERFACE,
                      "",
                      ((Piece.Text) piece).text())
                  : piece);
        }
        rules.add(
            new RawRule("", jump.line(), rule.text(), rule.readable() && jump.readable(), pieces));
      }
    }
    return rules;
  }

  /** The interfaces that a list's own rules name in a direction. */
  Set<String> interfaces(RawList list, Direction direction) {
    FieldKind kind = kind(direction);
    Set<String> names = new LinkedHashSet<>();
    for (RawRule rule : rules(list)) {
      names.addAll(texts(rule, kind));
    }
    return names;
  }

  /** True where a rule of the list is about a family's packets. */
  boolean concern(RawList list, Family family) {
    return rules(list).stream()
        .anyMatch(rule -> !assembler.lines(rule, family, Verdict.DENY).isEmpty());
  }

  /** The rules of a list that packets of a family on that side meet. */
  List<RawRule> relevant(RawList list, Family family, Side side) {
    return rules(list).stream()
        .filter(
            rule -> concerns(rule, side) && !assembler.lines(rule, family, Verdict.DENY).isEmpty())
        .filter(rule -> !RawRule.has(rule.pieces(), FieldKind.INACTIVE))
        .toList();
  }

  /** Where a rule does nothing but lead all packets of a side to another list, that list. */
  Optional<RawList> leadsTo(RawList from, RawRule rule, Family family, Side side) {
    Set<FieldKind> bare =
        EnumSet.of(
            FieldKind.JUMP,
            FieldKind.GOTO,
            FieldKind.CHAIN,
            FieldKind.HOOK,
            FieldKind.FAMILY,
            FieldKind.ID,
            FieldKind.COMMENT,
            FieldKind.COUNTED,
            FieldKind.ONCE);
    side.in().ifPresent(_ -> bare.add(FieldKind.IN_INTERFACE));
    side.out().ifPresent(_ -> bare.add(FieldKind.OUT_INTERFACE));
    boolean onlyLeads =
        rule.readable()
            && isKnown(rule, side)
            && rule.pieces().stream()
                .allMatch(
                    piece -> bare.contains(piece.kind()) || piece.kind() == FieldKind.ANY_NUMBER);
    return onlyLeads ? leadsTo(from, rule, family) : Optional.empty();
  }

  /** The list that a rule leads some packets to. */
  Optional<RawList> leadsTo(RawList from, RawRule rule, Family family) {
    return rule.text(FieldKind.JUMP)
        .or(() -> rule.text(FieldKind.GOTO))
        .flatMap(name -> target(from, name, family));
  }

  /**
   * True where a list only drops packets or sends them back: then what other such lists say of them
   * does not depend on it.
   */
  boolean isGate(RawList list) {
    return list.hook().isEmpty()
        && list.policy().filter(Verdict.PERMIT::equals).isEmpty()
        && rules(list).stream()
            .filter(rule -> !RawRule.has(rule.pieces(), FieldKind.INACTIVE))
            .allMatch(this::dropsOrReturns);
  }

  private boolean dropsOrReturns(RawRule rule) {
    boolean leads = rule.text(FieldKind.JUMP).or(() -> rule.text(FieldKind.GOTO)).isPresent();
    boolean drops = Resolution.verdict(rule, behaviour.withoutAction()) == Verdict.DENY;
    return rule.readable() && !leads && (drops || RawRule.has(rule.pieces(), FieldKind.RETURN));
  }

  /** True where a rule names interfaces of the other direction alone. */
  static boolean isOfOtherDirection(RawRule rule, Side side) {
    return !side.isPair()
        && texts(rule, kind(side.direction())).isEmpty()
        && !texts(rule, kind(side.turned().direction())).isEmpty();
  }

  private static FieldKind kind(Direction direction) {
    return direction == Direction.IN ? FieldKind.IN_INTERFACE : FieldKind.OUT_INTERFACE;
  }

  private static boolean concerns(RawRule rule, Side side) {
    return passes(texts(rule, FieldKind.IN_INTERFACE), side.in(), side)
        && passes(texts(rule, FieldKind.OUT_INTERFACE), side.out(), side);
  }

  private static boolean passes(List<String> names, Optional<String> at, Side side) {
    return names.isEmpty()
        || at.isEmpty()
        || names.stream()
            .anyMatch(name -> isInterface(name, at.get()) || (side.isPair() && isOpen(name)));
  }

  private static boolean isOpen(String pattern) {
    return pattern.endsWith("*");
  }

  /** Which pairs a name with an open end is about is not known. */
  private static boolean isKnown(RawRule rule, Side side) {
    return !side.isPair()
        || (texts(rule, FieldKind.IN_INTERFACE).stream().noneMatch(Chains::isOpen)
            && texts(rule, FieldKind.OUT_INTERFACE).stream().noneMatch(Chains::isOpen));
  }

  /** A trailing star stands for any end of the name. */
  private static boolean isInterface(String pattern, String name) {
    return isOpen(pattern)
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(name);
  }

  private static List<String> texts(RawRule rule, FieldKind kind) {
    if (!RawRule.has(rule.pieces(), kind)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Piece piece : rule.pieces()) {
      if (piece instanceof Piece.Text text && text.kind() == kind) {
        texts.add(text.text());
      }
    }
    return texts;
  }

  private Optional<RawList> target(RawList from, String name, Family family) {
    return Optional.ofNullable(lists.get(key(behaviour, beside(from, name), family)));
  }

  /** A name that stands beside a list, in the same table. */
  private static String beside(RawList list, String name) {
    int slash = list.name().lastIndexOf('/');
    return list.name().substring(0, slash + 1) + name;
  }

  private final class Walk {
    private final Family family;

    /** No condition: what a packet meets that no jump has led here. */
    private final Match any;

    private final Optional<Side> side;
    private final List<Placed> out;
    private final Set<String> open;
    private int jumps;

    Walk(Family family, Match any, Optional<Side> side, List<Placed> out, Set<String> open) {
      this.family = family;
      this.any = any;
      this.side = side;
      this.out = out;
      this.open = open;
    }

    /** False where the lists go round in circles, or there are too many jumps or lines. */
    boolean through(RawList list, int from, Match guard, boolean exact, After after) {
      if (jumps >= MOST_JUMPS) {
        return false;
      }
      jumps++;
      boolean known = rules(list, from, guard, exact, after);
      jumps--;
      return known;
    }

    private boolean rules(RawList list, int from, Match guard, boolean exact, After after) {
      if (from == 0 && !open.add(list.name())) {
        return false;
      }
      List<RawRule> rules = Chains.this.rules(list);
      boolean known = true;
      for (int i = from; i < rules.size() && known; i++) {
        int next = i + 1;
        RawRule rule = rules.get(i);
        if (side.filter(at -> !concerns(rule, at)).isPresent()) {
          continue;
        }
        List<Line> lines =
            assembler.lines(rule, family, Resolution.verdict(rule, behaviour.withoutAction()));
        if (lines.isEmpty()) {
          continue;
        }
        Line first = lines.getFirst();
        After rest =
            (left, by, id) -> {
              if (through(list, next, left, exact, after)) {
                after.with(left, by, id);
              } else {
                out.add(new Placed(Assembler.unknown(family, first.origin()), ""));
              }
            };
        for (Line line : lines) {
          known &= rule(list, rule, line, guard, exact, rest, after) && out.size() < MOST_LINES;
        }
        if (stops(rule, first)) {
          break;
        }
      }
      if (from == 0) {
        open.remove(list.name());
      }
      return known;
    }

    /** A rule that sends every packet back ends its list. */
    private boolean stops(RawRule rule, Line line) {
      return RawRule.has(rule.pieces(), FieldKind.RETURN)
          && line.exact()
          && isSettled(rule)
          && line.matches().equals(List.of(any));
    }

    private boolean rule(
        RawList list,
        RawRule rule,
        Line line,
        Match guard,
        boolean exact,
        After rest,
        After after) {
      boolean sure = exact && line.exact() && isSettled(rule);
      boolean known = true;
      Optional<String> jump = rule.text(FieldKind.JUMP);
      Optional<String> away = rule.text(FieldKind.GOTO);
      boolean returns = RawRule.has(rule.pieces(), FieldKind.RETURN);
      List<Match> both = guard.equals(any) ? line.matches() : both(guard, line.matches());
      if (jump.isEmpty() && away.isEmpty() && !returns) {
        Line own = new Line(line.verdict(), both, sure, line.origin());
        out.add(new Placed(own, rule.id()));
        assembler.doubt(own).ifPresent(doubt -> out.add(new Placed(doubt, "")));
        return true;
      }
      if (!sure) {
        // Whether the packet goes elsewhere is not known, so neither is what becomes of it.
        out.add(new Placed(new Line(Verdict.UNKNOWN, both, false, line.origin()), rule.id()));
        return true;
      }
      for (Match match : both) {
        if (returns) {
          after.with(match, line.origin(), rule.id());
        } else {
          Optional<RawList> target =
              jump.or(() -> away).flatMap(name -> target(list, name, family));
          known &=
              target.isPresent()
                  && through(target.get(), 0, match, true, jump.isPresent() ? rest : after);
          // What falls off a list with a fate of its own does not go on where it was sent from.
          target
              .flatMap(RawList::policy)
              .ifPresent(own -> out.add(new Placed(Line.of(own, match, line.origin()), "")));
          if (away.isPresent() && known) {
            after.with(match, line.origin(), rule.id());
          }
        }
      }
      return known;
    }

    private static List<Match> both(Match guard, List<Match> matches) {
      return matches.stream().flatMap(match -> Matches.both(guard, match).stream()).toList();
    }

    /** True where the rule's interfaces do not leave open whether it applies. */
    private boolean isSettled(RawRule rule) {
      boolean in = side.flatMap(Side::in).isPresent();
      boolean out = side.flatMap(Side::out).isPresent();
      return side.filter(at -> !isKnown(rule, at)).isEmpty()
          && (in || texts(rule, FieldKind.IN_INTERFACE).isEmpty())
          && (out || texts(rule, FieldKind.OUT_INTERFACE).isEmpty());
    }
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * Gathers what the lines of a configuration say, until all of it is there and names can be
 * resolved.
 */
final class Collector {
  private final Grammar grammar;
  private final Names names;
  private final String file;
  private final Map<String, RawList> lists = new LinkedHashMap<>();
  private final Map<String, List<RawRule>> maps = new LinkedHashMap<>();
  private final GroupTable groups;
  private final BoundLists bindings;
  private final List<DeviceConfig.Reference> references = new ArrayList<>();
  private final List<DeviceConfig.Unreadable> unreadable = new ArrayList<>();
  private final Map<String, DeviceConfig.Infrastructure> infrastructure = new LinkedHashMap<>();
  private final Map<String, DeviceConfig.InterfaceState> interfaces = new LinkedHashMap<>();
  private final List<String> others = new ArrayList<>();
  private final Networks networks = new Networks();
  private final List<RawRule> doubts = new ArrayList<>();
  private final Templates templates = new Templates();
  private Optional<String> hostname = Optional.empty();
  private Verdict unmatched;

  Collector(Grammar grammar, Names names, String file) {
    this.grammar = grammar;
    this.names = names;
    this.file = file;
    this.groups = new GroupTable(grammar.lists());
    this.bindings = new BoundLists(grammar.lists());
    this.unmatched = grammar.lists().unmatched();
  }

  Grammar grammar() {
    return grammar;
  }

  Names names() {
    return names;
  }

  /** A line with what it said, the enclosing blocks' words among it. */
  record Said(Grammar.Production production, List<Piece> pieces, int line, String text) {
    Said {
      pieces = List.copyOf(pieces);
    }

    Optional<String> word(FieldKind kind) {
      return RawRule.text(pieces, kind);
    }

    boolean has(FieldKind kind) {
      return RawRule.has(pieces, kind);
    }
  }

  /**
   * Takes a line that was understood.
   *
   * @param list the list whose block encloses the line, where one does
   * @param group the group whose block encloses it
   * @return the list that the line opens
   */
  Optional<RawList> take(Said said, Optional<RawList> list, Optional<String> group) {
    templates.see(said, list);
    switch (said.production().kind()) {
      case LIST -> {
        return Optional.of(list(said));
      }
      case RULE -> list.ifPresent(open -> rule(said, open));
      case PART -> {
        if (group.isPresent() && list.isEmpty()) {
          groups.part(group.get(), rule(said, Optional.empty()));
          return Optional.empty();
        }
        RawList own = list.orElseGet(() -> list(said));
        if (isOfOtherFamily(said.pieces(), own)) {
          unreadable(said.line(), said.text(), own, said.word(FieldKind.ID));
        } else {
          own.part(rule(said, Optional.of(own)));
        }
      }
      case UNREADABLE ->
          unreadable(said.line(), said.text(), Optional.of(list(said)), Optional.empty());
      case DOUBT -> {
        unreadable(said.line(), said.text(), Optional.empty(), Optional.empty());
        doubts.add(RawRule.unreadable(said.line(), said.text()));
      }
      case IGNORE -> list.filter(_ -> said.has(FieldKind.STEP)).ifPresent(open -> step(said, open));
      case QUOTE, CONTEXT, BLOCK, TAKES_IN -> {}
      case OTHER -> other(said.text());
      case INTERFACE ->
          interfaceName(said)
              .ifPresent(name ->
                  interfaces.putIfAbsent(
                      key(name), new DeviceConfig.InterfaceState(name, false, said.line())));
      case IPV6 ->
          interfaceName(said)
              .ifPresent(name ->
                  interfaces.put(
                      key(name), new DeviceConfig.InterfaceState(name, true, said.line())));
      case BINDING -> bind(said);
      case ENABLE -> bindings.enable(said.production().note());
      case REFERENCE -> reference(said);
      case HOSTNAME -> hostname = said.word(FieldKind.HOSTNAME).or(() -> hostname);
      case DEFAULT -> fallThrough(said, list);
      case GROUP -> groupName(said).ifPresent(groups::open);
      case MEMBER ->
          group
              .or(() -> groupName(said))
              .ifPresent(name -> groups.add(name, rule(said, Optional.empty())));
      case MAP ->
          groupName(said)
              .ifPresent(
                  name -> maps.computeIfAbsent(grammar.lists().key(name), _ -> new ArrayList<>()));
      case ELEMENTS -> elements(said);
      case INFRASTRUCTURE -> {
        if (interfaceName(said).isPresent()) {
          runs(said, said.production().note());
        } else {
          networks.runs(said.production().note(), said.pieces(), said.line());
        }
      }
      case ADDRESS ->
          interfaceName(said)
              .ifPresent(name -> {
                networks.address(name, said.pieces());
                other(name + " > " + said.text());
              });
      case TRANSLATION -> {
        runs(said, Binding.TRANSLATION);
        reference(said);
      }
      case HOOK -> list.ifPresent(open -> hook(said, open));
    }
    return Optional.empty();
  }

  /** Where packets meet the list, by itself or by its own line. */
  private void hook(Said said, RawList list) {
    said.word(FieldKind.HOOK)
        .map(word -> names.value("hook", word).orElse(word))
        .ifPresent(list::hook);
  }

  /** Lines that stand above would get other numbers, and which is not known. */
  private void step(Said said, RawList list) {
    long step = 0;
    OptionalLong start = OptionalLong.empty();
    for (Piece piece : said.pieces()) {
      if (piece instanceof Piece.Text text && text.kind() == FieldKind.STEP) {
        long number = Long.parseLong(text.text());
        if (text.form().isEmpty()) {
          step = number;
        } else {
          start = OptionalLong.of(number);
        }
      }
    }
    if (!list.step(step, start, grammar.lists())) {
      unreadable(said.line(), said.text(), list, Optional.empty());
    }
  }

  /** A line may use several lists. */
  private void reference(Said said) {
    for (Piece piece : said.pieces()) {
      if (piece instanceof Piece.Text text && text.kind() == FieldKind.LIST) {
        references.add(
            new DeviceConfig.Reference(text.text(), said.production().note(), said.line()));
      }
    }
  }

  private void runs(Said said, String protocol) {
    interfaceName(said)
        .ifPresent(name ->
            infrastructure.putIfAbsent(
                key(name) + " " + protocol,
                new DeviceConfig.Infrastructure(name, protocol, said.line())));
  }

  /**
   * Takes a statement of a list that was not understood; of one of its rules where it names one.
   */
  void unreadable(int line, String text, RawList list, Optional<String> id) {
    if (id.isPresent()) {
      list.part(new RawRule(id.get(), line, text, false, List.of()));
    } else {
      list.doubt(RawRule.unreadable(line, text));
    }
    unreadable(line, text, Optional.empty(), Optional.empty());
  }

  /** Takes a line that has nothing to do with access lists. */
  void other(String line) {
    others.add(line);
  }

  /** Takes a line of a list, group or map that was not understood. */
  void unreadable(int line, String text, Optional<RawList> list, Optional<String> group) {
    RawRule rule = RawRule.unreadable(line, text);
    list.ifPresent(open -> open.add(rule));
    group.ifPresent(open -> {
      List<RawRule> map = maps.get(grammar.lists().key(open));
      if (map == null) {
        groups.add(open, rule);
      } else {
        map.add(rule);
      }
    });
    unreadable.add(
        new DeviceConfig.Unreadable(
            file, line, text, "No form of the profile's grammar fits this line."));
  }

  /**
   * The full name of the group or map that a line opens: in nested platforms it begins with its
   * table's.
   */
  static Optional<String> groupName(Said said) {
    Optional<String> name =
        said.word(FieldKind.GROUP).or(() -> said.word(FieldKind.MAP).map(map -> "@" + map));
    return said.word(FieldKind.TABLE).isEmpty()
        ? name
        : name.map(own ->
            said.word(FieldKind.CHAIN_FAMILY).orElse("")
                + "/"
                + said.word(FieldKind.TABLE).get()
                + "/"
                + own);
  }

  /** A map's keys, each with where it leads. */
  private void elements(Said said) {
    Optional<String> map = groupName(said);
    List<Piece> element = new ArrayList<>();
    for (Piece piece : said.pieces()) {
      boolean target = piece.kind() == FieldKind.JUMP || piece.kind() == FieldKind.GOTO;
      if (piece.kind() == FieldKind.MEMBER || target) {
        element.add(piece);
      }
      if (target && map.isPresent()) {
        maps.computeIfAbsent(grammar.lists().key(map.get()), _ -> new ArrayList<>())
            .add(new RawRule("", said.line(), said.text(), true, element));
        element = new ArrayList<>();
      }
    }
  }

  /** A rule about addresses of another family than its list's is none that the device holds. */
  private void rule(Said said, RawList open) {
    if (isOfOtherFamily(said.pieces(), open)) {
      unreadable(said.line(), said.text(), Optional.of(open), Optional.empty());
    } else {
      open.add(rule(said, Optional.of(open)));
    }
  }

  private static boolean isOfOtherFamily(List<Piece> pieces, RawList list) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Addresses addresses
          && list.family().isPresent()
          && addresses.masks().stream().noneMatch(it -> it.family() == list.family().get())) {
        return true;
      }
      if (list.family().isPresent() && Conditions.isEndOfOther(piece, list.family().get())) {
        return true;
      }
    }
    return false;
  }

  private static RawRule rule(Said said, Optional<RawList> list) {
    List<Piece> pieces = said.pieces();
    int slash = list.map(open -> open.name().lastIndexOf('/')).orElse(-1);
    if (slash >= 0) {
      String beside = list.get().name().substring(0, slash + 1);
      pieces = pieces.stream().map(piece -> qualified(piece, beside)).toList();
    }
    return new RawRule(said.word(FieldKind.ID).orElse(""), said.line(), said.text(), true, pieces);
  }

  private static Piece qualified(Piece piece, String beside) {
    return piece instanceof Piece.Text text && text.form().equals("group")
        ? new Piece.Text(text.kind(), text.form(), beside + text.text())
        : piece;
  }

  private RawList list(Said said) {
    Optional<Family> family =
        RawRule.text(header(said), FieldKind.FAMILY)
            .map(text -> text.equals("6") ? Family.IPV6 : Family.IPV4);
    String name = listName(said);
    String key = grammar.lists().key(name) + " " + family.map(Family::name).orElse("");
    RawList list = lists.computeIfAbsent(key, _ -> new RawList(name, family, said.line()));
    said.word(FieldKind.ALIAS).ifPresent(list::alias);
    hook(said, list);
    if (said.production().kind() == Grammar.Kind.LIST) {
      fallThrough(said, Optional.of(list));
    }
    if (said.has(FieldKind.INEXACT) && said.production().kind() == Grammar.Kind.LIST) {
      unreadable(said.line(), said.text(), Optional.of(list), Optional.empty());
    }
    return list;
  }

  /**
   * What a line says of its list: of a line that holds a rule too, what stands up to the list's
   * name.
   */
  private static List<Piece> header(Said said) {
    if (said.production().kind() != Grammar.Kind.PART) {
      return said.pieces();
    }
    int end = 0;
    while (end < said.pieces().size()
        && said.pieces().get(end).kind() != FieldKind.CHAIN
        && said.pieces().get(end).kind() != FieldKind.HOOK
        && said.pieces().get(end).kind() != FieldKind.LIST) {
      end++;
    }
    return said.pieces().subList(0, end);
  }

  private String listName(Said said) {
    String name = grammar.lists().name();
    for (FieldKind kind :
        List.of(FieldKind.LIST, FieldKind.CHAIN_FAMILY, FieldKind.TABLE, FieldKind.CHAIN)) {
      String place = "{" + kind.text() + "}";
      int at = name.indexOf(place);
      if (at >= 0) {
        name =
            name.substring(0, at)
                + said.word(kind)
                    .or(() ->
                        kind == FieldKind.CHAIN ? said.word(FieldKind.HOOK) : Optional.empty())
                    .orElse("")
                + name.substring(at + place.length());
      }
    }
    return name;
  }

  private static Optional<String> interfaceName(Said said) {
    Optional<String> unit =
        said.word(FieldKind.UNIT)
            .flatMap(number -> said.word(FieldKind.INTERFACE).map(name -> name + "." + number));
    Optional<String> zones =
        said.word(FieldKind.ZONE_FROM)
            .flatMap(from -> said.word(FieldKind.ZONE_TO).map(to -> from + "/" + to));
    return unit.or(() -> zones).or(() -> said.word(FieldKind.INTERFACE));
  }

  private void bind(Said said) {
    Optional<Direction> direction =
        said.word(FieldKind.IS_DIRECTION)
            .or(() -> said.word(FieldKind.DIRECTION))
            .map(text -> text.equals("in") ? Direction.IN : Direction.OUT);
    String families = said.word(FieldKind.FAMILY).orElse("4");
    Optional<String> place = interfaceName(said);
    if (place.isEmpty() || direction.isEmpty() || said.word(FieldKind.LIST).isEmpty()) {
      unreadable(said.line(), said.text(), Optional.empty(), Optional.empty());
      return;
    }
    for (Family family : Family.values()) {
      if (Assembler.isOf(families, family)) {
        bindings.add(
            new DeviceConfig.ReadBinding(
                place.get(),
                direction.get(),
                family,
                said.word(FieldKind.LIST).get(),
                said.line(),
                said.word(FieldKind.STATUS)),
            said.production().note());
      }
    }
  }

  private void fallThrough(Said said, Optional<RawList> list) {
    said.word(FieldKind.UNMATCHED)
        .map(text -> Verdict.valueOf(text.toUpperCase(Locale.ROOT)))
        .ifPresent(verdict -> {
          if (list.isPresent()) {
            list.get().policy(verdict);
          } else {
            unmatched = verdict;
          }
        });
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void close(Grammar.Implicit implicit) {
    List<RawRule> rules = grammar.rules(implicit, names);
    lists.values().stream()
        .filter(list -> list.family().filter(implicit.family()::equals).isPresent())
        .forEach(list -> list.close(rules));
  }

  /** Everything that was taken, resolved. */
  DeviceConfig config() {
    grammar.lists().implicit().ifPresent(this::close);
    templates
        .missing(doubts::add)
        .forEach(line ->
            unreadable.add(
                new DeviceConfig.Unreadable(file, line.line(), line.text(), Templates.WHY)));
    networks
        .found()
        .forEach(runs ->
            infrastructure.putIfAbsent(key(runs.interfaceName()) + " " + runs.protocol(), runs));
    doubts.stream().limit(1).forEach(doubt -> lists.values().forEach(list -> list.doubt(doubt)));
    return new Resolution(
            grammar,
            new Assembler(names, groups.resolver(names), grammar.lists().laterFragments()),
            file,
            List.copyOf(lists.values()),
            maps,
            unmatched)
        .config(
            hostname,
            bindings.all(),
            references,
            unreadable,
            List.copyOf(infrastructure.values()),
            List.copyOf(interfaces.values()),
            others,
            groups.read(groupUses()));
  }

  /** What names groups, and the groups' names. */
  private List<Map.Entry<String, String>> groupUses() {
    List<Map.Entry<String, String>> uses = new ArrayList<>();
    if (groups.isEmpty()) {
      return uses;
    }
    for (RawList list : lists.values()) {
      for (RawRule rule : list.ordered(grammar.lists())) {
        for (Piece piece : rule.pieces()) {
          if (piece instanceof Piece.Text text && text.form().startsWith("group")) {
            String own = NamedRules.list(rule).orElse(list.name());
            uses.add(Map.entry(DeviceConfig.ReadGroup.use(own), text.text()));
          }
        }
      }
    }
    // Some platforms use the words for lists where a group stands.
    references.forEach(use -> uses.add(Map.entry(use.where(), use.list())));
    return uses;
  }
}

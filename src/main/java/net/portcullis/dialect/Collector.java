package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
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
  private final GroupTable groups = new GroupTable();
  private final Map<String, DeviceConfig.ReadBinding> bindings = new LinkedHashMap<>();
  private final List<DeviceConfig.Reference> references = new ArrayList<>();
  private final List<DeviceConfig.Unreadable> unreadable = new ArrayList<>();
  private final List<DeviceConfig.Infrastructure> infrastructure = new ArrayList<>();
  private final Map<String, DeviceConfig.InterfaceState> interfaces = new LinkedHashMap<>();
  private Optional<String> hostname = Optional.empty();
  private Verdict unmatched;

  Collector(Grammar grammar, Names names, String file) {
    this.grammar = grammar;
    this.names = names;
    this.file = file;
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
    switch (said.production().kind()) {
      case LIST -> {
        return Optional.of(list(said));
      }
      case RULE -> list.ifPresent(open -> open.add(rule(said)));
      case PART -> list(said).part(rule(said));
      case IGNORE, CONTEXT, BLOCK -> {}
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
      case REFERENCE ->
          said.word(FieldKind.LIST)
              .ifPresent(name ->
                  references.add(
                      new DeviceConfig.Reference(name, said.production().note(), said.line())));
      case HOSTNAME -> hostname = said.word(FieldKind.HOSTNAME).or(() -> hostname);
      case DEFAULT -> fallThrough(said, list);
      case GROUP -> said.word(FieldKind.GROUP).ifPresent(groups::open);
      case MEMBER ->
          said.word(FieldKind.GROUP)
              .or(() -> group)
              .ifPresent(name -> groups.add(name, rule(said)));
      case INFRASTRUCTURE ->
          interfaceName(said)
              .ifPresent(name ->
                  infrastructure.add(
                      new DeviceConfig.Infrastructure(
                          name, said.production().note(), said.line())));
      case HOOK -> list.ifPresent(open -> said.word(FieldKind.HOOK).ifPresent(open::hook));
    }
    return Optional.empty();
  }

  /** Takes a line of a list or group that was not understood. */
  void unreadable(int line, String text, Optional<RawList> list, Optional<String> group) {
    list.ifPresent(open -> open.add(RawRule.unreadable(line, text)));
    group.ifPresent(open -> groups.add(open, RawRule.unreadable(line, text)));
    unreadable.add(
        new DeviceConfig.Unreadable(
            file, line, text, "No form of the profile's grammar fits this line."));
  }

  private RawRule rule(Said said) {
    return new RawRule(
        said.word(FieldKind.ID).orElse(""), said.line(), said.text(), true, said.pieces());
  }

  private RawList list(Said said) {
    Optional<Family> family =
        said.word(FieldKind.FAMILY).map(text -> text.equals("6") ? Family.IPV6 : Family.IPV4);
    String name = listName(said);
    String key = key(name) + " " + family.map(Family::name).orElse("");
    RawList list = lists.computeIfAbsent(key, _ -> new RawList(name, family, said.line()));
    said.word(FieldKind.ALIAS).ifPresent(list::alias);
    if (said.has(FieldKind.INEXACT) && said.production().kind() == Grammar.Kind.LIST) {
      unreadable(said.line(), said.text(), Optional.of(list), Optional.empty());
    }
    return list;
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
                + said.word(kind).orElse("")
                + name.substring(at + place.length());
      }
    }
    return name;
  }

  private static Optional<String> interfaceName(Said said) {
    Optional<String> zones =
        said.word(FieldKind.ZONE_FROM)
            .flatMap(from -> said.word(FieldKind.ZONE_TO).map(to -> from + "/" + to));
    return zones.or(() -> said.word(FieldKind.INTERFACE));
  }

  private void bind(Said said) {
    Optional<Direction> direction =
        said.word(FieldKind.IS_DIRECTION)
            .or(() -> said.word(FieldKind.DIRECTION))
            .map(text -> text.equals("in") ? Direction.IN : Direction.OUT);
    Family family =
        said.word(FieldKind.FAMILY).filter("6"::equals).isPresent() ? Family.IPV6 : Family.IPV4;
    Optional<String> place = interfaceName(said);
    if (place.isEmpty() || direction.isEmpty() || said.word(FieldKind.LIST).isEmpty()) {
      unreadable(said.line(), said.text(), Optional.empty(), Optional.empty());
      return;
    }
    add(
        new DeviceConfig.ReadBinding(
            place.get(),
            direction.get(),
            family,
            said.word(FieldKind.LIST).get(),
            said.line(),
            said.word(FieldKind.STATUS)));
  }

  /**
   * The same binding may show twice, in the configuration and in a listing that also knows its
   * status.
   */
  private void add(DeviceConfig.ReadBinding binding) {
    String key =
        key(binding.interfaceName())
            + " "
            + binding.direction()
            + " "
            + binding.family()
            + " "
            + key(binding.list());
    bindings.merge(
        key,
        binding,
        (known, again) ->
            new DeviceConfig.ReadBinding(
                known.interfaceName(),
                known.direction(),
                known.family(),
                known.list(),
                known.line(),
                known.status().or(again::status)));
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

  /** Everything that was taken, resolved. */
  DeviceConfig config() {
    return new Resolution(
            grammar,
            new Assembler(names, groups.resolver(names), grammar.lists().laterFragments()),
            file,
            List.copyOf(lists.values()),
            unmatched)
        .config(
            hostname,
            List.copyOf(bindings.values()),
            references,
            unreadable,
            infrastructure,
            List.copyOf(interfaces.values()));
  }
}

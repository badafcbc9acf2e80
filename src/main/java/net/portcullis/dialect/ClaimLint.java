package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.acl.Family;
import net.portcullis.inventory.Direction;

/** Finds claims of a profile that its own grammar, tables or texts do not bear out. */
final class ClaimLint {
  private final Profile profile;
  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private ClaimLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    ClaimLint lint = new ClaimLint(profile, places);
    lint.operators();
    lint.traits();
    lint.pairs();
    lint.families();
    lint.agent();
    lint.limits();
    return lint.findings;
  }

  private void add(ProfileFinding.Kind kind, String what, String remedy, Object... path) {
    findings.add(ProfileFinding.of(kind, places.of(path), what, remedy));
  }

  /** The patterns that lists of a family are written by. */
  private List<Pattern> written(Family family) {
    return Optional.ofNullable(profile.writing().bodies().get(family))
        .map(body ->
            Stream.concat(
                    profile.grammar().patterns(body, Grammar.Kind.RULE).stream(),
                    profile.grammar().patterns(body, Grammar.Kind.PART).stream())
                .toList())
        .orElse(List.of());
  }

  private static List<Pattern.Field> fields(List<Pattern> patterns) {
    return patterns.stream().flatMap(Pattern::fields).toList();
  }

  private static boolean has(List<Pattern> patterns, FieldKind kind) {
    return fields(patterns).stream().anyMatch(field -> field.kind() == kind);
  }

  private void operators() {
    for (Direction direction : Direction.values()) {
      List<String> claimed =
          PortForms.OPERATORS.stream()
              .filter(it ->
                  Optional.ofNullable(profile.writing().operators().get(direction))
                      .filter(known -> known.contains(it))
                      .isPresent())
              .toList();
      for (Family family : profile.writing().bodies().keySet()) {
        List<String> forms =
            fields(written(family)).stream()
                .filter(field -> field.kind() == FieldKind.DESTINATION_PORT)
                .map(field -> PortForms.operator(field.form()))
                .toList();
        claimed.stream()
            .filter(operator -> !forms.contains(operator))
            .findFirst()
            .ifPresent(operator ->
                add(
                    ProfileFinding.Kind.OPERATOR_WITHOUT_FORM,
                    "Ports are said to be compared by '"
                        + operator
                        + "', and no form of IPv"
                        + family.number()
                        + " lists writes it.",
                    "Add a form for it to the lines that are written, or take the operator out.",
                    "write",
                    "operators",
                    direction.text()));
      }
    }
  }

  private void traits() {
    for (Family family : profile.writing().bodies().keySet()) {
      if (profile.traits().stateful() && !has(written(family), FieldKind.STATE)) {
        add(
            ProfileFinding.Kind.TRAIT_WITHOUT_WORD,
            "Connections are said to be known, and no line of IPv"
                + family.number()
                + " lists says their state.",
            "Add {state} to the lines that are written, or write 'stateful: false'.",
            "traits",
            "stateful");
      }
    }
    if (profile.traits().stateful() && !profile.traits().followed().isEmpty()) {
      add(
          ProfileFinding.Kind.TRAIT_WITHOUT_WORD,
          "Lists are said never to be asked about packets of connections, and to have lines about"
              + " their states.",
          "Take out 'follows', or write 'stateful: false'.",
          "lists",
          "follows");
    }
    boolean ipv6 = profile.writing().bodies().containsKey(Family.IPV6);
    if (ipv6
        && profile.traits().fragmentsIpv6()
        && !has(written(Family.IPV6), FieldKind.LATER_FRAGMENTS)) {
      add(
          ProfileFinding.Kind.TRAIT_WITHOUT_WORD,
          "Later fragments of IPv6 are said to be matched, and no line that is written says so.",
          "Add {later-fragments} to the lines that are written, or write 'fragments-ipv6: false'.",
          "traits",
          "fragments-ipv6");
    }
  }

  /** Rules of pairs say both interfaces, and are asked where packets pass between them. */
  private void pairs() {
    List<Pattern> all =
        profile.grammar().bodies().values().stream()
            .flatMap(List::stream)
            .flatMap(production -> production.lines().stream())
            .toList();
    Stream.of(FieldKind.IN_INTERFACE, FieldKind.OUT_INTERFACE, FieldKind.HOOK)
        .filter(kind -> profile.grammar().lists().byPair() && !has(all, kind))
        .findFirst()
        .ifPresent(kind ->
            add(
                ProfileFinding.Kind.TRAIT_WITHOUT_WORD,
                "Rules are said to be asked for pairs of interfaces, and no line says {"
                    + kind.text()
                    + "}.",
                "Add it to the lines that say it, or take 'by-pair' out.",
                "lists",
                "by-pair"));
  }

  /** What is written of a family must be found again where it is read. */
  private void families() {
    for (Family family : profile.writing().bodies().keySet()) {
      Object[] path = {"write", "rules", Integer.toString(family.number())};
      for (Grammar.Kind kind : List.of(Grammar.Kind.LIST, Grammar.Kind.BINDING)) {
        List<Pattern> patterns = patterns(kind);
        if (!patterns.isEmpty() && patterns.stream().noneMatch(it -> isOf(it, kind, family))) {
          add(
              ProfileFinding.Kind.HALF_A_FAMILY,
              "Lists of IPv"
                  + family.number()
                  + " are written, and no line that "
                  + (kind == Grammar.Kind.LIST ? "begins" : "binds")
                  + " one is read.",
              "Add a form of '"
                  + kind.name().toLowerCase(Locale.ROOT)
                  + "' with {family:"
                  + family.number()
                  + "} to the grammar.",
              path);
        }
      }
      boolean interfaces = !patterns(Grammar.Kind.INTERFACE).isEmpty();
      if (family == Family.IPV6 && interfaces && patterns(Grammar.Kind.IPV6).isEmpty()) {
        add(
            ProfileFinding.Kind.HALF_A_FAMILY,
            "Lists of IPv6 are written, and no line tells where IPv6 is switched on.",
            "Add a form of 'ipv6' to the body of interfaces.",
            path);
      }
    }
  }

  private List<Pattern> patterns(Grammar.Kind kind) {
    return profile.grammar().bodies().values().stream()
        .flatMap(List::stream)
        .filter(production -> production.kind() == kind)
        .flatMap(production -> production.lines().stream())
        .toList();
  }

  /** A line that says no family says IPv4 of a binding, and either of a list. */
  private boolean isOf(Pattern pattern, Grammar.Kind kind, Family family) {
    List<String> said =
        pattern
            .fields()
            .filter(field -> field.kind() == FieldKind.FAMILY)
            .map(Pattern.Field::form)
            .toList();
    boolean inherits =
        profile.grammar().bodies().values().stream()
            .flatMap(List::stream)
            .filter(it -> !it.body().isEmpty() && it.kind() != Grammar.Kind.LIST)
            .flatMap(it -> fields(it.lines()).stream())
            .anyMatch(field ->
                field.kind() == FieldKind.FAMILY
                    && field.form().equals(Integer.toString(family.number())));
    return said.isEmpty()
        ? kind == Grammar.Kind.LIST || family == Family.IPV4 || inherits
        : said.stream().anyMatch(form -> Assembler.isOf(form, family));
  }

  private void agent() {
    if (!places.has("snmp")) {
      return;
    }
    SnmpSpec snmp = profile.snmp();
    ProfileFinding.Kind kind = ProfileFinding.Kind.UNFINISHED_AGENT;
    if (snmp.identity().isEmpty()) {
      add(
          kind,
          "An agent is described, and no sysObjectID tells that it is this platform's.",
          "Add 'identity: [...]' with prefixes of its OIDs.",
          "snmp");
    }
    for (int i = 0; i < snmp.rules().size(); i++) {
      SnmpSpec.RuleTable table = snmp.rules().get(i);
      row(table.index(), table.family(), true, "rules", i);
    }
    for (int i = 0; i < snmp.bindings().size(); i++) {
      SnmpSpec.BindingTable table = snmp.bindings().get(i);
      row(table.index(), table.family(), table.in() != table.out(), "bindings", i);
    }
    snmp.resources()
        .filter(table -> table.taken().isEmpty() || table.about().isEmpty())
        .ifPresent(_ ->
            add(
                kind,
                "The table of hardware does not say what is taken, or which rows hold lines of"
                    + " lists.",
                "Add 'taken: [...]' and 'about: [...]'.",
                "snmp",
                "resources"));
  }

  private void row(
      List<SnmpSpec.IndexPart> index,
      SnmpSpec.FamilyIndex family,
      boolean directions,
      String table,
      int at) {
    boolean list =
        index.stream()
            .anyMatch(part ->
                part instanceof SnmpSpec.IndexPart.ListName
                    || part instanceof SnmpSpec.IndexPart.ListNumber);
    boolean families = index.contains(new SnmpSpec.IndexPart.OfFamily());
    boolean ways = index.contains(new SnmpSpec.IndexPart.OfDirection());
    String missing =
        !list
            ? "the list"
            : families && family.ipv4() == family.ipv6()
                ? "the two families"
                : ways && !directions ? "the two directions" : "";
    if (!missing.isEmpty()) {
      add(
          ProfileFinding.Kind.UNFINISHED_AGENT,
          "The rows of this table do not tell " + missing + ".",
          "Complete 'index', 'family' and 'direction'.",
          "snmp",
          table,
          at);
    }
  }

  private void limits() {
    ProfileFinding.Kind kind = ProfileFinding.Kind.LIMIT_WITHOUT_TEXT;
    profile
        .headroom()
        .filter(room -> room.lines().stream().noneMatch(LogPattern::tellsRoom))
        .ifPresent(_ ->
            add(
                kind,
                "The device is asked for the room in its hardware, and no text of its answer holds"
                    + " {used} and {total}, or {free}.",
                "Add such a line to 'lines'.",
                "headroom",
                "lines"));
    profile
        .hits()
        .filter(hits -> !has(List.of(hits.line()), FieldKind.ANY_NUMBER))
        .ifPresent(_ ->
            add(
                kind,
                "The line that tells of hits has no {number}.",
                "Write {number} where the count stands.",
                "hits",
                "line"));
    profile
        .changes()
        .filter(log -> log.lines().stream().noneMatch(LogPattern::tellsChange))
        .ifPresent(_ ->
            add(
                kind,
                "The log of changes is asked for, and no text of it holds {who} or {what}.",
                "Add such a line to 'lines'.",
                "changes",
                "lines"));
    if (profile.recognition().version().isPresent() && profile.recognition().says().isEmpty()) {
      add(
          kind,
          "The version is asked for, and no words of the answer are known.",
          "Add 'says: [...]'.",
          "recognised-by",
          "version");
    }
    boolean refusals =
        !profile.session().errors().isEmpty() || profile.session().exitStatus().isPresent();
    if (profile.limits().linesPerList().isPresent() && places.has("session") && !refusals) {
      add(
          kind,
          "Lists have a limit, and no words are known by which the device refuses a line more.",
          "Add them to 'session.errors'.",
          "limits");
    }
  }
}

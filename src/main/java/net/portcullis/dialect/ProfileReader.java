package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Followed;
import net.portcullis.policy.Traits;

/** Reads a profile's document. Everything that is wrong with it is recorded with its place. */
final class ProfileReader {
  private static final List<String> PROVEN =
      List.of("paper", "emulated", "real-software", "hardware");

  private final Problems problems;

  ProfileReader(Problems problems) {
    this.problems = problems;
  }

  /** The profile; where problems were recorded it must not be used. */
  Profile read(Node document) {
    Fields fields = Fields.of(document, problems);
    String name = fields.text("profile");
    String title = fields.text("title");
    fields.optionalText("extends");
    fields.texts("replaces");
    Provenance provenance = Provenance.read(fields, document, problems);
    String proven = fields.choice("proven", PROVEN).orElse("paper");
    List<String> notes = fields.texts("notes");
    Fields traits = section(fields, "traits");
    Dialect.Swap swap =
        fields
            .choice("swap", keys(Dialect.Swap.class))
            .map(word -> value(Dialect.Swap.class, word))
            .orElse(Dialect.Swap.DELTA);
    int pipeline = fields.integer("pipeline", 1, 1000).orElse(1);
    Names names = names(section(fields, "names"));
    GrammarReader grammars = new GrammarReader(problems);
    Grammar grammar = grammars.read(section(fields, "grammar"), section(fields, "lists"));
    grammar.lists().implicit().ifPresent(implicit -> understood(implicit, grammar, names, fields));
    StepReader steps = new StepReader(problems, grammars.definitions());
    Profile profile =
        new Profile(
            name,
            title,
            proven,
            notes,
            provenance,
            traits(traits, grammar.lists().followed()),
            swap,
            pipeline,
            names,
            grammar,
            writing(section(fields, "write"), grammar, grammars.definitions()),
            steps.commands(section(fields, "commands")),
            fields.mapping("hits").flatMap(steps::hits),
            fields.mapping("changes").flatMap(steps::changes),
            fields.mapping("headroom").flatMap(steps::headroom),
            fields.mapping("hardware-full").map(steps::hardwareFull),
            management(fields.mapping("management")),
            fields.mappings("timed-rollbacks").stream().map(steps::timer).toList(),
            limits(fields),
            recognition(fields.mapping("recognised-by")),
            Specs.session(fields, problems),
            Specs.snmp(fields, problems));
    fields.end();
    return profile;
  }

  private static Recognition recognition(Optional<Fields> given) {
    if (given.isEmpty()) {
      return Recognition.none();
    }
    Fields fields = given.get();
    List<TextPattern> banner = fields.texts("banner").stream().map(TextPattern::new).toList();
    Optional<Fields> version = fields.mapping("version");
    Optional<String> text = version.map(shown -> shown.text("text"));
    List<TextPattern> says =
        version
            .map(shown -> shown.texts("says").stream().map(TextPattern::new).toList())
            .orElse(List.of());
    version.ifPresent(Fields::end);
    fields.end();
    return new Recognition(banner, text, says);
  }

  /** How lines look that let somebody manage the device by a protocol. */
  private static Map<String, List<TextPattern>> management(Optional<Fields> given) {
    Map<String, List<TextPattern>> management = new LinkedHashMap<>();
    given.ifPresent(fields -> {
      for (String protocol : List.of("telnet", "snmp-v1", "snmp-v2c")) {
        if (fields.has(protocol)) {
          management.put(protocol, fields.texts(protocol).stream().map(TextPattern::new).toList());
        }
      }
      fields.end();
    });
    return management;
  }

  private void understood(Grammar.Implicit implicit, Grammar grammar, Names names, Fields fields) {
    for (RawRule rule : grammar.rules(implicit, names)) {
      if (!rule.readable()) {
        problems.add(
            fields.place("lists"),
            "The implicit line '"
                + rule.text()
                + "' is none that the body '"
                + implicit.body()
                + "' knows.",
            "Write it as it would stand there.");
      }
    }
  }

  private Fields section(Fields fields, String key) {
    return fields
        .mapping(key)
        .orElseGet(() -> Fields.of(new Node.Mapping(fields.place(key), List.of()), problems));
  }

  private static Traits traits(Fields fields, Followed followed) {
    Traits traits =
        new Traits(
            fields.flag("stateful", false),
            Set.copyOf(fields.texts("helpers")),
            fields.flag("fragments-ipv6", false),
            followed);
    fields.end();
    return traits;
  }

  private Names names(Fields fields) {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    for (Node.Entry table : fields.all()) {
      Map<String, String> words = new LinkedHashMap<>();
      Fields rows = Fields.of(table.value(), problems);
      for (Node.Entry row : rows.all()) {
        rows.scalar(row.value()).ifPresent(value -> words.put(row.key().text(), value.text()));
      }
      tables.put(table.key().text(), words);
    }
    return new Names(tables);
  }

  private Profile.Writing writing(
      Fields fields, Grammar grammar, Map<String, Pattern> definitions) {
    Map<Family, String> bodies = new EnumMap<>(Family.class);
    fields
        .mapping("rules")
        .ifPresent(rules -> {
          body(rules, "4", grammar).ifPresent(body -> bodies.put(Family.IPV4, body));
          body(rules, "6", grammar).ifPresent(body -> bodies.put(Family.IPV6, body));
          rules.end();
        });
    Optional<Fields> ids = fields.mapping("ids");
    OptionalInt first = ids.map(found -> integer(found, "first")).orElse(OptionalInt.empty());
    int step = ids.flatMap(found -> found.integer("step", 1, 65535)).orElse(1);
    OptionalInt last = ids.map(found -> integer(found, "last")).orElse(OptionalInt.empty());
    Optional<Profile.OwnNumbers> room = ids.flatMap(found -> found.mapping("room")).map(this::room);
    ids.ifPresent(Fields::end);
    boolean unique = fields.flag("unique-lines", false);
    Map<Direction, Set<String>> operators = new EnumMap<>(Direction.class);
    fields
        .mapping("operators")
        .ifPresent(given -> {
          operators.put(Direction.IN, operators(given, "in"));
          operators.put(Direction.OUT, operators(given, "out"));
          given.end();
        });
    Profile.Naming naming =
        new Profile.Naming(
            fields.optionalText("name-before").orElse(""),
            fields.integer("name-length", 16, 255).orElse(31),
            fields.mapping("numbers").map(ProfileReader::numbers));
    Optional<Profile.Groups> groups =
        fields
            .mapping("groups")
            .map(ProfileReader::groups)
            .filter(given -> !given.families().isEmpty());
    Optional<Profile.Objects> objects =
        fields.mapping("objects").map(given -> objects(given, definitions));
    fields.end();
    return new Profile.Writing(
        bodies, first, step, last, unique, operators, naming, groups, objects, room);
  }

  private Profile.OwnNumbers room(Fields fields) {
    int first = fields.integer("first", 1, 999_999_999).orElse(1);
    int each = fields.integer("each", 1, 100_000).orElse(1000);
    int last = fields.integer("last", first, 999_999_999).orElse(first);
    if (last - first + 1 < each) {
      problems.add(
          fields.place("last"),
          "No list has room there.",
          "Name a last number that lies at least 'each' numbers from the first.");
    }
    fields.end();
    return new Profile.OwnNumbers(first, Math.max(last, first + each - 1), each);
  }

  private Profile.Objects objects(Fields fields, Map<String, Pattern> definitions) {
    List<List<Pattern>> services = new ArrayList<>();
    for (Fields service : fields.mappings("services")) {
      List<Pattern> lines = new ArrayList<>();
      for (String text : service.texts("lines")) {
        GrammarReader.parse(text, service.place("lines"), definitions, problems)
            .ifPresent(lines::add);
      }
      service.end();
      services.add(lines);
    }
    Profile.Objects objects =
        new Profile.Objects(fields.integer("name-length", 16, 255).orElse(31), services);
    fields.end();
    return objects;
  }

  private static Profile.Groups groups(Fields fields) {
    Set<Family> families = EnumSet.noneOf(Family.class);
    fields
        .values("families", text -> Fields.oneOf(text, List.of("4", "6")))
        .forEach(text -> families.add(text.equals("4") ? Family.IPV4 : Family.IPV6));
    Profile.Groups groups =
        new Profile.Groups(
            families,
            fields.integer("name-length", 16, 255).orElse(31),
            fields.integer("members", 2, 1_000_000).orElse(1_000_000));
    fields.end();
    return groups;
  }

  private Set<String> operators(Fields given, String direction) {
    List<String> words = given.texts(direction);
    for (String word : words) {
      if (!PortForms.OPERATORS.contains(word)) {
        problems.add(
            given.place(direction),
            "'" + word + "' is no operator.",
            "There are: " + String.join(", ", PortForms.OPERATORS) + ".");
      }
    }
    return Set.copyOf(words);
  }

  private static Profile.Naming.Numbers numbers(Fields fields) {
    int first = fields.integer("first", 1, 999_999).orElse(1);
    Profile.Naming.Numbers numbers =
        new Profile.Naming.Numbers(first, fields.integer("last", first, 999_999).orElse(first));
    fields.end();
    return numbers;
  }

  private Optional<String> body(Fields rules, String family, Grammar grammar) {
    Optional<String> body = rules.optionalText(family);
    body.filter(name -> !grammar.bodies().containsKey(name))
        .ifPresent(name ->
            problems.add(
                rules.place(family),
                "There is no body '" + name + "' in the grammar.",
                "Name one of its bodies."));
    return body;
  }

  private static OptionalInt integer(Fields fields, String key) {
    return fields
        .integer(key, 0, Integer.MAX_VALUE)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private Profile.Limits limits(Fields fields) {
    Fields limits = section(fields, "limits");
    Profile.Limits read =
        new Profile.Limits(integer(limits, "lines-per-list"), integer(limits, "line-length"));
    limits.end();
    return read;
  }

  /** The key of an enum's value in profiles: lower case, dashes. */
  static <E extends Enum<E>> E value(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The keys of an enum's values. */
  static <E extends Enum<E>> List<String> keys(Class<E> type) {
    List<String> keys = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      keys.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return keys;
  }
}

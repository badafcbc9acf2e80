package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Followed;

/** Reads a profile's grammar: definitions, bodies, and how its lists behave. */
final class GrammarReader {
  private final Problems problems;
  private final Map<String, Pattern> definitions = new LinkedHashMap<>();

  GrammarReader(Problems problems) {
    this.problems = problems;
  }

  /** The named parts of patterns, for the patterns of commands. */
  Map<String, Pattern> definitions() {
    return definitions;
  }

  Grammar read(Fields fields, Fields lists) {
    Grammar.Layout layout =
        fields
            .choice("layout", ProfileReader.keys(Grammar.Layout.class))
            .map(text -> ProfileReader.value(Grammar.Layout.class, text))
            .orElse(Grammar.Layout.INDENTED);
    String punctuation = fields.optionalText("punctuation").orElse("");
    String quotes = fields.optionalText("quotes").orElse("\"");
    Map<String, Grammar.Verb> verbs = verbs(fields);
    List<TextPattern> separators = texts(fields, "separators");
    List<TextPattern> prompts = texts(fields, "prompts");
    List<TextPattern> commandPrompts = texts(fields, "command-prompts");
    List<String> pagers = fields.texts("pagers");
    List<TextPattern> concerns = texts(fields, "concerns");
    List<TextPattern> changing = texts(fields, "changing");
    fields.mapping("define").ifPresent(this::define);
    Map<String, List<Grammar.Production>> bodies = new LinkedHashMap<>();
    fields
        .mapping("bodies")
        .ifPresent(named -> {
          for (Node.Entry body : named.all()) {
            bodies.put(body.key().text(), productions(body.value()));
          }
        });
    fields.node(Grammar.TOP).ifPresent(top -> bodies.put(Grammar.TOP, productions(top)));
    fields.end();
    bodies
        .values()
        .forEach(
            productions -> productions.forEach(production -> known(production, bodies, fields)));
    return new Grammar(
        layout,
        punctuation,
        quotes,
        verbs,
        separators,
        prompts,
        commandPrompts,
        pagers,
        concerns,
        changing,
        bodies,
        lists(lists));
  }

  private static Map<String, Grammar.Verb> verbs(Fields fields) {
    Map<String, Grammar.Verb> verbs = new LinkedHashMap<>();
    fields
        .mapping("verbs")
        .ifPresent(words -> {
          for (Node.Entry word : words.all()) {
            words
                .choice(word.key().text(), ProfileReader.keys(Grammar.Verb.class))
                .ifPresent(text ->
                    verbs.put(word.key().text(), ProfileReader.value(Grammar.Verb.class, text)));
          }
          words.end();
        });
    return verbs;
  }

  private void known(
      Grammar.Production production, Map<String, List<Grammar.Production>> bodies, Fields fields) {
    if (!production.body().isEmpty() && !bodies.containsKey(production.body())) {
      problems.add(
          fields.place("bodies"),
          "There is no body '" + production.body() + "'.",
          "Write it under 'bodies'.");
    }
  }

  private static List<TextPattern> texts(Fields fields, String key) {
    return fields.texts(key).stream().map(TextPattern::new).toList();
  }

  private void define(Fields fields) {
    for (Node.Entry entry : fields.all()) {
      String name = entry.key().text();
      if (entry.value() instanceof Node.Mapping) {
        Fields anyOrder = Fields.of(entry.value(), problems);
        List<Pattern> clauses = new ArrayList<>();
        for (Node clause : anyOrder.items("any-order")) {
          clauses.addAll(pattern(clause).stream().toList());
        }
        anyOrder.end();
        definitions.put(name, new Pattern.AnyOrder(clauses));
      } else {
        pattern(entry.value()).ifPresent(pattern -> definitions.put(name, pattern));
      }
    }
  }

  private List<Grammar.Production> productions(Node node) {
    List<Grammar.Production> productions = new ArrayList<>();
    if (!(node instanceof Node.Sequence sequence)) {
      problems.add(
          node.place(),
          "A sequence of lines is expected here.",
          "Begin each with '- {is: ..., line: ...}'.");
      return productions;
    }
    for (Node item : sequence.items()) {
      Fields fields = Fields.of(item, problems);
      Optional<Grammar.Kind> kind =
          fields
              .choice("is", ProfileReader.keys(Grammar.Kind.class))
              .map(text -> ProfileReader.value(Grammar.Kind.class, text));
      List<Pattern> lines =
          fields.items("line").stream().flatMap(line -> pattern(line).stream()).toList();
      String body = fields.optionalText("body").orElse("");
      Optional<Pattern> textBefore = fields.node("text-before").flatMap(this::pattern);
      String note = fields.optionalText("note").orElse("");
      fields.end();
      if (kind.isEmpty() || lines.isEmpty()) {
        problems.add(item.place(), "A line of the grammar needs 'is' and 'line'.", "Write both.");
      } else {
        productions.add(new Grammar.Production(kind.get(), lines, body, textBefore, note));
      }
    }
    return productions;
  }

  private Optional<Pattern> pattern(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      problems.add(node.place(), "A pattern is expected here.", "Write it in quotes on one line.");
      return Optional.empty();
    }
    return parse(scalar.text(), scalar.place(), definitions, problems);
  }

  /** Reads a pattern, or records why it is none. */
  static Optional<Pattern> parse(
      String text, Place place, Map<String, Pattern> definitions, Problems problems) {
    try {
      return Optional.of(PatternParser.parse(text, definitions));
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      int end = message.indexOf('\n');
      problems.add(place, message.substring(0, Math.max(0, end)), message.substring(end + 1));
      return Optional.empty();
    }
  }

  private static Grammar.Lists lists(Fields fields) {
    Grammar.Lists lists =
        new Grammar.Lists(
            fields.optionalText("name").orElse("{list}"),
            fields.flag("case-sensitive", false),
            fields.choice("families", List.of("each", "both")).filter("both"::equals).isPresent(),
            fields.flag("by-id", false),
            fields.flag("by-pair", false),
            fields
                .choice("same-id", ProfileReader.keys(Grammar.SameId.class))
                .map(text -> ProfileReader.value(Grammar.SameId.class, text))
                .orElse(Grammar.SameId.KEEP),
            fields.integer("first-id", 0, 65535).orElse(0),
            fields.integer("step", 1, 65535).orElse(10),
            verdict(fields, "unmatched"),
            verdict(fields, "empty"),
            verdict(fields, "returned"),
            verdict(fields, "missing"),
            fields.choice("several", List.of("in-order", "unknown")).stream()
                .noneMatch("unknown"::equals),
            verdict(fields, "without-action"),
            laterFragments(fields),
            followed(fields),
            fields.mapping("unmatched-elsewhere").map(GrammarReader::elsewhere),
            fields.mapping("implicit").map(GrammarReader::implicit));
    fields.end();
    return lists;
  }

  private static Grammar.Elsewhere elsewhere(Fields fields) {
    Grammar.Elsewhere elsewhere =
        new Grammar.Elsewhere(
            new TextPattern(fields.text("interface")),
            fields.choice("direction", List.of("in", "out")).filter("in"::equals).isPresent()
                ? Direction.IN
                : Direction.OUT,
            verdict(fields, "verdict"));
    fields.end();
    return elsewhere;
  }

  private static Grammar.Implicit implicit(Fields fields) {
    Grammar.Implicit implicit =
        new Grammar.Implicit(
            fields.choice("family", List.of("4", "6")).filter("4"::equals).isPresent()
                ? Family.IPV4
                : Family.IPV6,
            fields.text("body"),
            fields.texts("lines"));
    fields.end();
    return implicit;
  }

  private static Map<Family, Assembler.LaterFragments> laterFragments(Fields fields) {
    Assembler.LaterFragments both =
        laterFragments(fields, "later-fragments").orElse(Assembler.LaterFragments.NEVER);
    return Map.of(
        Family.IPV4,
        both,
        Family.IPV6,
        laterFragments(fields, "later-fragments-ipv6").orElse(both));
  }

  private static Followed followed(Fields fields) {
    List<Range> protocols = new ArrayList<>();
    fields
        .values("follows", word -> Fields.oneOf(word, List.of("tcp", "udp")))
        .forEach(word -> protocols.add(Range.of(word.equals("tcp") ? Match.TCP : Match.UDP)));
    return new Followed(Ranges.of(protocols));
  }

  private static Optional<Assembler.LaterFragments> laterFragments(Fields fields, String key) {
    return fields
        .choice(key, ProfileReader.keys(Assembler.LaterFragments.class))
        .map(text -> ProfileReader.value(Assembler.LaterFragments.class, text));
  }

  private static Verdict verdict(Fields fields, String key) {
    return fields
        .choice(key, ProfileReader.keys(Verdict.class))
        .map(text -> ProfileReader.value(Verdict.class, text))
        .orElse(Verdict.UNKNOWN);
  }
}

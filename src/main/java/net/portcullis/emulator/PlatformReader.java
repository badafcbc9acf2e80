package net.portcullis.emulator;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;

/** Reads a platform's behaviour from its YAML file. */
final class PlatformReader {
  private final Problems problems;
  private Map<String, ValueType> types = Map.of();
  private final Map<String, List<Option>> options = new LinkedHashMap<>();
  private final Map<String, Map<String, ValueType>> valueTypes = new HashMap<>();
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final ActionReader actions;

  private PlatformReader(Problems problems) {
    this.problems = problems;
    this.actions = new ActionReader(problems);
  }

  /**
   * Reads the platform of that name: {@code emulator/NAME.yaml} in the folder, else the one that
   * comes with the program.
   */
  static Optional<Platform> find(
      String name, Optional<Path> folder, Map<String, String> settings, Problems problems) {
    Optional<Node> document = EmulatorFile.read(name, folder, problems);
    int before = problems.count();
    Optional<Platform> platform =
        document.map(node -> new PlatformReader(problems).platform(node, settings));
    return problems.count() == before ? platform : Optional.empty();
  }

  private Platform platform(Node node, Map<String, String> settings) {
    Fields fields = Fields.of(node, problems);
    String name = fields.text("emulates");
    Map<String, String> capabilities = new LinkedHashMap<>(texts(fields, "capabilities"));
    capabilities.putAll(settings);
    capabilities.values().removeIf(value -> value.equals("off"));
    fields.mapping("types").ifPresent(given -> types = TypeReader.read(given, problems));
    for (Fields kind : fields.mappings("kinds")) {
      readKind(kind);
    }
    Map<String, List<CommandDefinition>> byMode = new LinkedHashMap<>();
    Map<String, Template> prompts = new LinkedHashMap<>();
    fields
        .mapping("modes")
        .ifPresent(modes -> {
          for (Node.Entry mode : modes.all()) {
            modes
                .value(mode.key().text(), Template::parse)
                .ifPresent(prompt -> prompts.put(mode.key().text(), prompt));
            byMode.put(mode.key().text(), new ArrayList<>());
          }
        });
    for (Fields command : fields.mappings("commands")) {
      readCommand(command, capabilities, byMode);
    }
    Map<String, Platform.Mode> modes = new LinkedHashMap<>();
    prompts.forEach((mode, prompt) ->
        modes.put(
            mode,
            new Platform.Mode(
                mode, prompt, new CommandMatcher(byMode.getOrDefault(mode, List.of())))));
    Platform platform =
        new Platform(
            name,
            capabilities,
            login(section(fields, "login")),
            begins(fields, capabilities),
            terminal(section(fields, "terminal")),
            mistakes(section(fields, "mistakes")),
            valueTypes,
            words(section(fields, "words")),
            kinds,
            modes,
            fields.text("start"),
            fields.text("example-interface"),
            fields.optionalText("home").orElseGet(() -> fields.text("start")),
            fields.flag("saves-itself", false),
            fields.text("boot"),
            fields.text("boot-mode"),
            identity(section(fields, "identity")),
            layout(section(fields, "layout")),
            filtering(section(fields, "filtering")),
            new SnmpReader(problems, actions).read(fields),
            new Rendered());
    fields.end();
    return platform;
  }

  /** What each session begins with; of several ways the device's capabilities choose. */
  private List<Action> begins(Fields fields, Map<String, String> capabilities) {
    List<Action> begins = new ArrayList<>();
    for (Fields way : fields.mappings("begins")) {
      List<Action> does = actions.read(way, "do");
      if (guard(way).holds(name -> Optional.ofNullable(capabilities.get(name)))) {
        begins.addAll(does);
      }
      way.end();
    }
    return begins;
  }

  private Fields section(Fields fields, String key) {
    return fields
        .mapping(key)
        .orElseGet(() -> {
          problems.add(fields.place(), "The key '" + key + "' is missing.", "Add it.");
          return Fields.of(new Node.Mapping(fields.place(), List.of()), problems);
        });
  }

  static Map<String, String> texts(Fields fields, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields
        .mapping(key)
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.all()) {
            texts.put(entry.key().text(), inner.text(entry.key().text()));
          }
        });
    return texts;
  }

  private void readKind(Fields fields) {
    String name = fields.text("kind");
    List<Option> read =
        fields.mappings("options").stream().map(option -> option(name, option)).toList();
    options.put(name, read);
    Kind kind =
        new Kind(
            name,
            kinds.size(),
            template(fields, "key"),
            fields.values("lines", Template::parse),
            read,
            fields
                .choice("sort", List.of("none", "number", "name"))
                .map(sort -> Kind.Sort.valueOf(sort.toUpperCase(Locale.ROOT)))
                .orElse(Kind.Sort.NONE),
            fields.flag("block", false),
            fields.optionalText("group").orElse(name),
            fields.mapping("automatic").map(inner -> automatic(name, inner)),
            fields.mappings("masked").stream().map(PlatformReader::masked).toList(),
            Set.copyOf(fields.texts("silent")),
            fields.mapping("refers").map(PlatformReader::refers).orElse(Kind.Refers.NONE));
    kinds.put(name, kind);
    fields.end();
  }

  private static Kind.Automatic automatic(String kind, Fields fields) {
    Kind.Automatic automatic =
        new Kind.Automatic(
            fields.text("field"),
            fields.optionalText("of").orElse(kind),
            fields.value("first", Template::parse).orElseGet(() -> Template.parse("0")),
            template(fields, "step"),
            fields
                .choice("next", List.of("multiple", "above"))
                .orElse("multiple")
                .equals("multiple"));
    fields.end();
    return automatic;
  }

  private static Kind.Refers refers(Fields fields) {
    Kind.Refers refers =
        new Kind.Refers(
            texts(fields, "to"),
            ActionReader.texts(fields, "missing"),
            ActionReader.texts(fields, "used"));
    fields.end();
    return refers;
  }

  private static Kind.Masked masked(Fields fields) {
    Kind.Masked masked =
        new Kind.Masked(
            fields.text("address"), fields.text("as"), fields.text("one"), fields.text("all"));
    fields.end();
    return masked;
  }

  private Option option(String kind, Fields fields) {
    String name = fields.text("option");
    Syntax syntax = syntax(fields);
    Map<String, ValueType> captured = new LinkedHashMap<>();
    Syntax.arguments(syntax, captured);
    valueTypes.computeIfAbsent(kind, _ -> new HashMap<>()).putAll(captured);
    Map<String, Template> derived = new LinkedHashMap<>();
    fields
        .mapping("derive")
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.all()) {
            derived.put(entry.key().text(), template(inner, entry.key().text()));
          }
        });
    Set<String> names = new java.util.LinkedHashSet<>(captured.keySet());
    names.addAll(derived.keySet());
    if (names.isEmpty()) {
      names.add(name);
    }
    Option option =
        new Option(
            name,
            syntax,
            names,
            derived,
            fields.has("show") ? template(fields, "show") : Template.parse(fields.text("syntax")),
            guard(fields));
    fields.end();
    return option;
  }

  private static Guard guard(Fields fields) {
    return guard(fields, "when");
  }

  private static Guard guard(Fields fields, String key) {
    Map<String, Set<String>> allowed = new LinkedHashMap<>();
    fields
        .mapping(key)
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.all()) {
            allowed.put(entry.key().text(), Set.copyOf(inner.texts(entry.key().text())));
          }
        });
    return new Guard(allowed);
  }

  private Syntax syntax(Fields fields) {
    return fields
        .value("syntax", text -> Syntax.parse(text, types, options))
        .orElse(new Syntax.Word(""));
  }

  private void readCommand(
      Fields fields,
      Map<String, String> capabilities,
      Map<String, List<CommandDefinition>> byMode) {
    Syntax syntax = syntax(fields);
    List<Action> does = actions.read(fields, "do");
    for (Action action : does) {
      if (action instanceof Action.Put put) {
        Syntax.arguments(syntax, valueTypes.computeIfAbsent(put.kind(), _ -> new HashMap<>()));
      }
    }
    CommandDefinition command =
        new CommandDefinition(new CommandGraph(syntax), guard(fields), does);
    boolean able = fields.optionalText("needs").map(capabilities::containsKey).orElse(true);
    List<String> modes = fields.texts("in");
    for (String mode : modes.contains("any") ? List.copyOf(byMode.keySet()) : modes) {
      List<CommandDefinition> commands = byMode.get(mode);
      if (commands == null) {
        problems.add(
            fields.place("in"),
            "There is no mode '" + mode + "'.",
            "Choose one of: " + String.join(", ", byMode.keySet()) + ".");
      } else if (able) {
        commands.add(command);
      }
    }
    fields.end();
  }

  private static Template template(Fields fields, String key) {
    fields.text(key);
    return fields.value(key, Template::parse).orElseGet(() -> Template.parse(""));
  }

  private static Platform.Login login(Fields fields) {
    Platform.Login login =
        new Platform.Login(
            fields.texts("banner"),
            fields.text("username"),
            fields.text("password"),
            fields.text("refused"));
    fields.end();
    return login;
  }

  private static Platform.Terminal terminal(Fields fields) {
    Platform.Terminal terminal =
        new Platform.Terminal(
            fields.text("pager"),
            fields.integer("lines", 2, 1000).orElse(24),
            fields.flag("backspaces", false),
            fields.optionalText("leave"));
    fields.end();
    return terminal;
  }

  private static Map<CommandMatcher.Mistake, String> mistakes(Fields fields) {
    Map<CommandMatcher.Mistake, String> mistakes = new EnumMap<>(CommandMatcher.Mistake.class);
    for (CommandMatcher.Mistake mistake : CommandMatcher.Mistake.values()) {
      mistakes.put(mistake, fields.text(mistake.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    fields.end();
    return mistakes;
  }

  private Map<String, Map<String, String>> words(Fields fields) {
    Map<String, Map<String, String>> words = new LinkedHashMap<>();
    for (Node.Entry entry : fields.all()) {
      words.put(entry.key().text(), texts(fields, entry.key().text()));
    }
    return words;
  }

  private static Platform.Identity identity(Fields fields) {
    Platform.Identity identity = new Platform.Identity(fields.text("kind"), fields.text("field"));
    fields.end();
    return identity;
  }

  private static Platform.Layout layout(Fields fields) {
    Platform.Layout layout =
        new Platform.Layout(
            fields.text("separator"),
            fields.texts("end"),
            " ".repeat(fields.integer("indent", 0, 8).orElse(1)),
            " ".repeat(fields.integer("root-indent", 0, 8).orElse(0)));
    fields.end();
    return layout;
  }

  private static Map<String, List<Map<String, String>>> implicit(Fields fields) {
    Map<String, List<Map<String, String>>> implicit = new LinkedHashMap<>();
    for (Fields line : fields.mappings("implicit")) {
      Map<String, String> values = new LinkedHashMap<>(texts(line, "values"));
      implicit.computeIfAbsent(line.text("family"), _ -> new ArrayList<>()).add(values);
      line.end();
    }
    return implicit;
  }

  private Platform.Filtering filtering(Fields fields) {
    Platform.Filtering filtering =
        new Platform.Filtering(
            fields.text("binding"),
            template(fields, "interface"),
            template(fields, "direction"),
            template(fields, "family"),
            template(fields, "list"),
            template(fields, "key"),
            fields.optionalText("deny-unmatched"),
            fields.choice("unmatched", List.of("permit", "deny")).orElse("deny").equals("deny"),
            fields.has("otherwise") ? Optional.of(guard(fields, "otherwise")) : Optional.empty(),
            implicit(fields),
            fields.choice("missing", List.of("permit", "deny")).orElse("permit").equals("permit"));
    fields.end();
    return filtering;
  }
}

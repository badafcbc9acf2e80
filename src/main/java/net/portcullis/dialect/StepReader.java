package net.portcullis.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;

/** Reads the lines that a profile types. */
final class StepReader {
  private final Problems problems;
  private final Map<String, Pattern> definitions;

  StepReader(Problems problems, Map<String, Pattern> definitions) {
    this.problems = problems;
    this.definitions = Map.copyOf(definitions);
  }

  Profile.Commands commands(Fields fields) {
    Profile.Commands commands =
        new Profile.Commands(
            steps(fields, "read-running"),
            steps(fields, "read-startup"),
            steps(fields, "stage"),
            steps(fields, "remove"),
            byAttachment(fields, "bind"),
            byAttachment(fields, "rebind"),
            byAttachment(fields, "unbind"),
            steps(fields, "edit"),
            steps(fields, "switch-on"),
            steps(fields, "switch-off"),
            steps(fields, "define-group"),
            steps(fields, "remove-group"),
            steps(fields, "define-service"),
            steps(fields, "remove-service"),
            steps(fields, "save"));
    fields.end();
    return commands;
  }

  /** How hits are read; absent where a part of it is wrong. */
  Optional<Profile.Hits> hits(Fields fields) {
    Optional<Profile.Step> read = fields.mapping("read").flatMap(this::step);
    String text = fields.text("line");
    Optional<Pattern> line = GrammarReader.parse(text, fields.place("line"), definitions, problems);
    fields.end();
    return read.flatMap(step -> line.map(pattern -> new Profile.Hits(step, pattern)));
  }

  /** Where changes are logged; absent where a part of it is wrong. */
  Optional<Profile.ChangeLog> changes(Fields fields) {
    Optional<Profile.Step> read = fields.mapping("read").flatMap(this::step);
    List<LogPattern> lines = fields.values("lines", LogPattern::ofChange);
    fields.end();
    return read.map(step -> new Profile.ChangeLog(step, lines));
  }

  /** How the room in hardware is read; absent where a part of it is wrong. */
  Optional<Profile.Headroom> headroom(Fields fields) {
    Optional<Profile.Step> read = fields.mapping("read").flatMap(this::step);
    List<LogPattern> lines = fields.values("lines", LogPattern::ofRoom);
    fields.end();
    return read.map(step -> new Profile.Headroom(step, lines));
  }

  /** How full hardware is told. */
  ProfileHardware hardwareFull(Fields fields) {
    Optional<Fields> log = fields.mapping("log");
    Optional<Fields> listing = fields.mapping("listing");
    Optional<Fields> slots = listing.flatMap(it -> it.mapping("slots"));
    ProfileHardware read =
        new ProfileHardware(
            texts(fields, "says"),
            log.flatMap(it -> it.mapping("read")).flatMap(this::step),
            log.map(it -> texts(it, "lines")).orElse(List.of()),
            listing.map(it -> byAttachment(it, "read")).orElse(Map.of()),
            listing.map(it -> texts(it, "marks")).orElse(List.of()),
            slots.flatMap(it -> it.mapping("read")).flatMap(this::step),
            slots.map(it -> it.values("lines", LogPattern::ofSlot)).orElse(List.of()));
    slots.ifPresent(Fields::end);
    listing.ifPresent(Fields::end);
    log.ifPresent(Fields::end);
    fields.end();
    return read;
  }

  Profile.Timer timer(Fields fields) {
    Profile.Timer timer =
        new Profile.Timer(
            fields.text("description"),
            fields.mapping("probe").flatMap(this::step),
            texts(fields, "available"),
            steps(fields, "arm"),
            fields.optionalText("replaces"),
            gathers(fields),
            steps(fields, "fresh"),
            fields.mapping("review").flatMap(this::step),
            fields.mapping("check").flatMap(this::step),
            texts(fields, "armed"),
            steps(fields, "confirm"),
            steps(fields, "cancel"),
            fields.flag("same-session", false),
            fields.value("granularity", Fields::parseDuration).orElse(Duration.ofSeconds(1)),
            fields.value("longest", Fields::parseDuration).orElse(Duration.ofHours(1)));
    fields.end();
    return timer;
  }

  private static Map<String, String> gathers(Fields fields) {
    Map<String, String> modes = new LinkedHashMap<>();
    fields
        .mapping("gathers")
        .ifPresent(all ->
            all.all().forEach(each -> modes.put(each.key().text(), all.text(each.key().text()))));
    return modes;
  }

  private static List<TextPattern> texts(Fields fields, String key) {
    return fields.texts(key).stream().map(TextPattern::new).toList();
  }

  /** Steps for each kind of attachment; {@code any} holds for those that are not named. */
  private Map<String, List<Profile.Step>> byAttachment(Fields fields, String key) {
    Map<String, List<Profile.Step>> steps = new LinkedHashMap<>();
    fields
        .mapping(key)
        .ifPresent(kinds -> {
          for (Node.Entry kind : kinds.all()) {
            steps.put(
                Fields.oneOf(
                    kind.key().text(), List.of("any", "vlan-interface", "port", "zone-pair")),
                steps(kinds, kind.key().text()));
          }
        });
    return steps;
  }

  private List<Profile.Step> steps(Fields fields, String key) {
    return fields.mappings(key).stream().flatMap(step -> step(step).stream()).toList();
  }

  private Optional<Profile.Step> step(Fields fields) {
    String mode = fields.text("mode");
    String after = fields.optionalText("after").orElse(mode);
    Optional<String> view = fields.optionalText("view");
    Optional<Pattern> line =
        fields
            .optionalText("line")
            .flatMap(
                text -> GrammarReader.parse(text, fields.place("line"), definitions, problems));
    Optional<String> text = fields.optionalText("text");
    Profile.Each each =
        fields
            .choice("each", ProfileReader.keys(Profile.Each.class))
            .map(word -> ProfileReader.value(Profile.Each.class, word))
            .orElse(Profile.Each.ONCE);
    fields.end();
    if (fields.has("line") == fields.has("text")) {
      problems.add(fields.place(), "A step has either a 'line' or a 'text'.", "Write one of them.");
      return Optional.empty();
    }
    return Optional.of(new Profile.Step(mode, after, view, line, text, each));
  }
}

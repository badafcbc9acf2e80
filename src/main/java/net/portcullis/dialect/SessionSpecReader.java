package net.portcullis.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;

/** Reads the {@code session:} section of a device profile. */
public final class SessionSpecReader {
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Problems problems;

  private SessionSpecReader(Problems problems) {
    this.problems = problems;
  }

  /** The section's meaning, or nothing where a problem says why it has none. */
  public static Optional<SessionSpec> read(Node section, Problems problems) {
    int before = problems.count();
    SessionSpec spec = new SessionSpecReader(problems).spec(Fields.of(section, problems));
    return problems.count() > before ? Optional.empty() : Optional.of(spec);
  }

  private SessionSpec spec(Fields fields) {
    Map<String, SessionSpec.Mode> modes = modes(fields);
    String start = mode(fields, "start", modes.keySet());
    Optional<SessionSpec.Privilege> privilege =
        fields.mapping("privilege").map(section -> privilege(section, modes.keySet()));
    Optional<String> hostname = command(fields, "hostname");
    SessionSpec spec =
        new SessionSpec(
            lineEnd(fields),
            fields.integer("columns", 80, 65535).orElse(512),
            fields
                .mapping("login")
                .map(this::login)
                .orElse(new SessionSpec.Login(List.of(), List.of(), List.of(), List.of(), "")),
            modes,
            start,
            privilege,
            fields.values("prepare", SessionSpecReader::typable),
            hostname,
            command(fields, "exit-status"),
            questions(fields, "pagers"),
            patterns(fields, "errors"),
            patterns(fields, "harmless"),
            questions(fields, "questions"),
            patterns(fields, "password-change"),
            fields
                .value("command-timeout", SessionSpecReader::duration)
                .orElse(Duration.ofSeconds(30)),
            fields
                .value("save-timeout", SessionSpecReader::duration)
                .orElse(Duration.ofMinutes(2)));
    identity(fields, spec);
    fields.end();
    return spec;
  }

  /** Without a name in the prompt or from a command, a wrong device would not be noticed. */
  private void identity(Fields fields, SessionSpec spec) {
    SessionSpec.Mode start = spec.modes().get(spec.start());
    boolean carried =
        start == null
            || start.prompts().stream().allMatch(prompt -> prompt.text().contains("{hostname}"));
    if (!carried && spec.hostname().isEmpty()) {
      problems.add(
          fields.place("start"),
          "Neither the prompt of mode '"
              + spec.start()
              + "' nor a command shows the device's name.",
          "Put {hostname} into the prompt, or add 'hostname: ...' with a command that prints it.");
    }
  }

  private Map<String, SessionSpec.Mode> modes(Fields fields) {
    Map<String, SessionSpec.Mode> modes = new LinkedHashMap<>();
    Optional<Fields> section = fields.mapping("modes");
    if (section.isEmpty()) {
      problems.add(
          fields.place(),
          "The key 'modes' is missing here.",
          "Add 'modes:' with the prompt of each mode.");
      return modes;
    }
    List<Node.Entry> entries = section.get().all();
    List<String> names = entries.stream().map(entry -> entry.key().text()).toList();
    for (Node.Entry entry : entries) {
      String name = entry.key().text();
      Fields mode = Fields.of(entry.value(), problems);
      List<TextPattern> prompts = patterns(mode, "prompts");
      if (prompts.isEmpty()) {
        problems.add(
            mode.place(), "Mode '" + name + "' has no prompt.", "Add 'prompts: [...]' to it.");
      }
      modes.put(
          name,
          new SessionSpec.Mode(
              name,
              prompts,
              mode.choice("from", names),
              command(mode, "enter"),
              command(mode, "leave")));
      mode.end();
    }
    loops(modes, section.get().place());
    return modes;
  }

  private void loops(Map<String, SessionSpec.Mode> modes, Place place) {
    for (String name : modes.keySet()) {
      Optional<SessionSpec.Mode> at = Optional.ofNullable(modes.get(name));
      int steps = 0;
      while (at.isPresent() && steps++ <= modes.size()) {
        at = at.get().from().flatMap(from -> Optional.ofNullable(modes.get(from)));
      }
      if (at.isPresent()) {
        problems.add(
            place,
            "Mode '" + name + "' is entered from itself in the end.",
            "Let one mode have no 'from'.");
        return;
      }
    }
  }

  private SessionSpec.Login login(Fields fields) {
    SessionSpec.Login login =
        new SessionSpec.Login(
            patterns(fields, "username"),
            patterns(fields, "password"),
            patterns(fields, "refused"),
            questions(fields, "dismiss"),
            fields.optionalText("user-suffix").orElse(""));
    fields.end();
    return login;
  }

  private SessionSpec.Privilege privilege(Fields fields, Set<String> modes) {
    SessionSpec.Privilege privilege =
        new SessionSpec.Privilege(
            typed(fields, "command"), patterns(fields, "password"), mode(fields, "mode", modes));
    fields.end();
    return privilege;
  }

  private List<SessionSpec.Question> questions(Fields fields, String key) {
    return fields.mappings(key).stream().map(this::question).toList();
  }

  private SessionSpec.Question question(Fields fields) {
    SessionSpec.Question question =
        new SessionSpec.Question(
            fields.value("text", SessionSpecReader::pattern).orElse(new TextPattern("")),
            fields.value("answer", SessionSpecReader::typable).orElse(""),
            fields.flag("enter", true),
            fields.optionalText("note"),
            patterns(fields, "behind"));
    if (question.text().text().isEmpty()) {
      problems.add(
          fields.place(), "The question has no 'text'.", "Add what the device shows: 'text: ...'.");
    }
    fields.end();
    return question;
  }

  private static List<TextPattern> patterns(Fields fields, String key) {
    return fields.values(key, SessionSpecReader::pattern);
  }

  private static TextPattern pattern(String text) {
    if (text.replace("*", "").isBlank()) {
      throw new IllegalArgumentException(
          "'" + text + "' would match everything.\nWrite the words that the device shows.");
    }
    return new TextPattern(text);
  }

  private String mode(Fields fields, String key, Set<String> modes) {
    String name = fields.text(key);
    if (!name.isEmpty() && !modes.contains(name)) {
      problems.add(
          fields.place(key),
          "There is no mode '" + name + "' in this profile.",
          Fields.nearest(name, modes)
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("Name one of: " + String.join(", ", modes.stream().sorted().toList()) + "."));
    }
    return name;
  }

  private String typed(Fields fields, String key) {
    fields.text(key);
    return command(fields, key).orElse("");
  }

  private static Optional<String> command(Fields fields, String key) {
    return fields.value(key, SessionSpecReader::typable);
  }

  /**
   * What may be typed: printable ASCII, so that it is one line and asks for no help or completion.
   */
  private static String typable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "The character U+%04X cannot be typed to a device.\nUse printable ASCII."
                .formatted((int) text.charAt(i)));
      }
    }
    return text;
  }

  private static String lineEnd(Fields fields) {
    return switch (fields.choice("line-end", List.of("crlf", "cr", "lf")).orElse("crlf")) {
      case "cr" -> "\r";
      case "lf" -> "\n";
      default -> "\r\n";
    };
  }

  private static Duration duration(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits > 0 && digits < 7) {
      long number = Long.parseLong(text.substring(0, digits));
      Optional<Duration> duration =
          switch (text.substring(digits)) {
            case "ms" -> Optional.of(Duration.ofMillis(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            default -> Optional.empty();
          };
      if (duration.isPresent()
          && duration.get().isPositive()
          && duration.get().compareTo(LONGEST) <= 0) {
        return duration.get();
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a time of at most 30 minutes.\nWrite it as 500ms, 30s or 2m.");
  }
}

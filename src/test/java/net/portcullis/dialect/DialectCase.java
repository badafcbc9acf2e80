package net.portcullis.dialect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;

/**
 * A case of {@link DialectCaseTest}: its text, and the same text as a dialect answers it.
 *
 * @param preface what stands before the first section
 */
record DialectCase(List<String> preface, List<Section> sections) {
  private static final String MARK = "==== ";

  /** Where these are left out, there must be none. */
  private static final List<String> COMPLETE =
      List.of("bindings", "references", "infrastructure", "ipv6", "unreadable");

  DialectCase {
    preface = List.copyOf(preface);
    sections = List.copyOf(sections);
  }

  /** A section; {@code title} is its first line without the mark. */
  record Section(String title, List<String> lines) {
    Section {
      lines = List.copyOf(lines);
    }

    List<String> words() {
      return List.of(title.split(" +", -1));
    }

    String kind() {
      return words().getFirst();
    }

    /** Blank lines at the end part sections and mean nothing. */
    List<String> blanks() {
      int end = lines.size();
      while (end > 0 && lines.get(end - 1).isEmpty()) {
        end--;
      }
      return lines.subList(end, lines.size());
    }

    List<String> content() {
      return lines.subList(0, lines.size() - blanks().size());
    }
  }

  static DialectCase parse(String text) {
    List<String> preface = new ArrayList<>();
    List<Section> sections = new ArrayList<>();
    List<String> lines = preface;
    Optional<String> title = Optional.empty();
    for (String line : text.lines().toList()) {
      if (!line.startsWith(MARK)) {
        lines.add(line);
        continue;
      }
      List<String> before = lines;
      title.ifPresent(open -> sections.add(new Section(open, before)));
      title = Optional.of(line.substring(MARK.length()));
      lines = new ArrayList<>();
    }
    List<String> last = lines;
    title.ifPresent(open -> sections.add(new Section(open, last)));
    return new DialectCase(preface, sections);
  }

  /** The case with what the dialect says where it asks. */
  String answered(Dialect dialect, Path file) {
    String text =
        String.join(
            "\n",
            sections.stream()
                .filter(section -> section.kind().equals("configuration"))
                .flatMap(section -> Stream.concat(section.content().stream(), Stream.of("")))
                .toList());
    DeviceConfig config = dialect.readFile(file.toString(), text);
    List<String> out = new ArrayList<>(preface);
    for (Section section : sections) {
      out.add(MARK + section.title());
      out.addAll(
          section.kind().equals("configuration")
              ? section.content()
              : answer(section, dialect, config));
      out.addAll(section.blanks());
    }
    for (String kind : COMPLETE) {
      List<String> found = list(kind, config);
      if (!found.isEmpty() && sections.stream().noneMatch(it -> it.kind().equals(kind))) {
        out.addAll(List.of("", MARK + kind));
        out.addAll(found);
      }
    }
    return String.join("\n", out) + "\n";
  }

  private static List<String> answer(Section section, Dialect dialect, DeviceConfig config) {
    return switch (section.kind()) {
      case "packets" ->
          section.content().stream()
              .map(line -> packet(line, section.words().get(1), config))
              .toList();
      case "types" ->
          typed(section.words().subList(1, section.words().size()), dialect, config).stream()
              .map(Command::text)
              .toList();
      default -> list(section.kind(), config);
    };
  }

  private static String packet(String line, String list, DeviceConfig config) {
    if (line.isEmpty() || line.startsWith("#")) {
      return line;
    }
    String text = line.substring(line.indexOf(' ')).strip();
    Packet packet = Packet.parse(text);
    Optional<AccessList> asked =
        config.list(list, packet.family()).map(DeviceConfig.ReadList::access);
    String verdict =
        asked
            .map(found ->
                Evaluator.evaluate(found, packet).verdict().name().toLowerCase(Locale.ROOT))
            .orElse("there is no such list:");
    return "%-7s %s".formatted(verdict, text);
  }

  private static List<String> list(String kind, DeviceConfig config) {
    return switch (kind) {
      case "hostname" -> config.hostname().stream().toList();
      case "lists" ->
          config.lists().stream().map(list -> list.family().number() + " " + list.name()).toList();
      case "bindings" -> config.bindings().stream().map(DialectCase::binding).toList();
      case "references" ->
          config.references().stream().map(it -> it.list() + " " + it.where()).toList();
      case "infrastructure" ->
          config.infrastructure().stream()
              .map(it -> it.interfaceName() + " " + it.protocol())
              .toList();
      case "ipv6" ->
          config.interfaces().stream()
              .filter(DeviceConfig.InterfaceState::ipv6)
              .map(DeviceConfig.InterfaceState::name)
              .toList();
      case "unreadable" ->
          config.unreadable().stream().map(DeviceConfig.Unreadable::text).distinct().toList();
      default -> throw new IllegalArgumentException("There is no section '" + kind + "'.");
    };
  }

  private static String binding(DeviceConfig.ReadBinding binding) {
    return binding.interfaceName()
        + " "
        + binding.direction().text()
        + " "
        + binding.family().number()
        + " "
        + binding.list()
        + binding.status().map(status -> " " + status).orElse("");
  }

  private static List<Command> typed(List<String> words, Dialect dialect, DeviceConfig config) {
    return switch (words.getFirst()) {
      case "stage" -> dialect.stage(written(words.get(2), family(words.get(1)), dialect, config));
      case "group" ->
          dialect.stage(written(words.get(2), family(words.get(1)), dialect.withGroups(), config));
      case "remove" ->
          dialect.remove(
              words.get(2),
              family(words.get(1)),
              config.list(words.get(2), family(words.get(1))).stream()
                  .flatMap(list -> list.ids().stream())
                  .filter(id -> !id.isEmpty())
                  .toList());
      case "ungroup" ->
          dialect.removeGroup(new Written.Group(words.get(2), List.of()), family(words.get(1)));
      case "switch-on", "switch-off" ->
          dialect.switchRule(
              family(words.get(1)), words.get(2), words.getFirst().equals("switch-on"));
      case "bind" ->
          dialect.bind(
              port(words.get(1)),
              direction(words.get(2)),
              family(words.get(3)),
              words.get(4),
              Optional.empty());
      case "exchange" ->
          dialect.bind(
              port(words.get(1)),
              direction(words.get(2)),
              family(words.get(3)),
              words.get(4),
              Optional.of(words.get(5)));
      case "unbind" ->
          dialect.unbind(
              port(words.get(1)), direction(words.get(2)), family(words.get(3)), words.get(4));
      case "read" ->
          dialect.readCommands(Dialect.Source.valueOf(words.get(1).toUpperCase(Locale.ROOT)));
      case "save" -> dialect.save();
      case "undo" -> dialect.timedRollbacks().stream().flatMap(DialectCase::undo).toList();
      default -> throw new IllegalArgumentException("Nothing is typed to " + words + ".");
    };
  }

  private static Stream<Command> undo(Dialect.TimedRollback timer) {
    return Stream.of(
            timer.probe().stream(),
            timer.fresh().stream(),
            timer.review().stream(),
            timer.arm(Duration.ofMinutes(5)).stream(),
            timer.check().stream(),
            timer.confirm().stream(),
            timer.cancel().stream())
        .flatMap(commands -> commands);
  }

  private static Written written(String name, Family family, Dialect dialect, DeviceConfig config) {
    List<Rule> rules = new ArrayList<>();
    for (Line line : config.list(name, family).orElseThrow().access().lines()) {
      if (line.origin().number() == 0) {
        // What the device adds by itself is not written.
        continue;
      }
      if (!line.exact() || line.verdict() == Verdict.UNKNOWN) {
        throw new IllegalArgumentException("Nobody knows what this does: " + line.origin().text());
      }
      for (Match match : line.matches()) {
        rules.add(new Rule(rules.size() + 1, line.verdict(), match, false, List.of()));
      }
    }
    Written written = dialect.write(name, family, rules);
    if (!written.problems().isEmpty()) {
      throw new IllegalArgumentException(written.problems().toString());
    }
    return written;
  }

  private static Binding port(String interfaceName) {
    return TestBindings.of("lan", interfaceName, Binding.Attachment.PORT);
  }

  private static Direction direction(String word) {
    return Direction.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Family family(String word) {
    return word.equals("6") ? Family.IPV6 : Family.IPV4;
  }
}

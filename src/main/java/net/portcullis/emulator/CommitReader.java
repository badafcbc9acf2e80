package net.portcullis.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.portcullis.input.Fields;

/** Reads what commands do with candidate configurations. */
final class CommitReader {
  private CommitReader() {}

  static Optional<Action> read(Fields fields) {
    return fields
        .mapping("open")
        .map(CommitReader::open)
        .or(() -> fields.mapping("commit").map(CommitReader::commit))
        .or(() -> fields.mapping("drop").map(CommitReader::drop))
        .or(() -> fields.mapping("restore").map(CommitReader::restore));
  }

  private static Action open(Fields fields) {
    Action open =
        new Action.Open(
            fields
                .choice("candidate", List.of("own", "shared", "exclusive", "named"))
                .map(sharing -> Action.Sharing.valueOf(sharing.toUpperCase(Locale.ROOT)))
                .orElse(Action.Sharing.OWN),
            template(fields, "name"),
            fields.flag("replaces", false),
            ActionReader.texts(fields, "locked").orElse(List.of()),
            ActionReader.texts(fields, "modified").orElse(List.of()),
            ActionReader.texts(fields, "missing"),
            fields.integer("most", 1, 1000).orElse(1000),
            ActionReader.texts(fields, "full").orElse(List.of()),
            ActionReader.texts(fields, "completed").orElse(List.of()));
    fields.end();
    return open;
  }

  private static Action commit(Fields fields) {
    Action commit =
        new Action.Commit(
            fields
                .value("seconds", Template::parse)
                .or(() -> fields.value("minutes", Template::parse)),
            fields.has("minutes") ? Duration.ofMinutes(1) : Duration.ofSeconds(1),
            fields.value("by", Template::parse),
            ActionReader.texts(fields, "busy").orElse(List.of()),
            ActionReader.texts(fields, "missing").orElse(List.of()),
            fields.flag("dry", false),
            ActionReader.texts(fields, "dangling").orElse(List.of()));
    fields.end();
    return commit;
  }

  private static Action drop(Fields fields) {
    Action drop =
        new Action.Drop(
            template(fields, "name"),
            ActionReader.texts(fields, "missing"),
            fields.flag("completed", false));
    fields.end();
    return drop;
  }

  private static Action restore(Fields fields) {
    Action restore =
        new Action.Restore(template(fields, "commits"), ActionReader.texts(fields, "missing"));
    fields.end();
    return restore;
  }

  private static Template template(Fields fields, String key) {
    return fields.value(key, Template::parse).orElseGet(() -> Template.parse(""));
  }
}

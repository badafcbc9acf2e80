package net.portcullis.emulator;

import static net.portcullis.emulator.Show.Of.RUNNING;
import static net.portcullis.emulator.Show.Of.STARTUP;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;

/** Reads what commands do and show. */
final class ActionReader {
  private static final List<String> CONFIGURATIONS = List.of("running", "startup", "candidate");

  private final Problems problems;

  ActionReader(Problems problems) {
    this.problems = problems;
  }

  List<Action> read(Fields fields, String key) {
    List<Action> actions = new ArrayList<>();
    for (Fields each : fields.mappings(key)) {
      action(each).ifPresent(actions::add);
      each.end();
    }
    return actions;
  }

  private Optional<Action> action(Fields fields) {
    return fields
        .mapping("refuse")
        .map(this::refuse)
        .or(() -> fields.mapping("put").map(this::put))
        .or(() -> fields.mapping("move").map(this::move))
        .or(() -> fields.mapping("remove").map(this::remove))
        .or(() -> fields.mapping("unset").map(this::unset))
        .or(() ->
            fields.has("set")
                ? Optional.of(new Action.Set(templates(fields, "set")))
                : Optional.empty())
        .or(() -> fields.mapping("renumber").map(this::renumber))
        .or(() -> fields.optionalText("enter").map(Action.Enter::new))
        .or(() -> leave(fields))
        .or(() -> texts(fields, "say").map(Action.Say::new))
        .or(() -> texts(fields, "log").map(Action.Log::new))
        .or(() ->
            fields.has("show")
                ? Optional.of(new Action.Display(shows(fields, "show"), fields.flag("paged", true)))
                : Optional.empty())
        .or(() -> fields.mapping("ask").map(this::ask))
        .or(() -> fields.value("arm", Template::parse).map(Action.Arm::new))
        .or(() -> fields.mapping("confirm").map(ActionReader::confirm))
        .or(() -> fields.mapping("run").map(ActionReader::run))
        .or(() -> fields.value("reboot-after", Template::parse).map(Action.RebootLater::new))
        .or(() -> fields.mapping("cancel-reboot").map(ActionReader::cancelReboot))
        .or(() ->
            fields
                .choice("pager", List.of("on", "off"))
                .map(on -> new Action.Paging(on.equals("on"))))
        .or(() -> CommitReader.read(fields))
        .or(() -> plain(fields))
        .or(() -> {
          problems.add(fields.place(), "This is no action.", "Write one, such as 'say'.");
          return Optional.empty();
        });
  }

  private static Optional<Action> plain(Fields fields) {
    return fields
        .choice("then", List.of("save", "reboot", "revert", "discard"))
        .map(what ->
            switch (what) {
              case "save" -> new Action.Save();
              case "reboot" -> new Action.Reboot();
              case "discard" -> new Action.Discard();
              default -> new Action.Revert();
            });
  }

  private static Optional<Action> leave(Fields fields) {
    return fields
        .choice("leave", List.of("one", "all", "session"))
        .map(how ->
            new Action.Leave(
                switch (how) {
                  case "one" -> Action.Leave.How.ONE;
                  case "all" -> Action.Leave.How.ALL;
                  default -> Action.Leave.How.SESSION;
                }));
  }

  Action.Selector selector(Fields fields) {
    Action.Selector selector =
        new Action.Selector(
            fields.text("kind"),
            fields
                .choice("in", List.of("all", "view", "root"))
                .map(among -> Action.Among.valueOf(among.toUpperCase(Locale.ROOT)))
                .orElse(Action.Among.ALL),
            templates(fields, "where"),
            templates(fields, "except"));
    return selector;
  }

  private static Map<String, Template> templates(Fields fields, String key) {
    Map<String, Template> templates = new LinkedHashMap<>();
    fields
        .mapping(key)
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.all()) {
            inner
                .value(entry.key().text(), Template::parse)
                .ifPresent(template -> templates.put(entry.key().text(), template));
          }
        });
    return templates;
  }

  static Optional<List<Template>> texts(Fields fields, String key) {
    return fields.has(key) ? Optional.of(fields.values(key, Template::parse)) : Optional.empty();
  }

  private Action refuse(Fields fields) {
    boolean ifPresent = fields.has("if");
    Action.Selector selector =
        fields
            .mapping(ifPresent ? "if" : "unless")
            .map(this::ended)
            .orElse(new Action.Selector("", Action.Among.ALL, Map.of(), Map.of()));
    Action refuse = new Action.Refuse(selector, ifPresent, texts(fields, "say").orElse(List.of()));
    fields.end();
    return refuse;
  }

  private Action.Selector ended(Fields fields) {
    Action.Selector selector = selector(fields);
    fields.end();
    return selector;
  }

  private Action put(Fields fields) {
    Action put =
        new Action.Put(
            fields.text("kind"),
            fields.choice("in", List.of("root", "view")).orElse("root").equals("view")
                ? Action.Where.VIEW
                : Action.Where.ROOT,
            around(fields),
            templates(fields, "set"),
            java.util.Set.copyOf(fields.texts("names")),
            fields.flag("merge", false),
            texts(fields, "must-exist"),
            texts(fields, "unique"),
            fields.optionalText("enter"),
            fields.flag("undo", false));
    fields.end();
    return put;
  }

  private static List<Action.Around> around(Fields fields) {
    List<Action.Around> all = new ArrayList<>();
    for (Fields each : fields.mappings("beneath")) {
      all.add(new Action.Around(each.text("kind"), templates(each, "set")));
      each.end();
    }
    return all;
  }

  private Action move(Fields fields) {
    Action move =
        new Action.Move(
            fields.mapping("beneath").map(this::ended).orElseThrow(),
            fields.mapping("moved").map(this::ended).orElseThrow(),
            fields.mapping("beside").map(this::ended).orElseThrow(),
            fields.choice("to", List.of("before", "after")).orElse("after").equals("before"),
            texts(fields, "missing").orElse(List.of()));
    fields.end();
    return move;
  }

  private Action remove(Fields fields) {
    Action remove = new Action.Remove(selector(fields), texts(fields, "missing"));
    fields.end();
    return remove;
  }

  private Action unset(Fields fields) {
    Action unset =
        new Action.Unset(
            selector(fields),
            fields.texts("names"),
            fields.value("option", Template::parse),
            texts(fields, "missing"));
    fields.end();
    return unset;
  }

  private Action renumber(Fields fields) {
    Action renumber =
        new Action.Renumber(
            fields.text("kind"),
            fields.text("field"),
            fields.value("start", Template::parse).orElseGet(() -> Template.parse("0")),
            fields.value("step", Template::parse).orElseGet(() -> Template.parse("1")),
            fields.mapping("beneath").map(this::ended));
    fields.end();
    return renumber;
  }

  private static Action confirm(Fields fields) {
    Action confirm = new Action.Confirm(texts(fields, "missing"));
    fields.end();
    return confirm;
  }

  private static Action run(Fields fields) {
    Action run =
        new Action.Run(
            fields.text("mode"),
            fields.value("line", Template::parse).orElseGet(() -> Template.parse("")));
    fields.end();
    return run;
  }

  private static Action cancelReboot(Fields fields) {
    Action cancel = new Action.CancelReboot(texts(fields, "missing"));
    fields.end();
    return cancel;
  }

  private Action ask(Fields fields) {
    Map<String, List<Action>> answers = new LinkedHashMap<>();
    fields
        .mapping("answers")
        .ifPresent(inner -> {
          for (Node.Entry entry : inner.all()) {
            answers.put(entry.key().text(), read(inner, entry.key().text()));
          }
        });
    Action ask =
        new Action.Ask(
            fields.value("question", Template::parse).orElseGet(() -> Template.parse("")),
            fields.flag("secret", false),
            answers);
    fields.end();
    return ask;
  }

  private List<Show> shows(Fields fields, String key) {
    List<Show> shows = new ArrayList<>();
    for (Fields each : fields.mappings(key)) {
      show(each).ifPresent(shows::add);
      each.end();
    }
    return shows;
  }

  private Optional<Show> show(Fields fields) {
    if (fields.has("whole")) {
      fields.flag("whole", true);
      return Optional.of(new Show.Whole());
    }
    return fields
        .value("line", Template::parse)
        .<Show>map(Show.Line::new)
        .or(() -> fields.mapping("each").map(this::each))
        .or(() ->
            fields.integer("statement", 0, 8).map(indent -> new Show.Statement(" ".repeat(indent))))
        .or(() ->
            fields
                .choice("configuration", CONFIGURATIONS)
                .map(which -> new Show.Configuration(of(which), fields.texts("kinds"))))
        .or(() ->
            fields
                .mapping("difference")
                .map(inner -> {
                  Show show =
                      new Show.Difference(
                          inner.choice("old", CONFIGURATIONS).map(ActionReader::of).orElse(STARTUP),
                          Template.parse(inner.text("from")),
                          inner.choice("new", CONFIGURATIONS).map(ActionReader::of).orElse(RUNNING),
                          Template.parse(inner.text("to")));
                  inner.end();
                  return show;
                }))
        .or(() ->
            fields.has("candidates")
                ? Optional.of(new Show.Named(shows(fields, "candidates")))
                : Optional.empty())
        .or(() ->
            fields.flag("messages", false) ? Optional.of(new Show.Messages()) : Optional.empty());
  }

  private static Show.Of of(String word) {
    return Show.Of.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private Show each(Fields fields) {
    Show each =
        new Show.Each(
            selector(fields), shows(fields, "head"), shows(fields, "show"), shows(fields, "none"));
    fields.end();
    return each;
  }
}

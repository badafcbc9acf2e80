package net.portcullis.emulator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Does what a matched command says. */
final class Performer {
  private final EmulatedDevice device;
  private final Platform platform;
  private final Views views;
  private final Terminal terminal;
  private final Shell shell;
  private final Repeats repeats;
  private final Commits commits;
  private boolean paging = true;
  private boolean dropLastOption;

  Performer(EmulatedDevice device, Views views, Terminal terminal, Shell shell) {
    this.device = device;
    this.platform = device.platform();
    this.views = views;
    this.terminal = terminal;
    this.shell = shell;
    this.repeats = new Repeats(platform);
    this.commits = new Commits(device, views);
  }

  /** The next statement written loses its last option: a device that rewrites what it is told. */
  void dropLastOption() {
    dropLastOption = true;
  }

  /** What a session does before anything is typed. */
  void begin(List<Action> actions) throws IOException, InterruptedException {
    CommandMatcher.Outcome.Matched nothing =
        new CommandMatcher.Outcome.Matched(
            new CommandDefinition(new CommandGraph(new Syntax.Word("")), Guard.NONE, actions),
            Map.of(),
            List.of());
    perform(actions, nothing);
    views.commandEnds();
  }

  void perform(CommandMatcher.Outcome.Matched matched) throws IOException, InterruptedException {
    Views.Mark before = views.mark();
    if (!perform(matched.command().actions(), matched)) {
      // What is refused leaves the session where it was.
      views.back(before);
    }
    views.commandEnds();
    dropLastOption = false;
  }

  private boolean perform(List<Action> actions, CommandMatcher.Outcome.Matched matched)
      throws IOException, InterruptedException {
    for (Action action : actions) {
      if (!perform(action, matched)) {
        return false;
      }
    }
    return true;
  }

  /** False where the command ends here. */
  private boolean perform(Action action, CommandMatcher.Outcome.Matched matched)
      throws IOException, InterruptedException {
    Map<String, String> typed = matched.values();
    NodeScope scope = views.scope(name -> Optional.ofNullable(typed.get(name)));
    return switch (action) {
      case Action.Refuse refuse ->
          find(refuse.selector(), scope).isEmpty() == refuse.ifPresent()
              || say(refuse.say(), scope);
      case Action.Put put -> put(put, matched, scope);
      case Action.Remove(Action.Selector selector, Optional<List<Template>> missing) -> {
        List<ConfigNode> gone = find(selector, scope);
        Optional<List<Template>> used = References.used(platform, views.place().tree(), gone);
        if (used.isPresent()) {
          yield say(used.get(), scope);
        }
        boolean found = !gone.isEmpty();
        edit(
            selector,
            root ->
                selector.among() == Action.Among.ALL
                    ? root.withoutAny(node -> Selectors.selects(selector, node, scope))
                    : root.without(node -> Selectors.selects(selector, node, scope)));
        yield found || missing.isEmpty() || say(missing.get(), scope);
      }
      case Action.Unset unset -> unset(unset, scope);
      case Action.Move move -> move(move, scope);
      case Action.Set(Map<String, Template> values) -> {
        views
            .place()
            .edit(root -> root.edit(views.path(), view -> Statements.set(view, values, scope)));
        yield true;
      }
      case Action.Renumber renumber -> {
        renumber(renumber, scope);
        yield true;
      }
      case Action.Enter(String mode) -> {
        views.enter(mode);
        yield true;
      }
      case Action.Leave(Action.Leave.How how) -> {
        leave(how);
        yield true;
      }
      case Action.Say(List<Template> lines) -> {
        say(lines, scope);
        yield true;
      }
      case Action.Log(List<Template> lines) -> {
        lines.forEach(line -> line.render(scope).ifPresent(device.visits()::log));
        yield true;
      }
      case Action.Display(List<Show> items, boolean paged) -> {
        shell.page(new Displays(device, views).lines(items, scope), paging && paged);
        yield true;
      }
      case Action.Ask ask -> ask(ask, matched, scope);
      case Action.Save() -> {
        device.save();
        yield true;
      }
      case Action.Arm(Template minutes) -> {
        device.arm(minutes(minutes, scope), Optional.empty());
        yield true;
      }
      case Action.Confirm(Optional<List<Template>> missing) ->
          device.confirm() || missing.isEmpty() || say(missing.get(), scope);
      case Action.Revert() -> {
        device.revert();
        yield true;
      }
      case Action.RebootLater(Template minutes) -> {
        device.rebootAfter(minutes(minutes, scope));
        yield true;
      }
      case Action.CancelReboot(Optional<List<Template>> missing) ->
          device.cancelReboot() || missing.isEmpty() || say(missing.get(), scope);
      case Action.Open open -> said(commits.open(open, scope), scope);
      case Action.Commit commit -> said(commits.commit(commit, scope), scope);
      case Action.Discard() -> {
        commits.discard();
        yield true;
      }
      case Action.Drop drop -> said(commits.drop(drop, scope), scope);
      case Action.Restore restore -> said(commits.restore(restore, scope), scope);
      case Action.Run(String mode, Template line) -> {
        shell.execute(mode, line.render(scope.raw()).orElse(""));
        yield true;
      }
      case Action.Paging(boolean on) -> {
        paging = on;
        yield true;
      }
      case Action.Reboot() -> {
        shell.reboot();
        yield false;
      }
    };
  }

  private static Duration minutes(Template minutes, NodeScope scope) {
    return Duration.ofMinutes(Long.parseLong(minutes.render(scope).orElseThrow()));
  }

  private void renumber(Action.Renumber renumber, NodeScope scope) {
    java.util.function.UnaryOperator<ConfigNode> anew =
        parent -> Statements.renumber(platform, parent, renumber, scope);
    if (renumber.beneath().isEmpty()) {
      views.place().edit(root -> root.edit(views.path(), anew));
      return;
    }
    Action.Selector beneath = renumber.beneath().get();
    edit(
        beneath,
        parent -> Statements.change(parent, node -> Selectors.selects(beneath, node, scope), anew));
  }

  /** What refuses ends the command. */
  private boolean said(Optional<List<Template>> refusal, NodeScope scope) {
    return refusal.isEmpty() || say(refusal.get(), scope);
  }

  /** Always false, for what ends a command with a message. */
  private boolean say(List<Template> lines, NodeScope scope) {
    lines.forEach(line -> line.render(scope).ifPresent(terminal::writeLine));
    return false;
  }

  private void leave(Action.Leave.How how) {
    switch (how) {
      case ONE -> {
        if (!views.leave()) {
          shell.quit();
        }
      }
      case ALL -> views.leaveAll();
      case SESSION -> shell.quit();
    }
  }

  private List<ConfigNode> find(Action.Selector selector, NodeScope scope) {
    ConfigNode root = views.place().tree();
    List<ConfigNode> among =
        switch (selector.among()) {
          case VIEW -> root.at(views.path()).map(ConfigNode::children).orElse(List.of());
          case ROOT -> root.children();
          case ALL -> root.findAll(_ -> true);
        };
    return among.stream().filter(node -> Selectors.selects(selector, node, scope)).toList();
  }

  private void edit(Action.Selector selector, java.util.function.UnaryOperator<ConfigNode> change) {
    List<ConfigNode.Step> path = selector.among() == Action.Among.VIEW ? views.path() : List.of();
    views.place().edit(root -> root.edit(path, change));
  }

  private boolean put(Action.Put put, CommandMatcher.Outcome.Matched matched, NodeScope scope) {
    Kind kind = Statements.kind(platform, put.kind());
    Map<String, String> said = new LinkedHashMap<>(matched.values());
    put.set()
        .forEach((name, value) ->
            value.render(scope.raw()).ifPresent(rendered -> said.put(name, rendered)));
    List<ConfigNode> around = Statements.around(platform, put, scope);
    List<ConfigNode.Step> path =
        new ArrayList<>(put.where() == Action.Where.VIEW ? views.path() : List.of());
    List<ConfigNode.Step> outside = List.copyOf(path);
    around.forEach(node -> path.add(node.step()));
    ConfigNode parent = views.place().tree().at(path).orElseGet(ConfigNode::root);
    NodeScope saying = views.scope(name -> Optional.ofNullable(said.get(name)));
    kind.automatic()
        .filter(automatic -> !said.containsKey(automatic.field()))
        .ifPresent(automatic ->
            said.put(automatic.field(), Statements.next(automatic, parent, saying.raw())));
    String key = kind.key().render(name -> Optional.ofNullable(said.get(name))).orElse("");
    Optional<ConfigNode> present = parent.child(new ConfigNode.Step(kind.name(), key));
    if (present.isEmpty() && put.mustExist().isPresent() && !put.undo()) {
      return say(put.mustExist().get(), saying);
    }
    ConfigNode written =
        Statements.write(
            platform, kind, key, present, put, said, matched.options(), dropLastOption);
    if (put.undo()) {
      return undo(put, kind, parent, written, saying);
    }
    Optional<List<Template>> missing = References.missing(platform, views.place().tree(), written);
    if (missing.isPresent()) {
      return say(missing.get(), saying);
    }
    if (put.unique().isPresent() && repeats.repeated(kind, parent, written)) {
      return say(put.unique().get(), saying);
    }
    views
        .place()
        .edit(root ->
            root.edit(
                outside,
                view ->
                    Statements.under(
                        platform, view, around, inner -> repeats.put(kind, inner, written))));
    put.enter()
        .ifPresent(mode -> {
          List<ConfigNode.Step> inner = new ArrayList<>(path);
          inner.add(written.step());
          views.enter(mode, inner);
        });
    return true;
  }

  private boolean undo(
      Action.Put put, Kind kind, ConfigNode parent, ConfigNode written, NodeScope saying) {
    Optional<ConfigNode> same = repeats.same(kind, parent, written);
    if (same.isEmpty()) {
      return put.mustExist().isEmpty() || say(put.mustExist().get(), saying);
    }
    List<ConfigNode.Step> path = put.where() == Action.Where.VIEW ? views.path() : List.of();
    views
        .place()
        .edit(root -> root.edit(path, view -> view.without(node -> node.equals(same.get()))));
    return true;
  }

  private boolean move(Action.Move move, NodeScope scope) {
    List<ConfigNode> lists = find(move.beneath(), scope);
    boolean there =
        lists.stream()
            .anyMatch(list ->
                Statements.has(list, move.moved(), scope)
                    && Statements.has(list, move.beside(), scope));
    edit(
        move.beneath(),
        root ->
            Statements.change(
                root,
                node -> Selectors.selects(move.beneath(), node, scope),
                list -> Statements.move(list, move, scope)));
    return there || say(move.message(), scope);
  }

  private boolean unset(Action.Unset unset, NodeScope scope) {
    if (find(unset.selector(), scope).isEmpty() && unset.missing().isPresent()) {
      return say(unset.missing().get(), scope);
    }
    List<String> names = new ArrayList<>(unset.names());
    Kind kind = Statements.kind(platform, unset.selector().kind());
    Optional<String> wanted = unset.option().flatMap(option -> option.render(scope.raw()));
    for (Option option : kind.options()) {
      if (wanted.equals(Optional.of(option.name()))) {
        names.addAll(option.names());
      }
    }
    edit(
        unset.selector(),
        parent ->
            Statements.change(
                parent,
                node -> Selectors.selects(unset.selector(), node, scope),
                node -> {
                  Map<String, String> values = new LinkedHashMap<>(node.values());
                  names.forEach(values::remove);
                  return node.withValues(values);
                }));
    return true;
  }

  private boolean ask(Action.Ask ask, CommandMatcher.Outcome.Matched matched, NodeScope scope)
      throws IOException, InterruptedException {
    String question = ask.question().render(scope).orElse("");
    device.visits().asked(question);
    terminal.write(question);
    String answer = terminal.line(!ask.secret()).strip();
    device.visits().answered(answer);
    if (ask.secret()) {
      answer = answer.equals(device.secret()) ? "password" : "else";
    }
    String word = answer.isEmpty() ? "enter" : answer.toLowerCase(Locale.ROOT);
    List<Action> next =
        ask.answers().getOrDefault(word, ask.answers().getOrDefault("else", List.of()));
    return (ask.answers().containsKey(word) || ask.answers().containsKey("else"))
        && perform(next, matched);
  }
}

package net.portcullis.emulator;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a command shows, line by line. */
final class Displays {
  private final EmulatedDevice device;
  private final Views views;
  private final ConfigText text;

  Displays(EmulatedDevice device, Views views) {
    this.device = device;
    this.views = views;
    this.text = new ConfigText(device.platform());
  }

  List<String> lines(List<Show> items, NodeScope scope) {
    List<String> lines = new ArrayList<>();
    for (Show item : items) {
      add(item, scope, lines);
    }
    return lines;
  }

  private void add(Show item, NodeScope scope, List<String> lines) {
    switch (item) {
      case Show.Line(Template template) -> template.render(scope).ifPresent(lines::add);
      case Show.Each each -> each(each, scope, lines);
      case Show.Statement(String indent) ->
          text.statement(scope.chain()).forEach(line -> lines.add(indent + line));
      case Show.Whole() ->
          lines.addAll(text.part(scope.chain().isEmpty() ? views.chain() : scope.chain()));
      case Show.Configuration(Show.Of of, List<String> kinds) ->
          lines.addAll(text.lines(tree(of), kinds));
      case Show.Difference(Show.Of from, Template fromName, Show.Of to, Template toName) -> {
        List<String> before = text.lines(tree(from), List.of());
        List<String> after = text.lines(tree(to), List.of());
        lines.addAll(
            UnifiedDiffUtils.generateUnifiedDiff(
                fromName.render(scope).orElse(""),
                toName.render(scope).orElse(""),
                before,
                DiffUtils.diff(before, after),
                3));
      }
      case Show.Messages() -> lines.addAll(device.visits().logged());
      case Show.Named(List<Show> items) -> {
        for (String name : device.candidates().names()) {
          lines.addAll(lines(items, named(scope, name)));
        }
      }
    }
  }

  private ConfigNode tree(Show.Of of) {
    return switch (of) {
      case RUNNING -> device.runningTree();
      case STARTUP -> device.startupTree();
      case CANDIDATE -> views.place().tree();
    };
  }

  private NodeScope named(NodeScope scope, String name) {
    Optional<String> pending =
        device.armedBy().equals(Optional.of(name)) ? Optional.empty() : Optional.of("pending");
    Template.Scope own =
        value ->
            switch (value) {
              case "name" -> Optional.of(name);
              case "pending" -> pending;
              default -> Optional.empty();
            };
    return new NodeScope(scope.platform(), scope.chain(), own.or(scope.more()));
  }

  private void each(Show.Each each, NodeScope scope, List<String> lines) {
    List<ConfigNode> around = scope.chain();
    ConfigNode parent =
        around.isEmpty()
            ? each.selector().among() == Action.Among.VIEW
                ? views.place().tree().at(views.path()).orElseGet(ConfigNode::root)
                : device.runningTree()
            : each.selector().among() == Action.Among.ROOT
                ? device.runningTree()
                : around.getFirst();
    boolean any = false;
    for (ConfigNode node : parent.children()) {
      if (Selectors.selects(each.selector(), node, scope)) {
        if (!any) {
          lines.addAll(lines(each.head(), scope));
        }
        any = true;
        List<ConfigNode> chain = new ArrayList<>(around.size() + 1);
        chain.add(node);
        chain.addAll(around);
        NodeScope inner = new NodeScope(scope.platform(), chain, scope.more());
        lines.addAll(lines(each.items(), inner));
      }
    }
    if (!any) {
      lines.addAll(lines(each.none(), scope));
    }
  }

  /** The device's own values, for rows that belong to no statement. */
  static NodeScope deviceScope(EmulatedDevice device) {
    Views views = new Views(device);
    return new NodeScope(device.platform(), List.of(), views::ofDevice);
  }
}

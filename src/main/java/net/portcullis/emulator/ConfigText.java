package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A configuration in the platform's own text. */
final class ConfigText {
  private final Platform platform;

  ConfigText(Platform platform) {
    this.platform = platform;
  }

  /** The whole, or of the root's statements only those of some kinds. */
  List<String> lines(ConfigNode root, List<String> kinds) {
    List<String> lines = new ArrayList<>();
    Optional<String> group = Optional.empty();
    for (ConfigNode node : root.children()) {
      Kind kind = kind(node);
      if (!kinds.isEmpty() && !kinds.contains(kind.name())) {
        continue;
      }
      if (kind.block() || !group.equals(Optional.of(kind.group()))) {
        separate(lines);
      }
      group = kind.block() ? Optional.empty() : Optional.of(kind.group());
      add(node, List.of(node), kind.block() ? "" : platform.layout().rootIndent(), lines);
    }
    lines.addAll(platform.layout().end());
    return lines;
  }

  /** One statement with everything beneath it. */
  List<String> part(List<ConfigNode> chain) {
    List<String> lines = new ArrayList<>();
    separate(lines);
    add(chain.getFirst(), chain, "", lines);
    lines.addAll(platform.layout().end());
    return lines;
  }

  private void separate(List<String> lines) {
    if (!platform.layout().separator().isEmpty()) {
      lines.add(platform.layout().separator());
    }
  }

  /** A statement's own lines. */
  List<String> statement(List<ConfigNode> chain) {
    return chain.getFirst().children().isEmpty()
        ? platform
            .rendered()
            .lines(
                new Rendered.Key(
                    chain.getFirst().kind(), chain.stream().map(ConfigNode::values).toList()),
                () -> render(chain))
        : render(chain);
  }

  private List<String> render(List<ConfigNode> chain) {
    NodeScope scope = new NodeScope(platform, chain, platform::capability);
    List<String> lines = new ArrayList<>();
    for (Template line : kind(chain.getFirst()).lines()) {
      line.render(scope).ifPresent(lines::add);
    }
    return lines;
  }

  private void add(ConfigNode node, List<ConfigNode> chain, String indent, List<String> lines) {
    for (String line : statement(chain)) {
      lines.add(indent + line);
    }
    for (ConfigNode child : node.children()) {
      List<ConfigNode> longer = new ArrayList<>(chain.size() + 1);
      longer.add(child);
      longer.addAll(chain);
      add(child, longer, indent + platform.layout().indent(), lines);
    }
  }

  private Kind kind(ConfigNode node) {
    Kind kind = platform.kinds().get(node.kind());
    if (kind == null) {
      throw new IllegalStateException("The configuration holds a statement of no kind.");
    }
    return kind;
  }
}

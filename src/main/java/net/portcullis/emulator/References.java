package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;

/** Statements that name others, which stand at the top of the configuration. */
final class References {
  private References() {}

  /** The message where a statement names one that is not there; absent where all are. */
  static Optional<List<Template>> missing(Platform platform, ConfigNode root, ConfigNode written) {
    Kind.Refers refers = Statements.kind(platform, written.kind()).refers();
    return refers
        .missing()
        .filter(_ -> steps(refers, written).stream().anyMatch(it -> root.child(it).isEmpty()));
  }

  /** The message where others name a statement that is to go; absent where none does. */
  static Optional<List<Template>> used(
      Platform platform, ConfigNode root, List<ConfigNode> removed) {
    for (Kind kind : platform.kinds().values()) {
      Optional<List<Template>> message = kind.refers().used();
      boolean named =
          message.isPresent()
              && root.findAll(node -> node.kind().equals(kind.name())).stream()
                  .flatMap(node -> steps(kind.refers(), node).stream())
                  .anyMatch(step -> removed.stream().anyMatch(it -> it.step().equals(step)));
      if (named) {
        return message;
      }
    }
    return Optional.empty();
  }

  /** True where any statement names one that is not there. */
  static boolean dangling(Platform platform, ConfigNode root) {
    return platform.kinds().values().stream()
        .filter(kind -> !kind.refers().to().isEmpty())
        .anyMatch(kind ->
            root.findAll(node -> node.kind().equals(kind.name())).stream()
                .flatMap(node -> steps(kind.refers(), node).stream())
                .anyMatch(step -> root.child(step).isEmpty()));
  }

  private static List<ConfigNode.Step> steps(Kind.Refers refers, ConfigNode node) {
    List<ConfigNode.Step> steps = new ArrayList<>();
    refers
        .to()
        .forEach((value, kind) ->
            Optional.ofNullable(node.values().get(value))
                .ifPresent(name -> steps.add(new ConfigNode.Step(kind, name))));
    return steps;
  }

  /** What a value names, as it means addresses. */
  record Groups(Platform platform, ConfigNode root) {
    /**
     * The addresses of a family in the group that a statement names; absent where it holds none, or
     * anything else.
     */
    Optional<List<AddressMask>> addresses(ConfigNode by, String value, Family family) {
      return Optional.ofNullable(by.values().get(value))
          .flatMap(name ->
              Optional.ofNullable(Statements.kind(platform, by.kind()).refers().to().get(value))
                  .flatMap(kind -> root.child(new ConfigNode.Step(kind, name))))
          .flatMap(group -> addresses(group, family));
    }

    private static Optional<List<AddressMask>> addresses(ConfigNode group, Family family) {
      List<AddressMask> masks = new ArrayList<>();
      for (ConfigNode member : group.children()) {
        String address = member.values().get("source");
        if (address == null) {
          return Optional.empty();
        }
        boolean six = address.indexOf(':') >= 0;
        if (six == (family == Family.IPV6)) {
          masks.addAll(RuleMeaning.match(member.values(), family).sources());
        }
      }
      return masks.isEmpty() ? Optional.empty() : Optional.of(masks);
    }
  }
}

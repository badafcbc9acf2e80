package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.concurrent.ConcurrentHashMap;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Packet;
import net.portcullis.acl.PacketSyntaxException;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Verdict;

/**
 * What an emulated device would do with a packet. A packet enters through an interface whose own
 * network its source is in, and leaves through one whose network its destination is in; each list
 * bound there in that direction is asked.
 */
final class PacketFilters {
  private final EmulatedDevice device;
  private final Platform platform;
  private final Platform.Filtering filtering;
  private volatile Meaning meaning;

  /** What a configuration means, as far as it was asked for. */
  private record Meaning(
      long changes,
      ConfigNode root,
      Map<ConfigNode.Step, List<AddressMask>> networks,
      Map<ListKey, List<Line>> lists) {
    static Meaning of(long changes, ConfigNode root) {
      return new Meaning(changes, root, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  private record ListKey(String kind, String key) {}

  PacketFilters(EmulatedDevice device) {
    this.device = device;
    this.platform = device.platform();
    this.filtering = platform.filtering();
    this.meaning = Meaning.of(-1, ConfigNode.root());
  }

  /** The answer to a probe: {@code simulated-open}, {@code simulated-blocked}, or why neither. */
  String answer(String packet) {
    try {
      return answer(Packet.parse(packet));
    } catch (PacketSyntaxException wrong) {
      return "inconclusive the packet cannot be read";
    }
  }

  private String answer(Packet packet) {
    // Counted first: what changes in between is made anew next time.
    long changes = device.changes();
    ConfigNode root = device.runningTree();
    Meaning now = meaning.changes() == changes ? meaning : Meaning.of(changes, root);
    meaning = now;
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    boolean crosses = false;
    for (ConfigNode port : root.children()) {
      List<AddressMask> networks = now.networks().computeIfAbsent(port.step(), _ -> networks(port));
      boolean enters = networks.stream().anyMatch(net -> net.contains(packet.source()));
      boolean leaves = networks.stream().anyMatch(net -> net.contains(packet.destination()));
      if (enters != leaves) {
        crosses = true;
        verdicts.addAll(verdicts(now, port, enters ? "in" : "out", packet));
      }
    }
    if (!crosses) {
      return "inconclusive the packet crosses no interface of the emulated device";
    }
    return verdicts.contains(Verdict.DENY)
        ? "simulated-blocked"
        : verdicts.contains(Verdict.UNKNOWN)
            ? "inconclusive a rule has a condition that the emulator does not evaluate"
            : "simulated-open";
  }

  private List<Verdict> verdicts(Meaning now, ConfigNode port, String direction, Packet packet) {
    return filters(now, port, direction, packet.family()).stream()
        .map(list -> Evaluator.evaluate(list, packet).verdict())
        .toList();
  }

  /** What the lists mean that filter at an interface, as the device itself takes them. */
  List<AccessList> filters(String interfaceName, String direction, Family family) {
    Meaning now = Meaning.of(-1, device.runningTree());
    return now.root().children().stream()
        .filter(port ->
            filtering
                .interfaceName()
                .render(new NodeScope(platform, List.of(port), _ -> Optional.empty()))
                // Some platforms show in two words what they take in one.
                .filter(name -> name.replace(" ", "").equalsIgnoreCase(interfaceName))
                .isPresent())
        .flatMap(port -> filters(now, port, direction, family).stream())
        .toList();
  }

  private List<AccessList> filters(Meaning now, ConfigNode port, String direction, Family family) {
    List<AccessList> lists = new ArrayList<>();
    for (ConfigNode binding : port.childrenOf(filtering.binding())) {
      NodeScope scope = new NodeScope(platform, List.of(binding, port), _ -> Optional.empty());
      boolean concerns =
          filtering.direction().render(scope).equals(Optional.of(direction))
              && filtering
                  .family()
                  .render(scope)
                  .equals(Optional.of(Integer.toString(family.number())));
      if (concerns && !binding.values().containsKey("failed")) {
        lists.add(list(now, scope, family));
      }
    }
    return lists;
  }

  private AccessList list(Meaning now, NodeScope binding, Family family) {
    ConfigNode root = now.root();
    Optional<String> kind = filtering.list().render(binding);
    Optional<String> key = filtering.listKey().render(binding);
    List<Line> lines =
        kind.isEmpty() || key.isEmpty()
            ? List.of()
            : now.lists()
                .computeIfAbsent(new ListKey(kind.get(), key.get()), of -> lines(root, of, family));
    if (lines.isEmpty() && filtering.missingPermits()) {
      return new AccessList("", List.of(), Verdict.PERMIT);
    }
    boolean otherwise =
        filtering.otherwise().filter(guard -> guard.holds(binding.raw())).isPresent();
    boolean deny =
        filtering.unmatchedDenied() != otherwise
            || filtering.denyUnmatched().stream()
                .anyMatch(denying -> !root.childrenOf(denying).isEmpty());
    return new AccessList("", lines, deny ? Verdict.DENY : Verdict.PERMIT);
  }

  private List<Line> lines(ConfigNode root, ListKey key, Family family) {
    References.Groups groups = new References.Groups(platform, root);
    List<Line> lines = new ArrayList<>(own(root, key, family, groups));
    if (!lines.isEmpty()) {
      filtering
          .implicit()
          .getOrDefault(Integer.toString(family.number()), List.of())
          .forEach(values ->
              lines.add(
                  RuleMeaning.line(
                      new ConfigNode("implicit", "implicit", values, List.of()), family, groups)));
    }
    return lines;
  }

  /** True where a list is bound, or something else named, that is not there. */
  static boolean dangling(Platform platform, ConfigNode root) {
    if (References.dangling(platform, root)) {
      return true;
    }
    Platform.Filtering filtering = platform.filtering();
    for (ConfigNode port : root.children()) {
      for (ConfigNode binding : port.childrenOf(filtering.binding())) {
        NodeScope scope = new NodeScope(platform, List.of(binding, port), _ -> Optional.empty());
        Optional<String> kind = filtering.list().render(scope);
        Optional<String> key = filtering.listKey().render(scope);
        if (kind.isPresent()
            && key.isPresent()
            && root.child(new ConfigNode.Step(kind.get(), key.get())).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Line> own(
      ConfigNode root, ListKey key, Family family, References.Groups groups) {
    return root.child(new ConfigNode.Step(key.kind(), key.key())).stream()
        .flatMap(list -> list.children().stream())
        .filter(child -> child.values().containsKey("action"))
        .map(rule ->
            rule.children().isEmpty()
                ? RuleMeaning.line(rule, family, groups)
                : PartsMeaning.line(rule, family, groups))
        .toList();
  }

  /** The networks that an interface's own statements name: ADDRESS MASK, or ADDRESS/LENGTH. */
  private List<AddressMask> networks(ConfigNode port) {
    List<AddressMask> networks = new ArrayList<>();
    ConfigText text = new ConfigText(platform);
    for (ConfigNode child : port.children()) {
      if (child.values().containsKey("action") || child.kind().equals(filtering.binding())) {
        continue;
      }
      for (String line : text.statement(List.of(child, port))) {
        network(line).ifPresent(networks::add);
      }
    }
    return networks;
  }

  private static Optional<AddressMask> network(String line) {
    Optional<Address> before = Optional.empty();
    StringTokenizer words = new StringTokenizer(line, " ");
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      int slash = word.indexOf('/');
      Optional<Address> address = address(slash < 0 ? word : word.substring(0, slash));
      if (address.isPresent() && slash > 0) {
        return Optional.of(
            new AddressMask(
                address.get(),
                Prefix.maskOf(
                    address.get().family(), Integer.parseInt(word.substring(slash + 1)))));
      }
      if (before.isPresent() && address.isPresent()) {
        return Optional.of(new AddressMask(before.get(), address.get()));
      }
      before = address;
    }
    return Optional.empty();
  }

  private static Optional<Address> address(String word) {
    try {
      return Optional.of(Address.parse(word));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}

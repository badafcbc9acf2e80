package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * Object groups, sets and prefix lists: names for addresses or ports, which may contain each other.
 */
final class GroupTable {
  /** Nobody nests groups so deeply, and a stack has an end. */
  private static final int DEEPEST = 64;

  private final Grammar.Lists lists;
  private final Map<String, List<RawRule>> groups = new TreeMap<>();

  /** The lines that make up one member together. */
  private final Map<String, List<RawRule>> parts = new TreeMap<>();

  private final Map<String, String> names = new TreeMap<>();

  GroupTable(Grammar.Lists lists) {
    this.lists = lists;
  }

  /** Opens a group, or goes on with it. */
  void open(String name) {
    groups.computeIfAbsent(key(name), _ -> new ArrayList<>());
    names.putIfAbsent(key(name), name);
  }

  /**
   * The groups as they stand, each with what names it.
   *
   * @param used what names groups: for people, and the group's name
   */
  List<DeviceConfig.ReadGroup> read(List<Map.Entry<String, String>> used) {
    Map<String, Set<String>> users = new HashMap<>();
    used.forEach(use ->
        users.computeIfAbsent(key(use.getValue()), _ -> new LinkedHashSet<>()).add(use.getKey()));
    groups
        .keySet()
        .forEach(key -> {
          for (RawRule member : lines(key)) {
            for (String nested : nested(member)) {
              users
                  .computeIfAbsent(key(nested), _ -> new LinkedHashSet<>())
                  .add("group " + names.get(key));
            }
          }
        });
    List<DeviceConfig.ReadGroup> read = new ArrayList<>();
    groups
        .keySet()
        .forEach(key ->
            read.add(
                new DeviceConfig.ReadGroup(
                    names.getOrDefault(key, key),
                    plain(lines(key)),
                    List.copyOf(users.getOrDefault(key, Set.of())),
                    service(key))));
    return read;
  }

  /** Its lines behind its name, where each says that itself. */
  private List<String> service(String key) {
    List<RawRule> all = new ArrayList<>(groups.getOrDefault(key, List.of()));
    all.addAll(parts.getOrDefault(key, List.of()));
    String name = " " + names.getOrDefault(key, key) + " ";
    boolean services =
        all.stream().allMatch(it -> it.text().contains(name) && it.readable() && isService(it));
    if (!services) {
      return List.of();
    }
    return all.stream()
        .map(RawRule::text)
        .map(text -> text.substring(text.indexOf(name) + name.length()))
        .toList();
  }

  /** True where a line says nothing but protocols, ports and types. */
  private static boolean isService(RawRule line) {
    return line.pieces().stream()
        .map(Piece::kind)
        .allMatch(kind ->
            switch (kind) {
              case PROTOCOL, IS_PROTOCOL, SOURCE_PORT, DESTINATION_PORT, ICMP, GROUP -> true;
              default -> false;
            });
  }

  /** The addresses of a group of nothing else. */
  private static Optional<List<AddressMask>> plain(List<RawRule> members) {
    Set<AddressMask> masks = new LinkedHashSet<>();
    for (RawRule member : members) {
      boolean addresses = member.readable() && !member.pieces().isEmpty();
      for (Piece piece : member.pieces()) {
        switch (piece) {
          case Piece.Addresses some when some.kind() == FieldKind.SOURCE ->
              masks.addAll(some.masks());
          case Piece.Text text when text.kind() == FieldKind.GROUP -> {}
          case Piece.Text text when text.kind() == FieldKind.ID -> {}
          default -> addresses = false;
        }
      }
      if (!addresses) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(masks));
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Adds a member line; an unreadable one makes the group unusable. */
  void add(String name, RawRule member) {
    open(name);
    groups.getOrDefault(key(name), new ArrayList<>()).add(member);
  }

  /** Adds a line of the one member that such lines make up together. */
  void part(String name, RawRule part) {
    open(name);
    parts.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(part);
  }

  /** The groups that a line names; it may name several. */
  private static List<String> nested(RawRule member) {
    List<String> nested = new ArrayList<>();
    for (Piece piece : member.pieces()) {
      if (piece instanceof Piece.Text text && text.kind() == FieldKind.MEMBER) {
        nested.add(text.text());
      }
    }
    return nested;
  }

  private List<RawRule> lines(String key) {
    List<RawRule> lines = new ArrayList<>(groups.getOrDefault(key, List.of()));
    if (parts.containsKey(key)) {
      lines.add(RawRule.joined(parts.get(key)));
    }
    return lines;
  }

  /** The groups as rules use them. */
  Assembler.Groups resolver(Names names) {
    return new Resolver(names);
  }

  private String key(String name) {
    return lists.key(name);
  }

  /** What a group means, or why it means nothing. */
  private record Resolved<T>(Optional<T> meaning, String fault) {
    T orThrow() {
      return meaning.orElseThrow(() -> new IllegalArgumentException(fault));
    }
  }

  /** Resolves each group once, however often it is used, and never deeper than it need be. */
  private final class Resolver implements Assembler.Groups {
    private final Names names;
    private final Set<String> open = new HashSet<>();
    private final Map<String, Resolved<List<AddressMask>>> addresses = new HashMap<>();
    private final Map<String, Resolved<Ranges>> ports = new HashMap<>();

    Resolver(Names names) {
      this.names = names;
    }

    @Override
    public List<AddressMask> addresses(String group, Family family) {
      List<AddressMask> held = held(group, family);
      if (held.isEmpty()) {
        throw new IllegalArgumentException(holdsNone(group));
      }
      return held;
    }

    @Override
    public boolean isOfOthers(String group, Family family) {
      try {
        return held(group, family).isEmpty() && isOfSomeFamily(group);
      } catch (IllegalArgumentException notUnderstood) {
        return false;
      }
    }

    private boolean isOfSomeFamily(String group) {
      return Arrays.stream(Family.values()).anyMatch(family -> !held(group, family).isEmpty());
    }

    /** The addresses of a family in a group; may be none. */
    private List<AddressMask> held(String group, Family family) {
      return once(addresses, family + " " + key(group), group, () -> addressesOf(group, family));
    }

    @Override
    public Ranges ports(String group) {
      return once(ports, key(group), group, () -> portsOf(group));
    }

    private <T> T once(
        Map<String, Resolved<T>> known, String key, String group, Supplier<T> resolve) {
      Resolved<T> before = known.get(key);
      if (before != null) {
        return before.orThrow();
      }
      if (open.size() >= DEEPEST) {
        throw new IllegalArgumentException("The group '" + group + "' is nested too deeply.");
      }
      if (!open.add(key(group))) {
        throw new IllegalArgumentException("The group '" + group + "' contains itself.");
      }
      try {
        T meaning = resolve.get();
        known.put(key, new Resolved<>(Optional.of(meaning), ""));
        return meaning;
      } catch (IllegalArgumentException fault) {
        known.put(key, new Resolved<>(Optional.empty(), String.valueOf(fault.getMessage())));
        throw fault;
      } finally {
        open.remove(key(group));
      }
    }

    private List<AddressMask> addressesOf(String group, Family family) {
      Optional<String> itself = names.value("group", group);
      if (itself.isPresent() && lines(key(group)).isEmpty()) {
        return AddressForms.read("prefix", List.of(new Token(itself.get(), 0)))
            .filter(mask -> mask.getFirst().family() == family)
            .orElse(List.of());
      }
      Set<AddressMask> masks = new LinkedHashSet<>();
      for (Match match : members(group, family)) {
        masks.addAll(match.sources());
      }
      for (String nested : nested(group)) {
        if (!isOfSomeFamily(nested)) {
          throw new IllegalArgumentException(holdsNone(nested));
        }
        masks.addAll(held(nested, family));
      }
      return List.copyOf(masks);
    }

    private static String holdsNone(String group) {
      return "The group '" + group + "' holds no address of this family.";
    }

    private Ranges portsOf(String group) {
      List<Range> ports = new ArrayList<>();
      for (Match match : members(group, Family.IPV4)) {
        ports.addAll(match.destinationPorts().orElse(Ranges.none()).list());
      }
      for (String nested : nested(group)) {
        ports.addAll(ports(nested).list());
      }
      return Ranges.of(ports);
    }

    @Override
    public List<Match> services(String group, Family family) {
      List<Match> services = new ArrayList<>(members(group, family));
      for (String nested : nested(group)) {
        services.addAll(services(nested, family));
      }
      open.remove(key(group));
      if (services.isEmpty()) {
        throw new IllegalArgumentException("The group '" + group + "' holds no service.");
      }
      return services;
    }

    private List<Match> members(String group, Family family) {
      List<RawRule> members = lines(key(group));
      if (!groups.containsKey(key(group))) {
        throw new IllegalArgumentException("There is no group '" + group + "'.");
      }
      List<Match> matches = new ArrayList<>();
      Assembler assembler = new Assembler(names, this, Map.of());
      for (RawRule member : members) {
        if (member.text(FieldKind.MEMBER).isPresent()) {
          continue;
        }
        for (Line line : assembler.lines(member, family, Verdict.PERMIT)) {
          if (line.verdict() == Verdict.UNKNOWN || !line.exact()) {
            throw new IllegalArgumentException(
                "The group '" + group + "' has a line that was not understood.");
          }
          matches.addAll(line.matches());
        }
      }
      return matches;
    }

    private List<String> nested(String group) {
      return lines(key(group)).stream()
          .flatMap(member -> GroupTable.nested(member).stream())
          .toList();
    }
  }
}

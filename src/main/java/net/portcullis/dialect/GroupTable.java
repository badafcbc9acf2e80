package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * Object groups, sets and prefix lists: names for addresses or ports, which may contain each other.
 */
final class GroupTable {
  private final Map<String, List<RawRule>> groups = new TreeMap<>();

  /** Opens a group, or goes on with it. */
  void open(String name) {
    groups.computeIfAbsent(key(name), _ -> new ArrayList<>());
  }

  /** Adds a member line; an unreadable one makes the group unusable. */
  void add(String name, RawRule member) {
    open(name);
    groups.getOrDefault(key(name), new ArrayList<>()).add(member);
  }

  /** The groups as rules use them. */
  Assembler.Groups resolver(Names names) {
    return new Resolver(names);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private final class Resolver implements Assembler.Groups {
    private final Names names;
    private final Set<String> open = new HashSet<>();

    Resolver(Names names) {
      this.names = names;
    }

    @Override
    public List<AddressMask> addresses(String group, Family family) {
      List<AddressMask> masks = new ArrayList<>();
      for (Match match : members(group, family)) {
        masks.addAll(match.sources());
      }
      for (String nested : nested(group)) {
        masks.addAll(addresses(nested, family));
      }
      open.remove(key(group));
      if (masks.isEmpty()) {
        throw new IllegalArgumentException(
            "The group '" + group + "' holds no address of this family.");
      }
      return masks;
    }

    @Override
    public Ranges ports(String group) {
      Ranges ports = Ranges.none();
      for (Match match : members(group, Family.IPV4)) {
        ports = ports.union(match.destinationPorts().orElse(Ranges.none()));
      }
      for (String nested : nested(group)) {
        ports = ports.union(ports(nested));
      }
      open.remove(key(group));
      return ports;
    }

    private List<Match> members(String group, Family family) {
      List<RawRule> members = groups.get(key(group));
      if (members == null) {
        throw new IllegalArgumentException("There is no group '" + group + "'.");
      }
      if (!open.add(key(group))) {
        throw new IllegalArgumentException("The group '" + group + "' contains itself.");
      }
      List<Match> matches = new ArrayList<>();
      Assembler assembler = new Assembler(names, this, Assembler.LaterFragments.NEVER);
      for (RawRule member : members) {
        if (member.text(FieldKind.MEMBER).isPresent()) {
          continue;
        }
        assembler
            .line(member, family, Verdict.PERMIT)
            .ifPresent(line -> {
              if (line.verdict() == Verdict.UNKNOWN || !line.exact()) {
                throw new IllegalArgumentException(
                    "The group '" + group + "' has a line that was not understood.");
              }
              matches.addAll(line.matches());
            });
      }
      return matches;
    }

    private List<String> nested(String group) {
      return groups.getOrDefault(key(group), List.of()).stream()
          .flatMap(member -> member.text(FieldKind.MEMBER).stream())
          .toList();
    }
  }
}

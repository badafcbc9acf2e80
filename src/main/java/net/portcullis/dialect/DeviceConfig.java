package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * What a configuration says about access lists, read in full: each line of a list is a rule, a
 * remark, or an unreadable line that makes the packets it may touch unknown.
 *
 * @param lists every access list, also those that nothing binds
 * @param bindings every place where a list filters packets on an interface
 * @param references other uses of lists: login lines, SNMP, NAT, QoS
 * @param unreadable lines that concern access lists or bindings and were not understood
 * @param infrastructure protocols that run on interfaces, as far as the configuration shows
 * @param others lines that have nothing to do with access lists, each with the header of the block
 *     that it stands in; only of platforms whose configurations are lines in blocks
 * @param groups object groups, sets and prefix lists
 * @param unmatched what becomes of packets that no line of a bound list matches
 * @param unbound what packets meet where no list is bound
 */
public record DeviceConfig(
    Optional<String> hostname,
    List<ReadList> lists,
    List<ReadBinding> bindings,
    List<Reference> references,
    List<Unreadable> unreadable,
    List<Infrastructure> infrastructure,
    List<InterfaceState> interfaces,
    List<String> others,
    List<ReadGroup> groups,
    Verdict unmatched,
    Map<Family, AccessList> unbound) {

  public DeviceConfig {
    lists = List.copyOf(lists);
    bindings = List.copyOf(bindings);
    references = List.copyOf(references);
    unreadable = List.copyOf(unreadable);
    infrastructure = List.copyOf(infrastructure);
    interfaces = List.copyOf(interfaces);
    others = List.copyOf(others);
    groups = List.copyOf(groups);
    unbound = Map.copyOf(unbound);
  }

  /** What packets of a family meet where no list is bound. */
  public AccessList unbound(Family family) {
    return Objects.requireNonNull(unbound.get(family), "said for each family");
  }

  /**
   * A group of addresses or ports.
   *
   * @param members its addresses; absent where it holds anything else
   * @param users what names it, for people: {@code list NAME} and the like
   * @param service its lines, without what leads to them; none where it holds addresses, or where
   *     its lines stand in a block
   */
  public record ReadGroup(
      String name, Optional<List<AddressMask>> members, List<String> users, List<String> service) {
    public ReadGroup {
      service = List.copyOf(service);
      members = members.map(List::copyOf);
      users = List.copyOf(users);
    }

    /** True where it is called so, whichever kinds of groups the platform has. */
    boolean isCalled(String other) {
      return name.equalsIgnoreCase(other) || bare().equalsIgnoreCase(other);
    }

    /** The name without what tells groups of one family's addresses from others of that name. */
    public String bare() {
      return name.startsWith("4/") || name.startsWith("6/") ? name.substring(2) : name;
    }

    /** What the use by a list is called. */
    public static String use(String list) {
      return "list " + list;
    }
  }

  /** The group of that name; one that differs in letter case where there is no other. */
  public Optional<ReadGroup> group(String name) {
    return groups.stream()
        .filter(group -> group.isCalled(name))
        .max(Comparator.comparing((ReadGroup group) -> group.bare().equals(name)));
  }

  /** A list's lines to be typed again, and the groups that bear its name. */
  public Written written(ReadList list) {
    String stem = Written.groupStem(list.name());
    List<Written.Group> own = new ArrayList<>();
    for (ReadGroup group : groups) {
      if (!group.bare().regionMatches(true, 0, stem, 0, stem.length())) {
        continue;
      }
      if (group.members().isEmpty() && !group.service().isEmpty()) {
        own.add(new Written.Group(group.bare(), List.of(), group.service()));
      }
      group
          .members()
          .filter(masks -> masks.stream().allMatch(mask -> mask.prefixLength() >= 0))
          .ifPresent(masks -> own.add(new Written.Group(group.bare(), masks)));
    }
    own.sort(
        Comparator.comparingInt((Written.Group group) -> group.name().length())
            .thenComparing(Written.Group::name));
    return new Written(
        list.name(), list.family(), own, list.written(), OptionalInt.empty(), List.of());
  }

  /**
   * The same of a list that holds both families: what is read of it for one leaves out the lines
   * that are about the other alone.
   */
  public Written writtenBoth(ReadList list) {
    Map<Integer, List<Written.WrittenLine>> lines = new TreeMap<>();
    List<ReadList> each =
        Arrays.stream(Family.values())
            .flatMap(family -> list(list.name(), family).stream())
            .toList();
    // Its first line may be of either family.
    boolean named = each.stream().anyMatch(ReadList::isWithoutHeader);
    each.forEach(read -> read.writtenByLine(lines, named));
    Written groups = written(list);
    return new Written(
        list.name(),
        list.family(),
        groups.groups(),
        lines.values().stream().flatMap(List::stream).toList(),
        OptionalInt.empty(),
        List.of());
  }

  /**
   * One access list.
   *
   * @param name or number, in the device's spelling; for nested platforms {@code
   *     family/table/chain}
   * @param access meaning: its lines' origins point into the text that was read; {@code otherwise}
   *     is already what this device does with unmatched packets where the list is bound
   * @param text the lines as they stood, for people and for hashing
   * @param ids the device's identifiers of the lines (rule numbers, handles), parallel to {@code
   *     access.lines()}; empty text where a line has none
   */
  public record ReadList(
      String name,
      Family family,
      int line,
      AccessList access,
      List<String> text,
      List<String> ids) {
    public ReadList {
      text = List.copyOf(text);
      ids = List.copyOf(ids);
    }

    /** The identifiers of its rules, of which each may stand for several lines. */
    public List<String> rules() {
      return ids.stream().filter(id -> !id.isEmpty()).distinct().toList();
    }

    /** The lines that somebody wrote, to be typed again; not those that the platform implies. */
    public List<Written.WrittenLine> written() {
      List<Written.WrittenLine> written = new ArrayList<>();
      boolean named = isWithoutHeader();
      for (int i = 0; i < access.lines().size(); i++) {
        written.addAll(written(i, named));
      }
      return written;
    }

    /** The same by the line of the text that each stands on. */
    private void writtenByLine(Map<Integer, List<Written.WrittenLine>> lines, boolean named) {
      for (int i = 0; i < access.lines().size(); i++) {
        if (access.lines().get(i).origin().isWritten()) {
          lines.put(access.lines().get(i).origin().number(), written(i, named));
        }
      }
    }

    private List<Written.WrittenLine> written(int index, boolean named) {
      Line.Origin origin = access.lines().get(index).origin();
      String id = index < ids.size() ? ids.get(index) : "";
      return origin.isWritten()
          ? origin
              .text()
              .strip()
              .lines()
              .map(line -> new Written.WrittenLine(0, id, within(line.strip(), id, named)))
              .toList()
          : List.of();
    }

    /** A line that says itself which line of which list it is, without that. */
    private String within(String line, String id, boolean named) {
      String text = " " + line;
      int list = text.indexOf(" " + name + " ");
      if (list < 0 || (id.isEmpty() && !named)) {
        return line;
      }
      int behind = list + name.length() + 1;
      if (id.isEmpty()) {
        return text.substring(behind + 1);
      }
      int begins = text.indexOf(" " + id + " ", behind);
      return begins < 0 ? line : text.substring(begins + id.length() + 2);
    }

    /** True where the list begins with a line of its own, so that each must name it. */
    private boolean isWithoutHeader() {
      return access.lines().stream()
          .map(Line::origin)
          .anyMatch(origin -> origin.isWritten() && origin.number() == line);
    }
  }

  /**
   * A list bound to an interface.
   *
   * @param status absent where fine; else what the device says, such as {@code Failed}
   */
  public record ReadBinding(
      String interfaceName,
      Direction direction,
      Family family,
      String list,
      int line,
      Optional<String> status) {}

  /** A use of a list other than filtering an interface's packets. */
  public record Reference(String list, String where, int line) {}

  /** A line that was not understood. */
  public record Unreadable(String file, int line, String text, String why) {}

  /**
   * What the configuration shows to live on an interface: {@code vrrp}, {@code ospf}, ..., and
   * {@link net.portcullis.inventory.Binding#TRANSLATION}.
   */
  public record Infrastructure(String interfaceName, String protocol, int line) {}

  /** An interface and whether the configuration gives it IPv6. */
  public record InterfaceState(String name, boolean ipv6, int line) {}

  /** The list of that name and family; one that differs in letter case where there is no other. */
  public Optional<ReadList> list(String name, Family family) {
    return lists.stream()
        .filter(list -> list.family() == family && list.name().equalsIgnoreCase(name))
        .max(Comparator.comparing((ReadList list) -> list.name().equals(name)));
  }

  /**
   * The lists bound to an interface in a direction, in the order in which they are asked. Of a pair
   * of interfaces {@code IN/OUT} that no rule names, those of the pair with '*' in their place.
   */
  public List<ReadBinding> bound(String interfaceName, Direction direction, Family family) {
    List<ReadBinding> own = at(interfaceName, direction, family);
    int slash = interfaceName.indexOf('/');
    if (!own.isEmpty()
        || slash < 0
        || bindings.stream().noneMatch(binding -> binding.interfaceName().indexOf('*') >= 0)) {
      return own;
    }
    // What is asked about a pair that is named in part is asked there, so the first one says all.
    return Stream.of(
            interfaceName.substring(0, slash) + "/*", "*" + interfaceName.substring(slash), "*/*")
        .map(pair -> at(pair, direction, family))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(own);
  }

  /** True where the device shows its interfaces, and a binding's is none of them. */
  public boolean lacks(Binding binding) {
    return !interfaces.isEmpty()
        && binding.attachment() != Binding.Attachment.ZONE_PAIR
        && interfaces.stream()
            .noneMatch(state -> state.name().equalsIgnoreCase(binding.interfaceName()));
  }

  private List<ReadBinding> at(String interfaceName, Direction direction, Family family) {
    return bindings.stream()
        .filter(binding ->
            binding.interfaceName().equalsIgnoreCase(interfaceName)
                && binding.direction() == direction
                && binding.family() == family)
        .toList();
  }
}

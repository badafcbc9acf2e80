package net.portcullis.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;

/** Ports on one server that two components want, and the ports that must be left to them. */
public final class Conflicts {
  private static final String PLATFORM = "plat";

  private Conflicts() {}

  /**
   * A port that a component's process listens on.
   *
   * @param entry id of the catalog row
   * @param processes as the source names them; empty where it names none
   */
  public record Claim(
      String entry, String component, String protocol, Ranges ports, List<String> processes) {
    public Claim {
      processes = List.copyOf(processes);
    }
  }

  /**
   * Ports that several components claim on one server with different processes.
   *
   * @param certain false where the source does not name the process of one side
   */
  public record Conflict(
      String server, String protocol, Ranges ports, List<Claim> claims, boolean certain) {
    public Conflict {
      claims = List.copyOf(claims);
    }
  }

  /**
   * The conflicts of each server.
   *
   * @param servers a server's name to the ids of the components on it
   * @param values what the deployment sets: a parameter's name to its ports
   * @param dropped options whose rows and flows the deployment leaves out
   */
  public static List<Conflict> find(
      Catalog catalog,
      Map<String, List<String>> servers,
      Map<String, Ranges> values,
      Set<String> dropped) {
    List<Conflict> conflicts = new ArrayList<>();
    new TreeMap<>(servers)
        .forEach((server, components) ->
            conflicts.addAll(onServer(server, claims(catalog, components, values, dropped))));
    return List.copyOf(conflicts);
  }

  /**
   * The internal ports that no other program may take on a server with these components, in the
   * order of the catalog. A component whose internal ports are the platform's adds those.
   */
  public static List<Claim> mustBeFree(
      Catalog catalog, List<String> components, Map<String, Ranges> values) {
    Set<String> carried = new TreeSet<>(components);
    boolean platform =
        catalog.components().stream()
            .anyMatch(component ->
                carried.contains(component.id()) && component.internal() == Statement.SAME_AS_PLAT);
    if (platform) {
      carried.add(PLATFORM);
    }
    return claims(catalog, List.copyOf(carried), values, Set.of()).stream()
        .filter(claim -> isInternal(catalog, claim))
        .toList();
  }

  private static boolean isInternal(Catalog catalog, Claim claim) {
    return catalog.entries().stream()
        .anyMatch(
            entry -> entry.id().equals(claim.entry()) && entry.scope() == Entry.Scope.INTERNAL);
  }

  private static List<Claim> claims(
      Catalog catalog, List<String> components, Map<String, Ranges> values, Set<String> dropped) {
    List<Claim> claims = new ArrayList<>();
    for (Component component : catalog.components()) {
      if (!components.contains(component.id())) {
        continue;
      }
      for (Entry entry : component.entries()) {
        // A row of a component that was installed apart does not exist beside the platform.
        boolean apart = entry.when().filter("distributed"::equals).isPresent();
        if (entry.servedBy().isEmpty() && !(apart && components.contains(PLATFORM))) {
          claims.addAll(claims(component, entry, values, dropped));
        }
      }
    }
    return claims;
  }

  private static List<Claim> claims(
      Component component, Entry entry, Map<String, Ranges> values, Set<String> dropped) {
    Map<String, Ranges> listening = new TreeMap<>();
    for (Flow flow : entry.flows(true, values, dropped)) {
      // Only flows to the component's own servers: those to another component's are its rows too.
      if (flow.to().equals(Role.SERVERS) && flow.ports().isPresent()) {
        listening.merge(flow.protocol(), flow.ports().get(), Ranges::union);
      }
    }
    return listening.entrySet().stream()
        .map(port ->
            new Claim(
                entry.id(), component.id(), port.getKey(), port.getValue(), entry.processes()))
        .toList();
  }

  private static List<Conflict> onServer(String server, List<Claim> claims) {
    Map<String, Ranges> wanted = new TreeMap<>();
    for (Claim claim : claims) {
      wanted.merge(claim.protocol(), claim.ports(), Ranges::union);
    }
    List<Conflict> conflicts = new ArrayList<>();
    wanted.forEach((protocol, ports) -> {
      for (Range range : ports.list()) {
        for (int port = range.low(); port <= range.high(); port++) {
          at(server, protocol, port, claims, conflicts);
        }
      }
    });
    return conflicts;
  }

  private static void at(
      String server, String protocol, int port, List<Claim> all, List<Conflict> conflicts) {
    List<Claim> claims =
        all.stream()
            .filter(claim -> claim.protocol().equals(protocol) && claim.ports().contains(port))
            .toList();
    if (!anyPair(claims, false)) {
      return;
    }
    int last = conflicts.size() - 1;
    if (last >= 0
        && conflicts.get(last).claims().equals(claims)
        && conflicts.get(last).server().equals(server)) {
      Conflict before = conflicts.get(last);
      Ranges ports = before.ports().union(Ranges.of(port));
      conflicts.set(last, new Conflict(server, protocol, ports, claims, before.certain()));
    } else {
      conflicts.add(new Conflict(server, protocol, Ranges.of(port), claims, anyPair(claims, true)));
    }
  }

  private static boolean anyPair(List<Claim> claims, boolean certain) {
    return claims.stream()
        .anyMatch(one -> claims.stream().anyMatch(other -> contradict(one, other, certain)));
  }

  private static boolean contradict(Claim one, Claim other, boolean certain) {
    if (one.component().equals(other.component())
        || (certain && (one.processes().isEmpty() || other.processes().isEmpty()))) {
      return false;
    }
    Set<String> processes = lowerCase(one.processes());
    processes.retainAll(lowerCase(other.processes()));
    return processes.isEmpty();
  }

  /** The source spells one process in two ways. */
  private static Set<String> lowerCase(List<String> processes) {
    Set<String> lower = new TreeSet<>();
    processes.forEach(process -> lower.add(process.toLowerCase(Locale.ROOT)));
    return lower;
  }
}

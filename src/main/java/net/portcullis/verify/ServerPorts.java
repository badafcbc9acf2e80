package net.portcullis.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.portcullis.acl.Ranges;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.Conflicts;
import net.portcullis.inventory.Inventory;
import net.portcullis.session.RemoteShell;
import net.portcullis.session.SessionException;

/**
 * Looks on the application's servers whether its internal ports are left to it. A server is looked
 * at over the login of the vantage point that its {@code check} names; Linux servers only, because
 * {@code ss} is asked. Nothing is changed there.
 */
public final class ServerPorts {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Longer output is cut off by the shell, so what it lacks cannot be known. */
  private static final int MOST_OUTPUT = 64 * 1024;

  /** The kernel keeps no more of a process's name. */
  private static final int LONGEST_NAME = 15;

  private final Prober.Shells shells;

  /** A check that logs in through these. */
  public ServerPorts(Prober.Shells shells) {
    this.shells = shells;
  }

  /** What a port that must be free was found to be. */
  public enum Verdict {
    /** Nothing but the application's own process listens. */
    OWN,
    /** Another process listens. */
    TAKEN,
    /** Something listens, and whether it is the application's cannot be told. */
    UNCLEAR;

    /** As reports spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A port that must be free and on which something listens.
   *
   * @param process as the server names it, not yet safe to print; absent where it does not
   * @param rows ids of the catalog rows that claim the port
   */
  public record Finding(
      String protocol, int port, Optional<String> process, List<String> rows, Verdict verdict) {
    public Finding {
      rows = List.copyOf(rows);
    }
  }

  /**
   * What was seen of one server.
   *
   * @param claimed how many ports must be free; those that no finding names are
   * @param problem why the server or a part of its answer could not be read, not yet safe to print
   */
  public record Seen(String server, int claimed, List<Finding> findings, Optional<String> problem) {
    public Seen {
      findings = List.copyOf(findings);
    }

    /** True where another process has a port. */
    public boolean contradicts() {
      return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.TAKEN);
    }

    /** True where something could not be told. */
    public boolean unclear() {
      return problem.isPresent()
          || findings.stream().anyMatch(finding -> finding.verdict() == Verdict.UNCLEAR);
    }
  }

  /** Looks at every server of the inventory in turn. */
  public List<Seen> look(Catalog catalog, Inventory inventory) {
    List<Seen> seen = new ArrayList<>();
    for (Inventory.Server server : inventory.servers()) {
      List<Conflicts.Claim> claims =
          Conflicts.mustBeFree(catalog, server.components(), inventory.options().parameters());
      seen.add(look(server, claims, inventory));
    }
    return seen;
  }

  private Seen look(Inventory.Server server, List<Conflicts.Claim> claims, Inventory inventory) {
    if (server.check().isEmpty()) {
      return blind(
          server, claims, "not looked at: 'check' names no vantage point for it in the inventory");
    }
    Optional<Inventory.Vantage> vantage =
        inventory.vantages().stream()
            .filter(each -> each.name().equals(server.check().get()))
            .filter(each -> each.kind() == Inventory.Vantage.Kind.SSH)
            .findFirst();
    if (vantage.isEmpty() || vantage.get().login().isEmpty()) {
      return blind(
          server, claims, "not looked at: '" + server.check().get() + "' is no SSH vantage point");
    }
    try (RemoteShell shell = shells.open(vantage.get().login().get())) {
      RemoteShell.Ran ran = shell.run("LC_ALL=C ss -H -lntup", PATIENCE);
      if (ran.status() != 0) {
        return blind(server, claims, "'ss' failed there: " + ran.output().strip());
      }
      return judged(server, claims, ran.output());
    } catch (SessionException unreachable) {
      return blind(server, claims, String.valueOf(unreachable.getMessage()));
    }
  }

  private static Seen blind(Inventory.Server server, List<Conflicts.Claim> claims, String why) {
    return new Seen(server.name(), ports(claims), List.of(), Optional.of(why));
  }

  private static Seen judged(Inventory.Server server, List<Conflicts.Claim> claims, String output) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    Optional<String> problem =
        output.length() < MOST_OUTPUT
            ? Optional.empty()
            : Optional.of("more sockets listen there than could be read");
    for (String line : output.lines().filter(one -> !one.isBlank()).toList()) {
      Optional<Listener> listener = Listener.read(line);
      if (listener.isEmpty()) {
        problem = problem.or(() -> Optional.of("a line of 'ss' could not be read: " + line));
      }
      listener
          .flatMap(one -> finding(one, claims))
          // A process may listen on several addresses: that is told once.
          .ifPresent(one ->
              findings.merge(
                  one.protocol() + " " + one.port() + " " + one.process(),
                  one,
                  (before, after) -> before));
    }
    return new Seen(server.name(), ports(claims), List.copyOf(findings.values()), problem);
  }

  private static Optional<Finding> finding(Listener listener, List<Conflicts.Claim> claims) {
    List<Conflicts.Claim> claiming =
        claims.stream()
            .filter(claim ->
                claim.protocol().equals(listener.protocol())
                    && claim.ports().contains(listener.port()))
            .toList();
    if (claiming.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            listener.protocol(),
            listener.port(),
            listener.process(),
            claiming.stream().map(Conflicts.Claim::entry).distinct().toList(),
            verdict(listener, claiming)));
  }

  private static Verdict verdict(Listener listener, List<Conflicts.Claim> claims) {
    TreeSet<String> known = new TreeSet<>();
    claims.forEach(claim -> claim.processes().forEach(name -> known.add(shortened(name))));
    if (listener.process().isEmpty() || known.isEmpty()) {
      return Verdict.UNCLEAR;
    }
    String name = shortened(listener.process().get());
    if (known.contains(name)) {
      return Verdict.OWN;
    }
    // Programs of many makers run as java, the application's among them; and where the source gives
    // a process the name of a file on another system, this system's name for it is not known.
    boolean elsewhere =
        claims.stream().flatMap(claim -> claim.processes().stream()).anyMatch(ServerPorts::foreign);
    return elsewhere || name.equals("java") ? Verdict.UNCLEAR : Verdict.TAKEN;
  }

  private static boolean foreign(String process) {
    return process.toLowerCase(Locale.ROOT).endsWith(".exe")
        || process.chars().anyMatch(c -> c > 126);
  }

  /** As the kernel keeps it, whatever its case, and without what another system appends. */
  private static String shortened(String process) {
    String lower = process.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".exe") ? lower.substring(0, lower.length() - 4) : lower;
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private static int ports(List<Conflicts.Claim> claims) {
    Map<String, Ranges> all = new LinkedHashMap<>();
    claims.forEach(claim -> all.merge(claim.protocol(), claim.ports(), Ranges::union));
    return all.values().stream()
        .flatMap(ranges -> ranges.list().stream())
        .mapToInt(range -> range.high() - range.low() + 1)
        .sum();
  }
}

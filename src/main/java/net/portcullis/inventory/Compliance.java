package net.portcullis.inventory;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Place;

/**
 * What checks hold devices against besides the allowlist, and what they let stand.
 *
 * @param kept how long the history of findings is kept
 * @param rules by a rule's name, what it matters here: {@code off}, {@code info}, {@code warning}
 *     or {@code error}
 * @param forbidden protocols by which nobody may manage a device
 * @param agents an agent is asked too whether it shows what the command line shows
 * @param probes probes are sent too
 */
public record Compliance(
    Duration kept,
    Map<String, String> rules,
    Set<Forbidden> forbidden,
    boolean agents,
    boolean probes,
    List<Waiver> waivers,
    List<Contract> contracts) {

  /** How long findings are kept where the inventory does not say. */
  public static final Duration USUALLY_KEPT = Duration.ofDays(400);

  public Compliance {
    rules = Map.copyOf(rules);
    forbidden = Set.copyOf(forbidden);
    waivers = List.copyOf(waivers);
    contracts = List.copyOf(contracts);
  }

  /** For an inventory that says nothing of it. */
  public static Compliance usual() {
    return new Compliance(USUALLY_KEPT, Map.of(), Set.of(), false, false, List.of(), List.of());
  }

  /** A protocol that carries passwords in clear text. */
  public enum Forbidden {
    TELNET("telnet"),
    SNMP_V1("snmp-v1"),
    SNMP_V2C("snmp-v2c");

    private final String text;

    Forbidden(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * Which places on which devices a statement means.
   *
   * @param devices selectors; empty for every device
   * @param bindings names of bindings; empty for every binding
   */
  public record Scope(List<String> devices, List<String> bindings) {
    public Scope {
      devices = List.copyOf(devices);
      bindings = List.copyOf(bindings);
    }

    public boolean includes(Device device) {
      return devices.isEmpty() || new Selection(devices).includes(device);
    }

    public boolean includes(Binding binding) {
      return bindings.isEmpty() || bindings.contains(binding.name());
    }
  }

  /**
   * Findings that are left to stand for a time, and who answers for it.
   *
   * @param rule the rule's name
   * @param fingerprint of one finding; absent for each that the rest of the statement means
   * @param region the packets, as a check prints them; absent likewise
   * @param expires the last day on which it holds
   */
  public record Waiver(
      String name,
      String rule,
      Scope scope,
      Optional<String> fingerprint,
      Optional<String> region,
      String owner,
      String reason,
      LocalDate expires,
      Place place) {}

  /**
   * What must hold of some packets, whatever the catalog says, wherever they cross a binding.
   *
   * @param permit true where all of them must pass, false where none may
   */
  public record Contract(
      String name, boolean permit, List<Traffic> packets, Scope scope, String reason, Place place) {
    public Contract {
      packets = List.copyOf(packets);
    }
  }

  /** Packets that a contract speaks of. */
  public sealed interface Traffic {
    /** One packet, or one with any source port. */
    record One(Packet packet) implements Traffic {}

    /**
     * A set of packets.
     *
     * @param from role names, prefixes or {@code any}
     * @param to likewise
     * @param ports destination ports; absent for any
     * @param icmp TYPE or TYPE/CODE as in IPv4; absent for any
     */
    record Set(
        List<String> from,
        List<String> to,
        String protocol,
        Optional<Ranges> ports,
        Optional<String> icmp)
        implements Traffic {
      public Set {
        from = List.copyOf(from);
        to = List.copyOf(to);
      }
    }
  }
}

package net.portcullis.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Inventory.Vantage;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Rule;

/**
 * Chooses the probes for a list: each port that it permits from a vantage point to a single host,
 * and for each such host a few that it denies. What becomes of a packet is asked of the list
 * itself.
 */
final class ProbePlan {
  private static final int MOST_FOR_A_LIST = 400;
  private static final int MOST_SIMULATED = 40;
  private static final int MOST_SIMULATED_SOURCES = 6;

  /** Ports that no row of any catalog names, asked in vain on purpose. */
  private static final List<Integer> STRANGE_PORTS = List.of(1, 4444, 31337);

  private ProbePlan() {}

  static List<Probe> of(List<Intent> intents, List<Vantage> vantages) {
    Map<String, Probe> probes = new LinkedHashMap<>();
    for (Intent intent : intents) {
      AccessList list = intent.accessList();
      int before = probes.size();
      for (Vantage vantage : vantages) {
        for (Address source : sources(vantage, intent)) {
          for (Packet packet : packets(intent, source)) {
            Optional<Boolean> open = fate(list, packet);
            if (open.isPresent() && probes.size() - before < most(vantage)) {
              Probe probe = new Probe(packet, vantage.name(), open.get());
              probes.putIfAbsent(vantage.name() + " " + packet, probe);
            }
          }
        }
      }
    }
    return List.copyOf(probes.values());
  }

  /**
   * Where probes come from. An emulated device answers for its own lists alone, under its own name,
   * and sends nothing: so it can be asked about the sources that the list itself names.
   */
  private static List<Address> sources(Vantage vantage, Intent intent) {
    boolean asked = vantage.kind() == Vantage.Kind.SIMULATED && vantage.addresses().isEmpty();
    if (!asked) {
      return vantage.addresses().stream()
          .filter(prefix -> prefix.family() == intent.family())
          .map(Prefix::address)
          .toList();
    }
    if (!vantage.name().equals(intent.device().name())) {
      return List.of();
    }
    return intent.rules().stream()
        .filter(rule -> rule.action() == Verdict.PERMIT)
        .flatMap(rule -> rule.match().sources().stream())
        .filter(mask -> mask.prefixLength() > 0)
        .map(ProbePlan::firstHost)
        .distinct()
        .limit(MOST_SIMULATED_SOURCES)
        .toList();
  }

  private static Address firstHost(AddressMask mask) {
    Address network = mask.value();
    return mask.prefixLength() == network.family().bits()
        ? network
        : new Address(network.family(), network.high(), network.low() | 1);
  }

  private static int most(Vantage vantage) {
    return vantage.kind() == Vantage.Kind.SIMULATED ? MOST_SIMULATED : MOST_FOR_A_LIST;
  }

  private static Optional<Boolean> fate(AccessList list, Packet packet) {
    return switch (Evaluator.evaluate(list, packet).verdict()) {
      case PERMIT -> Optional.of(true);
      case DENY -> Optional.of(false);
      case UNKNOWN -> Optional.empty();
    };
  }

  private static List<Packet> packets(Intent intent, Address source) {
    List<Packet> packets = new ArrayList<>();
    List<Address> hosts = new ArrayList<>();
    for (Rule rule : intent.rules()) {
      Match match = rule.match();
      boolean opens = rule.action() == Verdict.PERMIT && match.established().isEmpty();
      if (!opens || match.sources().stream().noneMatch(mask -> mask.contains(source))) {
        continue;
      }
      for (AddressMask mask : match.destinations()) {
        if (mask.prefixLength() == mask.family().bits()) {
          Address host = mask.value();
          if (!hosts.contains(host)) {
            hosts.add(host);
          }
          permitted(match, source, host, packets);
        }
      }
    }
    for (Address host : hosts) {
      for (int port : STRANGE_PORTS) {
        packets.add(Packet.of(Match.TCP, source, OptionalInt.empty(), host, port));
      }
    }
    return packets;
  }

  private static void permitted(Match match, Address source, Address host, List<Packet> packets) {
    for (int protocol : new int[] {Match.TCP, Match.UDP}) {
      if (match.protocols().contains(protocol) && match.sourcePorts().isEmpty()) {
        for (int port : sample(match.destinationPorts())) {
          packets.add(Packet.of(protocol, source, OptionalInt.empty(), host, port));
        }
      }
    }
    int echo = source.family() == Family.IPV4 ? 8 : 128;
    if (match.protocols().contains(Match.icmpProtocol(source.family()))
        && match.icmp().stream().anyMatch(icmp -> icmp.contains(echo, 0))) {
      packets.add(
          Packet.parse(
              source.family() == Family.IPV4
                  ? "icmp %s > %s 8/0".formatted(source, host)
                  : "icmp [%s] > [%s] 128/0".formatted(source, host)));
    }
  }

  /** The ends of each range; nothing where every port is meant, for there is none to choose. */
  private static List<Integer> sample(Optional<Ranges> ports) {
    List<Integer> sample = new ArrayList<>();
    for (Range range : ports.map(Ranges::list).orElse(List.of())) {
      sample.add(range.low());
      if (range.high() > range.low()) {
        sample.add(range.high());
      }
    }
    return sample;
  }
}

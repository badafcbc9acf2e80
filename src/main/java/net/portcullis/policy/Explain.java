package net.portcullis.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.inventory.Inventory;

/** Which rule decides a packet wherever it crosses, and why that rule stands there. */
public final class Explain {
  private static final int NEAREST = 3;

  private Explain() {}

  /**
   * What one list does with the packet.
   *
   * @param action UNKNOWN where the packet stands for several that are decided differently
   * @param rule the rule that decides, the first of them where they differ; absent only where no
   *     rule matches
   * @param why of that rule's reasons those that speak of this packet
   * @param nearest for a denied packet, the permits that come nearest and what keeps each from it
   */
  public record Answer(
      Intent intent, Verdict action, Optional<Rule> rule, List<Reason> why, List<Near> nearest) {
    public Answer {
      why = List.copyOf(why);
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * A permit, as it was before merging, that does not take the packet.
   *
   * @param differences what would have to be otherwise, such as {@code destination port 22-23}
   */
  public record Near(Rule rule, List<String> differences) {
    public Near {
      differences = List.copyOf(differences);
    }
  }

  /** The answers of the lists that the packet meets on its way, in the order of the intents. */
  public static List<Answer> of(Packet packet, Inventory inventory, List<Intent> intents) {
    List<Answer> answers = new ArrayList<>();
    for (Intent intent : intents) {
      if (intent.family() == packet.family() && meets(packet, inventory, intent)) {
        answers.add(answer(packet, intent));
      }
    }
    return answers;
  }

  /** True where the packet goes from one side of the binding to the other in that direction. */
  private static boolean meets(Packet packet, Inventory inventory, Intent intent) {
    Optional<Inventory.Site> site = inventory.site(intent.device().site());
    if (site.isEmpty()) {
      return false;
    }
    Binding binding = intent.binding();
    Area inside = Area.of(site.get(), binding.inside());
    Area outside = Area.of(site.get(), binding.outside());
    boolean inward = binding.inward(intent.direction());
    Area source = inward ? outside : inside;
    Area destination = inward ? inside : outside;
    boolean from = lies(packet.source(), source, !inward, binding);
    boolean to = lies(packet.destination(), destination, inward, binding);
    Area faced = binding.faces() == Binding.Faces.INSIDE ? inside : outside;
    boolean in = intent.direction() == Direction.IN;
    boolean peer = Management.throughPeer(intent.device(), faced);
    return (from && to)
        || (in
            && own(intent.device(), packet.destination())
            && (peer || faced.contains(packet.source())))
        || (!in && own(intent.device(), packet.source()) && faced.contains(packet.destination()));
  }

  /** An inside address may be written as the device sees it. */
  private static boolean lies(Address address, Area area, boolean inside, Binding binding) {
    return area.contains(address)
        || (inside
            && binding.seenAs().stream().anyMatch(seen -> seen.translated().contains(address)));
  }

  private static boolean own(Device device, Address address) {
    return Management.own(device).stream().anyMatch(prefix -> prefix.contains(address));
  }

  private static Answer answer(Packet packet, Intent intent) {
    Evaluator.Decision decision = Evaluator.evaluate(intent.accessList(), packet);
    Optional<Rule> rule =
        decision.line().map(line -> intent.rules().get(line.origin().number() - 1));
    return new Answer(
        intent,
        decision.verdict(),
        rule,
        rule.map(decisive -> intent.why(decisive, packet)).orElse(List.of()),
        decision.verdict() == Verdict.PERMIT ? List.of() : nearest(packet, intent.plain()));
  }

  /**
   * Fewest differences first; among equals the earlier rule, and one for each reason. A wrong
   * protocol counts double.
   */
  private static List<Near> nearest(Packet packet, List<Rule> rules) {
    record Scored(Near near, int score) {}
    Set<List<Reason>> named = new HashSet<>();
    return rules.stream()
        .filter(rule -> rule.action() == Verdict.PERMIT && !any(rule.match()))
        .map(rule -> new Near(rule, differences(rule.match(), packet)))
        .filter(near -> !near.differences().isEmpty())
        .map(near -> new Scored(near, score(near, packet)))
        .sorted(Comparator.comparingInt(Scored::score))
        .map(Scored::near)
        .filter(near -> named.add(near.rule().why()))
        .limit(NEAREST)
        .toList();
  }

  private static int score(Near near, Packet packet) {
    boolean protocol = near.rule().match().protocols().contains(packet.protocol());
    return near.differences().size() * 2 + (protocol ? 0 : 3);
  }

  private static boolean any(Match match) {
    return match.sources().getFirst().isAny() && match.destinations().getFirst().isAny();
  }

  private static List<String> differences(Match match, Packet packet) {
    List<String> differences = new ArrayList<>();
    if (!match.protocols().contains(packet.protocol())) {
      differences.add("protocol " + match.protocols());
    }
    address("source", match.sources(), packet.source()).ifPresent(differences::add);
    address("destination", match.destinations(), packet.destination()).ifPresent(differences::add);
    match
        .sourcePorts()
        .filter(ports -> !packet.carriesPorts() || outside(ports, packet.sourcePort()))
        .ifPresent(ports -> differences.add("source port " + ports));
    match
        .destinationPorts()
        .filter(ports -> !packet.carriesPorts() || outside(ports, packet.destinationPort()))
        .ifPresent(ports -> differences.add("destination port " + ports));
    if (!match.icmp().isEmpty()
        && packet
            .icmp()
            .filter(icmp ->
                match.icmp().stream().anyMatch(one -> one.contains(icmp.type(), icmp.code())))
            .isEmpty()) {
      differences.add(
          "ICMP type " + match.icmp().stream().map(one -> one.types().toString()).toList());
    }
    match
        .established()
        .filter(set -> packet.fragment() || set != packet.established())
        .ifPresent(set -> differences.add(set ? "an established connection" : "a new connection"));
    if (!match.states().contains(packet.state())) {
      differences.add("connection state " + match.states().stream().sorted().toList());
    }
    if (differences.isEmpty() && !Evaluator.matches(match, packet)) {
      differences.add("its place in a fragmented datagram");
    }
    return differences;
  }

  private static boolean outside(Ranges ports, OptionalInt port) {
    return port.isPresent()
        ? !ports.contains(port.getAsInt())
        : !ports.containsAll(Ranges.anyPort());
  }

  private static Optional<String> address(String side, List<AddressMask> masks, Address address) {
    if (masks.stream().anyMatch(mask -> mask.contains(address))) {
      return Optional.empty();
    }
    List<Prefix> prefixes = masks.stream().limit(3).map(Minimiser::prefix).toList();
    return Optional.of(
        side
            + " "
            + String.join(", ", prefixes.stream().map(Prefix::toString).toList())
            + (masks.size() > 3 ? ", ..." : ""));
  }
}

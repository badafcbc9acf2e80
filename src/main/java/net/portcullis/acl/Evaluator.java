package net.portcullis.acl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an access list does with one packet, by walking down its lines. It shares nothing with the
 * packet-set engine, so that each can be held against the other.
 */
public final class Evaluator {
  private Evaluator() {}

  /**
   * What becomes of a packet.
   *
   * @param line the line that decides, or the one that makes the answer unknown; absent where no
   *     line matches and the list's default decides. Where source ports are open and their verdicts
   *     differ it is the first line that decides some of them.
   */
  public record Decision(Verdict verdict, Optional<Line> line) {}

  /**
   * Evaluates a packet. Without a source port it stands for all of them, and the verdict is UNKNOWN
   * where they differ.
   */
  public static Decision evaluate(AccessList list, Packet packet) {
    if (!packet.carriesPorts() || packet.sourcePort().isPresent()) {
      return walk(list.lines(), list.otherwise(), packet);
    }
    List<Line> touching =
        list.lines().stream().filter(line -> matchesSomeSourcePort(line, packet)).toList();
    Optional<Decision> common = Optional.empty();
    boolean mixed = false;
    for (int port : boundaries(touching)) {
      Decision decision = walk(touching, list.otherwise(), packet.withSourcePort(port));
      mixed |= common.isPresent() && common.get().verdict() != decision.verdict();
      if (common.isEmpty() || earlier(touching, decision, common.get())) {
        common = Optional.of(decision);
      }
    }
    Decision first = common.orElseThrow();
    return mixed ? new Decision(Verdict.UNKNOWN, first.line()) : first;
  }

  /** True where the match takes the packet; one without source port as if it had each of them. */
  public static boolean matches(Match match, Packet packet) {
    return matchesApartFromSourcePort(match, packet)
        && (match.sourcePorts().isEmpty()
            || (packet.carriesPorts()
                && (packet.sourcePort().isPresent()
                    ? match.sourcePorts().get().contains(packet.sourcePort().getAsInt())
                    : match.sourcePorts().get().containsAll(Ranges.anyPort()))));
  }

  private static Decision walk(List<Line> lines, Verdict otherwise, Packet packet) {
    Optional<Line> permitting = Optional.empty();
    Optional<Line> denying = Optional.empty();
    Decision last = new Decision(otherwise, Optional.empty());
    for (Line line : lines) {
      if (!takes(line, packet)) {
        continue;
      }
      if (line.exact() || line.verdict() == Verdict.UNKNOWN) {
        last = new Decision(line.verdict(), Optional.of(line));
        break;
      }
      if (line.verdict() == Verdict.PERMIT) {
        permitting = permitting.isPresent() ? permitting : Optional.of(line);
      } else {
        denying = denying.isPresent() ? denying : Optional.of(line);
      }
    }
    if (last.verdict() == Verdict.UNKNOWN) {
      return last;
    }
    // A line of uncertain reach matters only where what follows decides otherwise.
    Optional<Line> doubt = last.verdict() == Verdict.PERMIT ? denying : permitting;
    return doubt.isPresent() ? new Decision(Verdict.UNKNOWN, doubt) : last;
  }

  private static boolean takes(Line line, Packet packet) {
    List<Match> matches = line.matches();
    for (int i = 0; i < matches.size(); i++) {
      if (matches(matches.get(i), packet)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesSomeSourcePort(Line line, Packet packet) {
    for (Match match : line.matches()) {
      if (matchesApartFromSourcePort(match, packet)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matchesApartFromSourcePort(Match match, Packet packet) {
    // What most lines fail by stands first.
    return match.family() == packet.family()
        && contains(match.destinations(), packet.destination())
        && contains(match.sources(), packet.source())
        && match.protocols().contains(packet.protocol())
        && match.states().contains(packet.state())
        && takesFragment(match.fragments(), packet.fragment())
        && (match.destinationPorts().isEmpty()
            || (packet.destinationPort().isPresent()
                && match.destinationPorts().get().contains(packet.destinationPort().getAsInt())))
        && takesIcmp(match.icmp(), packet)
        && (match.established().isEmpty()
            || (packet.protocol() == Match.TCP
                && !packet.fragment()
                && match.established().get() == packet.established()));
  }

  private static boolean takesFragment(Fragments which, boolean later) {
    return switch (which) {
      case ANY -> true;
      case NOT_LATER -> !later;
      case LATER -> later;
    };
  }

  private static boolean contains(List<AddressMask> masks, Address address) {
    // Asked for every line of long lists: no iterator.
    for (int i = 0; i < masks.size(); i++) {
      if (masks.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesIcmp(List<IcmpMatch> wanted, Packet packet) {
    if (wanted.isEmpty()) {
      return true;
    }
    if (packet.icmp().isEmpty()) {
      return false;
    }
    Packet.Icmp icmp = packet.icmp().get();
    for (IcmpMatch match : wanted) {
      if (match.contains(icmp.type(), icmp.code())) {
        return true;
      }
    }
    return false;
  }

  /** One source port from each stretch in which every line says the same. */
  private static Set<Integer> boundaries(List<Line> lines) {
    Set<Integer> starts = new TreeSet<>();
    starts.add(0);
    for (Line line : lines) {
      for (Match match : line.matches()) {
        for (Range range : match.sourcePorts().map(Ranges::list).orElse(List.of())) {
          starts.add(range.low());
          if (range.high() < 65535) {
            starts.add(range.high() + 1);
          }
        }
      }
    }
    return starts;
  }

  private static boolean earlier(List<Line> lines, Decision one, Decision other) {
    int place = one.line().map(lines::indexOf).orElse(lines.size());
    return place < other.line().map(lines::indexOf).orElse(lines.size());
  }
}

package net.portcullis.acl;

import java.util.EnumSet;
import java.util.Set;

/**
 * First match said a second time, for judging the engine and the evaluator: a line of uncertain
 * reach is followed both ways, and the answer is known where both ways end alike.
 */
public final class BruteForce {
  private BruteForce() {}

  public static Verdict verdict(AccessList list, Packet packet) {
    Set<Verdict> ends = ends(list, 0, packet);
    return ends.size() == 1 ? ends.iterator().next() : Verdict.UNKNOWN;
  }

  private static Set<Verdict> ends(AccessList list, int from, Packet packet) {
    for (int i = from; i < list.lines().size(); i++) {
      Line line = list.lines().get(i);
      boolean hit = false;
      for (Match match : line.matches()) {
        hit |= hits(match, packet);
      }
      if (hit) {
        Set<Verdict> ends = either(line.verdict());
        if (!line.exact()) {
          ends.addAll(ends(list, i + 1, packet));
        }
        return ends;
      }
    }
    return either(list.otherwise());
  }

  private static Set<Verdict> either(Verdict verdict) {
    return verdict == Verdict.UNKNOWN
        ? EnumSet.of(Verdict.PERMIT, Verdict.DENY)
        : EnumSet.of(verdict);
  }

  static boolean hits(Match match, Packet packet) {
    boolean v4 = packet.source().family() == Family.IPV4;
    if ((match.family() == Family.IPV4) != v4) {
      return false;
    }
    boolean hasPorts =
        !packet.fragment()
            && switch (packet.protocol()) {
              case 6, 17, 33, 132, 136 -> true;
              default -> false;
            };
    boolean hasIcmp = !packet.fragment() && packet.protocol() == (v4 ? 1 : 58);
    boolean hasFlags = !packet.fragment() && packet.protocol() == 6;
    if (!in(match.protocols(), packet.protocol())
        || match.sources().stream().noneMatch(mask -> in(mask, packet.source()))
        || match.destinations().stream().noneMatch(mask -> in(mask, packet.destination()))) {
      return false;
    }
    if (match.fragments() == Fragments.LATER && !packet.fragment()) {
      return false;
    }
    if (match.fragments() == Fragments.NOT_LATER && packet.fragment()) {
      return false;
    }
    if (match.sourcePorts().isPresent()
        && !(hasPorts && in(match.sourcePorts().get(), packet.sourcePort().getAsInt()))) {
      return false;
    }
    if (match.destinationPorts().isPresent()
        && !(hasPorts && in(match.destinationPorts().get(), packet.destinationPort().getAsInt()))) {
      return false;
    }
    if (match.established().isPresent()
        && !(hasFlags && packet.established() == match.established().get())) {
      return false;
    }
    if (!match.icmp().isEmpty()) {
      boolean some = false;
      for (IcmpMatch icmp : match.icmp()) {
        some |=
            hasIcmp
                && in(icmp.types(), packet.icmp().get().type())
                && in(icmp.codes(), packet.icmp().get().code());
      }
      if (!some) {
        return false;
      }
    }
    return match.states().stream().anyMatch(state -> state == packet.state());
  }

  private static boolean in(Ranges ranges, int number) {
    for (Range range : ranges.list()) {
      if (number >= range.low() && number <= range.high()) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(AddressMask mask, Address address) {
    return ((mask.value().low() ^ address.low()) & mask.mask().low()) == 0
        && ((mask.value().high() ^ address.high()) & mask.mask().high()) == 0;
  }
}

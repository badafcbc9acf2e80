package net.portcullis.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * The protocols whose connections a platform follows by itself: its lists are asked about packets
 * that open one, and never about others. What belongs to a connection that was let through passes,
 * what neither opens one nor belongs to one does not, and no line can say otherwise.
 *
 * @param protocols numbers; empty where lists are asked about every packet
 */
public record Followed(Ranges protocols) {
  /** Lists are asked about every packet. */
  public static final Followed NONE = new Followed(Ranges.none());

  private static final Set<ConnectionState> KNOWN =
      EnumSet.of(ConnectionState.REPLY, ConnectionState.RELATED);

  public boolean isEmpty() {
    return protocols.isEmpty();
  }

  /** True where replies to what a demand permits pass by themselves. */
  boolean follows(String protocol) {
    return switch (protocol) {
      case "tcp" -> protocols.contains(Match.TCP);
      case "udp" -> protocols.contains(Match.UDP);
      default -> false;
    };
  }

  /** Packets that pass without a list being asked. */
  public Match passing(Family family) {
    return Match.any(family).withProtocols(protocols).withStates(KNOWN);
  }

  /** Packets that are dropped whatever a list says. */
  public Match dropped(Family family) {
    return Match.any(family)
        .withProtocols(protocols)
        .withStates(EnumSet.of(ConnectionState.INVALID));
  }

  /** The same as lines that nobody wrote, to stand before a list's own. */
  public List<Line> lines(Family family) {
    return isEmpty()
        ? List.of()
        : List.of(
            Line.of(
                Verdict.PERMIT,
                passing(family),
                new Line.Origin(0, "(a packet of a connection that was let through)")),
            Line.of(
                Verdict.DENY, dropped(family), new Line.Origin(0, "(a packet of no connection)")));
  }

  /** What a list means where packets meet it on such a platform. */
  public AccessList on(AccessList list, Family family) {
    List<Line> lines = new ArrayList<>(lines(family));
    lines.addAll(list.lines());
    return new AccessList(list.name(), lines, list.otherwise());
  }

  /** True where a list is asked about some of the packets. */
  public boolean asks(Match match) {
    return match.states().contains(ConnectionState.NEW)
        || !match.protocols().intersect(protocols.complement(255)).isEmpty();
  }
}

package net.portcullis.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * Writes the plain list of one binding, direction and family: for each demand that crosses, the
 * rules that its packets, its replies, their errors and their fragments need on this platform.
 */
final class ListBuilder {
  private static final Ranges UNPRIVILEGED = Ranges.of(new Range(1024, 65535));

  private final Crossing crossing;
  private final Family family;
  private final Traits traits;
  private final boolean tracked;
  private final HelperPorts helperPorts;
  private final IdentityHashMap<List<Prefix>, List<AddressMask>> masks = new IdentityHashMap<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Set<Prefix> sourceHoles = new TreeSet<>();
  private final Set<Prefix> destinationHoles = new TreeSet<>();
  private final Set<String> risks = new LinkedHashSet<>();

  /**
   * Ports that narrow the data connections of helper protocols.
   *
   * @param ftpPassive ports that FTP servers open for passive connections
   * @param tftpData ports that TFTP servers send from
   */
  record HelperPorts(Optional<Ranges> ftpPassive, Optional<Ranges> tftpData) {}

  /**
   * A builder of one list.
   *
   * @param asymmetric the device may see one direction of a connection only, so what it tracks is
   *     not enough
   */
  ListBuilder(
      Crossing crossing,
      Family family,
      Traits traits,
      boolean asymmetric,
      HelperPorts helperPorts) {
    this.crossing = crossing;
    this.family = family;
    this.traits = traits;
    this.tracked = traits.stateful() && !asymmetric;
    this.helperPorts = helperPorts;
  }

  List<Draft> drafts() {
    return List.copyOf(drafts);
  }

  /** What of the drafted addresses lies in another zone than the packets of this list. */
  Set<Prefix> holes() {
    Set<Prefix> holes = new TreeSet<>(sourceHoles);
    holes.addAll(destinationHoles);
    return holes;
  }

  Set<String> risks() {
    return risks;
  }

  void add(Draft draft) {
    drafts.add(draft);
  }

  void risk(String sentence) {
    risks.add(sentence);
  }

  void demand(Demand demand) {
    boolean guarded = demand.stage() != Stage.MANAGEMENT;
    demand(
        demand,
        guarded ? crossing.ends(demand.from()) : crossing.exact(demand.from()),
        guarded ? crossing.ends(demand.to()) : crossing.exact(demand.to()));
  }

  void demand(Demand demand, Crossing.Ends from, Crossing.Ends to) {
    boolean forward = crosses(from.sources(), to.destinations());
    boolean back = crosses(to.sources(), from.destinations());
    if (!forward && !back) {
      return;
    }
    sourceHoles.addAll(from.sourceHoles());
    sourceHoles.addAll(to.sourceHoles());
    destinationHoles.addAll(from.destinationHoles());
    destinationHoles.addAll(to.destinationHoles());
    if (forward) {
      opening(demand)
          .ifPresent(match -> permit(demand, match, from.sources(), to.destinations(), ""));
    }
    if (back && !tracked && !traits.followed().follows(demand.protocol())) {
      answer(demand)
          .ifPresent(
              match -> permit(demand, match, to.sources(), from.destinations(), "replies: "));
    }
    if (forward && !tracked) {
      attendants(demand, from.sources(), to.destinations());
    }
    if (back && !tracked) {
      attendants(demand, to.sources(), from.destinations());
    }
    demand.helper().ifPresent(helper -> data(demand, helper, from, to));
  }

  private static boolean crosses(List<Prefix> sources, List<Prefix> destinations) {
    return !sources.isEmpty() && !destinations.isEmpty();
  }

  private void permit(
      Demand demand, Match match, List<Prefix> from, List<Prefix> to, String prefix) {
    drafts.add(
        Draft.permit(
            demand.stage(),
            match.withSources(masks(from)).withDestinations(masks(to)),
            words(demand.reason(), prefix)));
  }

  /** One object for one list of addresses, so that later comparisons of them are quick. */
  private List<AddressMask> masks(List<Prefix> prefixes) {
    return masks.computeIfAbsent(prefixes, Prefixes::masks);
  }

  private static Reason words(Reason reason, String prefix) {
    return prefix.isEmpty()
        ? reason
        : new Reason(reason.catalog(), reason.inventory(), prefix + reason.words());
  }

  /** Packets that open the flow or go on with it. */
  private Optional<Match> opening(Demand demand) {
    Match base = Match.any(family);
    Match match = tracked ? base.withStates(EnumSet.of(ConnectionState.NEW)) : base;
    return switch (demand.protocol()) {
      case "ip" -> Optional.of(match);
      case "icmp" -> icmp(match, demand, false);
      default -> Optional.of(ports(match, demand.protocol(), demand.sourcePorts(), demand.ports()));
    };
  }

  /** Packets that answer it. */
  private Optional<Match> answer(Demand demand) {
    Match match = Match.any(family);
    return switch (demand.protocol()) {
      case "ip" -> {
        if (!traits.followed().isEmpty()) {
          risk(
              "Replies of protocols that this platform does not follow, but for ICMP, are not let"
                  + " through where all IP is permitted one way: permit them by an extra permit.");
          yield Optional.of(match.withProtocol(Match.icmpProtocol(family)));
        }
        if (demand.stage() == Stage.EXTRA) {
          risk(
              "Replies to "
                  + demand.reason().inventory().orElse("an IP permit")
                  + " need all IP in the other direction too, so its targets can open connections.");
        }
        yield Optional.of(match);
      }
      case "icmp" -> icmp(match, demand, true);
      case "tcp" ->
          Optional.of(
              ports(match, "tcp", demand.ports(), demand.sourcePorts()).withEstablished(true));
      default -> Optional.of(ports(match, demand.protocol(), demand.ports(), demand.sourcePorts()));
    };
  }

  private static Match ports(
      Match match, String protocol, Optional<Ranges> sources, Optional<Ranges> destinations) {
    Match ported = match.withProtocol(protocol.equals("tcp") ? Match.TCP : Match.UDP);
    if (sources.isPresent()) {
      ported = ported.withSourcePorts(sources.get());
    }
    return destinations.isPresent() ? ported.withDestinationPorts(destinations.get()) : ported;
  }

  private Optional<Match> icmp(Match match, Demand demand, boolean reply) {
    Match any = match.withProtocol(Match.icmpProtocol(family));
    if (demand.icmp().isEmpty()) {
      return Optional.of(any);
    }
    String text = demand.icmp().get();
    return (reply ? IcmpText.reply(text, family) : IcmpText.match(text, family))
        .map(one -> any.withIcmp(List.of(one)));
  }

  /** ICMP errors between the pair, and later fragments where datagrams may be cut. */
  private void attendants(Demand demand, List<Prefix> from, List<Prefix> to) {
    if (demand.protocol().equals("ip")) {
      return;
    }
    boolean management = demand.stage() == Stage.MANAGEMENT;
    Match pair = Match.any(family).withSources(masks(from)).withDestinations(masks(to));
    drafts.add(
        Draft.permit(
            management ? Stage.MANAGEMENT : Stage.ICMP,
            pair.withProtocol(Match.icmpProtocol(family)).withIcmp(IcmpText.errors(family)),
            words(demand.reason(), "ICMP errors about ")));
    boolean whole = traits.stateful() || traits.followed().follows("udp");
    if (!demand.protocol().equals("udp") || whole) {
      return;
    }
    if (family == Family.IPV6 && !traits.fragmentsIpv6()) {
      risk(
          "This platform cannot name later IPv6 fragments, so UDP datagrams that are cut on the way"
              + " do not arrive.");
      return;
    }
    drafts.add(
        Draft.permit(
            management ? Stage.MANAGEMENT : Stage.FRAGMENTS,
            pair.withProtocol(Match.UDP).withFragments(Fragments.LATER),
            words(demand.reason(), "later fragments, which carry no ports, of ")));
  }

  /** The data connections of FTP and TFTP where the device does not recognise them by itself. */
  private void data(Demand demand, String helper, Crossing.Ends from, Crossing.Ends to) {
    if (traits.helpers().contains(helper) && (tracked || !traits.followed().isEmpty())) {
      return;
    }
    String row = demand.reason().catalog().orElse("a permit");
    if (helper.equals("ftp-data")) {
      Ranges passive = helperPorts.ftpPassive().orElse(UNPRIVILEGED);
      demand(
          Demand.data(
              demand,
              true,
              Optional.of(Ranges.of(20)),
              UNPRIVILEGED,
              "FTP's active data connections: " + demand.reason().words()),
          to,
          from);
      demand(
          Demand.data(
              demand,
              false,
              Optional.of(UNPRIVILEGED),
              passive,
              "FTP's passive data connections: " + demand.reason().words()),
          from,
          to);
      risk(
          "FTP ("
              + row
              + ") opens data connections on ports that this platform cannot follow: TCP "
              + passive
              + " is open between its ends. Set the parameter ftp-passive-ports to narrow"
              + " it, or drop the row.");
    } else if (helper.equals("tftp-data")) {
      Ranges data = helperPorts.tftpData().orElse(UNPRIVILEGED);
      demand(
          Demand.data(
              demand,
              true,
              Optional.of(data),
              UNPRIVILEGED,
              "TFTP's data: " + demand.reason().words()),
          to,
          from);
      risk(
          "TFTP ("
              + row
              + ") answers from a port that this platform cannot follow: UDP from "
              + data
              + " is open between its ends. Set the parameter tftp-data-ports to narrow it, or drop"
              + " the row.");
    } else {
      risk(
          "The helper '" + helper + "' of " + row + " is not known, so its data is not permitted.");
    }
  }

  /** The one rule by which a device that tracks connections lets their further packets through. */
  void connections(Reason why) {
    drafts.add(
        Draft.permit(
            Stage.STATE,
            Match.any(family)
                .withStates(EnumSet.of(ConnectionState.REPLY, ConnectionState.RELATED)),
            why));
  }

  /** What becomes of the packets that the device does not ask its lists about. */
  void unasked(Reason passes, Reason dropped) {
    Followed followed = traits.followed();
    drafts.add(Draft.permit(Stage.STATE, followed.passing(family), passes));
    drafts.add(
        new Draft(Stage.STATE, Verdict.DENY, followed.dropped(family), false, List.of(dropped)));
  }

  /** Denies what lies in another zone, so that the rules after it may name larger networks. */
  void guards(Reason why) {
    if (!sourceHoles.isEmpty()) {
      List<Prefix> sources = Prefixes.aggregate(List.copyOf(sourceHoles));
      deny(Match.any(family).withSources(Prefixes.masks(sources)), why);
    }
    if (!destinationHoles.isEmpty()) {
      List<Prefix> destinations = Prefixes.aggregate(List.copyOf(destinationHoles));
      deny(Match.any(family).withDestinations(Prefixes.masks(destinations)), why);
    }
  }

  private void deny(Match match, Reason why) {
    drafts.add(new Draft(Stage.GUARD, Verdict.DENY, match, false, List.of(why)));
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Rule;
import net.portcullis.policy.Traits;

/**
 * Lists of rules such as policy makes them, and stranger ones, from a seed, to try a profile on.
 */
public final class SampleLists {
  private static final List<Integer> NAMED_PORTS =
      List.of(
          7, 9, 13, 19, 20, 21, 22, 23, 25, 37, 42, 43, 49, 53, 65, 67, 68, 69, 70, 79, 80, 88, 90,
          101, 109, 110, 111, 113, 119, 123, 137, 138, 139, 143, 161, 162, 177, 179, 194, 389, 434,
          443, 496, 500, 512, 513, 514, 515, 517, 520, 525, 540, 543, 544, 636, 646, 1812, 1813);

  private static final List<Integer> NAMED_TYPES =
      List.of(0, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);

  private static final List<Integer> NAMED_TYPES_IPV6 =
      List.of(1, 2, 3, 4, 128, 129, 133, 134, 135, 136, 137);

  private final Random random;
  private final Traits traits;

  /**
   * @param traits what the platform can be asked for
   */
  public SampleLists(long seed, Traits traits) {
    this.random = new Random(seed);
    this.traits = traits;
  }

  /** The next list; its last line denies all that is left. */
  public List<Rule> list(Family family) {
    List<Rule> rules = new ArrayList<>();
    int size = 1 + random.nextInt(12);
    for (int seq = 1; seq <= size; seq++) {
      Verdict action = random.nextInt(4) == 0 ? Verdict.DENY : Verdict.PERMIT;
      rules.add(new Rule(seq, action, match(family), random.nextInt(8) == 0, List.of()));
    }
    rules.add(new Rule(size + 1, Verdict.DENY, Match.any(family), false, List.of()));
    return rules;
  }

  /** The next list whose lines name a few sets of networks again and again. */
  public List<Rule> grouped(Family family) {
    List<List<AddressMask>> sets = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      sets.add(networks(family, 5 + random.nextInt(8)));
    }
    List<Rule> rules = new ArrayList<>();
    for (int i = 8 + random.nextInt(8); i > 0; i--) {
      List<AddressMask> set = sets.get(random.nextInt(sets.size()));
      Match match = match(family);
      add(
          rules,
          random.nextInt(4) == 0 ? Verdict.DENY : Verdict.PERMIT,
          random.nextBoolean() ? match.withSources(set) : match.withDestinations(set));
    }
    add(rules, Verdict.DENY, Match.any(family));
    return rules;
  }

  /**
   * A list that has a line for each port and each type of ICMP that platforms have a name for: a
   * name that stands for another number gives it another meaning.
   */
  public static List<Rule> named(Family family) {
    List<Rule> rules = new ArrayList<>();
    Match any = Match.any(family);
    for (int port : NAMED_PORTS) {
      for (int protocol : List.of(Match.TCP, Match.UDP)) {
        Match match = any.withProtocol(protocol).withDestinationPorts(Ranges.of(port));
        rules.add(new Rule(rules.size() + 1, Verdict.PERMIT, match, false, List.of()));
      }
    }
    for (int type : family == Family.IPV4 ? NAMED_TYPES : NAMED_TYPES_IPV6) {
      Match match =
          any.withProtocol(Match.icmpProtocol(family)).withIcmp(List.of(IcmpMatch.type(type)));
      rules.add(new Rule(rules.size() + 1, Verdict.PERMIT, match, false, List.of()));
    }
    rules.add(new Rule(rules.size() + 1, Verdict.DENY, any, false, List.of()));
    return rules;
  }

  /** A list whose lines compare ports, of either side, in every way that there is. */
  public static List<Rule> compared(Family family) {
    Match tcp = Match.any(family).withProtocol(Match.TCP);
    Match udp = Match.any(family).withProtocol(Match.UDP);
    List<Rule> rules = new ArrayList<>();
    for (Ranges ports :
        List.of(
            Ranges.of(7001),
            Ranges.of(new Range(7100, 7200)),
            Ranges.of(new Range(0, 99)),
            Ranges.of(new Range(60_001, 65_535)))) {
      add(rules, Verdict.DENY, tcp.withDestinationPorts(ports));
      add(rules, Verdict.PERMIT, udp.withSourcePorts(ports));
    }
    add(rules, Verdict.PERMIT, tcp.withDestinationPorts(Ranges.of(7300).complement(65_535)));
    add(rules, Verdict.DENY, udp.withSourcePorts(Ranges.of(7300).complement(65_535)));
    add(rules, Verdict.DENY, Match.any(family));
    return rules;
  }

  /** A list whose lines say the same of a few sets of addresses: object groups pay. */
  public static List<Rule> repeated(Family family) {
    List<AddressMask> clients = addresses(family, 9);
    List<AddressMask> servers = addresses(family, 12).subList(9, 12);
    Match there = Match.any(family).withSources(clients).withDestinations(servers);
    Match back = Match.any(family).withSources(servers).withDestinations(clients);
    List<Rule> rules = new ArrayList<>();
    for (int port = 8001; port <= 8008; port++) {
      add(
          rules,
          Verdict.PERMIT,
          there.withProtocol(Match.TCP).withDestinationPorts(Ranges.of(port)));
      add(
          rules,
          Verdict.PERMIT,
          back.withProtocol(Match.UDP).withDestinationPorts(Ranges.of(port)));
    }
    add(rules, Verdict.DENY, Match.any(family));
    return rules;
  }

  /** Networks and hosts, none of which holds another. */
  static List<AddressMask> addresses(Family family, int count) {
    List<AddressMask> masks = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      boolean host = i % 3 == 0;
      masks.add(
          AddressMask.of(
              Prefix.parse(
                  family == Family.IPV4
                      ? "10.40." + i + (host ? ".7/32" : ".0/24")
                      : "2001:db8:40:" + i + (host ? "::7/128" : "::/64"))));
    }
    return masks;
  }

  private static void add(List<Rule> rules, Verdict action, Match match) {
    rules.add(new Rule(rules.size() + 1, action, match, false, List.of()));
  }

  private Match match(Family family) {
    Match match =
        Match.any(family).withSources(addresses(family)).withDestinations(addresses(family));
    switch (random.nextInt(7)) {
      case 0, 1 -> match = ports(match.withProtocol(Match.TCP));
      case 2 -> match = ports(match.withProtocol(Match.UDP));
      case 3 ->
          match = ports(match.withProtocols(Ranges.of(Range.of(Match.TCP), Range.of(Match.UDP))));
      case 4 -> match = match.withProtocol(Match.icmpProtocol(family)).withIcmp(icmp());
      case 5 -> match = match.withProtocol(List.of(47, 50, 89, 103).get(random.nextInt(4)));
      default -> {}
    }
    if (match.protocols().equals(Ranges.of(Match.TCP)) && random.nextInt(3) == 0) {
      match = match.withEstablished(true);
    }
    if (traits.stateful() && random.nextInt(3) == 0) {
      match = match.withStates(states());
    }
    boolean bare =
        match.sourcePorts().isEmpty()
            && match.destinationPorts().isEmpty()
            && match.icmp().isEmpty()
            && match.established().isEmpty();
    if (bare && random.nextInt(4) == 0 && (family == Family.IPV4 || traits.fragmentsIpv6())) {
      match = match.withFragments(Fragments.LATER);
    }
    return match;
  }

  private EnumSet<ConnectionState> states() {
    List<ConnectionState> all = List.copyOf(EnumSet.allOf(ConnectionState.class));
    EnumSet<ConnectionState> states = EnumSet.of(all.get(random.nextInt(4)));
    states.add(all.get(random.nextInt(4)));
    return states;
  }

  private Match ports(Match match) {
    Match with = match;
    if (random.nextBoolean()) {
      with = with.withDestinationPorts(ports());
    }
    return random.nextInt(4) == 0 ? with.withSourcePorts(ports()) : with;
  }

  private Ranges ports() {
    if (random.nextInt(8) == 0) {
      return Ranges.of(random.nextInt(65536)).complement(65535);
    }
    List<Range> ranges = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int low = corner();
      ranges.add(
          random.nextBoolean() ? Range.of(low) : new Range(low, low + random.nextInt(65536 - low)));
    }
    return Ranges.of(ranges);
  }

  private int corner() {
    int[] corners = {0, 1, 22, 53, 80, 161, 162, 443, 514, 1023, 1024, 65534, 65535};
    return random.nextBoolean() ? corners[random.nextInt(corners.length)] : random.nextInt(65536);
  }

  private List<IcmpMatch> icmp() {
    List<IcmpMatch> matches = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      matches.add(
          random.nextBoolean()
              ? IcmpMatch.type(random.nextInt(20))
              : IcmpMatch.typeAndCode(random.nextInt(20), random.nextInt(6)));
    }
    return matches;
  }

  private List<AddressMask> addresses(Family family) {
    List<AddressMask> masks = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      masks.add(address(family));
    }
    return masks.isEmpty() ? List.of(AddressMask.any(family)) : masks;
  }

  private List<AddressMask> networks(Family family, int count) {
    List<AddressMask> all = addresses(family, 2 * count);
    Collections.shuffle(all, random);
    return all.subList(0, count);
  }

  private AddressMask address(Family family) {
    if (family == Family.IPV6) {
      Address address =
          new Address(family, 0x2001_0db8L << 32 | random.nextInt(4), random.nextInt(8));
      return new AddressMask(address, Prefix.maskOf(family, 16 * (1 + random.nextInt(8))));
    }
    Address address = Address.ipv4(10 << 24 | random.nextInt(1 << 16));
    return random.nextInt(6) == 0
        ? AddressMask.wildcard(address, Address.ipv4(0x00ff_00ff & random.nextInt()))
        : new AddressMask(address, Prefix.maskOf(family, 8 + random.nextInt(25)));
  }
}

package net.portcullis.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/** What a rule of an emulated device's list means to a packet, from the values that it stores. */
final class RuleMeaning {
  /** Values that say nothing about packets. */
  private static final Set<String> SILENT =
      Set.of(
          "id",
          "action",
          "comment",
          "logging",
          "counting",
          "vpn-instance",
          "source-as",
          "destination-as");

  private static final Set<String> UNDERSTOOD =
      Set.of(
          "protocol",
          "source",
          "source-wildcard",
          "source-address",
          "source-length",
          "destination",
          "destination-wildcard",
          "destination-address",
          "destination-length",
          "source-operator",
          "source-port",
          "source-low",
          "source-high",
          "destination-operator",
          "destination-port",
          "destination-low",
          "destination-high",
          "established",
          "icmp",
          "icmp-type",
          "icmp-code",
          "fragment");

  private final Family family;
  private final Map<String, String> values;

  private RuleMeaning(Family family, Map<String, String> values) {
    this.family = family;
    this.values = values;
  }

  static Line line(ConfigNode rule, Family family, References.Groups groups) {
    Map<String, String> values = rule.values();
    Verdict verdict = "permit".equals(values.get("action")) ? Verdict.PERMIT : Verdict.DENY;
    boolean exact =
        values.keySet().stream()
            .map(RuleMeaning::unnumbered)
            .allMatch(name ->
                SILENT.contains(name)
                    || UNDERSTOOD.contains(name)
                    || groups.addresses(rule, name, family).isPresent());
    Match match = new RuleMeaning(family, values).match();
    List<AddressMask> sources =
        groups.addresses(rule, "source-group", family).orElseGet(match::sources);
    List<AddressMask> destinations =
        groups.addresses(rule, "destination-group", family).orElseGet(match::destinations);
    return new Line(
        verdict,
        List.of(match.withSources(sources).withDestinations(destinations)),
        exact,
        new Line.Origin(0, rule.key()));
  }

  /** The packets that have all of these values. */
  static Match match(Map<String, String> values, Family family) {
    return new RuleMeaning(family, values).match();
  }

  private Match match() {
    Match match =
        Match.any(family)
            .withSources(List.of(addresses("source")))
            .withDestinations(List.of(addresses("destination")));
    Optional<String> protocol = value("protocol").filter(named -> !named.equals("any"));
    if (protocol.isPresent()) {
      match = match.withProtocol(Integer.parseInt(protocol.get()));
    }
    Optional<Ranges> from = ports("source");
    if (from.isPresent()) {
      match = match.withSourcePorts(from.get());
    }
    Optional<Ranges> to = ports("destination");
    if (to.isPresent()) {
      match = match.withDestinationPorts(to.get());
    }
    if (value("established").isPresent()) {
      match = match.withEstablished(true);
    }
    if (value("icmp").isPresent()) {
      match = match.withIcmp(List.of(icmp(value("icmp").get())));
    }
    return value("fragment").isPresent() ? match.withFragments(Fragments.LATER) : match;
  }

  /** Of several ports each but the first has a number behind its name. */
  private static String unnumbered(String name) {
    int dash = name.indexOf("-port-");
    return dash < 0 ? name : name.substring(0, dash + "-port".length());
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private AddressMask addresses(String side) {
    Optional<String> said = value(side);
    if (said.isEmpty()) {
      return AddressMask.any(family);
    }
    int slash = said.get().indexOf('/');
    if (slash >= 0) {
      String behind = said.get().substring(slash + 1);
      return new AddressMask(
          Address.parse(said.get().substring(0, slash)),
          behind.contains(".")
              ? Address.parse(behind)
              : Prefix.maskOf(family, Integer.parseInt(behind)));
    }
    Address address = Address.parse(said.get());
    return value(side + "-wildcard")
        .map(mask -> AddressMask.wildcard(address, Address.parse(mask)))
        .orElseGet(() -> AddressMask.of(Prefix.host(address)));
  }

  private Optional<Ranges> ports(String side) {
    Optional<Ranges> range =
        value(side + "-low")
            .map(low ->
                Ranges.of(
                    new Range(
                        Integer.parseInt(low),
                        Integer.parseInt(value(side + "-high").orElse(low)))));
    return range.or(() ->
        value(side + "-port")
            .map(port -> ports(side, value(side + "-operator").orElse("eq"), port)));
  }

  private Ranges ports(String side, String operator, String first) {
    return switch (operator) {
      case "lt" -> between(0, Integer.parseInt(first) - 1);
      case "gt" -> between(Integer.parseInt(first) + 1, 65535);
      case "neq" -> several(side).complement(65535);
      default -> several(side);
    };
  }

  private Ranges several(String side) {
    Ranges all = Ranges.none();
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (unnumbered(value.getKey()).equals(side + "-port")) {
        int dash = value.getValue().indexOf('-');
        String low = value.getValue().substring(0, Math.max(dash, 0));
        String high = value.getValue().substring(dash + 1);
        all = all.union(between(Integer.parseInt(dash < 0 ? high : low), Integer.parseInt(high)));
      }
    }
    return all;
  }

  private static Ranges between(int low, int high) {
    return low > high ? Ranges.none() : Ranges.of(new Range(low, high));
  }

  private static IcmpMatch icmp(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? IcmpMatch.type(Integer.parseInt(text))
        : IcmpMatch.typeAndCode(
            Integer.parseInt(text.substring(0, slash)),
            Integer.parseInt(text.substring(slash + 1)));
  }
}

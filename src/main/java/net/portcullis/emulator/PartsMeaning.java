package net.portcullis.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;

/**
 * What a rule means whose conditions stand beneath it, one value each: several of one name are
 * alternatives. Names that begin with {@code shown-} say nothing about packets.
 */
final class PartsMeaning {
  private final Family family;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private PartsMeaning(ConfigNode rule, Family family, References.Groups groups) {
    this.family = family;
    for (ConfigNode part : rule.children()) {
      part.values()
          .forEach((name, value) -> {
            Optional<List<AddressMask>> group = groups.addresses(part, name, family);
            if (group.isPresent()) {
              String side = name.substring(0, name.length() - "-group".length());
              group.get().forEach(mask -> add(side, mask.toString()));
            } else if (!name.startsWith("shown-")) {
              add(name, value);
            }
          });
    }
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  static Line line(ConfigNode rule, Family family, References.Groups groups) {
    return new PartsMeaning(rule, family, groups).line(rule);
  }

  private Line line(ConfigNode rule) {
    String action =
        values.getOrDefault("action", List.of(rule.values().getOrDefault("action", ""))).getLast();
    Match match = Match.any(family).withIcmp(icmp());
    boolean exact = true;
    for (Map.Entry<String, List<String>> condition : values.entrySet()) {
      Optional<Match> narrowed = narrowed(match, condition.getKey(), condition.getValue());
      exact &= narrowed.isPresent();
      match = narrowed.orElse(match);
    }
    return new Line(
        action.equals("permit") ? Verdict.PERMIT : Verdict.DENY,
        List.of(match),
        exact,
        new Line.Origin(0, rule.key()));
  }

  /** Nothing where the condition is not understood. */
  private Optional<Match> narrowed(Match match, String name, List<String> words) {
    List<Match> ways =
        words.stream().map(word -> RuleMeaning.match(Map.of(name, word), family)).toList();
    return switch (name) {
      case "source" ->
          Optional.of(match.withSources(ways.stream().flatMap(PartsMeaning::from).toList()));
      case "destination" ->
          Optional.of(match.withDestinations(ways.stream().flatMap(PartsMeaning::to).toList()));
      case "protocol" ->
          Optional.of(match.withProtocols(union(ways.stream().map(Match::protocols).toList())));
      case "source-port" ->
          Optional.of(
              match.withSourcePorts(
                  union(ways.stream().flatMap(it -> it.sourcePorts().stream()).toList())));
      case "destination-port" ->
          Optional.of(
              match.withDestinationPorts(
                  union(ways.stream().flatMap(it -> it.destinationPorts().stream()).toList())));
      case "established" -> Optional.of(match.withEstablished(true));
      case "fragment" -> Optional.of(match.withFragments(Fragments.LATER));
      case "whole" -> Optional.of(match.withFragments(Fragments.NOT_LATER));
      case "action", "icmp-type", "icmp-code" -> Optional.of(match);
      default -> Optional.empty();
    };
  }

  private static java.util.stream.Stream<AddressMask> from(Match match) {
    return match.sources().stream();
  }

  private static java.util.stream.Stream<AddressMask> to(Match match) {
    return match.destinations().stream();
  }

  private static Ranges union(List<Ranges> all) {
    return all.stream().reduce(Ranges.none(), Ranges::union);
  }

  private List<IcmpMatch> icmp() {
    List<IcmpMatch> all = new ArrayList<>();
    for (String type : values.getOrDefault("icmp-type", List.of())) {
      List<String> codes = values.getOrDefault("icmp-code", List.of());
      if (codes.isEmpty()) {
        all.add(IcmpMatch.type(Integer.parseInt(type)));
      }
      for (String code : codes) {
        all.add(IcmpMatch.typeAndCode(Integer.parseInt(type), Integer.parseInt(code)));
      }
    }
    return all;
  }
}

package net.portcullis.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says a box in one line: {@code tcp 10.0.0.0/8 -> 10.2.2.0/24 ports 1024-65535}. */
final class RegionText {
  private static final int MOST_BLOCKS = 4;
  private static final int MOST_RANGES = 8;

  private final PacketSpace space;

  RegionText(PacketSpace space) {
    this.space = space;
  }

  String of(Match match) {
    List<String> words = new ArrayList<>();
    words.add(protocols(match));
    words.add(addresses(Field.SOURCE, match.sources()));
    match.sourcePorts().ifPresent(ports -> words.add("source " + ports(ports)));
    words.add("->");
    words.add(addresses(Field.DESTINATION, match.destinations()));
    match.destinationPorts().ifPresent(ports -> words.add(ports(ports)));
    if (!match.icmp().isEmpty()) {
      words.add(match.icmp().stream().map(RegionText::icmp).collect(Collectors.joining(",")));
    }
    match.established().ifPresent(set -> words.add(set ? "established" : "not established"));
    boolean carries =
        match.sourcePorts().isPresent()
            || match.destinationPorts().isPresent()
            || !match.icmp().isEmpty()
            || match.established().isPresent();
    switch (match.fragments()) {
      case LATER -> words.add("later fragments");
      case NOT_LATER -> words.add(carries ? "" : "no later fragments");
      case ANY -> {}
    }
    if (match.states().size() < ConnectionState.values().length) {
      words.add(
          new TreeSet<>(match.states())
              .stream()
                  .map(state -> state.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(",", "state ", "")));
    }
    return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }

  private static String protocols(Match match) {
    Ranges protocols = match.protocols();
    if (protocols.equals(Ranges.anyProtocol())) {
      return "ip";
    }
    List<String> names = new ArrayList<>();
    for (Range range : protocols.list()) {
      names.add(range.low() < range.high() ? range.toString() : name(match.family(), range.low()));
    }
    String joined = shortened(names, MOST_RANGES);
    return Character.isLetter(joined.charAt(0)) ? joined : "protocol " + joined;
  }

  private static String name(Family family, int protocol) {
    return switch (protocol) {
      case Match.TCP -> "tcp";
      case Match.UDP -> "udp";
      default -> protocol == Match.icmpProtocol(family) ? "icmp" : Integer.toString(protocol);
    };
  }

  private static String ports(Ranges ports) {
    List<String> texts = ports.list().stream().map(Range::toString).toList();
    boolean one = ports.list().size() == 1 && !texts.getFirst().contains("-");
    return (one ? "port " : "ports ") + shortened(texts, MOST_RANGES);
  }

  private static String icmp(IcmpMatch match) {
    String types = match.types().equals(Ranges.anyProtocol()) ? "any" : match.types().toString();
    boolean anyCode = match.codes().equals(Ranges.anyProtocol());
    return "type " + types + (anyCode ? "" : " code " + match.codes());
  }

  private String addresses(Field field, List<AddressMask> masks) {
    if (masks.size() == 1) {
      return masks.getFirst().isAny() ? "any" : masks.getFirst().toString();
    }
    List<String> texts = masks.stream().map(AddressMask::toString).toList();
    if (masks.size() <= MOST_BLOCKS) {
      return String.join(",", texts);
    }
    AddressMask hull = Hull.around(masks);
    int except =
        space.bdd().minus(space.addresses(field, List.of(hull)), space.addresses(field, masks));
    List<AddressMask> missing = new Blocks(space, field).of(except, MOST_BLOCKS);
    return missing.size() > MOST_BLOCKS
        ? shortened(texts, MOST_BLOCKS)
        : (hull.isAny() ? "any" : hull.toString())
            + " except "
            + missing.stream().map(AddressMask::toString).collect(Collectors.joining(","));
  }

  private static String shortened(List<String> texts, int most) {
    return texts.size() <= most
        ? String.join(",", texts)
        : String.join(",", texts.subList(0, most)) + " and " + (texts.size() - most) + " more";
  }
}

package net.portcullis.policy;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;

/** ICMP types and codes as the catalog writes them, in IPv4's numbers, for either family. */
final class IcmpText {
  private IcmpText() {}

  /** Errors that a permitted conversation may cause, the family's "packet too big" apart. */
  static List<IcmpMatch> errors(Family family) {
    return List.of(
        new IcmpMatch(
            family == Family.IPV4
                ? Ranges.of(Range.of(3), Range.of(11), Range.of(12))
                : Ranges.of(Range.of(1), Range.of(3), Range.of(4)),
            Ranges.anyProtocol()));
  }

  /** Without these the sizes of packets cannot be agreed on. */
  static IcmpMatch tooBig(Family family) {
    return family == Family.IPV4 ? IcmpMatch.typeAndCode(3, 4) : IcmpMatch.type(2);
  }

  /** What the text selects in the family; nothing where the family has no such message. */
  static Optional<IcmpMatch> match(String text, Family family) {
    return type(text).flatMap(type -> translated(type, family)).map(type -> with(text, type));
  }

  /** The answer to what the text selects; nothing where it asks for none. */
  static Optional<IcmpMatch> reply(String text, Family family) {
    return type(text)
        .flatMap(type ->
            switch (type) {
              case 8 -> Optional.of(0);
              case 13 -> Optional.of(14);
              case 15 -> Optional.of(16);
              case 17 -> Optional.of(18);
              default -> Optional.<Integer>empty();
            })
        .flatMap(type -> translated(type, family))
        .map(type -> with(text, type));
  }

  private static Optional<Integer> type(String text) {
    int slash = text.indexOf('/');
    return Optional.of(Integer.parseInt(slash < 0 ? text : text.substring(0, slash)));
  }

  private static IcmpMatch with(String text, int type) {
    int slash = text.indexOf('/');
    return slash < 0
        ? IcmpMatch.type(type)
        : IcmpMatch.typeAndCode(type, Integer.parseInt(text.substring(slash + 1)));
  }

  private static Optional<Integer> translated(int type, Family family) {
    if (family == Family.IPV4) {
      return Optional.of(type);
    }
    return switch (type) {
      case 8 -> Optional.of(128);
      case 0 -> Optional.of(129);
      case 3 -> Optional.of(1);
      case 11 -> Optional.of(3);
      case 12 -> Optional.of(4);
      default -> Optional.empty();
    };
  }
}

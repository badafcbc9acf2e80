package net.portcullis.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;

/** Lists as text, for people who review the expected results. */
final class RuleText {
  private RuleText() {}

  static String of(List<Intent> intents) {
    StringBuilder text = new StringBuilder();
    for (Intent intent : intents) {
      text.append("== ")
          .append(intent.device().name())
          .append(' ')
          .append(intent.binding().name())
          .append(' ')
          .append(intent.direction().text())
          .append(" ipv")
          .append(intent.family().number())
          .append(": ")
          .append(intent.rules().size())
          .append(" rules from ")
          .append(intent.plain().size())
          .append('\n');
      intent.rules().forEach(rule -> text.append(of(rule)).append('\n'));
      intent.risks().forEach(risk -> text.append("risk: ").append(risk).append('\n'));
    }
    return text.toString();
  }

  static String of(Rule rule) {
    Match match = rule.match();
    StringBuilder text = new StringBuilder();
    text.append("%3d ".formatted(rule.seq())).append(rule.action().name().toLowerCase(Locale.ROOT));
    text.append(rule.counted() ? " counted " : " ");
    text.append(match.protocols().equals(Ranges.anyProtocol()) ? "ip" : match.protocols());
    text.append(side(match.sources(), match.sourcePorts()));
    text.append(" >").append(side(match.destinations(), match.destinationPorts()));
    match
        .icmp()
        .forEach(one ->
            text.append(" icmp ")
                .append(one.types())
                .append(one.codes().equals(Ranges.anyProtocol()) ? "" : "/" + one.codes()));
    match.established().ifPresent(set -> text.append(set ? " established" : " syn"));
    if (match.fragments() == Fragments.LATER) {
      text.append(" fragment");
    }
    if (match.states().size() < ConnectionState.values().length) {
      text.append(' ').append(match.states().stream().sorted().toList());
    }
    text.append("  # ")
        .append(
            rule.why().stream()
                .map(why -> why.catalog().or(why::inventory).orElseThrow())
                .distinct()
                .collect(Collectors.joining(" ")));
    return text.toString();
  }

  private static String side(List<AddressMask> masks, Optional<Ranges> ports) {
    String addresses =
        masks.stream()
            .map(mask -> mask.isAny() ? "any" : mask.toString())
            .collect(Collectors.joining(","));
    return " " + addresses + ports.map(some -> ":" + some).orElse("");
  }
}

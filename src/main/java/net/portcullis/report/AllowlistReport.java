package net.portcullis.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.ConnectionState;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Packet;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Explain;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Reason;
import net.portcullis.policy.Rule;
import org.jspecify.annotations.Nullable;

/** Computed lists and explanations, for people and for programs. */
public final class AllowlistReport {
  private AllowlistReport() {}

  /** One object for each rule; a rule with several ICMP types has one for each. */
  public static List<Object> json(List<Intent> intents) {
    List<Object> rows = new ArrayList<>();
    for (Intent intent : intents) {
      for (Rule rule : intent.rules()) {
        if (rule.match().icmp().isEmpty()) {
          rows.add(row(intent, rule, null, null));
        }
        for (IcmpMatch icmp : rule.match().icmp()) {
          for (int type : numbers(icmp.types())) {
            if (icmp.codes().equals(Ranges.anyProtocol())) {
              rows.add(row(intent, rule, type, null));
            } else {
              numbers(icmp.codes()).forEach(code -> rows.add(row(intent, rule, type, code)));
            }
          }
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(
      Intent intent, Rule rule, @Nullable Integer type, @Nullable Integer code) {
    Match match = rule.match();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("device", intent.device().name());
    row.put("binding", intent.binding().name());
    row.put("direction", intent.direction().text());
    row.put("family", intent.family().number());
    row.put("seq", rule.seq());
    row.put("action", word(rule.action()));
    row.put("protocol", protocol(match));
    row.put("from", match.sources().stream().map(AddressMask::toString).toList());
    row.put("to", match.destinations().stream().map(AddressMask::toString).toList());
    row.put("sourcePorts", ports(match.sourcePorts()));
    row.put("ports", ports(match.destinationPorts()));
    row.put("icmpType", Optional.ofNullable(type));
    row.put("icmpCode", Optional.ofNullable(code));
    row.put("established", match.established().orElse(false));
    row.put("fragment", match.fragments() == Fragments.LATER);
    if (match.states().size() < ConnectionState.values().length) {
      row.put("states", states(match));
    }
    row.put("why", why(rule.why()));
    return row;
  }

  /** An explanation as programs read it. */
  public static Map<String, Object> json(Packet packet, List<Explain.Answer> answers) {
    List<Object> devices = new ArrayList<>();
    for (Explain.Answer answer : answers) {
      Map<String, Object> device = new LinkedHashMap<>();
      device.put("name", answer.intent().device().name());
      device.put("binding", answer.intent().binding().name());
      device.put("direction", answer.intent().direction().text());
      device.put("action", word(answer.action()));
      device.put("seq", answer.rule().map(Rule::seq));
      device.put("why", why(answer.why()));
      devices.add(device);
    }
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("packet", packet.toString());
    whole.put("devices", devices);
    return whole;
  }

  /** The lists as tables, each with both counts and its risks. */
  public static String table(List<Intent> intents, int width) {
    StringBuilder text = new StringBuilder();
    for (Intent intent : intents) {
      text.append(text.isEmpty() ? "" : "\n").append(heading(intent)).append('\n');
      Table table = new Table("#", "ACTION", "PROTO", "FROM", "TO", "WHAT", "WHY");
      for (Rule rule : intent.rules()) {
        table.row(
            Integer.toString(rule.seq()),
            word(rule.action()) + (rule.counted() ? " (counted)" : ""),
            protocol(rule.match()),
            side(rule.match().sources(), rule.match().sourcePorts()),
            side(rule.match().destinations(), rule.match().destinationPorts()),
            conditions(rule.match()),
            names(rule.why()));
      }
      text.append(table.render(width));
      intent
          .risks()
          .forEach(risk -> text.append(Wrapped.sentence("risk: ", Safe.line(risk), 6, width)));
    }
    return text.toString();
  }

  private static String heading(Intent intent) {
    return "%s / %s, direction %s, IPv%d: %d rules (%d before merging)"
        .formatted(
            intent.device().name(),
            intent.binding().name(),
            intent.direction().text(),
            intent.family().number(),
            intent.rules().size(),
            intent.plain().size());
  }

  /**
   * An explanation for people.
   *
   * @param place where an inventory path's statement stands, for those that have a place
   */
  public static String text(
      Packet packet, List<Explain.Answer> answers, Function<String, Optional<String>> place) {
    StringBuilder text = new StringBuilder(packet.toString()).append('\n');
    if (answers.isEmpty()) {
      return text.append("This packet crosses no binding, so no list decides it.\n").toString();
    }
    for (Explain.Answer answer : answers) {
      Intent intent = answer.intent();
      text.append(
          "\n%s / %s, direction %s: %s"
              .formatted(
                  intent.device().name(),
                  intent.binding().name(),
                  intent.direction().text(),
                  word(answer.action())));
      answer.rule().ifPresent(rule -> text.append(" by rule ").append(rule.seq()));
      text.append('\n');
      answer.why().forEach(why -> text.append("  ").append(because(why, place)).append('\n'));
      for (Explain.Near near : answer.nearest()) {
        text.append("  ")
            .append(names(near.rule().why()))
            .append(" would need: ")
            .append(String.join("; ", near.differences()))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String because(Reason why, Function<String, Optional<String>> place) {
    String name = why.catalog().or(why::inventory).orElse("");
    String at = why.inventory().flatMap(place).map(where -> " at " + where).orElse("");
    return Safe.line(name + at + ": " + why.words());
  }

  private static List<Object> why(List<Reason> reasons) {
    Set<Map<String, Object>> why = new LinkedHashSet<>();
    for (Reason reason : reasons) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("catalog", reason.catalog());
      one.put("inventory", reason.inventory());
      why.add(one);
    }
    return List.copyOf(why);
  }

  private static String names(List<Reason> reasons) {
    return reasons.stream()
        .map(why -> why.catalog().or(why::inventory).orElse(""))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static String protocol(Match match) {
    if (match.protocols().equals(Ranges.anyProtocol())) {
      return "ip";
    }
    String number = match.protocols().toString();
    return switch (number) {
      case "6" -> "tcp";
      case "17" -> "udp";
      case "1", "58" ->
          number.equals(Integer.toString(Match.icmpProtocol(match.family()))) ? "icmp" : number;
      default -> number;
    };
  }

  private static String side(List<AddressMask> masks, Optional<Ranges> ports) {
    return masks.stream()
            .map(mask -> mask.isAny() ? "any" : mask.toString())
            .collect(Collectors.joining(" "))
        + ports.map(some -> " :" + some).orElse("");
  }

  private static String conditions(Match match) {
    List<String> words = new ArrayList<>();
    for (IcmpMatch icmp : match.icmp()) {
      boolean anyCode = icmp.codes().equals(Ranges.anyProtocol());
      words.add(icmp.types() + (anyCode ? "" : "/" + icmp.codes()));
    }
    match.established().ifPresent(set -> words.add(set ? "established" : "not established"));
    if (match.fragments() == Fragments.LATER) {
      words.add("fragment");
    }
    if (match.states().size() < ConnectionState.values().length) {
      words.addAll(states(match));
    }
    return String.join(" ", words);
  }

  private static List<String> states(Match match) {
    return match.states().stream()
        .sorted()
        .map(state -> state.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> ports(Optional<Ranges> ports) {
    return ports.map(some -> some.list().stream().map(Range::toString).toList()).orElse(List.of());
  }

  private static List<Integer> numbers(Ranges ranges) {
    return ranges.list().stream()
        .flatMap(range -> IntStream.rangeClosed(range.low(), range.high()).boxed())
        .toList();
  }
}

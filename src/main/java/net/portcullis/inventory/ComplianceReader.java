package net.portcullis.inventory;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Packet;
import net.portcullis.acl.PacketSyntaxException;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Compliance.Contract;
import net.portcullis.inventory.Compliance.Forbidden;
import net.portcullis.inventory.Compliance.Scope;
import net.portcullis.inventory.Compliance.Traffic;
import net.portcullis.inventory.Compliance.Waiver;

/** Reads what checks hold devices against, and what they let stand. */
final class ComplianceReader {
  private static final List<String> SEVERITIES = List.of("off", "info", "warning", "error");
  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "ip");

  private final Problems problems;
  private final Map<String, Place> places;

  ComplianceReader(Problems problems, Map<String, Place> places) {
    this.problems = problems;
    this.places = places;
  }

  Compliance read(Optional<Fields> given) {
    if (given.isEmpty()) {
      return Compliance.usual();
    }
    Fields fields = given.get();
    Compliance compliance =
        new Compliance(
            fields
                .value("keep-days", text -> Fields.parseInteger(text, 1, 36_500))
                .map(Duration::ofDays)
                .orElse(Compliance.USUALLY_KEPT),
            rules(fields.mapping("rules")),
            forbidden(fields),
            fields.flag("agents", false),
            fields.flag("probes", false),
            waivers(fields.mapping("waivers")),
            contracts(fields.mapping("contracts")));
    fields.end();
    return compliance;
  }

  private Map<String, String> rules(Optional<Fields> given) {
    Map<String, String> rules = new LinkedHashMap<>();
    for (Node.Entry entry : given.map(Fields::all).orElse(List.of())) {
      String rule = entry.key().text();
      places.put("compliance.rules." + rule, entry.key().place());
      given
          .flatMap(fields -> fields.choice(rule, SEVERITIES))
          .ifPresent(severity -> rules.put(rule, severity));
    }
    return rules;
  }

  private static Set<Forbidden> forbidden(Fields fields) {
    List<String> words = Arrays.stream(Forbidden.values()).map(Forbidden::text).toList();
    Set<Forbidden> forbidden = new LinkedHashSet<>();
    for (String word : fields.values("forbid", text -> Fields.oneOf(text, words))) {
      Arrays.stream(Forbidden.values())
          .filter(each -> each.text().equals(word))
          .forEach(forbidden::add);
    }
    return forbidden;
  }

  private List<Waiver> waivers(Optional<Fields> given) {
    List<Waiver> waivers = new ArrayList<>();
    for (Named named : named(given)) {
      Fields fields = named.fields();
      places.put("compliance.waivers." + named.name(), named.place());
      Waiver waiver =
          new Waiver(
              named.name(),
              fields.required("rule", Names::plain).orElse(""),
              scope(fields, named.place()),
              fields.value("fingerprint", ComplianceReader::fingerprint),
              fields.optionalText("region"),
              fields.text("owner"),
              fields.text("reason"),
              fields.required("expires", ExtraPermitReader::date).orElse(LocalDate.MAX),
              named.place());
      places.put("compliance.waivers." + named.name() + ".rule", fields.place("rule"));
      fields.end();
      waivers.add(waiver);
    }
    return waivers;
  }

  private static String fingerprint(String text) {
    boolean good = text.length() == 16;
    for (int i = 0; i < text.length(); i++) {
      good &= Character.digit(text.charAt(i), 16) >= 0 && !Character.isUpperCase(text.charAt(i));
    }
    if (!good) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a finding's fingerprint.\nCopy the 16 digits that 'check -o json' prints; in quotes, where they look like a number.");
    }
    return text;
  }

  private List<Contract> contracts(Optional<Fields> given) {
    List<Contract> contracts = new ArrayList<>();
    for (Named named : named(given)) {
      Fields fields = named.fields();
      places.put("compliance.contracts." + named.name(), named.place());
      List<Traffic> must = traffic(fields, "must-permit");
      List<Traffic> never = traffic(fields, "must-never-permit");
      if (must.isEmpty() == never.isEmpty()
          && fields.has("must-permit") == fields.has("must-never-permit")) {
        problems.add(
            named.place(),
            "The contract '" + named.name() + "' does not say one thing about packets.",
            "Write either 'must-permit: [...]' or 'must-never-permit: [...]'.");
      }
      Scope scope = scope(fields, named.place());
      String reason = fields.optionalText("reason").orElse("");
      fields.end();
      contracts.add(
          new Contract(
              named.name(),
              never.isEmpty(),
              never.isEmpty() ? must : never,
              scope,
              reason,
              named.place()));
    }
    return contracts;
  }

  private List<Traffic> traffic(Fields fields, String key) {
    List<Traffic> traffic = new ArrayList<>();
    for (Node item : fields.items(key)) {
      if (item instanceof Node.Mapping) {
        set(Fields.of(item, problems)).ifPresent(traffic::add);
      } else {
        Node.Scalar name = new Node.Scalar(item.place(), key, false);
        Node.Mapping holder = new Node.Mapping(item.place(), List.of(new Node.Entry(name, item)));
        Fields.of(holder, problems)
            .value(key, ComplianceReader::packet)
            .ifPresent(packet -> traffic.add(new Traffic.One(packet)));
      }
    }
    return traffic;
  }

  private Optional<Traffic> set(Fields fields) {
    int before = problems.count();
    List<String> from = ExtraPermitReader.endpoints(fields, "from");
    List<String> to = ExtraPermitReader.endpoints(fields, "to");
    String protocol =
        fields.required("protocol", text -> Fields.oneOf(text, PROTOCOLS)).orElse("ip");
    Optional<Ranges> ports =
        fields.node("ports").flatMap(node -> OptionsReader.ports(node, problems));
    Optional<String> icmp = fields.value("icmp", ExtraPermitReader::icmp);
    boolean carries = protocol.equals("tcp") || protocol.equals("udp");
    if (ports.isPresent() && !carries) {
      problems.add(fields.place("ports"), protocol + " has no ports.", "Remove 'ports' here.");
    }
    if (icmp.isPresent() && !protocol.equals("icmp")) {
      problems.add(fields.place("icmp"), protocol + " has no ICMP type.", "Remove 'icmp' here.");
    }
    fields.end();
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(new Traffic.Set(from, to, protocol, ports, icmp));
  }

  private static Packet packet(String text) {
    try {
      return Packet.parse(text);
    } catch (PacketSyntaxException wrong) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a packet: " + wrong.what() + "\n" + wrong.remedy(), wrong);
    }
  }

  private Scope scope(Fields fields, Place place) {
    List<String> devices = fields.texts("devices");
    List<String> bindings = fields.values("bindings", Names::plain);
    for (String key : List.of("devices", "bindings")) {
      if (fields.has(key) && fields.items(key).isEmpty()) {
        problems.add(
            place, "'" + key + "' names nothing.", "Name some, or remove '" + key + "' for all.");
      }
    }
    return new Scope(devices, bindings);
  }

  private record Named(String name, Place place, Fields fields) {}

  private List<Named> named(Optional<Fields> given) {
    List<Named> named = new ArrayList<>();
    for (Node.Entry entry : given.map(Fields::all).orElse(List.of())) {
      try {
        named.add(
            new Named(
                Names.plain(entry.key().text()),
                entry.key().place(),
                Fields.of(entry.value(), problems)));
      } catch (IllegalArgumentException wrong) {
        String[] parts = String.valueOf(wrong.getMessage()).split("\n", 2);
        problems.add(entry.key().place(), parts[0], parts[1]);
      }
    }
    return named;
  }
}

package net.portcullis.inventory;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;

/** Reads permits that a person answers for: each with an owner, a reason and an end. */
final class ExtraPermitReader {
  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "ip");

  private final Problems problems;

  ExtraPermitReader(Problems problems) {
    this.problems = problems;
  }

  /** One permit for each protocol that the entry names. */
  List<Inventory.ExtraPermit> read(InventoryReader.Named named) {
    Fields fields = Fields.of(named.value(), problems);
    List<String> from = endpoints(fields, "from");
    List<String> to = endpoints(fields, "to");
    List<String> protocols =
        fields.values("protocol", text -> Fields.oneOf(text, PROTOCOLS)).stream()
            .distinct()
            .toList();
    if (!fields.has("protocol")) {
      fields.text("protocol");
    }
    Optional<Ranges> ports =
        fields.node("ports").flatMap(node -> OptionsReader.ports(node, problems));
    Optional<String> icmp = fields.value("icmp", ExtraPermitReader::icmp);
    String owner = fields.text("owner");
    String reason = fields.text("reason");
    Optional<LocalDate> expires = fields.value("expires", ExtraPermitReader::date);
    boolean permanent = fields.flag("permanent", false);
    Optional<LocalDate> review = fields.value("review", ExtraPermitReader::date);
    for (String protocol : protocols) {
      shape(named, fields, protocol);
    }
    end(named, fields, permanent);
    fields.end();
    return protocols.stream()
        .map(protocol ->
            new Inventory.ExtraPermit(
                named.name(),
                from,
                to,
                protocol,
                ports,
                icmp,
                owner,
                reason,
                expires,
                review,
                named.place()))
        .toList();
  }

  private void shape(InventoryReader.Named named, Fields fields, String protocol) {
    boolean withPorts = protocol.equals("tcp") || protocol.equals("udp");
    if (withPorts != fields.has("ports")) {
      problems.add(
          withPorts ? named.place() : fields.place("ports"),
          withPorts
              ? "The permit '" + named.name() + "' names no ports for " + protocol + "."
              : protocol + " has no ports.",
          withPorts ? "Add 'ports: [PORT, ...]'." : "Remove 'ports' here.");
    }
    if (fields.has("icmp") && !protocol.equals("icmp")) {
      problems.add(fields.place("icmp"), protocol + " has no ICMP type.", "Remove 'icmp' here.");
    }
  }

  private void end(InventoryReader.Named named, Fields fields, boolean permanent) {
    if (fields.has("expires") == permanent) {
      problems.add(
          permanent ? fields.place("expires") : named.place(),
          permanent
              ? "The permit '" + named.name() + "' is permanent and yet expires."
              : "The permit '" + named.name() + "' has no end.",
          "Write 'expires: YYYY-MM-DD', or 'permanent: true' with 'review: YYYY-MM-DD'.");
    }
    if (permanent && !fields.has("review")) {
      problems.add(
          named.place(),
          "The permanent permit '" + named.name() + "' has no review date.",
          "Add 'review: YYYY-MM-DD'.");
    }
  }

  static List<String> endpoints(Fields fields, String key) {
    if (!fields.has(key)) {
      fields.text(key);
    }
    return fields.values(key, ExtraPermitReader::endpoint);
  }

  /** A role's name, {@code any}, or a prefix in the one spelling that later readers expect. */
  private static String endpoint(String text) {
    boolean address = text.indexOf('/') >= 0 || text.indexOf(':') >= 0 || startsWithDigit(text);
    return address ? Prefix.parse(text).toString() : Names.plain(text);
  }

  private static boolean startsWithDigit(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a date.\nWrite it as 2027-01-31.", wrong);
    }
  }

  static String icmp(String text) {
    int slash = text.indexOf('/');
    Fields.parseInteger(slash < 0 ? text : text.substring(0, slash), 0, 255);
    if (slash >= 0) {
      Fields.parseInteger(text.substring(slash + 1), 0, 255);
    }
    return text;
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import net.portcullis.input.Node;

/** Finds words of a profile's name tables that mean nothing, or two things. */
final class NameLint {
  private static final Set<String> ACTIONS = Set.of("permit", "deny");
  private static final Set<String> DIRECTIONS = Set.of("in", "out");
  private static final Set<String> FAMILIES = Set.of("4", "6");
  private static final Set<String> STATES = Set.of("new", "reply", "related", "invalid");

  private static final Set<String> HOOKS = Set.of("forward", "input", "output");

  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private NameLint(DocumentPlaces places) {
    this.places = places;
  }

  static List<ProfileFinding> of(DocumentPlaces places) {
    NameLint lint = new NameLint(places);
    String steps = lint.everything(places.root());
    for (Node.Entry table : places.entries("names")) {
      lint.table(table, steps);
    }
    return lint.findings;
  }

  private void table(Node.Entry table, String steps) {
    String name = table.key().text();
    Optional<Predicate<String>> values = values(name);
    if (values.isEmpty() && steps.contains(":" + name + "}")) {
      values = Optional.of(_ -> true);
    }
    if (values.isEmpty()) {
      // What a profile takes over it need not use.
      if (!table.key().place().file().equals(places.of("profile").file())) {
        return;
      }
      findings.add(
          ProfileFinding.of(
              ProfileFinding.Kind.BAD_NAME,
              table.key().place(),
              "There is no table '" + name + "', and no line types a word of it.",
              "Name it as the fields do, or take a word of it by ${value:" + name + "}."));
      return;
    }
    Map<String, Node.Entry> seen = new HashMap<>();
    for (Node.Entry word : places.entries("names", name)) {
      String text = word.key().text();
      String value = word.value() instanceof Node.Scalar scalar ? scalar.text() : "";
      Optional<Node.Entry> before =
          Optional.ofNullable(seen.putIfAbsent(text.toLowerCase(Locale.ROOT), word));
      before.ifPresent(first ->
          findings.add(
              ProfileFinding.of(
                  ProfileFinding.Kind.BAD_NAME,
                  word.key().place(),
                  "The word '"
                      + text
                      + "' stands in the table '"
                      + name
                      + "' twice; letter case aside it is the one at "
                      + first.key().place()
                      + ".",
                  "Keep one of them.")));
      if (values.isPresent() && !values.get().test(value)) {
        findings.add(
            ProfileFinding.of(
                ProfileFinding.Kind.BAD_NAME,
                word.value().place(),
                "'" + value + "' is no value of the table '" + name + "'.",
                "Write " + wanted(name) + "."));
      } else if (Names.isNumber(text) && !text.equals(value)) {
        findings.add(
            ProfileFinding.of(
                ProfileFinding.Kind.BAD_NAME,
                word.key().place(),
                "The number " + text + " is given the meaning of " + value + ".",
                "Take it out: numbers are understood as they stand."));
      }
    }
  }

  private static Optional<Predicate<String>> values(String table) {
    return switch (table) {
      case "action" -> Optional.of(ACTIONS::contains);
      case "direction" -> Optional.of(DIRECTIONS::contains);
      case "family" -> Optional.of(FAMILIES::contains);
      case "state" -> Optional.of(STATES::contains);
      case "protocol", "protocol-ipv6" ->
          Optional.of(value -> value.equals("any") || each(value, ",", 255));
      case "hook" -> Optional.of(HOOKS::contains);
      case "group" -> Optional.of(NameLint::isPrefix);
      case "port", "tcp-port", "udp-port" -> Optional.of(value -> each(value, ",", 65535, 1));
      case "icmp", "icmp-ipv6" -> Optional.of(value -> each(value, "/", 255, 2));
      case "icmp-type", "icmp-type-ipv6", "icmp-code", "icmp-code-ipv6" ->
          Optional.of(value -> each(value, "/", 255, 1));
      default -> Optional.empty();
    };
  }

  private static String wanted(String table) {
    return switch (table) {
      case "action" -> "permit or deny";
      case "direction" -> "in or out";
      case "family" -> "4 or 6";
      case "state" -> "new, reply, related or invalid";
      case "protocol", "protocol-ipv6" -> "any, or numbers up to 255 with commas between";
      case "hook" -> "forward, input or output";
      case "group" -> "a prefix such as 0.0.0.0/0";
      case "port", "tcp-port", "udp-port" -> "a number up to 65535";
      case "icmp", "icmp-ipv6" -> "a type up to 255, or a type and a code such as 8/0";
      default -> "a number up to 255";
    };
  }

  private static boolean isPrefix(String value) {
    return value.indexOf('/') > 0
        && AddressForms.read("prefix", List.of(new Token(value, 0))).isPresent();
  }

  private static boolean each(String value, String separator, int highest) {
    return each(value, separator, highest, Integer.MAX_VALUE);
  }

  private static boolean each(String value, String separator, int highest, int most) {
    String[] numbers = value.split(separator, -1);
    boolean good = numbers.length <= most;
    for (String number : numbers) {
      good &= Names.digits(number, highest).isPresent();
    }
    return good;
  }

  /** All the document's texts, in which steps name the tables that they take words from. */
  private String everything(Node node) {
    StringBuilder all = new StringBuilder();
    switch (node) {
      case Node.Mapping mapping ->
          mapping.entries().forEach(entry -> all.append(everything(entry.value())));
      case Node.Sequence sequence -> sequence.items().forEach(item -> all.append(everything(item)));
      case Node.Scalar scalar -> all.append(scalar.text()).append('\n');
    }
    return all.toString();
  }
}

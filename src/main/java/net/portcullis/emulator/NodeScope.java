package net.portcullis.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The values of a statement as they are displayed, those around it, and what is computed from them:
 * {@code options}, {@code count:KIND}, {@code none:KIND} (nothing where there is one), {@code
 * plural:KIND:ONE:MANY}, {@code raw:NAME}, {@code word:TABLE:NAME} (a translation) and {@code
 * chars:NAME} (length and characters, as an index of an SNMP table has them), {@code
 * cut:LENGTH:NAME}, which is no longer than that.
 *
 * @param chain the statement, then those around it
 * @param more values from elsewhere, such as the typed line
 */
record NodeScope(Platform platform, List<ConfigNode> chain, Template.Scope more)
    implements Template.Scope {

  NodeScope {
    chain = List.copyOf(chain);
  }

  /** Stored values. */
  Template.Scope raw() {
    return this::rawValue;
  }

  @Override
  public Optional<String> value(String name) {
    int colon = name.indexOf(':');
    if (colon >= 0) {
      return computed(name.substring(0, colon), name.substring(colon + 1));
    }
    if (name.equals("options")) {
      return Optional.of(options());
    }
    for (ConfigNode node : chain) {
      String stored = node.values().get(name);
      if (stored != null) {
        ValueType type = platform.types().getOrDefault(node.kind(), Map.of()).get(name);
        return Optional.of(type == null ? stored : type.show(stored, raw()));
      }
    }
    return more.value(name);
  }

  private Optional<String> rawValue(String name) {
    int colon = name.indexOf(':');
    if (colon >= 0) {
      return computed(name.substring(0, colon), name.substring(colon + 1));
    }
    for (ConfigNode node : chain) {
      String value = node.values().get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return more.value(name);
  }

  private Optional<String> computed(String function, String of) {
    int colon = of.indexOf(':');
    return switch (function) {
      case "raw" -> rawValue(of);
      case "cut" ->
          rawValue(of.substring(colon + 1))
              .map(text ->
                  text.substring(
                      0, Math.min(text.length(), Integer.parseInt(of.substring(0, colon)))));
      case "chars" -> rawValue(of).map(NodeScope::characters);
      case "none" -> count(of) == 0 ? Optional.of("") : Optional.empty();
      case "count" -> Optional.of(Integer.toString(count(of)));
      case "plural" -> {
        String words = of.substring(colon + 1);
        int between = words.indexOf(':');
        yield Optional.of(
            count(of.substring(0, colon)) == 1
                ? words.substring(0, between)
                : words.substring(between + 1));
      }
      case "word" -> {
        Map<String, String> table = platform.words().getOrDefault(of.substring(0, colon), Map.of());
        yield rawValue(of.substring(colon + 1)).map(table::get);
      }
      default -> Optional.empty();
    };
  }

  /** How many children there are of a kind, or of {@code ONE+OTHER}. */
  private int count(String kinds) {
    int plus = kinds.indexOf('+');
    if (plus >= 0) {
      return count(kinds.substring(0, plus)) + count(kinds.substring(plus + 1));
    }
    return chain.isEmpty() ? 0 : chain.getFirst().childrenOf(kinds).size();
  }

  private String options() {
    if (chain.isEmpty()) {
      return "";
    }
    StringJoiner text = new StringJoiner("");
    for (Option option : Statements.kind(platform, chain.getFirst().kind()).options()) {
      option.show(this, raw()).ifPresent(shown -> text.add(" ").add(shown));
    }
    return text.toString();
  }

  private static String characters(String text) {
    StringJoiner index = new StringJoiner(".");
    index.add(Integer.toString(text.length()));
    text.chars().forEach(c -> index.add(Integer.toString(c)));
    return index.toString();
  }
}

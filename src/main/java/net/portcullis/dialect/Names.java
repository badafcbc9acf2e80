package net.portcullis.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;

/**
 * The name tables of a profile: words for actions, protocols, ports, ICMP types. Numbers are always
 * understood beside names, and names are looked up without regard to letter case.
 */
final class Names {
  private final Map<String, Map<String, String>> tables = new TreeMap<>();
  private final Map<String, Map<String, String>> words = new TreeMap<>();

  /**
   * Names from tables.
   *
   * @param tables by table name: word to value, in the profile's order: the first word for a value
   *     is written, in the profile's spelling
   */
  Names(Map<String, Map<String, String>> tables) {
    tables.forEach((name, values) -> {
      Map<String, String> lower = new LinkedHashMap<>();
      Map<String, String> first = new LinkedHashMap<>();
      values.forEach((word, value) -> {
        lower.putIfAbsent(word.toLowerCase(Locale.ROOT), value);
        first.putIfAbsent(value, word);
      });
      this.tables.put(name, lower);
      this.words.put(name, first);
    });
  }

  /** Of a platform that has no names. */
  static Names none() {
    return new Names(Map.of());
  }

  /** Every word of every table, in lower case. */
  List<String> words() {
    return tables.values().stream().flatMap(table -> table.keySet().stream()).distinct().toList();
  }

  /** The value of a word in a table. */
  Optional<String> value(String table, String word) {
    return Optional.ofNullable(
        tables.getOrDefault(table, Map.of()).get(word.toLowerCase(Locale.ROOT)));
  }

  /** The first word for a value. */
  Optional<String> word(String table, String value) {
    return Optional.ofNullable(words.getOrDefault(table, Map.of()).get(value));
  }

  boolean has(String table) {
    return tables.containsKey(table);
  }

  /** A table's name for a family: its own table for IPv6 where there is one. */
  String forFamily(String table, Family family) {
    return family == Family.IPV6 && tables.containsKey(table + "-ipv6") ? table + "-ipv6" : table;
  }

  /** A number from 0 to {@code highest}, written in digits or as a word of the table. */
  OptionalInt number(String table, String word, int highest) {
    OptionalInt digits = digits(word, highest);
    return digits.isPresent()
        ? digits
        : value(table, word).map(value -> digits(value, highest)).orElse(OptionalInt.empty());
  }

  /** A port, by the names that the protocol's packets go by. */
  OptionalInt port(int protocol, String word) {
    OptionalInt own =
        switch (protocol) {
          case Match.TCP -> number("tcp-port", word, 65535);
          case Match.UDP -> number("udp-port", word, 65535);
          default -> digits(word, 65535);
        };
    return own.isPresent() ? own : number("port", word, 65535);
  }

  /** True where some protocol has such a port. */
  boolean isPort(String word) {
    return digits(word, 65535).isPresent()
        || value("tcp-port", word).isPresent()
        || value("udp-port", word).isPresent()
        || value("port", word).isPresent();
  }

  /** True where the word is a decimal number of up to ten digits. */
  static boolean isNumber(String word) {
    boolean digits = !word.isEmpty() && word.length() <= 10;
    for (int i = 0; i < word.length() && digits; i++) {
      digits = word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    return digits;
  }

  /** A decimal number without sign, up to {@code highest}. */
  static OptionalInt digits(String word, int highest) {
    if (word.isEmpty() || word.length() > 10) {
      return OptionalInt.empty();
    }
    long number = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      number = number * 10 + (c - '0');
    }
    return number <= highest ? OptionalInt.of((int) number) : OptionalInt.empty();
  }
}

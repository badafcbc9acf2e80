package net.portcullis.catalog;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Fields;
import net.portcullis.input.Problems;

/**
 * The small words of catalog files. Each reader throws IllegalArgumentException as {@link
 * Fields#value} expects.
 */
final class Words {
  static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "ip");
  static final List<String> DIRECTIONS = List.of("in", "out", "both");
  static final List<String> INSTALLATIONS = List.of("centralised", "distributed");
  static final List<String> HELPERS = List.of("ftp-data", "tftp-data");
  static final List<String> LANGUAGES = List.of("en", "zh");

  private Words() {}

  /** A name in kebab case: what ids, roles, parameters and options are. */
  static String name(String text) {
    boolean good = !text.isEmpty() && text.length() <= 60 && isLowerLetter(text.charAt(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      good &= isLowerLetter(c) || (c >= '0' && c <= '9') || (c == '-' && isInside(text, i));
    }
    if (good) {
      return text;
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not a name.\n"
            + "Write at most 60 lower-case letters, digits and single dashes, a letter first.");
  }

  private static boolean isInside(String text, int at) {
    return at > 0 && at < text.length() - 1 && text.charAt(at - 1) != '-';
  }

  private static boolean isLowerLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** A port or a range of ports, 1 to 65535. */
  static Range ports(String text) {
    Range range = Range.parse(text);
    if (range.low() == 0) {
      throw new IllegalArgumentException("Port 0 does not exist.\nWrite a port from 1 to 65535.");
    }
    return range;
  }

  /** Ports and ranges with commas between them. */
  static Ranges portList(String text) {
    Ranges all = Ranges.none();
    int from = 0;
    while (from <= text.length()) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      all = all.union(Ranges.of(ports(text.substring(from, end).strip())));
      from = end + 1;
    }
    return all;
  }

  /** ICMP type and code as {@code 8/0}, or a type with any code as {@code 8}. */
  static String icmp(String text) {
    int slash = text.indexOf('/');
    Fields.parseInteger(slash < 0 ? text : text.substring(0, slash), 0, 255);
    if (slash >= 0) {
      Fields.parseInteger(text.substring(slash + 1), 0, 255);
    }
    return text;
  }

  /** A chapter or section such as {@code 2} or {@code 2.1}, or {@code supplement}. */
  static String section(String text) {
    boolean good = !text.isEmpty() && text.length() <= 8 && text.charAt(0) != '.';
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      good &= (c >= '0' && c <= '9') || c == '.';
    }
    if (text.equals("supplement") || (good && dots <= 1 && !text.endsWith("."))) {
      return text;
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a section.\nWrite it as \"2.1\", or supplement.");
  }

  /** The statement of that word. */
  static Statement statement(String text) {
    for (Statement statement : Statement.values()) {
      if (statement.text().equals(text)) {
        return statement;
      }
    }
    List<String> words = List.of(Statement.values()).stream().map(Statement::text).toList();
    throw new IllegalArgumentException(oneOf(text, words));
  }

  static Basis basis(String text) {
    return switch (Fields.oneOf(text, List.of("stated", "documented", "deduced"))) {
      case "stated" -> Basis.STATED;
      case "documented" -> Basis.DOCUMENTED;
      default -> Basis.DEDUCED;
    };
  }

  private static String oneOf(String text, List<String> words) {
    return "'"
        + text
        + "' is not one of: "
        + String.join(", ", words)
        + ".\n"
        + Fields.nearest(text, words)
            .map(near -> "Did you mean '" + near + "'?")
            .orElse("Choose one.");
  }

  /** A text in English and Chinese. */
  static Map<String, String> bilingual(Fields parent, String key, Problems problems) {
    if (!parent.has(key)) {
      problems.add(
          parent.place(),
          "The key '" + key + "' is missing here.",
          "Add '" + key + ": {en: ..., zh: ...}'.");
      return Map.of();
    }
    return parent.mapping(key).map(Words::bilingual).orElse(Map.of());
  }

  /** The texts of a mapping with the keys en and zh. */
  static Map<String, String> bilingual(Fields fields) {
    Map<String, String> texts = new TreeMap<>();
    for (String language : LANGUAGES) {
      String text = fields.text(language);
      if (!text.isEmpty()) {
        texts.put(language, text);
      }
    }
    fields.end();
    return texts;
  }
}

package net.portcullis.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import net.portcullis.acl.Family;
import net.portcullis.input.Fields;
import net.portcullis.input.Node;
import net.portcullis.input.Problems;

/** Reads the section {@code types} of a platform's file. */
final class TypeReader {
  private final Map<String, ValueType> types = new LinkedHashMap<>();

  /** The types of a platform's values by name; one may build on those before it. */
  static Map<String, ValueType> read(Fields fields, Problems problems) {
    TypeReader reader = new TypeReader();
    for (Node.Entry entry : fields.all()) {
      Fields type = Fields.of(entry.value(), problems);
      reader.types.put(entry.key().text(), reader.type(type));
      type.end();
    }
    return reader.types;
  }

  private ValueType type(Fields type) {
    if (type.has("choice")) {
      Map<String, String> words = new LinkedHashMap<>();
      if (type.node("choice").orElseThrow() instanceof Node.Mapping) {
        words.putAll(PlatformReader.texts(type, "choice"));
      } else {
        type.texts("choice").forEach(word -> words.put(word, word));
      }
      return new ValueType.Choice(words);
    }
    if (type.has("word")) {
      int[] length = range(type, "word");
      return new ValueType.Word(
          length[0],
          length[1],
          type.flag("letter-first", false),
          type.optionalText("not").orElse(""));
    }
    if (type.has("rest")) {
      return new ValueType.Rest(type.integer("rest", 1, 4096).orElse(1));
    }
    if (type.has("address")) {
      return new ValueType.Ip(family(type, "address"), type.flag("upper", false));
    }
    if (type.has("network")) {
      return new ValueType.Network(
          family(type, "network"), type.flag("upper", false), type.flag("loose", false));
    }
    if (type.has("wildcard")) {
      family(type, "wildcard");
      return new ValueType.Wildcard(type.flag("short-host", true));
    }
    if (type.has("clock")) {
      type.flag("clock", true);
      return new ValueType.Clock();
    }
    if (type.has("between")) {
      int[] ends = range(type, "between");
      return new ValueType.Between(ends[0], ends[1]);
    }
    if (type.has("by")) {
      Map<String, ValueType> cases = new LinkedHashMap<>();
      PlatformReader.texts(type, "cases")
          .forEach((value, named) ->
              cases.put(value, types.getOrDefault(named, new ValueType.Choice(Map.of()))));
      return new ValueType.Depending(type.text("by"), cases);
    }
    int[] numbers = range(type, "number");
    return new ValueType.Numbered(numbers[0], numbers[1], PlatformReader.texts(type, "names"));
  }

  private static Family family(Fields type, String key) {
    return type.integer(key, 4, 6).orElse(4) == 4 ? Family.IPV4 : Family.IPV6;
  }

  private static int[] range(Fields type, String key) {
    return type.value(
            key,
            text -> {
              int dash = text.indexOf('-');
              return new int[] {
                Fields.parseInteger(text.substring(0, Math.max(dash, 0)), 0, Integer.MAX_VALUE),
                Fields.parseInteger(text.substring(dash + 1), 0, Integer.MAX_VALUE)
              };
            })
        .orElse(new int[] {0, 0});
  }
}

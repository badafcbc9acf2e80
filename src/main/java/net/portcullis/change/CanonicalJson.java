package net.portcullis.change;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON of which there is one text only: keys in the order given, printable ASCII, one blank
 * after colons and commas. What it writes is YAML too, so the strict reader reads it back with
 * places.
 */
final class CanonicalJson {
  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  /** Maps, lists, strings, numbers, booleans and optionals of these; an absent one is null. */
  static String write(Object value) {
    CanonicalJson json = new CanonicalJson();
    json.value(value, 0);
    return json.text.append('\n').toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case Optional<?> optional -> {
        if (optional.isPresent()) {
          value(optional.get(), depth);
        } else {
          text.append("null");
        }
      }
      case String string -> string(string);
      case Number number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> throw new IllegalArgumentException(value.getClass() + " is no JSON value.");
    }
  }

  private void object(Map<?, ?> map, int depth) {
    text.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      line(depth + 1);
      string(String.valueOf(entry.getKey()));
      text.append(": ");
      value(entry.getValue(), depth + 1);
      text.append(entries.hasNext() ? "," : "");
    }
    if (!map.isEmpty()) {
      line(depth);
    }
    text.append('}');
  }

  /** A list of plain values stands on one line. */
  private void array(List<?> list, int depth) {
    boolean nested = list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : nested ? "," : ", ");
      if (nested) {
        line(depth + 1);
      }
      value(list.get(i), depth + 1);
    }
    if (nested) {
      line(depth);
    }
    text.append(']');
  }

  private void line(int depth) {
    text.append('\n').append(" ".repeat(depth));
  }

  private void string(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}

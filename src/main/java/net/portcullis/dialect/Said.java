package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;

/** What a place in a line that is written holds: always the same word, or a value of the draft. */
sealed interface Said {

  record Word(String text) implements Said {}

  /** One of the draft's addresses. */
  record AddressAt(FieldKind side, String form, int index) implements Said {}

  /** The name of the group that holds the draft's addresses. */
  record GroupAt(FieldKind side) implements Said {}

  /** Some of the draft's ranges of ports, from the first index to before the second. */
  record PortsAt(FieldKind side, String form, int from, int to) implements Said {}

  /** The name of the object that stands for one of the draft's addresses. */
  record ObjectAt(FieldKind side, int index) implements Said {}

  /** The name of the object that says the draft's protocols, ports and types. */
  record ServiceAt() implements Said {}

  /** The draft's only ports of both sides. */
  record PortPairAt() implements Said {}

  /**
   * The line for a draft; the draft that it was found for, or one of the same shape.
   *
   * @see Draft#shape()
   */
  static String line(List<Said> places, Draft draft) {
    List<String> words = new ArrayList<>(places.size() + 2);
    for (Said place : places) {
      switch (place) {
        case Word word -> words.add(word.text());
        case AddressAt at ->
            words.addAll(
                AddressForms.write(at.form(), draft.addresses(at.side()).get(at.index()))
                    .orElseThrow());
        case ObjectAt at -> words.add(draft.object(at.side(), at.index()).orElseThrow());
        case ServiceAt at -> words.add(draft.service().orElseThrow());
        case PortPairAt at -> words.add(draft.portPair());
        case GroupAt at -> words.add(draft.group(at.side()).orElseThrow());
        case PortsAt at ->
            words.addAll(
                PortForms.write(at.form(), draft.ports(at.side()).subList(at.from(), at.to()))
                    .orElseThrow()
                    .words());
      }
    }
    return joined(words);
  }

  /**
   * Blanks between words; none around an equals sign, none before a comma, and one behind it only
   * inside braces.
   */
  private static String joined(List<String> words) {
    StringBuilder line = new StringBuilder();
    int depth = 0;
    String before = "";
    for (String word : words) {
      boolean tight =
          word.equals(",")
              || word.equals(";")
              || word.equals("=")
              || before.equals("=")
              || (before.equals(",") && depth == 0);
      if (!line.isEmpty() && !tight) {
        line.append(' ');
      }
      line.append(word);
      depth += word.equals("{") ? 1 : word.equals("}") ? -1 : 0;
      before = word;
    }
    return line.toString();
  }
}

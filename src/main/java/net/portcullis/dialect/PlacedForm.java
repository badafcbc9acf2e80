package net.portcullis.dialect;

import java.util.List;
import java.util.stream.IntStream;
import net.portcullis.input.Place;

/**
 * One pattern of a grammar's body, or an option within one, and where the pattern stands.
 *
 * @param option which option it is, from 1; 0 for a whole pattern
 */
record PlacedForm(Grammar.Production production, Pattern pattern, Place place, int option) {

  /** What may stand at one place of this form, in the order in which it is tried. */
  List<PlacedForm> options(Pattern choice) {
    return IntStream.range(0, choice.parts().size())
        .mapToObj(i -> new PlacedForm(production, choice.parts().get(i), place, i + 1))
        .toList();
  }

  /** The patterns of a body, in its order. */
  static List<PlacedForm> of(Grammar grammar, String body, DocumentPlaces places) {
    List<Grammar.Production> productions = grammar.body(body);
    return IntStream.range(0, productions.size())
        .boxed()
        .flatMap(i ->
            IntStream.range(0, productions.get(i).lines().size())
                .mapToObj(line ->
                    new PlacedForm(
                        productions.get(i),
                        productions.get(i).lines().get(line),
                        body.equals(Grammar.TOP)
                            ? places.of("grammar", body, i, "line", line)
                            : places.of("grammar", "bodies", body, i, "line", line),
                        0)))
        .toList();
  }
}

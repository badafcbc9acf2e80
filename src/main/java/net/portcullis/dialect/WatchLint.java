package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.portcullis.input.Place;

/**
 * Finds bindings that would be overlooked: where a line binds a list in words that no form reads,
 * the profile must at least know that it concerns lists. Without that it counts as any other line.
 */
final class WatchLint {
  /** A word of no language, behind what a form reads. */
  private static final String MORE = " qwxyz";

  private static final int SAMPLES = 12;

  private final Profile profile;
  private final DocumentPlaces places;
  private final List<ProfileFinding> findings = new ArrayList<>();

  private WatchLint(Profile profile, DocumentPlaces places) {
    this.profile = profile;
    this.places = places;
  }

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    WatchLint lint = new WatchLint(profile, places);
    // Statements are told from each other with all the words that lead to them.
    if (profile.grammar().layout() == Grammar.Layout.INDENTED) {
      profile.grammar().bodies().keySet().stream().sorted().forEach(lint::body);
    }
    return lint.findings;
  }

  private void body(String body) {
    PlacedForm.of(profile.grammar(), body, places).stream()
        .filter(form -> form.production().kind() == Grammar.Kind.BINDING)
        .forEach(form -> look(profile.grammar().body(body), form.pattern(), form.place()));
  }

  private void look(List<Grammar.Production> body, Pattern form, Place place) {
    Alphabet alphabet = Alphabet.of(List.of(form), profile.names());
    FormGraph graph = FormGraph.of(form, alphabet, profile.names());
    SharedLines.of(graph, FormGraph.any(alphabet, profile.names()), SAMPLES).stream()
        .map(words -> String.join(" ", words))
        .filter(line -> reads(form, line))
        .map(line -> line + MORE)
        .filter(line ->
            body.stream().noneMatch(it -> it.lines().stream().anyMatch(p -> reads(p, line))))
        .filter(line -> profile.grammar().concerns().stream().noneMatch(it -> concerns(it, line)))
        .findFirst()
        .ifPresent(line ->
            findings.add(
                ProfileFinding.of(
                        ProfileFinding.Kind.UNWATCHED_BINDING,
                        place,
                        "A line that binds a list so, with a word more, would be overlooked.",
                        "Add how such lines begin to 'grammar.concerns'.")
                    .with(line)));
  }

  /** A form reads whatever the letter case; a device has one spelling. */
  private static boolean concerns(TextPattern pattern, String line) {
    return new TextPattern(pattern.text().toLowerCase(Locale.ROOT))
        .matches(line.toLowerCase(Locale.ROOT));
  }

  private boolean reads(Pattern form, String line) {
    return LineReader.read(
            form,
            Token.of(line, profile.grammar().punctuation()),
            profile.names(),
            Optional.empty())
        .isPresent();
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds ranges of addresses of which a body reads one end alone: no such range is ever whole. */
final class RangeLint {
  private RangeLint() {}

  static List<ProfileFinding> of(Grammar grammar, DocumentPlaces places) {
    List<ProfileFinding> findings = new ArrayList<>();
    for (String body : grammar.bodies().keySet().stream().sorted().toList()) {
      List<PlacedForm> forms = PlacedForm.of(grammar, body, places);
      for (FieldKind side : List.of(FieldKind.SOURCE, FieldKind.DESTINATION)) {
        half(forms, side, "first", "last").ifPresent(findings::add);
        half(forms, side, "last", "first").ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<ProfileFinding> half(
      List<PlacedForm> forms, FieldKind side, String said, String other) {
    if (forms.stream().anyMatch(form -> says(form, side, other))) {
      return Optional.empty();
    }
    return forms.stream()
        .filter(form -> says(form, side, said))
        .findFirst()
        .map(form ->
            ProfileFinding.of(
                ProfileFinding.Kind.HALF_A_RANGE,
                form.place(),
                "The "
                    + said
                    + " address of a range is read, and no line of its block reads the "
                    + other
                    + " one.",
                "Add a line with {" + side.text() + ":" + other + "}."));
  }

  private static boolean says(PlacedForm form, FieldKind side, String end) {
    return form.pattern()
        .all()
        .anyMatch(part ->
            part instanceof Pattern.Field field
                && field.kind() == side
                && field.form().equals(end));
  }
}

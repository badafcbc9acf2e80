package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.input.Place;

/**
 * Finds patterns that may be read anew from many words of a line. The reader takes the first option
 * that fits and never reconsiders, so that nothing takes exponential time; but where something that
 * runs on stands in a repetition, and what follows it can fail, each round may run on again.
 */
final class EffortLint {
  private final List<ProfileFinding> findings = new ArrayList<>();

  private EffortLint() {}

  static List<ProfileFinding> of(Profile profile, DocumentPlaces places) {
    EffortLint lint = new EffortLint();
    for (String body : profile.grammar().bodies().keySet()) {
      PlacedForm.of(profile.grammar(), body, places)
          .forEach(form -> lint.look(form.pattern(), form.place()));
    }
    profile.hits().ifPresent(hits -> lint.look(hits.line(), places.of("hits", "line")));
    return lint.findings;
  }

  private void look(Pattern pattern, Place place) {
    pattern
        .all()
        .filter(part -> part instanceof Pattern.Repeat repeat && runsOnAndFails(repeat.part()))
        .findFirst()
        .ifPresent(_ ->
            findings.add(
                ProfileFinding.of(
                    ProfileFinding.Kind.SLOW_PATTERN,
                    place,
                    "A repetition stands in a repetition, and what follows the inner one can fail: "
                        + "a line of n words may take n times n steps.",
                    "Let the outer repetition alone repeat, or begin the inner part with a word of"
                        + " its own and put nothing behind it.")));
  }

  /** True where a part may read many words and fail after all. */
  private static boolean runsOnAndFails(Pattern pattern) {
    if (pattern instanceof Pattern.Field field) {
      return field.kind() == FieldKind.UP_TO;
    }
    if (pattern instanceof Pattern.Sequence sequence) {
      for (int i = 0; i < sequence.parts().size(); i++) {
        List<Pattern> behind = sequence.parts().subList(i + 1, sequence.parts().size());
        if (runsOn(sequence.parts().get(i)) && behind.stream().anyMatch(EffortLint::mayFail)) {
          return true;
        }
      }
    }
    return pattern.parts().stream().anyMatch(EffortLint::runsOnAndFails);
  }

  private static boolean runsOn(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Repeat _ -> true;
      case Pattern.Field field -> field.kind() == FieldKind.UP_TO || field.form().equals("list");
      default -> pattern.parts().stream().anyMatch(EffortLint::runsOn);
    };
  }

  private static boolean mayFail(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Word _ -> true;
      case Pattern.Field field ->
          field.kind() != FieldKind.REST
              && LineReader.read(field, List.of(), Names.none(), Optional.empty()).isEmpty();
      case Pattern.Sequence sequence -> sequence.parts().stream().anyMatch(EffortLint::mayFail);
      case Pattern.Choice choice -> choice.options().stream().allMatch(EffortLint::mayFail);
      case Pattern.Maybe _, Pattern.AnyOrder _ -> false;
      case Pattern.Repeat repeat -> mayFail(repeat.part());
    };
  }
}

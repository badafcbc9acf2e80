package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Which templates a text holds, and which it takes in. */
final class Templates {
  static final String WHY = "What this line takes in does not stand in the text.";

  private final Set<String> held = new HashSet<>();
  private final List<Use> uses = new ArrayList<>();

  private record Use(String template, RawRule line, Optional<RawList> list) {}

  /** Notes a line that is of a template, or takes one in. */
  void see(Collector.Said said, Optional<RawList> list) {
    Optional<String> template = said.word(FieldKind.TEMPLATE);
    if (template.isEmpty()) {
      return;
    }
    if (said.production().kind() == Grammar.Kind.TAKES_IN) {
      uses.add(new Use(template.get(), RawRule.unreadable(said.line(), said.text()), list));
    } else {
      held.add(template.get());
    }
  }

  /**
   * The lines that take in what the text does not hold. A list that such a line stands in is not
   * known; any other line goes to {@code everywhere}.
   */
  List<RawRule> missing(Consumer<RawRule> everywhere) {
    List<RawRule> missing = new ArrayList<>();
    for (Use use : uses) {
      if (!held.contains(use.template())) {
        missing.add(use.line());
        use.list()
            .ifPresentOrElse(list -> list.doubt(use.line()), () -> everywhere.accept(use.line()));
      }
    }
    return missing;
  }
}

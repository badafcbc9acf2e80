package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Rule;

/**
 * Writes lists by a profile and reads them back by it: what comes out must mean the same packets.
 */
final class WritingLint {
  private static final int LISTS = 8;
  private static final String NAME = "Lint_in_4_g1";

  private final ProfileDialect dialect;
  private final DocumentPlaces places;

  private WritingLint(ProfileDialect dialect, DocumentPlaces places) {
    this.dialect = dialect;
    this.places = places;
  }

  static List<ProfileFinding> of(ProfileDialect dialect, DocumentPlaces places) {
    WritingLint lint = new WritingLint(dialect, places);
    List<ProfileFinding> findings = new ArrayList<>();
    for (Family family : Family.values()) {
      if (dialect.profile().writing().bodies().containsKey(family)) {
        lint.family(family).or(() -> lint.grouped(family)).ifPresent(findings::add);
      }
    }
    return findings;
  }

  /** Where object groups are written, a list in which they pay has them, and is read back. */
  private Optional<ProfileFinding> grouped(Family family) {
    Dialect grouping = dialect.withGroups();
    if (!grouping.groupedFamilies().contains(family)) {
      return Optional.empty();
    }
    List<Rule> rules = SampleLists.repeated(family);
    String name = dialect.profile().writing().naming().before() + NAME;
    Tried tried = new Tried(rules, grouping.write(name, family, rules));
    return tried.written().groups().isEmpty()
        ? Optional.of(
            finding(family, "Object groups are claimed, and no line of this family names one."))
        : wrong(tried, family);
  }

  private Optional<ProfileFinding> family(Family family) {
    List<List<Rule>> lists = new ArrayList<>();
    lists.add(SampleLists.named(family));
    for (int seed = 1; seed <= LISTS; seed++) {
      lists.add(new SampleLists(seed, dialect.traits()).list(family));
    }
    String name = dialect.profile().writing().naming().before() + NAME;
    return lists.stream()
        .map(rules -> rules.stream().filter(rule -> isWritten(name, family, rule)).toList())
        .map(rules -> new Tried(rules, dialect.write(name, family, rules)))
        .flatMap(tried -> wrong(tried, family).stream())
        .findFirst();
  }

  /** What cannot be written is told when it is needed; what is written must be right. */
  private boolean isWritten(String name, Family family, Rule rule) {
    return dialect.write(name, family, List.of(rule)).problems().isEmpty();
  }

  private record Tried(List<Rule> rules, Written written) {}

  private Optional<ProfileFinding> wrong(Tried tried, Family family) {
    String text;
    try {
      text = StagedText.of(dialect, tried.written());
    } catch (IllegalStateException unwritable) {
      return Optional.empty();
    }
    DeviceConfig config = dialect.readFile("written", text);
    if (!config.unreadable().isEmpty()) {
      return Optional.of(
          finding(family, "A line that is written is not understood when it is read back.")
              .with(config.unreadable().getFirst().text()));
    }
    Optional<DeviceConfig.ReadList> list = config.list(tried.written().name(), family);
    if (list.isEmpty()) {
      return Optional.of(
          finding(family, "A list that is written is not found when it is read back.")
              .with(text.lines().findFirst().orElse("")));
    }
    AccessList intent =
        new AccessList(NAME, tried.rules().stream().map(Rule::line).toList(), Verdict.DENY);
    Comparison comparison =
        Comparison.compare(
            dialect.traits().followed().on(intent, family), list.get().access(), family);
    return comparison.isEqual()
        ? Optional.empty()
        : Optional.of(
            finding(
                family,
                "A list that is written means something else when it is read back: "
                    + comparison.example()
                    + "."));
  }

  private ProfileFinding finding(Family family, String what) {
    return ProfileFinding.of(
        ProfileFinding.Kind.UNREADABLE_WRITING,
        places.of("write", "rules", Integer.toString(family.number())),
        what,
        "Mend the form, or the names in it, that writes the line otherwise than it is read.");
  }
}

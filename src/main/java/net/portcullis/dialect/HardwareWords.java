package net.portcullis.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Says what a platform's devices hold, and how they tell that their hardware is full. */
final class HardwareWords {
  private final ProfileDialect dialect;
  private final Profile profile;
  private final ChangeWords changes;

  HardwareWords(ProfileDialect dialect, ChangeWords changes) {
    this.changes = changes;
    this.dialect = dialect;
    this.profile = dialect.profile();
  }

  ProfileSection section() {
    SectionWriter section = new SectionWriter("Limits and hardware");
    section.say(
        limit(
            profile.limits().linesPerList(),
            "A list has up to ",
            " lines.",
            "How many lines a list may have is not said."));
    profile
        .limits()
        .lineLength()
        .ifPresent(most -> section.say("A line has up to " + most + " characters."));
    full(section);
    Optional<Command> read = dialect.readHeadroom();
    section.say(
        read.map(command -> "The room in hardware is read by: " + command.text())
                .or(() ->
                    profile
                        .snmp()
                        .resources()
                        .map(table ->
                            "The room in hardware is read from the agent: " + table.total()))
                .orElse("How much room the hardware has for lists is not read.")
            + (read.isPresent() || profile.snmp().resources().isPresent()
                ? ". Lists that are staged must fit beside those that are bound."
                : ""));
    return section.written();
  }

  private void full(SectionWriter section) {
    Set<String> marks = new TreeSet<>();
    profile.grammar().bodies().values().stream()
        .flatMap(List::stream)
        .flatMap(production -> production.lines().stream())
        .flatMap(Pattern::fields)
        .filter(field -> field.kind() == FieldKind.STATUS)
        .forEach(field -> marks.add(field.form()));
    section.sayIf(
        !marks.isEmpty(),
        "Hardware that did not take a list is shown beside it as "
            + SectionWriter.each(List.copyOf(marks))
            + ": such a list counts as not bound.");
    Optional<ProfileHardware> known = profile.hardwareFull();
    List<TextPattern> says = known.map(ProfileHardware::says).orElse(List.of());
    section.say(
        says.isEmpty()
            ? "No words are known by which it refuses a line because its hardware is full; a refusal"
                + " of any words stops the change."
            : "That its hardware is full it says, in an answer or behind one, by "
                + SectionWriter.or(says)
                + "; the change is undone, and told as that.");
    known.ifPresent(full -> shown(section, full));
  }

  private void shown(SectionWriter section, ProfileHardware full) {
    full.readLog()
        .ifPresent(log ->
            section
                .say(
                    "Before a change and after it the log is read; where a message is new with "
                        + SectionWriter.or(full.messages())
                        + ", the change is undone, though every line was taken:")
                .typed(changes.typed(List.of(log))));
    section.sayIf(
        !full.listing().isEmpty(),
        "After a change it is asked what the hardware holds"
            + (full.marks().isEmpty()
                ? ":"
                : "; a line of " + SectionWriter.or(full.marks()) + " undoes the change:"));
    full.readSlots().ifPresent(slots -> section.typed(changes.typed(List.of(slots))));
    full.listing().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(kind -> section.typed(changes.typed(kind.getValue())));
  }

  private static String limit(OptionalInt most, String before, String behind, String none) {
    return most.isPresent() ? before + most.getAsInt() + behind : none;
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;

/** Says what will be done on a platform, for people who review a profile. */
final class ProfileWords {
  private ProfileWords() {}

  static List<String> of(ProfileDialect dialect) {
    Profile profile = dialect.profile();
    List<String> words = new ArrayList<>();
    words.add(profile.title() + "; proven on: " + profile.proven() + ".");
    words.add(
        profile.traits().stateful()
            ? "Keeps track of connections: replies need no lines of their own."
            : "Knows no connections: replies and later fragments get lines of their own.");
    Grammar.Lists lists = profile.grammar().lists();
    words.add("Packets that no line matches: " + word(lists.unmatched()) + " by default.");
    words.add(
        "A bound list without lines: "
            + word(lists.empty())
            + "; a missing one: "
            + word(lists.missing())
            + ".");
    words.add(
        switch (profile.swap()) {
          case ATOMIC -> "A bound list is exchanged in one step.";
          case DELTA -> "A bound list is edited in place, line by line, each step proved.";
        });
    words.add(
        "Up to " + profile.pipeline() + " lines of a list that nothing binds are sent ahead.");
    if (profile.timers().isEmpty()) {
      words.add("It cannot undo a change by itself.");
    }
    for (Profile.Timer timer : profile.timers()) {
      words.add(
          "It can undo a change by itself: "
              + timer.description()
              + ", up to "
              + timer.longest().toMinutes()
              + " minutes.");
    }
    typed(words, "Reads the running configuration", dialect.readCommands(Dialect.Source.RUNNING));
    typed(words, "Reads the start-up configuration", dialect.readCommands(Dialect.Source.STARTUP));
    typed(words, "Saves", dialect.save());
    operators(words, profile.writing());
    words.add(
        dialect
            .readHeadroom()
            .map(command -> "The room in hardware is read by: " + command.text())
            .or(() ->
                profile
                    .snmp()
                    .resources()
                    .map(table -> "The room in hardware is read from the agent: " + table.total()))
            .orElse("How much room the hardware has for lists is not read."));
    words.addAll(profile.notes());
    fields(words, "Concluded from other facts: ", profile, Provenance.Certainty.CONCLUDED);
    fields(words, "No source confirms all of: ", profile, Provenance.Certainty.UNSURE);
    return words;
  }

  private static void fields(
      List<String> words, String what, Profile profile, Provenance.Certainty certainty) {
    List<String> fields = profile.provenance().of(certainty);
    if (!fields.isEmpty()) {
      words.add(what + String.join(", ", fields) + ".");
    }
  }

  private static void operators(List<String> words, Profile.Writing writing) {
    for (Direction direction : Direction.values()) {
      Set<String> known = writing.operators().get(direction);
      if (known != null) {
        words.add(
            "Ports of a list in direction "
                + direction.name().toLowerCase(Locale.ROOT)
                + " are compared by: "
                + PortForms.OPERATORS.stream()
                    .filter(known::contains)
                    .collect(Collectors.joining(", "))
                + ".");
      }
    }
  }

  private static void typed(List<String> words, String what, List<Command> commands) {
    commands.forEach(command -> words.add(what + ": " + command.text()));
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case PERMIT, DENY -> verdict.name().toLowerCase(Locale.ROOT);
      case UNKNOWN -> "not known";
    };
  }
}

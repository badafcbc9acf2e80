package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.portcullis.acl.Family;
import net.portcullis.policy.Rule;

/**
 * Writes a whole list: rules into lines, lines with identifiers, nothing said twice where that is
 * refused.
 */
final class ListWriter {
  private final Profile profile;

  ListWriter(Profile profile) {
    this.profile = profile;
  }

  Written write(String name, Family family, List<Rule> rules) {
    Profile.Writing writing = profile.writing();
    String body = writing.bodies().get(family);
    if (body == null) {
      return new Written(
          name,
          family,
          List.of(),
          List.of("The profile says no lists of IPv" + family.number() + "."));
    }
    RuleWriter writer =
        new RuleWriter(profile.grammar().patterns(body, Grammar.Kind.RULE), profile.names());
    List<String> problems = new ArrayList<>();
    List<Drafted> drafted = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (Rule rule : rules) {
      RuleWriter.Parts parts = writer.parts(rule);
      parts.problem().ifPresent(problems::add);
      for (RuleWriter.Part part : parts.parts()) {
        // With one identifier for all, two lines differ exactly where the device sees a difference.
        boolean isNew = said.add(writer.text(part, family, Map.of("id", "0", "list", name)));
        if (isNew || !writing.uniqueLines()) {
          drafted.add(new Drafted(rule.seq(), part));
        }
      }
    }
    List<Written.WrittenLine> lines = new ArrayList<>();
    for (int i = 0; i < drafted.size(); i++) {
      String id = id(i, drafted.size());
      String text = writer.text(drafted.get(i).part(), family, Map.of("id", id, "list", name));
      lines.add(new Written.WrittenLine(drafted.get(i).seq(), id, text));
    }
    if (tooMany(drafted.size())) {
      problems.add(
          "The list needs "
              + drafted.size()
              + " lines, more than the platform has identifiers for.");
    }
    return new Written(name, family, lines, problems);
  }

  private record Drafted(int seq, RuleWriter.Part part) {}

  private String id(int index, int count) {
    Profile.Writing writing = profile.writing();
    if (writing.firstId().isEmpty()) {
      return "";
    }
    boolean closes = index == count - 1 && writing.lastId().isPresent();
    int id =
        closes
            ? writing.lastId().getAsInt()
            : writing.firstId().getAsInt() + index * writing.step();
    return Integer.toString(id);
  }

  private boolean tooMany(int count) {
    Profile.Writing writing = profile.writing();
    return writing.firstId().isPresent()
        && writing.lastId().isPresent()
        && writing.firstId().getAsInt() + (long) (count - 2) * writing.step()
            >= writing.lastId().getAsInt();
  }
}

package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.policy.Rule;

/**
 * Writes a whole list: rules into lines, lines with identifiers, nothing said twice where that is
 * refused.
 */
final class ListWriter {
  /** Stands for a line's identifier until that is known; no text that is written holds it. */
  private static final String SOME_ID = "\u0001";

  private final Profile profile;
  private final Optional<GroupChoice> choice;
  private final Map<String, String> place;

  /**
   * @param grouped object groups may stand for addresses where that pays
   * @param place the interfaces that lines name, {@code in-interface} and {@code out-interface}
   */
  ListWriter(Profile profile, boolean grouped, Map<String, String> place) {
    this.profile = profile;
    this.place = Map.copyOf(place);
    this.choice =
        profile
            .writing()
            .groups()
            .filter(_ -> grouped)
            .map(groups -> new GroupChoice(profile, groups));
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
    Map<String, String> words = new HashMap<>(place);
    words.put("id", writing.hasIds() ? SOME_ID : "");
    words.put("list", name);
    Optional<ObjectTable> objects =
        writing.objects().map(each -> new ObjectTable(profile, each, name));
    RuleWriter plain = new RuleWriter(profile, body, words, Map.of(), objects);
    List<Rule> ordered = laterFragmentsFirst(asked(rules), family);
    Written without = lines(name, family, List.of(new Part(ordered, plain)));
    if (objects.isPresent()) {
      return withObjects(without, objects.get());
    }
    if (choice.isEmpty() || !without.problems().isEmpty()) {
      return without;
    }
    List<Written.Group> groups = choice.get().of(name, family, ordered, plain);
    Map<Set<AddressMask>, String> names = new HashMap<>();
    groups.forEach(group -> names.put(Set.copyOf(group.members()), group.name()));
    Written lines =
        lines(
            name,
            family,
            List.of(
                new Part(ordered, new RuleWriter(profile, body, words, names, Optional.empty()))));
    Written with =
        new Written(
            name,
            family,
            groups,
            lines.lines(),
            OptionalInt.of(without.lines().size()),
            lines.problems());
    return !groups.isEmpty() && choice.get().pays(with, without) ? with : without;
  }

  /**
   * One list for both families: the lines of IPv4, then those of IPv6. No line is of both, so their
   * order among each other means nothing.
   */
  Written writeBoth(String name, List<Rule> ipv4, List<Rule> ipv6) {
    List<String> missing = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Family family : Family.values()) {
      List<Rule> rules = family == Family.IPV4 ? ipv4 : ipv6;
      String body = profile.writing().bodies().get(family);
      if (body == null) {
        // A list that says nothing of a family needs no words for it.
        if (!rules.isEmpty()) {
          missing.add("The profile says no lists of IPv" + family.number() + ".");
        }
      } else {
        Map<String, String> words =
            Map.of("id", profile.writing().hasIds() ? SOME_ID : "", "list", name);
        parts.add(
            new Part(
                laterFragmentsFirst(asked(rules), family),
                new RuleWriter(profile, body, words, Map.of(), Optional.empty())));
      }
    }
    return missing.isEmpty()
        ? lines(name, Family.IPV4, parts)
        : new Written(name, Family.IPV4, List.of(), missing);
  }

  /** Rules of one family in order, and who writes them. */
  private record Part(List<Rule> rules, RuleWriter writer) {}

  private static Written withObjects(Written list, ObjectTable objects) {
    List<String> problems = new ArrayList<>(list.problems());
    objects.problem().ifPresent(problems::add);
    return new Written(
        list.name(), list.family(), objects.made(), list.lines(), OptionalInt.empty(), problems);
  }

  /** Without rules that the device never asks: what they say, it does by itself or not at all. */
  private List<Rule> asked(List<Rule> rules) {
    return rules.stream()
        .filter(rule -> profile.grammar().lists().followed().asks(rule.match()))
        .toList();
  }

  private Written lines(String name, Family family, List<Part> parts) {
    Profile.Writing writing = profile.writing();
    List<String> problems = new ArrayList<>();
    List<Drafted> drafted = new ArrayList<>();
    Set<List<String>> said = new HashSet<>();
    for (Part part : parts) {
      for (Rule rule : part.rules()) {
        RuleWriter.Parts written = part.writer().parts(rule);
        written.problem().ifPresent(problems::add);
        for (RuleWriter.Part line : written.parts()) {
          // With one identifier for all, two lines differ exactly where the device sees a
          // difference.
          boolean isNew = said.add(line.lines());
          if (isNew || !writing.uniqueLines()) {
            drafted.add(new Drafted(rule.seq(), line));
          }
        }
      }
    }
    List<Written.WrittenLine> lines = new ArrayList<>();
    for (int i = 0; i < drafted.size(); i++) {
      String id = id(name, i, drafted.size());
      for (String text : drafted.get(i).part().lines()) {
        lines.add(new Written.WrittenLine(drafted.get(i).seq(), id, text.replace(SOME_ID, id)));
      }
    }
    if (tooMany(drafted.size())) {
      problems.add(
          "The list needs "
              + drafted.size()
              + " lines, more than the platform has identifiers for.");
    }
    return new Written(name, family, lines, problems);
  }

  /**
   * Where lines with ports may take later fragments too, the fate of those is settled before any
   * other line is asked: by the rules that are about them, in order, and a last one for the rest.
   */
  private List<Rule> laterFragmentsFirst(List<Rule> rules, Family family) {
    boolean alike =
        profile.grammar().lists().laterFragments().get(family) == Assembler.LaterFragments.NEVER
            || rules.stream().noneMatch(rule -> Assembler.isAskedOfHeader(rule.match()));
    if (alike) {
      return rules;
    }
    Match every = Match.any(family).withFragments(Fragments.LATER);
    List<Rule> first = new ArrayList<>();
    List<Rule> rest = new ArrayList<>();
    boolean settled = false;
    for (Rule rule : rules) {
      Match match = rule.match();
      if (!settled
          && match.fragments() != Fragments.NOT_LATER
          && !Assembler.isAskedOfHeader(match)) {
        first.add(with(rule, match.withFragments(Fragments.LATER)));
        settled = match.withFragments(Fragments.LATER).equals(every);
      }
      if (match.fragments() != Fragments.LATER) {
        rest.add(rule);
      }
    }
    if (!settled) {
      first.add(new Rule(rules.getLast().seq(), Verdict.DENY, every, false, List.of()));
    }
    first.addAll(rest);
    return first;
  }

  private static Rule with(Rule rule, Match match) {
    return new Rule(rule.seq(), rule.action(), match, rule.counted(), rule.why());
  }

  private record Drafted(int seq, RuleWriter.Part part) {}

  private String id(String list, int index, int count) {
    Profile.Writing writing = profile.writing();
    if (writing.room().isPresent()) {
      return Long.toString(writing.room().get().first(list) + index);
    }
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
    if (writing.room().isPresent()) {
      return count > writing.room().get().each();
    }
    return writing.firstId().isPresent()
        && writing.lastId().isPresent()
        && writing.firstId().getAsInt() + (long) (count - 2) * writing.step()
            >= writing.lastId().getAsInt();
  }
}

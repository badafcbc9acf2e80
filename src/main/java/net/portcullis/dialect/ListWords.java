package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.portcullis.acl.AddressMask;
import net.portcullis.acl.Family;
import net.portcullis.acl.Fragments;
import net.portcullis.acl.IcmpMatch;
import net.portcullis.acl.Match;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Range;
import net.portcullis.acl.Ranges;
import net.portcullis.acl.Verdict;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;

/** Says what lists mean on a platform, and how ours are written. */
final class ListWords {
  private final ProfileDialect dialect;
  private final Profile profile;
  private final Grammar.Lists lists;

  ListWords(ProfileDialect dialect) {
    this.dialect = dialect;
    this.profile = dialect.profile();
    this.lists = profile.grammar().lists();
  }

  ProfileSection meaning() {
    SectionWriter section = new SectionWriter("What lists do");
    section.say("Packets that no line matches: " + word(lists.unmatched()) + " by default.");
    lists
        .elsewhere()
        .ifPresent(there ->
            section.say(
                "In direction "
                    + there.direction().text()
                    + " on interfaces named '"
                    + there.interfaces().text()
                    + "': "
                    + word(there.verdict())
                    + "."));
    section.say(
        "A bound list without lines: "
            + word(lists.empty())
            + "; a missing one: "
            + word(lists.missing())
            + ".");
    lists
        .implicit()
        .ifPresent(lines ->
            section.say(
                "Lists of IPv"
                    + lines.family().number()
                    + " that have lines end in these, which no configuration shows: "
                    + SectionWriter.each(lines.lines())
                    + "."));
    if (!lists.inOrder()) {
      section.say("Several lists at one place: what they do together is not known.");
    }
    section.say(
        profile.traits().followed().isEmpty()
            ? connections()
            : "Lists are asked about packets of "
                + followed()
                + " that open a connection, and not about others: replies need no lines.");
    if (lists.byPair()) {
      section.say(
          "Lists are asked for pairs of interfaces, IN/OUT, with '*' for those that no rule names.");
    }
    for (Family family : Family.values()) {
      section.say("IPv" + family.number() + ": " + fragments(family));
    }
    section.say(
        (lists.byId()
                ? "Lines are asked by their numbers, from the lowest."
                : "Lines are asked in the order in which they stand.")
            + switch (lists.sameId()) {
              case MERGE -> " A number typed again changes that line in part, so ours never are.";
              case REPLACE -> " A number typed again takes that line's place.";
              case REFUSED -> " A number that is taken is refused.";
              case KEEP -> "";
            });
    return section.written();
  }

  private String fragments(Family family) {
    return switch (Optional.ofNullable(lists.laterFragments().get(family))
        .orElse(Assembler.LaterFragments.UNKNOWN)) {
      case NEVER -> "a line with ports, flags or types matches no later fragment.";
      case PERMITS ->
          "a permitting line with ports, flags or types also lets later fragments pass; ours settle"
              + " those first.";
      case ALWAYS ->
          "a line with ports, flags or types also takes later fragments; ours settle those first.";
      case UNKNOWN ->
          "what a line with ports, flags or types does with later fragments is not known; ours"
              + " settle those first.";
    };
  }

  ProfileSection written() {
    SectionWriter section = new SectionWriter("How lists of ours are written");
    Profile.Writing writing = profile.writing();
    if (writing.bodies().isEmpty()) {
      return section.say("None are written.").written();
    }
    section.say(
        "Names have up to "
            + writing.naming().longest()
            + " characters"
            + (writing.naming().before().isEmpty()
                ? ""
                : ", behind '" + writing.naming().before() + "'")
            + ". They say whose the list is, where it belongs, and its generation.");
    writing
        .naming()
        .numbers()
        .ifPresent(numbers ->
            section.say(
                "Each gets a number too, of "
                    + numbers.low()
                    + " to "
                    + numbers.high()
                    + ", always the same for a name."));
    section.sayIf(
        writing.firstId().isPresent(),
        "Lines are numbered from "
            + writing.firstId().orElse(0)
            + " in steps of "
            + writing.step()
            + (writing.lastId().isPresent()
                ? "; the closing line is " + writing.lastId().getAsInt() + "."
                : "."));
    writing
        .groups()
        .ifPresent(groups ->
            section.say(
                "Where the inventory says 'object-groups: true', sets of addresses of "
                    + groups.families().stream()
                        .sorted()
                        .map(family -> "IPv" + family.number())
                        .collect(Collectors.joining(" and "))
                    + " get a name of up to "
                    + groups.longest()
                    + " characters, that of their list and a number, if that saves a third of the list. Each"
                    + " list has groups of its own, which are never edited."));
    section.sayIf(
        writing.groups().isEmpty() && writing.objects().isEmpty() && reads(Grammar.Kind.GROUP),
        "Object groups are read, where there are any, never written.");
    writing
        .objects()
        .ifPresent(objects ->
            section.say(
                "Each address and each service gets an object of up to "
                    + objects.longest()
                    + " characters, named after its list and a number, and no two lists share one."));
    writing
        .room()
        .ifPresent(room ->
            section.say(
                "Lines of all lists are numbered together: of "
                    + room.low()
                    + " to "
                    + room.high()
                    + " each list has "
                    + room.each()
                    + " in a row, always the same ones for a name. A name whose numbers are taken is"
                    + " passed over."));
    section.sayIf(writing.uniqueLines(), "No line is written twice: the device refuses it.");
    operators(section);
    for (Family family : Family.values()) {
      if (writing.bodies().containsKey(family)) {
        section.say("An example of IPv" + family.number() + ", in the platform's own words:");
        example(section, family);
      }
    }
    return section.written();
  }

  private void operators(SectionWriter section) {
    for (Direction direction : Direction.values()) {
      Optional.ofNullable(profile.writing().operators().get(direction))
          .ifPresent((Set<String> known) ->
              section.say(
                  "Ports of a list in direction "
                      + direction.name().toLowerCase(Locale.ROOT)
                      + " are compared by: "
                      + PortForms.OPERATORS.stream()
                          .filter(known::contains)
                          .collect(Collectors.joining(", "))
                      + "."));
    }
  }

  private void example(SectionWriter section, Family family) {
    String name = profile.writing().naming().before() + "OURS_lan_in_" + family.number() + "_g1";
    Written list = dialect.write(name, family, rules(family));
    list.problems().forEach(section::say);
    list.lines().forEach(line -> section.typed("", line.text()));
  }

  private String connections() {
    return profile.traits().stateful()
        ? "Keeps track of connections: replies need no lines of their own."
        : "Knows no connections: replies and later fragments get lines of their own.";
  }

  private String followed() {
    Ranges protocols = profile.traits().followed().protocols();
    return (protocols.contains(Match.TCP) ? "TCP" : "")
        + (protocols.list().size() > 1 ? " and " : "")
        + (protocols.contains(Match.UDP) ? "UDP" : "");
  }

  /** What allowlists hold: services, a range, replies, fragments, path discovery, and the end. */
  private List<Rule> rules(Family family) {
    boolean v4 = family == Family.IPV4;
    List<AddressMask> clients = List.of(mask(v4 ? "10.1.0.0/16" : "2001:db8:1::/48"));
    List<AddressMask> server = List.of(mask(v4 ? "10.2.2.2/32" : "2001:db8:2::2/128"));
    Match there = Match.any(family).withSources(clients).withDestinations(server);
    List<Match> matches = new ArrayList<>();
    matches.add(there.withProtocol(Match.TCP).withDestinationPorts(Ranges.of(8443)));
    matches.add(
        there.withProtocol(Match.UDP).withDestinationPorts(Ranges.of(new Range(50000, 50010))));
    if (!profile.traits().stateful() && profile.traits().followed().isEmpty()) {
      matches.add(there.withProtocol(Match.TCP).withEstablished(true));
    }
    if (profile.traits().followed().isEmpty() && (v4 || profile.traits().fragmentsIpv6())) {
      matches.add(there.withProtocol(Match.UDP).withFragments(Fragments.LATER));
    }
    matches.add(
        Match.any(family)
            .withProtocol(Match.icmpProtocol(family))
            .withIcmp(List.of(v4 ? IcmpMatch.typeAndCode(3, 4) : IcmpMatch.type(2))));
    List<Rule> rules = new ArrayList<>();
    matches.forEach(
        match -> rules.add(new Rule(rules.size() + 1, Verdict.PERMIT, match, false, List.of())));
    rules.add(new Rule(rules.size() + 1, Verdict.DENY, Match.any(family), false, List.of()));
    return rules;
  }

  private static AddressMask mask(String prefix) {
    return AddressMask.of(Prefix.parse(prefix));
  }

  ProfileSection ipv6() {
    SectionWriter section = new SectionWriter("IPv6");
    Map<Family, String> bodies = profile.writing().bodies();
    if (bodies.isEmpty()) {
      return section.written();
    }
    return section
        .say(
            profile.grammar().lists().bothFamilies() && bodies.containsKey(Family.IPV6)
                ? "One list holds the lines of IPv4 and those of IPv6, and one line binds it for both."
                : bodies.containsKey(Family.IPV6)
                    ? "Lists of IPv6 are written and bound beside those of IPv4."
                    : "No lists of IPv6 are written: a binding must say that it has none.")
        .sayIf(
            bodies.containsKey(Family.IPV6) && !profile.traits().fragmentsIpv6(),
            "Later fragments get no lines in them: no words for those can be relied upon here.")
        .say(
            reads(Grammar.Kind.IPV6)
                ? "Whether an interface has IPv6 is read from its own lines."
                : "Whether an interface has IPv6 is not read.")
        .written();
  }

  private boolean reads(Grammar.Kind kind) {
    return profile.grammar().bodies().values().stream()
        .flatMap(List::stream)
        .anyMatch(production -> production.kind() == kind);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case PERMIT, DENY -> verdict.name().toLowerCase(Locale.ROOT);
      case UNKNOWN -> "not known";
    };
  }
}

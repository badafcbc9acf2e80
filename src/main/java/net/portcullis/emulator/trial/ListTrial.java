package net.portcullis.emulator.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.acl.Match;
import net.portcullis.acl.Ranges;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.SampleLists;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Rule;
import net.portcullis.session.Conversation;
import net.portcullis.session.SessionException;

/** Tries lists: there and back, bound, exchanged or edited in place, and taken off. */
final class ListTrial {
  /** Lists of each family that are written and read back. */
  private static final int LISTS = 15;

  /** A port that no sample list speaks of. */
  private static final int ANOTHER_PORT = 4460;

  private final TrialSite site;
  private final long seed;

  ListTrial(TrialSite site, long seed) {
    this.site = site;
    this.seed = seed;
  }

  Seen thereAndBack(Family family) throws TrialSite.Failed, SessionException {
    String name = site.list(Direction.IN, family, 1);
    int lines = 0;
    try (Conversation conversation = site.connect()) {
      for (int i = 0; i < LISTS; i++) {
        List<Rule> rules = new SampleLists(seed + i, site.dialect().traits()).list(family);
        Written written = site.dialect().write(name, family, rules);
        if (!written.problems().isEmpty()) {
          throw new TrialSite.Failed("it cannot be written: " + written.problems().getFirst());
        }
        site.stage(conversation, written);
        site.same(conversation, name, family, rules);
        site.send(conversation, site.dialect().remove(name, family));
        if (site.running(conversation).list(name, family).isPresent()) {
          throw new TrialSite.Failed("the list is still there after it was removed");
        }
        lines += written.lines().size();
      }
    }
    return Seen.ok(LISTS + " lists, " + lines + " lines, proved equal");
  }

  /** Bound, exchanged where the platform exchanges, taken off, removed: each read back. */
  Seen bound(Family family) throws TrialSite.Failed, SessionException {
    String before = site.emulated().running();
    int commands = 0;
    try (Conversation conversation = site.connect()) {
      for (Direction direction : Direction.values()) {
        String first = site.list(direction, family, 1);
        String second = site.list(direction, family, 2);
        site.stage(conversation, site.named(family, first));
        commands += site.bind(conversation, direction, family, first, Optional.empty());
        if (site.dialect().swap() == Dialect.Swap.ATOMIC) {
          site.stage(conversation, site.named(family, second));
          commands += site.bind(conversation, direction, family, second, Optional.of(first));
          site.send(conversation, site.dialect().remove(first, family));
          first = second;
        }
        site.remove(conversation, direction, family, first);
      }
    }
    if (!site.emulated().running().equals(before)) {
      throw new TrialSite.Failed("afterwards the device does not hold what it held before");
    }
    return Seen.ok(commands + " lines bound it, and nothing is left");
  }

  /** Ports of either side, compared in every way: what is read, and what the device filters by. */
  Seen compared(Direction direction) throws TrialSite.Failed, SessionException {
    int lines = 0;
    try (Conversation conversation = site.connect()) {
      for (Family family : Family.values()) {
        String list = site.list(direction, family, 1);
        List<Rule> rules = SampleLists.compared(family);
        Written written = written(list, family, rules);
        site.stage(conversation, written);
        site.send(
            conversation,
            site.dialect().bind(site.binding(), direction, family, list, Optional.empty()));
        site.means(conversation, direction, family, list, rules);
        site.remove(conversation, direction, family, list);
        lines += written.lines().size();
      }
    }
    return Seen.ok("eq, neq, lt, gt and ranges of both families: " + lines + " lines mean it");
  }

  /** Lists with object groups: what is read, what the device filters by, and that none is left. */
  Seen grouped(Family family) throws TrialSite.Failed, SessionException {
    Dialect grouping = site.dialect().withGroups();
    if (!grouping.groupedFamilies().contains(family)) {
      return Seen.notTried("the profile writes none of this family");
    }
    String list = site.list(Direction.IN, family, 1);
    int groups = 0;
    int lists = 0;
    try (Conversation conversation = site.connect()) {
      for (int i = 0; i < LISTS; i++) {
        List<Rule> rules = new SampleLists(seed + i, grouping.traits()).grouped(family);
        Written written = grouping.write(list, family, rules);
        if (!written.groups().isEmpty()) {
          lists++;
          groups += written.groups().size();
          site.stage(conversation, written);
          site.send(
              conversation,
              grouping.bind(site.binding(), Direction.IN, family, list, Optional.empty()));
          site.means(conversation, Direction.IN, family, list, rules);
          site.remove(conversation, Direction.IN, family, list);
          for (Written.Group group : written.groups()) {
            site.send(conversation, grouping.removeGroup(group, family));
            if (site.running(conversation).group(group.name()).isPresent()) {
              throw new TrialSite.Failed("a group is still there after it was removed");
            }
          }
        }
      }
    }
    return Seen.ok(lists + " lists with " + groups + " groups mean it, and nothing is left");
  }

  /** The first line of a bound list gives way to another one, while the list filters. */
  Seen edited(Family family) throws TrialSite.Failed, SessionException {
    if (site.dialect().swap() != Dialect.Swap.DELTA) {
      return Seen.notTried("a bound list is exchanged in one step");
    }
    List<Rule> rules = new ArrayList<>(SampleLists.named(family));
    Rule first = rules.getFirst();
    Match other =
        Match.any(family).withProtocol(Match.TCP).withDestinationPorts(Ranges.of(ANOTHER_PORT));
    rules.set(0, new Rule(first.seq(), first.action(), other, false, List.of()));
    String list = site.list(Direction.IN, family, 1);
    Written before = site.named(family, list);
    Written after = written(list, family, rules);
    try (Conversation conversation = site.connect()) {
      site.stage(conversation, before);
      site.bind(conversation, Direction.IN, family, list, Optional.empty());
      site.send(
          conversation,
          site.dialect()
              .edit(
                  list,
                  family,
                  List.of(before.lines().getFirst().id()),
                  List.of(after.lines().getFirst())));
      site.means(conversation, Direction.IN, family, list, rules);
      site.remove(conversation, Direction.IN, family, list);
    }
    return Seen.ok("a line went and another came in its place");
  }

  private Written written(String list, Family family, List<Rule> rules) throws TrialSite.Failed {
    Written written = site.dialect().write(list, family, rules);
    if (!written.problems().isEmpty()) {
      throw new TrialSite.Failed("it cannot be written: " + written.problems().getFirst());
    }
    return written;
  }
}

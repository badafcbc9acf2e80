package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.change.Step.Mark;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;

/** How far an exchange has come, as the device itself shows it. */
sealed interface Situation {

  /** So many steps are done; none: it is as it was. */
  record Done(int steps) implements Situation {}

  /**
   * Some of a bound list's edits are done and some are not, in another order than they were sent.
   */
  record Mixed(List<Command> back) implements Situation {
    public Mixed {
      back = List.copyOf(back);
    }
  }

  /**
   * Something stands there that neither the old state, nor the new, nor a step between explains.
   */
  record Foreign(String why) implements Situation {}

  static Situation of(Exchange exchange, DeviceConfig config) {
    Optional<Point> now =
        Reading.at(config, exchange.interfaceName(), exchange.direction(), exchange.family());
    if (now.isEmpty()) {
      return new Foreign(exchange.place() + " has several lists bound");
    }
    List<Point> points = exchange.points();
    // Lines of other numbers that mean the same are others; but a device may number anew.
    int exact = points.indexOf(now.get());
    if (exact >= 0) {
      return new Done(exact);
    }
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).same(now.get())) {
        return new Done(i);
      }
    }
    Optional<List<Command>> back = mixed(exchange, now.get());
    if (back.isPresent()) {
      return new Mixed(back.get());
    }
    return new Foreign(
        exchange.place()
            + now.get()
                .bound()
                .map(list ->
                    " is bound to "
                        + list
                        + ", whose "
                        + now.get().content().size()
                        + " lines are neither the old list's nor the new one's")
                .orElse(" has nothing bound"));
  }

  /** The way back where what stands there is made of nothing but the old lines and ours. */
  private static Optional<List<Command>> mixed(Exchange exchange, Point now) {
    Set<Mark> expected = new HashSet<>(exchange.before().content());
    List<Command> back = new ArrayList<>();
    for (Step step : exchange.steps().reversed()) {
      switch (step.action()) {
        case Step.Action.Bind bind -> {
          return Optional.empty();
        }
        case Step.Action.Insert insert -> {
          if (now.content().contains(insert.line())) {
            expected.add(insert.line());
            back.addAll(step.back());
          }
        }
        case Step.Action.Remove remove -> {
          if (!now.content().contains(remove.line())) {
            expected.remove(remove.line());
            back.addAll(step.back());
          }
        }
      }
    }
    boolean same =
        exchange.before().bound().equals(now.bound())
            && now.content().size() == expected.size()
            && expected.containsAll(now.content());
    return same ? Optional.of(back) : Optional.empty();
  }

  /** True where the device shows what must stand there in the end. */
  static boolean finished(Exchange exchange, DeviceConfig config) {
    return Reading.at(config, exchange.interfaceName(), exchange.direction(), exchange.family())
        .filter(now -> exchange.after().same(now))
        .isPresent();
  }

  /** True where the device shows what stood there before. */
  static boolean untouched(Exchange exchange, DeviceConfig config) {
    return of(exchange, config) instanceof Done done && done.steps() == 0;
  }

  /** Why the old list cannot be put back; absent where it can. */
  static Optional<String> noWayBack(Exchange exchange, DeviceConfig config) {
    Optional<String> old = exchange.before().bound();
    boolean rebinds =
        exchange.steps().stream().anyMatch(step -> step.action() instanceof Step.Action.Bind);
    // Rules that are switched one by one have one name between the first and the last.
    boolean passes =
        exchange.points().stream().skip(1).anyMatch(point -> point.bound().equals(old));
    if (old.isEmpty() || !rebinds || passes) {
      return Optional.empty();
    }
    Optional<ReadList> list = config.list(old.get(), exchange.family());
    boolean same =
        list.isPresent() && exchange.before().same(new Point(old, Reading.marks(list.get())));
    return same
        ? Optional.empty()
        : Optional.of("the old list " + old.get() + " is gone or was changed");
  }

  /** What a configuration holds of the change; absent where it holds nothing of it. */
  static Optional<String> left(Exchange exchange, DeviceConfig config) {
    boolean bound =
        switch (of(exchange, config)) {
          case Done done -> done.steps() > 0;
          case Mixed mixed -> true;
          case Foreign foreign -> false;
        };
    return bound
        ? Optional.of("it at " + exchange.place())
        : stagedList(exchange, config)
            .map(list -> "the list " + list.name())
            .or(() ->
                stagedGroups(exchange, config).stream()
                    .findFirst()
                    .map(group -> "the object group " + group.name()));
  }

  /** True where the staged list, or a group of it, is on the device. */
  static boolean staged(Exchange exchange, DeviceConfig config) {
    return stagedList(exchange, config).isPresent() || !stagedGroups(exchange, config).isEmpty();
  }

  /** The lines that remove what of the staged list and its groups is on the device. */
  static List<Command> unstaging(Exchange exchange, DeviceConfig config, Dialect dialect) {
    List<Command> lines = new ArrayList<>();
    stagedList(exchange, config)
        .ifPresent(list -> lines.addAll(removal(exchange.unstage(), list, dialect)));
    stagedGroups(exchange, config).forEach(group -> lines.addAll(group.remove()));
    return lines;
  }

  /**
   * The lines that remove a list. Where its rules go one by one, only those that are there can: it
   * may have been written, or removed, in part.
   */
  static List<Command> removal(List<Command> whole, ReadList list, Dialect dialect) {
    return dialect.swap() == Dialect.Swap.BY_RULE
        ? dialect.remove(list.name(), list.family(), list.rules())
        : whole;
  }

  /**
   * True where the staged list, or what there is of it, may be removed: nothing uses it, and it
   * holds nothing but lines that we put there. A line that the device wrote down otherwise than it
   * was typed still is ours: it has one of our numbers, and there are no more lines than were sent.
   */
  static boolean removable(Exchange exchange, DeviceConfig config) {
    String name = exchange.staged().map(Written::name).orElse("");
    boolean groups =
        stagedGroups(exchange, config).stream()
            .allMatch(group ->
                config.group(group.name()).flatMap(there -> keeps(group, there, name)).isEmpty());
    return groups && (stagedList(exchange, config).isEmpty() || listRemovable(exchange, config));
  }

  /**
   * Why a group of ours must stay; absent where it may go after its list. One that was not written
   * to its end is ours too.
   */
  static Optional<String> keeps(Exchange.Group group, DeviceConfig.ReadGroup there, String list) {
    Optional<String> user =
        there.users().stream()
            .filter(use -> !use.equalsIgnoreCase(DeviceConfig.ReadGroup.use(list)))
            .findFirst();
    if (user.isPresent()) {
      return Optional.of(user.get() + " uses it");
    }
    if (group.group().isService()) {
      boolean known =
          there.members().isEmpty() && group.group().service().containsAll(there.service());
      return known ? Optional.empty() : Optional.of("somebody else changed it");
    }
    boolean ours =
        there.members().filter(members -> group.group().members().containsAll(members)).isPresent();
    return ours ? Optional.empty() : Optional.of("somebody else changed it");
  }

  private static List<Exchange.Group> stagedGroups(Exchange exchange, DeviceConfig config) {
    return exchange.stagedGroups().stream()
        .filter(group -> config.group(group.name()).isPresent())
        .toList();
  }

  private static boolean listRemovable(Exchange exchange, DeviceConfig config) {
    List<Mark> ours = exchange.stagedLines();
    Set<String> prints = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (Mark mark : ours) {
      prints.add(mark.print());
      ids.add(mark.id());
    }
    return stagedList(exchange, config)
        .filter(list -> Reading.marks(list).size() <= ours.size())
        .filter(list ->
            Reading.marks(list).stream()
                .allMatch(mark ->
                    prints.contains(mark.print())
                        || (!mark.id().isEmpty() && ids.contains(mark.id()))))
        .filter(list -> unused(list.name(), exchange, config))
        .isPresent();
  }

  /** True where a list holds what the plan saw in it, or what was staged. */
  static boolean known(Exchange exchange, ReadList list, Dialect dialect) {
    Point now = new Point(Optional.of(list.name()), Reading.marks(list));
    Point staged = new Point(exchange.staged().map(Written::name), exchange.stagedLines());
    boolean rest =
        dialect.swap() == Dialect.Swap.BY_RULE
            && exchange.before().content().containsAll(now.content());
    return exchange.before().same(now) || staged.same(now) || rest;
  }

  /** True where neither a binding nor anything else names the list. */
  static boolean unused(String list, Exchange exchange, DeviceConfig config) {
    return config.bindings().stream()
            .noneMatch(
                bound -> bound.family() == exchange.family() && bound.list().equalsIgnoreCase(list))
        && config.references().stream().noneMatch(use -> use.list().equalsIgnoreCase(list));
  }

  private static Optional<ReadList> stagedList(Exchange exchange, DeviceConfig config) {
    return exchange.staged().flatMap(written -> config.list(written.name(), exchange.family()));
  }
}

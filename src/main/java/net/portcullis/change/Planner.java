package net.portcullis.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Region;
import net.portcullis.acl.Verdict;
import net.portcullis.change.DevicePlan.Status;
import net.portcullis.change.ManagementPath.Need;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Room;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.store.OwnedList;
import net.portcullis.store.Store;

/** Reads a device and says what a push would do to it. It changes nothing. */
public final class Planner {
  private static final String NOTHING = "(nothing bound)";
  private static final Duration SHORTEST_TIMER = Duration.ofMinutes(2);

  private final Dialer dialer;
  private final Function<Device, Dialect> dialects;
  private final ManagementPath management;
  private final Store store;
  private final Capacity capacity;

  /**
   * @param dialects the language of a device
   */
  public Planner(
      Dialer dialer, Function<Device, Dialect> dialects, Inventory inventory, Store store) {
    this(dialer, dialects, inventory, store, (device, dialect) -> List.of());
  }

  /**
   * @param dialects the language of a device
   * @param rooms what a device's hardware holds, as far as its agent tells
   */
  public Planner(
      Dialer dialer,
      Function<Device, Dialect> dialects,
      Inventory inventory,
      Store store,
      BiFunction<Device, Dialect, List<Room>> rooms) {
    this.dialer = dialer;
    this.dialects = dialects;
    this.management = new ManagementPath(inventory);
    this.store = store;
    this.capacity = new Capacity(rooms);
  }

  /** Plans and hangs up. */
  public DevicePlan plan(Device device, List<Target> targets, PlanOptions options) {
    try (Planned planned = planOpen(device, targets, options)) {
      return planned.plan();
    }
  }

  /** Plans, and keeps the line open where there is something to change. */
  public Planned planOpen(Device device, List<Target> targets, PlanOptions options) {
    Optional<String> unfinished = Transaction.unfinished(store, device);
    if (unfinished.isPresent()) {
      return closed(
          DevicePlan.without(device, Status.REFUSED, "", List.of(unfinished.get()), List.of()));
    }
    Dialect dialect = dialects.apply(device);
    Conversation conversation;
    try {
      conversation = dialer.connect(device, dialect);
    } catch (SessionException failed) {
      return closed(
          DevicePlan.without(device, Status.UNREACHABLE, "", List.of(told(failed)), List.of()));
    }
    Link link = new Link(dialer, device, dialect, Optional.of(conversation));
    boolean keep = false;
    try {
      DevicePlan plan = plan(device, conversation, link, targets, options);
      keep = plan.status() == Status.CHANGE;
      return new Planned(plan, keep ? Optional.of(link) : Optional.empty());
    } catch (SessionException failed) {
      Status status =
          switch (failed.kind()) {
            case UNKNOWN_PROMPT, NOT_SHOWN -> Status.UNKNOWN;
            case UNREACHABLE, LOGIN_REFUSED, WRONG_IDENTITY, LOST -> Status.UNREACHABLE;
          };
      return closed(DevicePlan.without(device, status, "", List.of(told(failed)), List.of()));
    } finally {
      if (!keep) {
        link.close();
      }
    }
  }

  private static Planned closed(DevicePlan plan) {
    return new Planned(plan, Optional.empty());
  }

  static String told(SessionException failed) {
    return String.valueOf(failed.getMessage());
  }

  private DevicePlan plan(
      Device device,
      Conversation conversation,
      Link link,
      List<Target> targets,
      PlanOptions options)
      throws SessionException {
    Dialect dialect = link.dialect();
    DeviceConfig running = link.read(Dialect.Source.RUNNING);
    List<OwnedList> records = store.owned(device.name());
    String stateHash = Fingerprint.of(running, Set.of());
    ChangePlanner planner = new ChangePlanner(device, dialect, running, records);
    Preflight gates = new Preflight(device, dialect, running, new Ownership(records));
    gates.device(conversation.source());
    gates.unreadable();
    List<String> risks =
        new ArrayList<>(targets.stream().flatMap(t -> t.risks().stream()).distinct().toList());
    List<Target> whole = BothFamilies.whole(dialect, running, targets);
    List<Target> unsettled = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Target target : whole) {
      Optional<Boolean> settled = planner.settled(target);
      if (settled.isEmpty()) {
        unknown.add(unreadable(target, planner));
      } else if (!settled.get()) {
        unsettled.add(target);
      }
    }
    List<Target> open = BothFamilies.changing(dialect, unsettled, whole);
    open.forEach(gates::target);
    risks.addAll(gates.risks());
    if (!unknown.isEmpty()) {
      return DevicePlan.without(device, Status.UNKNOWN, stateHash, unknown, risks);
    }
    if (open.isEmpty()) {
      return DevicePlan.without(device, Status.NO_CHANGE, stateHash, List.of(), risks);
    }
    gates.unsaved(link.read(Dialect.Source.STARTUP), options.saveForeign());
    List<Change> changes = new ArrayList<>();
    List<String> refusals = new ArrayList<>(gates.refusals());
    if (refusals.isEmpty()) {
      refusals.addAll(changes(open, planner, changes, risks));
    }
    List<Arming> armings = List.of();
    List<String> unseen = new ArrayList<>(conversation.notices());
    Optional<Room> least = Optional.empty();
    boolean pathProved = ManagementPath.known(device) && conversation.source().isPresent();
    if (refusals.isEmpty()) {
      Capacity.Judgement room = capacity.judge(device, dialect, conversation, changes);
      room.refusal().ifPresent(refusals::add);
      room.risk().ifPresent(unseen::add);
      least = room.least();
      armings = armings(conversation, dialect, changes, options);
      refusals.addAll(path(device, planner, changes));
      if (armings.isEmpty() && !pathProved) {
        refusals.add(
            "The device cannot undo a change by itself, and that the management path survives cannot be"
                + " proved without its addresses, its management sources and the source of this session;"
                + " declare 'addresses' and 'management' for "
                + device.name()
                + ".");
      }
    }
    Difference difference = difference(open, planner, changes, options.regions());
    risks.clear();
    risks.addAll(targets.stream().flatMap(t -> t.risks().stream()).distinct().toList());
    risks.addAll(gates.risks());
    risks.addAll(windows(changes));
    risks.addAll(unseen);
    if (!changes.isEmpty() && armings.isEmpty()) {
      risks.add(
          "The device cannot undo the change by itself: each step was proved to keep the management path instead.");
    }
    if (difference.lost() > Push.USUAL_LOSS) {
      risks.add(Push.tooMuch("The change takes", difference.lost(), Push.USUAL_LOSS));
    }
    if (armings.stream().anyMatch(way -> way.check().isEmpty())) {
      risks.add(
          "The device's timer cannot be seen: that it was ended is known by its answer alone.");
    }
    return new DevicePlan(
        device,
        refusals.isEmpty() ? Status.CHANGE : Status.REFUSED,
        refusals.stream().distinct().toList(),
        refusals.isEmpty() ? changes : List.of(),
        stateHash,
        difference.text(),
        difference.permitted(),
        difference.denied(),
        risks,
        difference.lost(),
        armings,
        least,
        pathProved,
        dialect.save());
  }

  private static String unreadable(Target target, ChangePlanner planner) {
    return planner
        .bound(target)
        .flatMap(list ->
            list.access().lines().stream()
                .filter(line -> !line.exact() || line.verdict() == Verdict.UNKNOWN)
                .findFirst()
                .map(line ->
                    "Line "
                        + line.origin().number()
                        + " of list "
                        + list.name()
                        + " at "
                        + target.place()
                        + " was not understood: "
                        + line.origin().text().strip()))
        .orElse("What is bound at " + target.place() + " cannot be compared with what is wanted.");
  }

  private static List<String> changes(
      List<Target> open, ChangePlanner planner, List<Change> changes, List<String> risks) {
    List<String> refusals = new ArrayList<>();
    for (Target target : open) {
      switch (planner.change(target, open)) {
        case ChangePlanner.Result.Nothing nothing -> {}
        case ChangePlanner.Result.Needed needed -> changes.add(needed.change());
        case ChangePlanner.Result.Unknown unknown -> risks.add(unknown.why());
        case ChangePlanner.Result.Refused refused ->
            refused.reasons().forEach(reason -> refusals.add(target.place() + ": " + reason));
      }
    }
    return refusals;
  }

  private static List<String> windows(List<Change> changes) {
    return changes.stream()
        .filter(change -> Swaps.window(change.exchange().steps()))
        .map(change ->
            "While the lists are exchanged at "
                + change.target().place()
                + ", nothing is bound there for a moment and everything passes.")
        .toList();
  }

  /** The ways to undo by timer that the device does not say it lacks. */
  private static List<Arming> armings(
      Conversation conversation, Dialect dialect, List<Change> changes, PlanOptions options)
      throws SessionException {
    List<Dialect.TimedRollback> ways = dialect.timedRollbacks();
    List<Exchange> exchanges = changes.stream().map(Change::exchange).toList();
    List<Arming> found = new ArrayList<>();
    for (int i = 0; i < ways.size(); i++) {
      Dialect.TimedRollback way = ways.get(i);
      boolean has =
          way.probe().isEmpty() || way.available(conversation.ask(way.probe().get()).output());
      Arming arming = armed(i, way, options.timer().orElseGet(() -> expected(changes)));
      if (has && arming.fits(exchanges)) {
        found.add(arming);
      }
    }
    return found;
  }

  private static Duration expected(List<Change> changes) {
    long lines = changes.stream().mapToLong(change -> change.exchange().swap().size()).sum();
    Duration predicted = Duration.ofSeconds(20).plusMillis(500 * lines).multipliedBy(3);
    return predicted.compareTo(SHORTEST_TIMER) > 0 ? predicted : SHORTEST_TIMER;
  }

  private static Arming armed(int index, Dialect.TimedRollback way, Duration least) {
    long unit = Math.max(1, way.granularity().toSeconds());
    Duration time = Duration.ofSeconds((least.toSeconds() + unit - 1) / unit * unit);
    return new Arming(
        index,
        way.description(),
        time,
        way.arm(time),
        way.replaces(),
        way.gathers(),
        way.fresh(),
        way.review(),
        way.check(),
        way.confirm(),
        way.cancel(),
        way.sameSession());
  }

  /**
   * The management path. Each step leaves each packet with its old fate or its new one, so what
   * both lists permit passes throughout; what the old one denies does not come this way.
   */
  private List<String> path(Device device, ChangePlanner planner, List<Change> changes) {
    List<String> refusals = new ArrayList<>();
    for (Change change : changes) {
      Target target = change.target();
      AccessList before = planner.current(target);
      AccessList after = planner.wanted(target);
      for (Need need :
          management.needs(device, target.binding(), target.direction(), target.family())) {
        boolean passesAfter = Packets.permits(after, need.packets());
        boolean passedBefore = Packets.permits(before, need.packets());
        if (!passesAfter && passedBefore) {
          refusals.add("The new list at " + target.place() + " would cut off " + need.what() + ".");
        }
      }
    }
    return refusals;
  }

  private record Difference(
      String text, List<Region> permitted, List<Region> denied, double lost) {}

  private Difference difference(
      List<Target> open, ChangePlanner planner, List<Change> changes, int regions) {
    List<String> texts = new ArrayList<>();
    List<Region> permitted = new ArrayList<>();
    List<Region> denied = new ArrayList<>();
    double lost = 0;
    for (Target target : open) {
      AccessList before = planner.current(target);
      AccessList after = planner.wanted(target);
      Comparison comparison = Comparison.compare(before, after, target.family(), regions);
      permitted.addAll(comparison.newlyPermitted().shown());
      denied.addAll(comparison.newlyDenied().shown());
      Optional<ReadList> bound = planner.bound(target);
      if (bound.isPresent()) {
        lost = Math.max(lost, Packets.lost(before, after, target.family()));
      }
      changes.stream()
          .filter(change -> change.target().equals(target))
          .forEach(change ->
              texts.add(
                  planner.bothFamilies()
                      ? TextDiff.of(
                          TextDiff.ofFamily(
                              place(target, bound.map(ReadList::name)),
                              bound.map(ReadList::access)),
                          TextDiff.ofFamily(
                              place(target, change.exchange().after().bound()), change.meaning()))
                      : TextDiff.of(
                          TextDiff.with(planner.groups(target), old(target, bound)),
                          TextDiff.with(change.exchange().groups(), next(change)))));
    }
    return new Difference(
        texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("\n")),
        permitted,
        denied,
        lost);
  }

  private static String place(Target target, Optional<String> list) {
    return target.place() + " " + list.orElse(NOTHING);
  }

  private static TextDiff.Side old(Target target, Optional<ReadList> bound) {
    return new TextDiff.Side(
        place(target, bound.map(ReadList::name)),
        bound.map(ReadList::text).orElse(List.of()),
        bound
            .map(list -> list.access().lines().stream().map(Fingerprint::of).toList())
            .orElse(List.of()));
  }

  private static TextDiff.Side next(Change change) {
    Exchange exchange = change.exchange();
    return new TextDiff.Side(
        place(change.target(), exchange.after().bound()),
        exchange.staged().stream()
            .flatMap(written -> written.lines().stream())
            .map(Written.WrittenLine::text)
            .toList(),
        exchange.stagedLines().stream().map(Step.Mark::print).toList());
  }
}

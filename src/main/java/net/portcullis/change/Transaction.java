package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Written;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException;
import net.portcullis.store.Lease;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import net.portcullis.store.TransactionRecord;

/**
 * Carries one device's plan through: staged beside the old list, proved by reading it back, swapped
 * while the device's timer runs, looked at through a new login, then confirmed and saved. All
 * places on the device change in this one transaction.
 */
final class Transaction {
  private final Collaborators tools;
  private final String run;
  private final DevicePlan plan;
  private final Device device;
  private final Dialect dialect;
  private final Link link;
  private final HardwareRoom hardware;
  private List<Change> changes;
  private Optional<DeviceConfig> proved = Optional.empty();

  /**
   * @param open the line that the plan was made over
   */
  Transaction(Collaborators tools, String run, DevicePlan plan, Optional<Link> open) {
    this.tools = tools;
    this.run = run;
    this.plan = plan;
    this.device = plan.device();
    this.dialect = tools.dialects().apply(device);
    this.link = open.orElseGet(() -> new Link(tools.dialer(), device, dialect, Optional.empty()));
    this.hardware = new HardwareRoom(link, device.name(), plan.room());
    this.changes = plan.changes();
  }

  /** Runs to an end; the line is closed and, unless a person is needed, the lease given back. */
  Outcome run() throws InterruptedException {
    try (link) {
      Optional<String> unfinished = unfinished(tools.store(), device);
      if (unfinished.isPresent()) {
        return refused(unfinished.get());
      }
      return switch (tools.store().lease(device.name(), run)) {
        case Lease.Attempt.Held held -> refused(held(held.by()));
        case Lease.Attempt.Taken taken -> leased(taken.lease());
      };
    } catch (StoreException stopped) {
      return Outcome.of(
          device, State.REFUSED, stopped.getMessage() + " Nothing was sent to the device.");
    }
  }

  /** Why no change can begin before an earlier one has ended; absent where none is unfinished. */
  static Optional<String> unfinished(Store store, Device device) {
    return store.ofDevice(device.name()).stream()
        .filter(earlier -> !earlier.ended())
        .findFirst()
        .map(earlier ->
            "Run "
                + earlier.run()
                + " left this device in state "
                + earlier.state()
                + "; run 'portcullis recover' first.");
  }

  static String held(Lease lease) {
    return "Another change holds this device: " + lease.text() + ". " + lease.remedy();
  }

  private Outcome refused(String why) {
    tools.progress().reached(device.name(), State.REFUSED);
    return Outcome.of(device, State.REFUSED, why);
  }

  private Outcome leased(Lease lease) throws InterruptedException {
    Journal journal =
        new Journal(
            plan.stateHash(),
            false,
            Optional.empty(),
            0,
            plan.save(),
            changes.stream().map(Change::exchange).toList());
    TransactionRecord record =
        tools.store().beginTransaction(run, device.name(), State.PLANNED.name(), journal.text());
    Log log = new Log(tools, device, record, journal);
    Outcome outcome;
    try {
      outcome = lock(log);
    } catch (StoreException stopped) {
      link.close();
      return log.unrecorded(String.valueOf(stopped.getMessage()));
    }
    return released(tools.store(), lease, outcome);
  }

  /** Gives a lease back. That this fails is told beside how the change ended, not instead of it. */
  static Outcome released(Store store, Lease lease, Outcome outcome) {
    try {
      store.release(lease);
      return outcome;
    } catch (StoreException stopped) {
      return outcome.but(
          outcome.error().map(error -> error + " ").orElse("")
              + "The device's lease could not be given back: "
              + stopped.getMessage()
              + " When the store can be written again, run 'portcullis recover'.");
    }
  }

  private Outcome lock(Log log) throws InterruptedException {
    log.reached(State.PLANNED);
    try {
      DeviceConfig running = firstReading();
      log.change(log.journal().named(running.hostname().isPresent()));
      Optional<String> stranger = new Identification(tools, link, log).stranger();
      if (stranger.isPresent()) {
        return log.end(State.REFUSED, stranger);
      }
      if (!Fingerprint.of(running, Set.of()).equals(plan.stateHash())) {
        return log.end(
            State.REFUSED,
            Optional.of(
                "The device is no longer what the plan saw; plan again and look at the difference."));
      }
      if (waits()) {
        return log.end(
            State.REFUSED,
            Optional.of(
                Arming.THEIRS
                    + ", and ours would confirm it or undo it; plan again when it is confirmed or taken"
                    + " back."));
      }
      link.conversation().notices().forEach(log::note);
      hardware.begin();
    } catch (SessionException failed) {
      State state =
          failed.kind() == SessionException.Kind.WRONG_IDENTITY ? State.REFUSED : State.UNREACHABLE;
      return log.end(state, Optional.of(Planner.told(failed)));
    }
    link.mustBeNamed(log.journal().named());
    log.reached(State.LOCKED);
    return stage(log);
  }

  /**
   * Where changes take effect by a line that also starts a timer, ours would confirm theirs, or be
   * undone with it.
   */
  private boolean waits() throws SessionException {
    Optional<Arming> together = plan.together();
    return together.isPresent() && link.shown(together.get()).orElse(false);
  }

  /** The plan's conversation may have ended while the plan was read; nothing was sent on it yet. */
  private DeviceConfig firstReading() throws SessionException {
    try {
      return link.read(Dialect.Source.RUNNING);
    } catch (SessionException ended) {
      if (ended.kind() != SessionException.Kind.LOST) {
        throw ended;
      }
      return link.read(Dialect.Source.RUNNING);
    }
  }

  private Outcome stage(Log log) throws InterruptedException {
    List<Command> stage = all(change -> change.exchange().stage());
    try {
      if (!stage.isEmpty()) {
        log.intend(State.STAGED, stage, all(change -> change.exchange().unstageAll()));
        Optional<Link.Refusal> refused = link.pipeline(stage, dialect.pipeline());
        if (refused.isPresent()) {
          return new Undo(tools, link, log)
              .run(hardware.told(refused.get().why()), refused.get().astray());
        }
      }
      log.reached(State.STAGED);
      Optional<String> wrong = prove(log);
      if (wrong.isPresent()) {
        return undo(log, wrong.get());
      }
      log.reached(State.PROVED);
    } catch (SessionException lost) {
      return undo(log, Planner.told(lost));
    }
    return inForce(log);
  }

  /** What was staged means what it must, and nothing else on the device has changed. */
  private Optional<String> prove(Log log) throws SessionException {
    Set<String> names = stagedNames();
    boolean reviewed = plan.together().flatMap(Arming::review).isPresent();
    if (names.isEmpty() && !reviewed) {
      return Optional.empty();
    }
    DeviceConfig read = link.read(Dialect.Source.RUNNING);
    // What is put in force as a whole may take with it what others changed.
    proved = Optional.of(read).filter(_ -> reviewed);
    if (!Fingerprint.of(read, names).equals(plan.stateHash())) {
      return Optional.of("Somebody else changed the device while the new list was staged.");
    }
    List<Change> seen = new ArrayList<>();
    for (Change change : changes) {
      Optional<String> name = change.exchange().staged().map(Written::name);
      if (name.isEmpty()) {
        seen.add(change);
        continue;
      }
      Optional<ReadList> list = read.list(name.get(), change.target().family());
      if (list.isEmpty()) {
        return Optional.of("The staged list " + name.get() + " is not on the device.");
      }
      Change shown = change.with(change.exchange().observed(Reading.marks(list.get())));
      Optional<String> wrong = change.differs(list.get());
      if (wrong.isPresent()) {
        rewritten(log, change, shown);
        return wrong;
      }
      seen.add(shown);
    }
    changes = List.copyOf(seen);
    log.change(log.journal().with(changes.stream().map(Change::exchange).toList()));
    return Optional.empty();
  }

  /**
   * A list in which the device changed what was typed is still ours to remove, as long as it holds
   * no more lines than were typed.
   */
  private void rewritten(Log log, Change change, Change shown) {
    if (shown.exchange().stagedLines().size() <= change.exchange().stagedLines().size()) {
      changes = changes.stream().map(each -> each.equals(change) ? shown : each).toList();
      log.change(log.journal().with(changes.stream().map(Change::exchange).toList()));
    }
  }

  /** What we put on the device: lists, and their groups. */
  private Set<String> stagedNames() {
    Set<String> names = new HashSet<>();
    for (Change change : changes) {
      change.exchange().staged().map(Written::name).ifPresent(names::add);
      change.exchange().stagedGroups().forEach(group -> names.add(group.name()));
    }
    return names;
  }

  private Outcome inForce(Log log) throws InterruptedException {
    Timer timer;
    try {
      TimedSwap.Begun begun = new TimedSwap(tools, plan, link, log, changes).run();
      if (begun.stopped().isPresent()) {
        return undo(log, begun.stopped().get());
      }
      timer = begun.timer();
      Optional<String> failed = failed(log);
      if (failed.isPresent()) {
        return undo(log, failed.get());
      }
      log.reached(State.PROBED);
    } catch (SessionException lost) {
      return undo(log, Planner.told(lost));
    }
    return confirm(log, timer);
  }

  /** Hardware may be late to say that it is full, so its log is looked at last; it says why. */
  private Optional<String> failed(Log log) throws SessionException {
    Optional<String> missing = hardware.missing(changes, log::note);
    if (missing.isPresent()) {
      return missing;
    }
    Optional<String> contradicted =
        new FreshLook(tools.verification(), device, link, changes).contradiction(proved, log::note);
    Optional<String> logged = hardware.logged(log::note);
    return logged.isPresent() ? logged : contradicted;
  }

  private Outcome confirm(Log log, Timer timer) throws InterruptedException {
    List<Command> confirm = log.journal().arming().map(Arming::confirm).orElse(List.of());
    if (!timer.canConfirm()) {
      return undo(log, "The checks took longer than the device's timer allows.");
    }
    log.intend(State.CONFIRMED, confirm, List.of());
    return new Confirm(tools, link, log).run(true);
  }

  private Outcome undo(Log log, String reason) throws InterruptedException {
    return new Undo(tools, link, log).run(hardware.told(reason));
  }

  private interface Part {
    List<Command> of(Change change);
  }

  private List<Command> all(Part part) {
    return changes.stream().flatMap(change -> part.of(change).stream()).toList();
  }
}

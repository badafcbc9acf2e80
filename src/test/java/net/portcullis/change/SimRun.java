package net.portcullis.change;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.change.FakeDevice.Config;
import net.portcullis.change.FakeDevice.Killed;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import net.portcullis.store.TransactionRecord;
import net.portcullis.verify.Expected;

/** One simulated change, from its plan to an end, and what was wrong with that end. */
final class SimRun {
  private static final String RECOVER = "portcullis recover";

  private final SimScenario scenario;
  private final SimStore stores;
  private final VirtualTime time = new VirtualTime();
  private final SimChaos chaos;
  private final SimMachine machine;
  private final SimSwitch dialer;
  private final List<String> told = new ArrayList<>();
  private Store store;
  private String run = "";
  private boolean begun;

  SimRun(SimScenario scenario, SimStore stores, SimChaos chaos) {
    this.scenario = scenario;
    this.stores = stores;
    this.chaos = chaos;
    this.machine =
        new SimMachine("sw1", time, scenario.kind(), scenario.running(), scenario.startup());
    this.dialer = new SimSwitch("sw1", time, chaos, machine);
    this.store = stores.fresh(this::clock);
    List<String> lines = new ArrayList<>(SimMachine.inForce(scenario.running()));
    lines.addAll(SimMachine.inForce(scenario.after()));
    machine.prove(lines);
  }

  /**
   * What came of it.
   *
   * @param end the state that was told last
   * @param wrong what is not as it was told, or not as it must be
   */
  record Told(State end, Optional<String> wrong, List<String> story) {}

  Told run() throws InterruptedException {
    time.sleep(Duration.ofDays(1));
    run = store.begin("push");
    begun = true;
    Optional<Outcome> pushed = Optional.empty();
    try {
      pushed = Optional.of(new Transaction(tools(), run, scenario.plan(), Optional.empty()).run());
    } catch (Killed killed) {
      told.add("killed");
    }
    Outcome outcome = pushed.isPresent() ? pushed.get() : recovered();
    told.add(told(outcome));
    Optional<String> wrong = judge(outcome, pushed.isPresent());
    if (wrong.isEmpty() && outcome.state() == State.NEEDS_ATTENTION) {
      wrong = followed(outcome, 1);
    }
    if (wrong.isEmpty() && outcome.state().ended() && chaos.happened(SimFault.STORE_FAILS)) {
      chaos.calm();
      wrong = judge(recovered(), false);
    }
    // What nobody can log in to, nobody can end; that is told, and remembered.
    if (wrong.isEmpty()
        && !store.unfinished().isEmpty()
        && !machine.foreignAtPlace()
        && !machine.shutToNew()) {
      wrong = Optional.of("the store holds something unfinished");
    }
    List<String> story = new ArrayList<>(chaos.happened());
    story.addAll(told);
    return new Told(outcome.state(), wrong, story);
  }

  private static String told(Outcome outcome) {
    return outcome.state() + ": " + outcome.error().orElse("") + " " + outcome.commands();
  }

  /** Every write asks the time: there it may end. */
  private Instant clock() {
    if (begun && chaos.strikes(SimFault.KILLED_AT_A_WRITE, "a write")) {
      throw new Killed();
    }
    if (begun && chaos.strikes(SimFault.STORE_FAILS, "a write")) {
      throw new StoreException("The disk is full.");
    }
    return time.instant();
  }

  private Collaborators tools() {
    return new Collaborators(
        dialer,
        any -> scenario.dialect(),
        new Looks(),
        store,
        time,
        (name, state) -> chaos.reached(state));
  }

  /** Recovers until nobody is killed any more. */
  private Outcome recovered() throws InterruptedException {
    while (true) {
      dialer.hangUp();
      store = stores.reopened();
      time.sleep(Duration.ofMillis(chaos.random().nextInt(200_000)));
      List<TransactionRecord> left = store.unfinished();
      if (left.isEmpty()) {
        return ended();
      }
      try {
        String recovery = store.begin("recover");
        return new Recovery(tools(), recovery).run(scenario.device(), left.getFirst(), true);
      } catch (Killed killed) {
        told.add("killed again");
      } catch (StoreException failed) {
        told.add("the store failed");
      }
    }
  }

  /** What the store says of a change whose process died after its end, or before its beginning. */
  private Outcome ended() {
    State state =
        store.ofRun(run).stream()
            .findFirst()
            .map(record -> State.valueOf(record.state()))
            .orElse(State.REFUSED);
    return new Outcome(
        scenario.device(),
        state,
        List.of(),
        Optional.of("told by the store"),
        List.of(),
        List.of("cannot show that its timer ended"));
  }

  private Optional<String> judge(Outcome outcome, boolean pushed) {
    if (machine.trespass().isPresent()) {
      return machine.trespass();
    }
    Config running = machine.running();
    String place = SimMachine.place(running);
    String starts = SimMachine.place(machine.startup());
    boolean others = machine.foreignAtPlace();
    boolean timer =
        machine.timerRuns()
            && outcome.notes().stream()
                .noneMatch(note -> note.contains("cannot show that its timer ended"));
    boolean isOld = (others || place.equals(scenario.oldPlace())) && !timer;
    boolean isNew = (others || place.equals(scenario.newPlace())) && !timer;
    return switch (outcome.state()) {
      case SAVED ->
          wrong(
              !isNew || machine.shutToNew() || (!others && !starts.equals(scenario.newPlace())),
              "it is not new",
              outcome);
      case ROLLED_BACK -> {
        boolean left = !ours(running).equals(ours(scenario.running()));
        boolean saved =
            !others
                && (!starts.equals(SimMachine.place(scenario.startup()))
                    || !ours(machine.startup()).equals(ours(scenario.startup())));
        yield wrong(!isOld || left, "it is not old", outcome)
            .or(() -> wrong(saved, "it starts with something of the change", outcome));
      }
      case REFUSED, UNREACHABLE ->
          wrong(pushed && machine.changedByUs() > 0, "something was sent", outcome);
      case NEEDS_ATTENTION -> {
        String error = outcome.error().orElse("");
        boolean force = error.contains("in force and confirmed") && !isNew;
        boolean undone = error.contains("It was undone") && !isOld;
        yield wrong(force || undone, "the words are false", outcome);
      }
      case PLANNED, LOCKED, STAGED, PROVED, ARMED, SWAPPED, PROBED, CONFIRMED, CLEANED, UNCHANGED ->
          Optional.of("left in " + told(outcome));
    };
  }

  /** The names of the lists of ours that a configuration has, and of their groups. */
  private static Set<String> ours(Config config) {
    Set<String> names = new HashSet<>(config.lists.keySet());
    names.addAll(config.groups.keySet());
    names.removeIf(name -> !name.contains("PC_"));
    return names;
  }

  private static Optional<String> wrong(boolean is, String what, Outcome outcome) {
    return is ? Optional.of(what + ", but told was " + told(outcome)) : Optional.empty();
  }

  /** A person does what they were told to, when all is calm again; then the change has an end. */
  private Optional<String> followed(Outcome outcome, int round) throws InterruptedException {
    chaos.calm();
    dialer.hangUp();
    time.sleep(Duration.ofHours(2));
    if (machine.shutToNew() && !mayStayShut()) {
      return Optional.of("nobody can log in any more");
    }
    boolean noOther = outcome.commands().isEmpty() || outcome.commands().contains(RECOVER);
    if (!noOther) {
      outcome.commands().forEach(machine::byHand);
    }
    Outcome last = recovered();
    told.add("followed, then " + told(last));
    if (last.state() == State.NEEDS_ATTENTION
        && (machine.foreignAtPlace() || machine.shutToNew())) {
      return Optional.empty();
    }
    Optional<String> wrong = judge(last, false);
    if (wrong.isPresent() || last.state().ended()) {
      return wrong;
    }
    return round < 3
        ? followed(last, round + 1)
        : Optional.of("what was told does not end it: " + told(last));
  }

  /** Where no timer of the device can have run. */
  private boolean mayStayShut() {
    return scenario.kind() == SimMachine.Kind.TIMERLESS
        || chaos.happened(SimFault.OTHERS_CONFIRM)
        || chaos.happened(SimFault.OTHERS_SAVE)
        || chaos.happened(SimFault.OTHERS_LOCK)
        || chaos.happened(SimFault.IGNORED)
        || chaos.happened(SimFault.REJECT_KNOWN);
  }

  /** The agent and the probes, who may contradict or be silent. */
  private final class Looks implements Verification {
    @Override
    public Optional<Identity> identity(Device device, Dialect dialect) {
      return Optional.empty();
    }

    @Override
    public Result verify(Device device, Dialect dialect, List<Expected> expected, boolean policys) {
      if (chaos.strikes(SimFault.AGENT_CONTRADICTS, "the agent")) {
        return new Result(List.of("The agent shows something else."), List.of());
      }
      if (chaos.strikes(SimFault.PROBE_FAILS, "a probe")) {
        return new Result(List.of("A probe is blocked."), List.of());
      }
      return chaos.strikes(SimFault.AGENT_IS_SILENT, "the agent")
          ? new Result(List.of(), List.of("The agent does not answer."))
          : new Result(List.of(), List.of());
    }
  }
}

package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.portcullis.change.FakeDevice.Fault;
import net.portcullis.change.Push.Breach;
import net.portcullis.dialect.Dialect;
import net.portcullis.input.Place;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a fleet does in waves, and what happens to the rest of it where some fail. */
class FleetTest {
  private static final Place PLACE = Place.start("test.yaml");
  private static final PlanOptions OPTIONS = new PlanOptions(false);

  private final Scene scene = new Scene();
  private final Map<String, FakeDevice> switches = new LinkedHashMap<>();
  private final Map<Device, List<Target>> targets = new LinkedHashMap<>();

  /** Devices that nobody can reach any more once they were changed. */
  private final Set<String> unwell = new LinkedHashSet<>();

  /** Hears what the devices reach. */
  private Collaborators.Progress seen = (device, state) -> {};

  @AfterEach
  void closeStore() {
    scene.close();
  }

  @Test
  void aHealthyFleetIsChangedWaveByWave() throws Exception {
    devices(5, Optional.empty());
    List<Outcome> outcomes = run(0, Breach.HALT, wave("sw1", 9, 30, 10), wave("sw*", 2, 0, 0));

    assertThat(outcomes).extracting(Outcome::state).containsOnly(State.SAVED);
    assertThat(outcomes)
        .extracting(outcome -> outcome.device().name())
        .containsExactly("sw1", "sw2", "sw3", "sw4", "sw5");
    assertThat(scene.time.nanos()).isGreaterThan(Duration.ofSeconds(40).toNanos());
  }

  @Test
  void onlySoManyDevicesAreUnderWaySoThatNoTimerRunsOutMeanwhile() throws Exception {
    devices(Fleet.UNDER_WAY + 40, Optional.empty());
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch tooMany = new CountDownLatch(Fleet.UNDER_WAY + 1);
    seen =
        (device, state) -> {
          if (state == State.PLANNED) {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            tooMany.countDown();
            waitFor(tooMany);
          } else if (state == State.SAVED) {
            underWay.decrementAndGet();
          }
        };
    List<Outcome> outcomes = run(0, Breach.HALT);

    assertThat(outcomes).extracting(Outcome::state).containsOnly(State.SAVED);
    assertThat(most.get()).isBetween(2, Fleet.UNDER_WAY);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFailureBeyondTheBudgetHaltsAndTheRestIsNotBegun() throws Exception {
    devices(4, Optional.empty());
    device("sw2").fail(Fault.REJECT, 3);
    List<Outcome> outcomes = run(0, Breach.HALT, wave("sw1", 9, 0, 0), wave("sw*", 1, 0, 0));

    assertThat(outcomes)
        .extracting(Outcome::state)
        .containsExactly(State.SAVED, State.ROLLED_BACK, State.REFUSED, State.REFUSED);
    assertThat(device("sw1").running()).contains("443");
    assertThat(device("sw3").lines()).isZero();
  }

  @Test
  void aFailureWithinTheBudgetStopsNobodyElse() throws Exception {
    devices(3, Optional.empty());
    device("sw2").fail(Fault.REJECT, 3);
    List<Outcome> outcomes = run(1, Breach.ROLL_BACK, wave("sw*", 1, 0, 0));

    assertThat(outcomes)
        .extracting(Outcome::state)
        .containsExactly(State.SAVED, State.ROLLED_BACK, State.SAVED);
  }

  @Test
  void aBreachTakesTheWholeRunBackWhereThatIsWanted() throws Exception {
    devices(3, Optional.empty());
    Map<String, String> before = new LinkedHashMap<>();
    switches.forEach((name, device) -> before.put(name, device.running()));
    device("sw3").fail(Fault.REJECT, 3);
    List<Outcome> outcomes = run(0, Breach.ROLL_BACK, wave("sw*", 1, 0, 0));

    assertThat(outcomes).extracting(Outcome::state).containsOnly(State.ROLLED_BACK);
    assertThat(outcomes.getFirst().error())
        .hasValueSatisfying(why -> assertThat(why).contains("the whole run was taken back"));
    switches.forEach((name, device) -> assertThat(device.running()).isEqualTo(before.get(name)));
    assertThat(scene.store.runs()).extracting("command").contains("rollback of " + outcomesRun());
  }

  @Test
  void aDeviceThatCannotBeTakenBackKeepsItsNewListsAndThatIsSaid() throws Exception {
    devices(2, Optional.empty());
    device("sw2").fail(Fault.REJECT, 3);
    unwell.add("sw1");
    List<Outcome> outcomes = run(0, Breach.ROLL_BACK, wave("sw1", 1, 30, 0), wave("sw2", 1, 0, 0));

    assertThat(outcomes).extracting(Outcome::state).containsExactly(State.SAVED, State.REFUSED);
    assertThat(outcomes.getFirst().error().orElseThrow())
        .contains("After 30 s it was no longer well: sw1 does not answer.")
        .contains("could not be taken back and holds the new lists");
  }

  @Test
  void aDeviceThatIsNotWellAfterItsWaveHasSoakedStopsTheNextWave() throws Exception {
    devices(2, Optional.empty());
    unwell.add("sw1");
    List<Outcome> outcomes = run(0, Breach.HALT, wave("sw1", 1, 30, 0), wave("sw2", 1, 0, 0));

    assertThat(outcomes).extracting(Outcome::state).containsExactly(State.SAVED, State.REFUSED);
    assertThat(outcomes.getFirst().error().orElseThrow()).contains("no longer well");
    assertThat(device("sw2").lines()).isZero();
  }

  @Test
  void membersOfARedundancyGroupNeverShareAWave() {
    devices(4, Optional.of("pair"));
    List<Waves.Wave> waves = Waves.of(List.copyOf(targets.keySet()), List.of(), (_, _) -> false);
    assertThat(waves).extracting(wave -> wave.devices().size()).containsOnly(1);
  }

  @Test
  void whatAllDevicesTogetherLoseIsAGateForEachOfThem() throws Exception {
    devices(3, Optional.empty());
    run(0, Breach.HALT);
    targets.replaceAll((_, _) -> List.of(scene.wanted()));
    targets.put(targets.keySet().iterator().next(), List.of(scene.wanted(443, 80)));
    List<Planned> judged = Push.withinLoss(push(new Fleet(0)).plan(targets, OPTIONS), 0.2);

    assertThat(judged)
        .extracting(each -> each.plan().status())
        .containsOnly(DevicePlan.Status.REFUSED);
    assertThat(judged.getFirst().plan().reasons().getFirst())
        .startsWith("All changes together take away");
  }

  /** The run that changed them; the one that took them back came later. */
  private String outcomesRun() {
    return scene.store.runs().getLast().id();
  }

  private FakeDevice device(String name) {
    return Optional.ofNullable(switches.get(name)).orElseThrow();
  }

  private void devices(int count, Optional<String> group) {
    for (int i = 1; i <= count; i++) {
      Device device = Scene.device("sw" + i, group);
      switches.put(device.name(), new FakeDevice(device.name(), scene.time));
      targets.put(device, List.of(scene.wanted(443)));
    }
  }

  private static Inventory.Wave wave(String selector, int size, int soak, int pause) {
    return new Inventory.Wave(
        "wave",
        List.of(selector),
        OptionalInt.of(size),
        Duration.ofSeconds(soak),
        Duration.ofSeconds(pause),
        PLACE);
  }

  private List<Outcome> run(int budget, Breach breach, Inventory.Wave... waves)
      throws InterruptedException {
    Push push = push(new Fleet(budget), waves);
    return push.run(scene.store.begin("push"), push.plan(targets, OPTIONS), breach, OPTIONS);
  }

  private Push push(Fleet fleet, Inventory.Wave... waves) {
    Dialer dialer =
        new Dialer() {
          @Override
          public Conversation connect(Device device, Dialect dialect) throws SessionException {
            return device(device.name()).connect(device, dialect);
          }
        };
    Collaborators usual = scene.tools();
    Inventory inventory = Scene.inventory(new ArrayList<>(targets.keySet()), List.of(waves));
    Collaborators tools =
        new Collaborators(
            dialer,
            usual.dialects(),
            usual.verification(),
            usual.store(),
            usual.time(),
            (device, state) -> {
              seen.reached(device, state);
              if (state == State.SAVED && unwell.contains(device)) {
                device(device).lockOut();
              }
            });
    Planner planner = new Planner(dialer, usual.dialects(), inventory, usual.store());
    return new Push(tools, planner, inventory, fleet);
  }
}

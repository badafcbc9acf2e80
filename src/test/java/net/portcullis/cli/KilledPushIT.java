package net.portcullis.cli;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.portcullis.emulator.EmulatedDevice;
import net.portcullis.emulator.Emulators.Batch;
import net.portcullis.emulator.Emulators.Options;
import net.portcullis.emulator.Emulators.Transport;
import net.portcullis.emulator.Time;
import net.portcullis.store.Owner;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Processes that are killed at random moments, from their first word with a device to their end,
 * and what {@code recover} makes of it. A moment is so many lines that the devices have heard, or
 * so many states that were reached: on a machine that is busy with other things a time would say
 * little. {@code -Dportcullis.kills=N} sets how many, {@code -Dportcullis.seed=S} repeats a run,
 * {@code -Dportcullis.parallel=N} sets how many go on at once. How many devices were met in which
 * state is printed.
 */
class KilledPushIT {
  private static final String PLATFORM = "h3c-comware7";
  private static final String GROUPING = "cisco-ios";
  private static final String LATER = "    ports: 123\n";

  @TempDir private Path folder;
  private final Map<String, Integer> met = new ConcurrentSkipListMap<>();
  private final Map<Kind, Whole> wholes = new EnumMap<>(Kind.class);

  /** What is killed. */
  private enum Kind {
    /** The first push: nothing of ours is on the devices. */
    FIRST,
    /** A push that replaces lists of ours. */
    SECOND,
    /** The same on a platform whose lists have object groups. */
    GROUPED,
    ROLLBACK
  }

  /** What a process that nobody kills makes of the devices, and through how many moments. */
  private record Whole(Map<String, String> held, int lines, int states) {}

  /** When to kill: the first of both that comes, and a little later. */
  private record Moment(int lines, int states, int millis) {
    static Moment within(int lines, int states, SplittableRandom random) {
      boolean byLine = random.nextBoolean();
      return new Moment(
          byLine ? random.nextInt(1, lines + 1) : Integer.MAX_VALUE,
          byLine ? Integer.MAX_VALUE : random.nextInt(0, states + 1),
          random.nextInt(40));
    }
  }

  /** One kill. */
  private record Trial(int number, Kind kind, String signal, boolean recoverToo, long seed) {}

  @BeforeEach
  void learnWhatWholeRunsDo() throws Exception {
    for (Kind kind : Kind.values()) {
      try (EmulatedFleet fleet = prepared(folder.resolve(kind.name()), kind);
          RealProcess whole = start(fleet, kind)) {
        int heard = typed(fleet);
        EmulatedFleet.Result ended = whole.ended();
        assertThat(ended.status()).as(ended.toString()).isZero();
        wholes.put(kind, new Whole(held(fleet), typed(fleet) - heard, whole.progress()));
        System.out.println(
            "KilledPushIT: a whole "
                + kind
                + " is "
                + of(wholes, kind).lines()
                + " lines and "
                + of(wholes, kind).states()
                + " states");
      }
    }
  }

  @Test
  void recoverFinishesOrUndoesWhateverWasKilled() throws Exception {
    int kills = Integer.getInteger("portcullis.kills", 50);
    long seed = Long.getLong("portcullis.seed", System.nanoTime());
    System.out.println("KilledPushIT: -Dportcullis.seed=" + seed);
    List<Callable<Optional<String>>> trials = new ArrayList<>();
    for (int number = 0; number < kills; number++) {
      Trial trial = trial(number, seed + number);
      trials.add(() -> wrong(trial));
    }
    List<String> wrong = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Integer.getInteger("portcullis.parallel", 3))) {
      for (Future<Optional<String>> each : threads.invokeAll(trials)) {
        each.get().ifPresent(wrong::add);
      }
    }
    System.out.println("KilledPushIT: " + kills + " trials, devices met: " + met);
    assertThat(wrong).as("seed " + seed).isEmpty();
  }

  /** Most are killed outright; some are asked to end, and sometimes recovery is killed as well. */
  private static Trial trial(int number, long seed) {
    Kind kind =
        switch (number % 5) {
          case 0 -> Kind.FIRST;
          case 2 -> Kind.GROUPED;
          case 4 -> Kind.ROLLBACK;
          default -> Kind.SECOND;
        };
    String signal =
        switch (number % 13) {
          case 5 -> "TERM";
          case 9 -> "INT";
          default -> "KILL";
        };
    return new Trial(number, kind, signal, number % 4 == 1, seed);
  }

  private Optional<String> wrong(Trial trial) {
    Path own = folder.resolve("trial" + trial.number());
    try (EmulatedFleet fleet = prepared(own, trial.kind())) {
      attempt(fleet, trial);
      return Optional.empty();
    } catch (Exception | AssertionError failed) {
      String what = trial + ": " + failed.getMessage();
      System.out.println("KilledPushIT: WRONG " + what);
      return Optional.of(what);
    }
  }

  private void attempt(EmulatedFleet fleet, Trial trial) throws Exception {
    SplittableRandom random = new SplittableRandom(trial.seed());
    Map<String, String> before = held(fleet);
    Whole whole = of(wholes, trial.kind());
    Moment moment = Moment.within(whole.lines(), whole.states(), random);
    kill(fleet, start(fleet, trial.kind()), trial.signal(), moment);
    count(fleet, trial.signal() + " " + trial.kind() + " ");
    if (trial.recoverToo()) {
      RealProcess recovery = RealProcess.start(fleet, "recover", "--yes");
      kill(fleet, recovery, "KILL", Moment.within(60, 8, random));
      count(fleet, "KILL RECOVER ");
    }
    List<String> left = unfinished(fleet);
    EmulatedFleet.Result recovered = fleet.run("recover", "--yes", "-o", "json");
    assertThat(recovered.status()).as(recovered.toString()).isZero();
    Map<String, String> after = held(fleet);
    List<String> told = new ArrayList<>();
    for (JsonNode device : recovered.json().get("devices").values()) {
      String name = device.get("name").asString();
      told.add(name);
      assertThat(device.get("state").asString())
          .as(recovered + difference(of(before, name), of(after, name)))
          .isEqualTo(of(after, name).equals(of(before, name)) ? "ROLLED_BACK" : "SAVED");
    }
    assertThat(told).as("what recover speaks of").containsExactlyInAnyOrderElementsOf(left);
    endsWhole(fleet, before, whole.held());
    nothingIsLeft(fleet);
  }

  /** Also in the files that the emulator writes, which know nothing of this program. */
  private static void endsWhole(
      EmulatedFleet fleet, Map<String, String> before, Map<String, String> whole)
      throws IOException {
    Map<String, String> texts = held(fleet);
    for (EmulatedDevice device : fleet.emulators().devices()) {
      String held = texts.get(device.name());
      assertThat(held).isIn(before.get(device.name()), whole.get(device.name()));
      assertThat(device.rollbackArmed()).isFalse();
      Path dumps = fleet.inventory().resolveSibling("dumps");
      String running = Files.readString(dumps.resolve(device.name() + ".running"));
      String startup = Files.readString(dumps.resolve(device.name() + ".startup"));
      assertThat(portless(device, running + "--- startup\n" + startup)).isEqualTo(held);
      assertThat(portless(device, startup)).isEqualTo(portless(device, running));
    }
  }

  private static <K, V> V of(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }

  /** The lines that only one of two texts has; none where only their order differs. */
  private static String difference(String one, String other) {
    List<String> gone = new ArrayList<>(one.lines().toList());
    List<String> come = new ArrayList<>(other.lines().toList());
    other.lines().forEach(gone::remove);
    one.lines().forEach(come::remove);
    return "gone: " + gone + ", come: " + come;
  }

  /** What devices hold, in which each fleet has its own ports. */
  private static Map<String, String> held(EmulatedFleet fleet) {
    Map<String, String> held = new TreeMap<>();
    for (EmulatedDevice device : fleet.emulators().devices()) {
      held.put(device.name(), portless(device, of(fleet.held(), device.name())));
    }
    return held;
  }

  private static String portless(EmulatedDevice device, String text) {
    return text.lines()
        .map(line -> (line + " ").replace(" eq " + device.ports().cli() + " ", " eq CLI "))
        .map(line -> line.replace(" eq " + device.ports().snmp() + " ", " eq SNMP "))
        .collect(collectingAndThen(toCollection(ArrayList::new), KilledPushIT::sortedBindings));
  }

  /**
   * An emulated device shows the bindings of an interface in the order in which they came, which
   * means nothing. All other lines keep their order.
   */
  private static String sortedBindings(List<String> lines) {
    int from = 0;
    for (int i = 0; i <= lines.size(); i++) {
      if (i == lines.size() || !lines.get(i).startsWith(" packet-filter ")) {
        Collections.sort(lines.subList(from, i));
        from = i + 1;
      }
    }
    return String.join("\n", lines);
  }

  private static void nothingIsLeft(EmulatedFleet fleet) {
    Map<String, String> held = fleet.held();
    int typed = typed(fleet);
    EmulatedFleet.Result again = fleet.run(0, "recover", "--yes");
    assertThat(again.err()).contains("Nothing is left to recover.");
    assertThat(fleet.held()).isEqualTo(held);
    assertThat(typed(fleet)).isEqualTo(typed);
    try (Store store = store(fleet)) {
      assertThat(store.leases()).isEmpty();
      assertThat(store.unfinished()).isEmpty();
      assertThat(store.firstBroken()).isEmpty();
    }
    assertThat(fleet.run(0, "history", "--verify").out()).contains("none changed or missing");
  }

  private void count(EmulatedFleet fleet, String prefix) {
    try (Store store = store(fleet)) {
      Map<String, TransactionRecord> latest = new HashMap<>();
      for (EmulatedDevice device : fleet.emulators().devices()) {
        List<TransactionRecord> records = store.ofDevice(device.name());
        if (!records.isEmpty()) {
          latest.put(device.name(), records.getFirst());
        }
        TransactionRecord record = latest.get(device.name());
        String state = record == null || record.ended() ? "nothing begun or ended" : record.state();
        met.merge(prefix + state, 1, Integer::sum);
      }
    }
  }

  private static List<String> unfinished(EmulatedFleet fleet) {
    try (Store store = store(fleet)) {
      return store.unfinished().stream().map(TransactionRecord::device).toList();
    }
  }

  private static Store store(EmulatedFleet fleet) {
    return new Store(fleet.state(), InstantSource.system(), Owner.current());
  }

  /** Four devices as they are before what is to be killed. */
  private static EmulatedFleet prepared(Path own, Kind kind) throws Exception {
    Files.createDirectories(own);
    String platform = kind == Kind.GROUPED ? GROUPING : PLATFORM;
    Options options =
        new Options(
            List.of(
                new Batch(platform, "s", 2, Transport.SSH),
                new Batch(platform, "t", 2, Transport.TELNET)),
            Duration.ofMillis(2),
            List.of(),
            Optional.of(own.resolve("dumps")),
            Optional.empty(),
            Map.of(),
            Time.real());
    EmulatedFleet fleet =
        kind == Kind.GROUPED ? GroupsIT.grouping(own, options) : EmulatedFleet.small(own, options);
    if (kind != Kind.FIRST) {
      fleet.run(0, "push", "--yes", "--allow-loss", "100");
    }
    if (kind == Kind.GROUPED) {
      GroupsIT.widen(fleet);
    }
    if (kind == Kind.SECOND) {
      fleet.edit(LATER, LATER.replace("123", "[123, 124]"));
    }
    return fleet;
  }

  private static RealProcess start(EmulatedFleet fleet, Kind kind) throws IOException {
    if (kind != Kind.ROLLBACK) {
      return RealProcess.start(fleet, "push", "--yes", "--allow-loss", "100");
    }
    try (Store store = store(fleet)) {
      return RealProcess.start(fleet, "rollback", "--yes", store.runs().getFirst().id());
    }
  }

  private static int typed(EmulatedFleet fleet) {
    return Math.toIntExact(
        fleet.emulators().devices().stream().mapToLong(device -> device.traffic().lines()).sum());
  }

  private static void kill(EmulatedFleet fleet, RealProcess real, String signal, Moment moment)
      throws IOException, InterruptedException {
    try (real) {
      int before = typed(fleet);
      boolean ended = false;
      while (!ended
          && (typed(fleet) == before
              || (typed(fleet) - before < moment.lines() && real.progress() < moment.states()))) {
        ended = real.process().waitFor(2, TimeUnit.MILLISECONDS);
      }
      if (!real.process().waitFor(moment.millis(), TimeUnit.MILLISECONDS)) {
        real.signal(signal);
        real.ended();
      }
    }
    // The devices notice that nobody is there any more before anybody else logs in.
    for (int i = 0; i < 100 && sessions(fleet).values().stream().anyMatch(n -> n > 0); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static Map<String, Integer> sessions(EmulatedFleet fleet) {
    Map<String, Integer> sessions = new TreeMap<>();
    fleet.emulators().devices().forEach(device -> sessions.put(device.name(), device.sessions()));
    return sessions;
  }
}

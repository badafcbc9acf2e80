package net.portcullis.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import net.portcullis.change.SimRun.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real transaction, recovery and session code against simulated devices, in virtual time. What
 * goes wrong comes from a seed, so that each run can be repeated: {@code mvn
 * failsafe:integration-test -Dit.test=SimulationIT -Dportcullis.seed=N}. A million runs: {@code
 * -Dportcullis.simulations=1000000}.
 */
class SimulationIT {
  private static final int USUAL = 10_000;
  private static final int RUNS = Integer.getInteger("portcullis.simulations", USUAL);
  private static final int THREADS =
      Integer.getInteger(
          "portcullis.threads", Math.min(2, Runtime.getRuntime().availableProcessors()));
  private static final long FROM = Long.getLong("portcullis.seed", 0);
  private static final int MOST_SHOWN = 10;

  private final AtomicLongArray hits =
      new AtomicLongArray(SimPhase.values().length * SimFault.values().length);

  /** The seed that first met each cell. */
  private final AtomicLongArray firsts =
      new AtomicLongArray(SimPhase.values().length * SimFault.values().length);

  private final Map<State, Integer> ends = new ConcurrentSkipListMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void everyChangeEndsOldOrNewOrIsToldAsItIs(@TempDir Path disk) throws IOException {
    boolean one = Long.getLong("portcullis.seed") != null && RUNS == USUAL;
    Path memory = Path.of("/dev/shm");
    Path folder =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "portcullis-simulation")
            : disk;
    List<SimScenario> scenarios = SimScenario.all();
    long runs = one ? 1 : RUNS;
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        threads.execute(() -> worker(scenarios, folder.resolve("t" + first), first, runs, one));
      }
    }
    Files.deleteIfExists(folder);
    System.out.println(
        runs
            + " runs from seed "
            + FROM
            + " in "
            + (System.nanoTime() - began) / 1_000_000_000
            + " s ended "
            + ends);
    assertThat(wrong).as("seed, and what was wrong").isEmpty();
    if (!one) {
      System.out.print(table());
      assertThat(uncovered()).as("cells of phase and fault").isEmpty();
    }
  }

  private void worker(
      List<SimScenario> scenarios, Path folder, int first, long runs, boolean shown) {
    List<SimStore> stores = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      stores.add(new SimStore(folder.resolve("s" + i), scenarios.get(i).store()));
    }
    for (long seed = FROM + first;
        seed < FROM + runs && wrong.size() < MOST_SHOWN;
        seed += THREADS) {
      int which = which(scenarios, seed);
      run(scenarios.get(which), stores.get(which), seed, shown);
    }
    stores.forEach(SimStore::close);
    folder.toFile().delete();
  }

  /** Seeds of one aim go through the scenarios in which it may be met, one after the other. */
  private static int which(List<SimScenario> scenarios, long seed) {
    List<Integer> fitting =
        IntStream.range(0, scenarios.size())
            .filter(i -> !(SimChaos.aimsAtEdits(seed) && scenarios.get(i).kind().atomic()))
            .boxed()
            .toList();
    return fitting.get((int) Math.floorMod(SimChaos.round(seed), (long) fitting.size()));
  }

  private void run(SimScenario scenario, SimStore store, long seed, boolean shown) {
    String problem;
    try {
      Told result =
          new SimRun(scenario, store, new SimChaos(seed, (phase, fault) -> hit(seed, phase, fault)))
              .run();
      ends.merge(result.end(), 1, Integer::sum);
      String story = "\n    " + String.join("\n    ", result.story());
      problem = result.wrong().map(what -> what + story).orElse("");
      if (shown) {
        System.out.println(scenario.name() + story);
      }
    } catch (RuntimeException | InterruptedException bug) {
      StringWriter trace = new StringWriter();
      bug.printStackTrace(new PrintWriter(trace));
      problem = trace.toString();
    }
    if (!problem.isEmpty()) {
      wrong.add("seed " + seed + " (" + scenario.name() + "): " + problem);
    }
  }

  private void hit(long seed, SimPhase phase, SimFault fault) {
    int cell = cell(phase, fault);
    if (hits.getAndIncrement(cell) == 0) {
      firsts.set(cell, seed);
    }
  }

  private long hits(SimPhase phase, SimFault fault) {
    return hits.get(cell(phase, fault));
  }

  @SuppressWarnings("EnumOrdinal") // A table's rows and columns.
  private static int cell(SimPhase phase, SimFault fault) {
    return phase.ordinal() * SimFault.values().length + fault.ordinal();
  }

  private List<String> uncovered() {
    List<String> cells = new ArrayList<>();
    for (SimPhase phase : SimPhase.values()) {
      for (SimFault fault : SimFault.values()) {
        boolean hit = hits(phase, fault) > 0;
        if (hit == fault.impossible(phase).isPresent()) {
          long seed = firsts.get(cell(phase, fault));
          cells.add(
              fault
                  + " in "
                  + phase
                  + (hit ? ": said to be impossible, seed " + seed : ": never met"));
        }
      }
    }
    return cells;
  }

  /** How often each fault struck in each phase; a reason where it cannot. */
  private String table() {
    StringBuilder table = new StringBuilder(String.format("%-26s", ""));
    for (SimPhase phase : SimPhase.values()) {
      table.append(String.format("%11s", phase));
    }
    for (SimFault fault : SimFault.values()) {
      table.append(String.format("%n%-26s", fault));
      for (SimPhase phase : SimPhase.values()) {
        table.append(
            String.format("%11s", fault.impossible(phase).isPresent() ? "-" : hits(phase, fault)));
      }
    }
    table.append(String.format("%n"));
    for (SimFault fault : SimFault.values()) {
      for (SimPhase phase : SimPhase.values()) {
        fault
            .impossible(phase)
            .ifPresent(why -> table.append(String.format("- %s in %s: %s%n", fault, phase, why)));
      }
    }
    return table.toString();
  }
}

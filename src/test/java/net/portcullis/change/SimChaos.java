package net.portcullis.change;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Decides what goes wrong when: each seed switches a few faults on, at rates of its own. Every
 * second seed aims at one fault in one phase, so that the rare ones are met too.
 */
final class SimChaos {
  private static final SimFault[] FAULTS = SimFault.values();
  private static final List<Aim> CELLS = cells();

  /** In how many ways a seed may aim. */
  static final int AIMS = CELLS.size();

  private record Aim(SimPhase phase, SimFault fault) {}

  private static List<Aim> cells() {
    List<Aim> cells = new ArrayList<>();
    for (SimPhase phase : SimPhase.values()) {
      for (SimFault fault : FAULTS) {
        if (fault.impossible(phase).isEmpty()) {
          cells.add(new Aim(phase, fault));
        }
      }
    }
    return List.copyOf(cells);
  }

  /** Which of a seed's kind it is: for each aim they count up one by one. */
  static long round(long seed) {
    return Math.floorDiv(seed, 2L * AIMS) + Math.floorMod(seed / 2, (long) AIMS);
  }

  /** True where a seed aims at a rule that is typed into a bound list, or back into it. */
  static boolean aimsAtEdits(long seed) {
    Aim aim = CELLS.get((int) Math.floorMod(seed / 2, (long) AIMS));
    return seed % 2 == 0
        && (aim.fault() == SimFault.WIDENED || aim.fault() == SimFault.PORT_WRAPPED)
        && (aim.phase() == SimPhase.SWAPPING || aim.phase() == SimPhase.UNDOING);
  }

  private final SplittableRandom random;
  private final Map<SimFault, Double> rates = new EnumMap<>(SimFault.class);
  private final Optional<SimFault> aimedAt;
  private final SimPhase aimedIn;
  private final List<String> happened = new ArrayList<>();
  private final EnumSet<SimFault> seen = EnumSet.noneOf(SimFault.class);
  private int left;
  private int kills = 3;
  private State reached = State.PLANNED;

  /** What leads to where a seed aims. */
  private record Lead(SimFault fault, Set<SimPhase> phases) {}

  private static final List<SimFault> KILLS =
      List.of(
          SimFault.KILLED_BEFORE_A_LINE, SimFault.KILLED_AFTER_A_LINE, SimFault.KILLED_AT_A_WRITE);
  private static final Set<SimPhase> LATE =
      EnumSet.of(SimPhase.CONFIRMING, SimPhase.CLEANING, SimPhase.SAVING);

  private Optional<Lead> first = Optional.empty();

  /** What happens, and where, in a run that is written and not drawn. */
  record Strike(SimPhase phase, SimFault fault, String line) {}

  private final List<Strike> script;

  /** Each of these once. */
  SimChaos(List<Strike> script) {
    this.random = new SplittableRandom(1);
    this.coverage = (phase, fault) -> {};
    this.aimedAt = Optional.empty();
    this.aimedIn = SimPhase.LOCKING;
    this.script = new ArrayList<>(script);
  }

  /** Told of each fault that happens, and in which phase. */
  interface Coverage {
    void hit(SimPhase phase, SimFault fault);
  }

  private final Coverage coverage;

  SimChaos(long seed, Coverage coverage) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
    this.coverage = coverage;
    this.script = List.of();
    // Unlike the cells that cannot be, the others are all aimed at, one after the other.
    Aim aim = CELLS.get((int) Math.floorMod(seed / 2, (long) AIMS));
    aimedAt = seed % 2 == 0 ? Optional.of(aim.fault()) : Optional.empty();
    aimedIn = aim.phase();
    left = 1 + random.nextInt(4);
    int kinds = random.nextInt(1, 6);
    for (int i = 0; i < kinds; i++) {
      rates.put(FAULTS[random.nextInt(FAULTS.length)], Math.pow(10, -2 * random.nextDouble()) / 2);
    }
    if (aimedAt.isPresent() && kinds < 4) {
      rates.clear();
    }
    aimedAt.ifPresent(rates::remove);
    left = aimedAt.isPresent() ? Math.max(left, 2) : left;
    first = aimedAt.isPresent() ? first(aimedIn) : Optional.empty();
  }

  /** What must go wrong before, so that anything is undone or recovered. */
  private Optional<Lead> first(SimPhase phase) {
    if (phase == SimPhase.RECOVERING) {
      return Optional.of(new Lead(KILLS.get(random.nextInt(KILLS.size())), LATE));
    }
    if (phase == SimPhase.UNDOING) {
      return Optional.of(
          random.nextInt(3) > 0
              ? new Lead(SimFault.PROBE_FAILS, EnumSet.of(SimPhase.LOOKING))
              : new Lead(SimFault.REJECT_KNOWN, EnumSet.allOf(SimPhase.class)));
    }
    return Optional.empty();
  }

  SplittableRandom random() {
    return random;
  }

  SimPhase phase() {
    return SimPhase.now(reached);
  }

  void reached(State state) {
    reached = state;
  }

  State reached() {
    return reached;
  }

  void calm() {
    left = 0;
  }

  List<String> happened() {
    return List.copyOf(happened);
  }

  boolean happened(SimFault fault) {
    return seen.contains(fault);
  }

  /** True where this happens now, at an event where it can. */
  boolean strikes(SimFault fault, String where) {
    if (!script.isEmpty()) {
      return scripted(fault, where);
    }
    if (left == 0 || (fault.killsUs() && kills == 0)) {
      return false;
    }
    boolean leads = first.filter(lead -> lead.fault() == fault).isPresent();
    boolean aimed = !leads && aimedAt.filter(fault::equals).isPresent();
    double rate = rates.getOrDefault(fault, 0.0);
    if (!leads && !aimed && (rate == 0 || random.nextDouble() >= rate)) {
      return false;
    }
    SimPhase phase = SimPhase.now(reached);
    if (aimed && (phase != aimedIn || random.nextInt(3) == 0)) {
      return false;
    }
    if (leads) {
      if (!first.orElseThrow().phases().contains(phase) || random.nextInt(4) == 0) {
        return false;
      }
      first = Optional.empty();
    }
    left--;
    kills -= fault.killsUs() ? 1 : 0;
    seen.add(fault);
    happened.add(fault + " in " + phase + " at " + where);
    coverage.hit(phase, fault);
    return true;
  }

  private boolean scripted(SimFault fault, String where) {
    SimPhase phase = SimPhase.now(reached);
    Optional<Strike> due =
        script.stream()
            .filter(strike ->
                strike.phase() == phase
                    && strike.fault() == fault
                    && where.startsWith(strike.line()))
            .findFirst();
    due.ifPresent(script::remove);
    due.ifPresent(strike -> happened.add(fault + " in " + phase + " at " + where));
    return due.isPresent();
  }
}

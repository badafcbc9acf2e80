package net.portcullis.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import net.portcullis.change.ModelSetting.Faults;
import net.portcullis.change.ModelState.Foreign;
import net.portcullis.change.ModelState.Journal;
import net.portcullis.change.ModelState.Part;
import net.portcullis.change.ModelState.Pc;
import net.portcullis.change.ModelState.Place;

/**
 * Visits every state that can be reached, nearest first, so that the way to the first violation is
 * a shortest one. Then walks back from the good ends along steps that are no faults: a state from
 * which no end can be reached once faults have stopped is stuck.
 */
final class ModelExplorer {
  private final ModelSetting setting;
  private final ModelDevice device;
  private final ModelIndex states = new ModelIndex();

  /** Where a state was first come to from. */
  private int[] parents = new int[1024];

  /** The steps that are no faults, for each state. */
  private final List<int[]> quiet = new ArrayList<>();

  private int transitions;
  private Optional<Found> found = Optional.empty();

  private ModelExplorer(ModelSetting setting) {
    this.setting = setting;
    this.device = new ModelDevice(setting);
  }

  /**
   * What came of it.
   *
   * @param violation the first that was found
   */
  record Result(ModelSetting setting, int states, int transitions, Optional<Found> violation) {}

  /** Something that must not happen, and the shortest way to it. */
  record Found(ModelViolation violation, List<String> trace) {
    Found {
      trace = List.copyOf(trace);
    }
  }

  static Result explore(ModelSetting setting) {
    return new ModelExplorer(setting).run();
  }

  private Result run() {
    states.add(ModelState.START.bits());
    for (int at = 0; at < states.size() && found.isEmpty(); at++) {
      successors(at);
    }
    if (found.isEmpty()) {
      stuck();
    }
    return new Result(setting, states.size(), transitions, found);
  }

  private void successors(int at) {
    int[] next = new int[16];
    int[] count = new int[1];
    ModelState s = states.at(at);
    each(
        s,
        (where, what, fault, to, violation) -> {
          transitions++;
          int target = add(to, at);
          if (violation.isPresent() && found.isEmpty()) {
            found = Optional.of(new Found(violation.get(), trace(at, told(where, what, to))));
          }
          if (!fault) {
            next[count[0]++] = target;
          }
        });
    quiet.add(Arrays.copyOf(next, count[0]));
  }

  private int add(ModelState state, int parent) {
    int known = states.size();
    int at = states.add(state.bits());
    if (at == known) {
      parents = at < parents.length ? parents : Arrays.copyOf(parents, 2 * at);
      parents[at] = parent;
    }
    return at;
  }

  private void each(ModelState s, ModelProtocol.Steps steps) {
    new ModelProtocol(setting, steps).from(s);
    boolean over = s.pc() == Pc.ENDED && s.journal() != Journal.NEEDS_ATTENTION;
    if (!over) {
      world(s, steps);
    }
  }

  /** What may happen at any moment. */
  private void world(ModelState s, ModelProtocol.Steps steps) {
    Faults faults = setting.faults();
    if (s.armed()) {
      steps.step(s.pc(), "the device's timer fires", false, device.fire(s), Optional.empty());
    }
    boolean lives = s.pc() != Pc.DEAD && s.pc() != Pc.ENDED;
    if (lives && s.get(Part.KILLS) < faults.kills()) {
      steps.step(
          s.pc(),
          "killed",
          true,
          s.with(Part.KILLS, s.get(Part.KILLS) + 1)
              .with(Part.SESSION, false)
              .with(Part.BELIEVES, 0)
              .with(Part.TRIES, 0)
              .at(Pc.DEAD),
          Optional.empty());
    }
    if (s.get(Part.REBOOTS) < faults.reboots()) {
      ModelState up = device.restart(s).with(Part.REBOOTS, s.get(Part.REBOOTS) + 1);
      steps.step(s.pc(), "the device restarts", true, up, Optional.empty());
    }
    if (s.get(Part.OTHERS) < faults.others()) {
      ModelState once = s.with(Part.OTHERS, s.get(Part.OTHERS) + 1);
      if (s.foreign() == Foreign.NONE) {
        steps.step(
            s.pc(), "others change it", true, ModelDevice.changedByOthers(once), Optional.empty());
      }
      if (!setting.shutToNew(s.place())
          || setting.without(ModelWeakening.OTHERS_MAY_SAVE_A_LOCK_OUT)) {
        steps.step(s.pc(), "others save", true, ModelDevice.save(once), Optional.empty());
      }
      if (s.armed() && setting.without(ModelWeakening.OTHERS_MAY_CONFIRM)) {
        steps.step(s.pc(), "others confirm", true, once.with(Part.TIMER, 0), Optional.empty());
      }
    }
  }

  private void stuck() {
    int[] into = new int[states.size() + 1];
    quiet.forEach(targets -> Arrays.stream(targets).forEach(to -> into[to + 1]++));
    Arrays.parallelPrefix(into, Integer::sum);
    int[] from = new int[into[states.size()]];
    int[] filled = new int[states.size()];
    for (int i = 0; i < quiet.size(); i++) {
      for (int to : quiet.get(i)) {
        from[into[to] + filled[to]++] = i;
      }
    }
    BitSet reached = new BitSet(states.size());
    int[] todo = new int[states.size()];
    int last = 0;
    for (int i = 0; i < states.size(); i++) {
      if (isGoodEnd(states.at(i))) {
        reached.set(i);
        todo[last++] = i;
      }
    }
    for (int first = 0; first < last; first++) {
      for (int i = into[todo[first]]; i < into[todo[first] + 1]; i++) {
        if (!reached.get(from[i])) {
          reached.set(from[i]);
          todo[last++] = from[i];
        }
      }
    }
    reached.flip(0, states.size());
    reached.stream()
        .filter(i -> setting.shutToNew(states.at(i).place()))
        .findFirst()
        .ifPresentOrElse(
            i -> stuck(ModelViolation.LOCKED_OUT, i),
            () -> reached.stream().findFirst().ifPresent(i -> stuck(ModelViolation.STUCK, i)));
  }

  private void stuck(ModelViolation kind, int at) {
    found = Optional.of(new Found(kind, trace(at, "and no way on")));
  }

  /** An end that the tool reached by itself, or where only somebody else's change is in the way. */
  private boolean isGoodEnd(ModelState s) {
    if (s.pc() != Pc.ENDED || setting.shutToNew(s.place())) {
      return false;
    }
    return s.journal() != Journal.NEEDS_ATTENTION || s.place() == Place.FOREIGN;
  }

  private List<String> trace(int end, String last) {
    List<String> trace = new ArrayList<>();
    trace.add(last);
    for (int at = end; at > 0; at = parents[at]) {
      trace.addFirst(how(states.at(parents[at]), states.at(at)));
    }
    return trace;
  }

  private String how(ModelState from, ModelState to) {
    List<String> found = new ArrayList<>();
    each(
        from,
        (where, what, fault, next, violation) -> {
          if (next.equals(to)) {
            found.add(told(where, what, to));
          }
        });
    return found.getFirst();
  }

  private static String told(Enum<?> where, String what, ModelState to) {
    return where + ": " + what + "  =>  " + to;
  }
}

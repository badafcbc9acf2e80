package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.change.DevicePlan.Status;
import net.portcullis.change.Waves.Wave;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.Selection;
import net.portcullis.store.StoreException;

/** A change of one or many devices: planned together, judged together, carried through in waves. */
public final class Push {
  /** The share of what was permitted that a change may take away without being asked about it. */
  public static final double USUAL_LOSS = 0.20;

  private final Collaborators tools;
  private final Planner planner;
  private final Inventory inventory;
  private final Fleet fleet;

  public Push(Collaborators tools, Planner planner, Inventory inventory, Fleet fleet) {
    this.tools = tools;
    this.planner = planner;
    this.inventory = inventory;
    this.fleet = fleet;
  }

  /**
   * Plans for every device at once.
   *
   * @param targets what each device is to hold, in the order of the plans
   */
  public List<Planned> plan(Map<Device, List<Target>> targets, PlanOptions options)
      throws InterruptedException {
    return Fleet.each(
        List.copyOf(targets.entrySet()),
        entry -> planner.planOpen(entry.getKey(), entry.getValue(), options));
  }

  /**
   * Closes the gate before changes that take away too much: of one device, or of all together,
   * where none goes on, since what does that to a fleet is hardly meant.
   *
   * @param allowed the share, from 0 to 1, that may be lost
   */
  public static List<Planned> withinLoss(List<Planned> planned, double allowed) {
    double fleet =
        planned.stream()
            .map(Planned::plan)
            .filter(plan -> plan.status() == Status.CHANGE)
            .mapToDouble(DevicePlan::lost)
            .average()
            .orElse(0);
    List<Planned> judged = new ArrayList<>();
    for (Planned each : planned) {
      double lost = each.plan().lost();
      if (each.plan().status() != Status.CHANGE || (lost <= allowed && fleet <= allowed)) {
        judged.add(each);
      } else {
        judged.add(
            each.refuse(
                lost > allowed
                    ? tooMuch("The change takes", lost, allowed)
                    : tooMuch("All changes together take", fleet, allowed)));
      }
    }
    return judged;
  }

  static String tooMuch(String what, double lost, double allowed) {
    return String.format(
        Locale.ROOT,
        "%s away %.0f %% of what is permitted now, and %.0f %% is the most that is taken without"
            + " asking; if that is meant, push with --allow-loss %.0f.",
        what,
        lost * 100,
        allowed * 100,
        Math.ceil(lost * 100));
  }

  /** Closes the gate before changes that are not the ones that somebody looked at. */
  public static List<Planned> asPlanned(List<Planned> planned, PlanFile file) {
    List<Planned> judged = new ArrayList<>();
    for (Planned each : planned) {
      Optional<String> differs =
          each.plan().status() == Status.CHANGE || each.plan().status() == Status.NO_CHANGE
              ? file.differs(each.plan())
              : Optional.empty();
      judged.add(differs.map(each::refuse).orElse(each));
    }
    return judged;
  }

  /** What happens to the devices that were changed when more failed than may. */
  public enum Breach {
    /** They keep their new lists; no further device is begun. */
    HALT,
    /** They are brought back to what they held before. */
    ROLL_BACK
  }

  /**
   * Carries the plans through. Every device of them has an outcome, in the order of the waves.
   *
   * @param options for going back, where the breach asks for it
   */
  public List<Outcome> run(String run, List<Planned> planned, Breach breach, PlanOptions options)
      throws InterruptedException {
    List<Device> devices = planned.stream().map(each -> each.plan().device()).toList();
    List<Wave> waves =
        Waves.of(
            devices,
            inventory.waves(),
            (selector, device) -> new Selection(List.of(selector)).includes(device));
    List<Outcome> outcomes = fleet.run(tools, run, planned, waves);
    if (breach != Breach.ROLL_BACK || !fleet.isExhausted()) {
      return outcomes;
    }
    try {
      return takeBack(run, outcomes, options);
    } catch (StoreException stopped) {
      return outcomes.stream()
          .map(each ->
              each.state() == State.SAVED
                  ? each.but("Taking the run back was not finished: " + stopped.getMessage())
                  : each)
          .toList();
    }
  }

  /** Brings every device that this run changed back, all at once: they worked so before. */
  private List<Outcome> takeBack(String run, List<Outcome> outcomes, PlanOptions options)
      throws InterruptedException {
    String why = "More devices failed than may, so the whole run was taken back.";
    return switch (new Rollback(inventory, tools.dialects(), tools.store()).of(run)) {
      case Rollback.Result.Impossible impossible ->
          outcomes.stream()
              .map(outcome ->
                  outcome.state() == State.SAVED
                      ? outcome.but(why + " But: " + impossible.why())
                      : outcome)
              .toList();
      case Rollback.Result.Wanted wanted -> {
        String second = tools.store().begin("rollback of " + run);
        List<Planned> planned = plan(wanted.targets(), options);
        List<Wave> atOnce =
            Waves.of(List.copyOf(wanted.targets().keySet()), inventory.waves(), (_, _) -> false);
        Map<String, Outcome> backs = new HashMap<>();
        new Fleet(Integer.MAX_VALUE)
            .run(tools, second, planned, atOnce)
            .forEach(back -> backs.put(back.device().name(), back));
        tools.store().end(second, "ROLLED_BACK");
        yield outcomes.stream()
            .map(outcome ->
                Optional.ofNullable(backs.get(outcome.device().name()))
                    .filter(_ -> outcome.state() == State.SAVED)
                    .map(back ->
                        outcome.then(back, outcome.error().map(e -> e + " ").orElse("") + why))
                    .orElse(outcome))
            .toList();
      }
    };
  }
}

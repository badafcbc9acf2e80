package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.portcullis.change.DevicePlan.Status;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.Selection;

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
   * Closes the gate before changes that take away too much, device by device.
   *
   * @param allowed the share, from 0 to 1, that may be lost
   */
  public static List<Planned> withinLoss(List<Planned> planned, double allowed) {
    List<Planned> judged = new ArrayList<>();
    for (Planned each : planned) {
      boolean tooMuch = each.plan().status() == Status.CHANGE && each.plan().lost() > allowed;
      judged.add(tooMuch ? each.refuse(tooMuch(each.plan().lost(), allowed)) : each);
    }
    return judged;
  }

  private static String tooMuch(double lost, double allowed) {
    return String.format(
        Locale.ROOT,
        "The change takes away %.0f %% of what is permitted now, and %.0f %% is the most that is taken without"
            + " asking; if that is meant, push with --allow-loss %.0f.",
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

  /** Carries the plans through. Every device of them has an outcome, in the order of the waves. */
  public List<Outcome> run(String run, List<Planned> planned) throws InterruptedException {
    List<Device> devices = planned.stream().map(each -> each.plan().device()).toList();
    List<List<Device>> waves =
        Waves.of(
            devices,
            inventory.waves(),
            (selector, device) -> new Selection(List.of(selector)).includes(device));
    return fleet.run(tools, run, planned, waves);
  }
}

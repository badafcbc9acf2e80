package net.portcullis.change;

import java.util.List;
import java.util.Optional;

/**
 * A plan, and the line to the device that it was made over where that is still open, so that a push
 * need not log in again. Close it where it is not carried through.
 */
public final class Planned implements AutoCloseable {
  private final DevicePlan plan;
  private final Optional<Link> open;

  Planned(DevicePlan plan, Optional<Link> open) {
    this.plan = plan;
    this.open = open;
  }

  public DevicePlan plan() {
    return plan;
  }

  Optional<Link> open() {
    return open;
  }

  /** The same device refused: nothing will be sent to it. */
  public Planned refuse(String why) {
    close();
    return new Planned(
        new DevicePlan(
            plan.device(),
            DevicePlan.Status.REFUSED,
            List.of(why),
            List.of(),
            plan.stateHash(),
            plan.textDiff(),
            plan.newlyPermitted(),
            plan.newlyDenied(),
            plan.risks(),
            plan.lost(),
            List.of(),
            Optional.empty(),
            false,
            List.of()),
        Optional.empty());
  }

  @Override
  public void close() {
    open.ifPresent(Link::close);
  }
}

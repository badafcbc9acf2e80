package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.session.Conversation;

/**
 * A plan, and the conversation that it was made in where that is still open, so that a push need
 * not log in again. Close it where it is not carried through.
 */
public record Planned(DevicePlan plan, Optional<Conversation> open) implements AutoCloseable {

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
            false,
            List.of()),
        Optional.empty());
  }

  @Override
  public void close() {
    open.ifPresent(Conversation::close);
  }
}

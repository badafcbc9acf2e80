package net.portcullis.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The right to change a device. It has no time limit: only its holder gives it back, or {@code
 * recover} takes it from a process that is dead.
 *
 * @param nonce tells this lease from any other on the device
 */
public record Lease(String device, String run, String nonce, Owner owner, Instant taken) {

  /** Who holds it and since when, for people. */
  public String text() {
    return "run " + run + " of " + owner.text() + " since " + taken.truncatedTo(ChronoUnit.SECONDS);
  }

  /** What whoever wants the device can do about it, for people. */
  public String remedy() {
    if (owner.deadHere()) {
      return "That process is dead: run 'portcullis recover'.";
    }
    return owner.isHere()
        ? "That process is alive: wait for it to end."
        : "Wait for it to end; if that process is dead for certain, run 'portcullis recover --break-lease "
            + nonce
            + "'.";
  }

  /** What became of asking for a lease. */
  public sealed interface Attempt {
    /** It is ours. */
    record Taken(Lease lease) implements Attempt {}

    /** Somebody else has it. */
    record Held(Lease by) implements Attempt {}
  }
}

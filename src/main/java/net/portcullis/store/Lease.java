package net.portcullis.store;

import java.time.Instant;

/**
 * The right to change a device. It has no time limit: only its holder gives it back, or {@code
 * recover} takes it from a process that is dead.
 *
 * @param nonce tells this lease from any other on the device
 */
public record Lease(String device, String run, String nonce, Owner owner, Instant taken) {

  /** What became of asking for a lease. */
  public sealed interface Attempt {
    /** It is ours. */
    record Taken(Lease lease) implements Attempt {}

    /** Somebody else has it. */
    record Held(Lease by) implements Attempt {}
  }
}

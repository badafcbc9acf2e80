package net.portcullis.verify;

import net.portcullis.acl.Packet;

/**
 * A packet that is sent to see what becomes of it.
 *
 * @param vantage name of the vantage point that sends it
 * @param open true where it must arrive, false where it must not
 */
public record Probe(Packet packet, String vantage, boolean open) {

  /**
   * What was seen.
   *
   * @param why a sentence for people; not yet safe to print
   */
  public record Result(Probe probe, ProbeVerdict verdict, String why) {

    /** True where it went the other way than it must. */
    public boolean contradicts() {
      return switch (verdict) {
        case OPEN, SIMULATED_OPEN -> !probe.open();
        case BLOCKED, SIMULATED_BLOCKED -> probe.open();
        case INCONCLUSIVE -> false;
      };
    }
  }
}

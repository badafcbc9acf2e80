package net.portcullis.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One finding of one device over time.
 *
 * @param fingerprint tells it from the device's other findings
 * @param rule the rule's name
 * @param severity the word that the last check gave it
 * @param place binding, direction and family, or another place on the device
 * @param message as the last check that saw it said it; not yet safe to print
 * @param waived true where the last check that saw it found a waiver for it
 * @param firstSeen when it was seen for the first time ever
 * @param opened since when it has stood; later than {@code firstSeen} where it came again
 * @param lastSeen when a check last saw it
 * @param closed when a check found it gone; absent while it stands
 * @param openings how often it has come; 1 or more
 */
public record FindingRecord(
    String device,
    String fingerprint,
    String rule,
    String severity,
    String place,
    String message,
    boolean waived,
    Instant firstSeen,
    Instant opened,
    Instant lastSeen,
    Optional<Instant> closed,
    int openings) {

  /** True while it stands. */
  public boolean open() {
    return closed.isEmpty();
  }
}

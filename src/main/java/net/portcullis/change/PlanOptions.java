package net.portcullis.change;

import java.time.Duration;
import java.util.Optional;

/**
 * What the operator allows.
 *
 * @param saveForeign unsaved changes by others may be saved along with ours
 * @param timer how long a device waits for the confirmation before it undoes a change by itself;
 *     absent: as long as the change is expected to need
 */
public record PlanOptions(boolean saveForeign, Optional<Duration> timer) {
  /** Half of a timer is for sending, and the other half must leave time to look and to confirm. */
  public static final Duration SHORTEST_TIMER = Duration.ofSeconds(40);

  public static final Duration LONGEST_TIMER = Duration.ofHours(1);

  public PlanOptions(boolean saveForeign) {
    this(saveForeign, Optional.empty());
  }

  public PlanOptions {
    if (timer.isPresent() && !allowed(timer.get())) {
      throw new IllegalArgumentException("A timer of " + timer.get() + " is out of range.");
    }
  }

  /** True for a length that leaves time to confirm and that devices take. */
  public static boolean allowed(Duration timer) {
    return timer.compareTo(SHORTEST_TIMER) >= 0 && timer.compareTo(LONGEST_TIMER) <= 0;
  }
}

package net.portcullis.change;

import java.time.Duration;
import java.util.Optional;
import net.portcullis.acl.Comparison;

/**
 * What the operator allows.
 *
 * @param saveForeign unsaved changes by others may be saved along with ours
 * @param timer how long a device waits for the confirmation before it undoes a change by itself;
 *     absent: as long as the change is expected to need
 * @param regions how many regions of what becomes permitted, and of what becomes denied, a plan
 *     shows for each list; 1 or more
 */
public record PlanOptions(boolean saveForeign, Optional<Duration> timer, int regions) {
  /** Half of a timer is for sending, and the other half must leave time to look and to confirm. */
  public static final Duration SHORTEST_TIMER = Duration.ofSeconds(40);

  public static final Duration LONGEST_TIMER = Duration.ofHours(1);

  public PlanOptions(boolean saveForeign) {
    this(saveForeign, Optional.empty(), Comparison.SHOWN);
  }

  /** The same for a plan that is carried through unseen: finding regions for people is dear. */
  public PlanOptions unseen() {
    return new PlanOptions(saveForeign, timer, 1);
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

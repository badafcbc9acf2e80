package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.session.SessionException;

/**
 * Takes a change back by the device's own line for that, where it has one: lines of ours could not
 * take it back while its timer runs, or would confirm it. What was gathered and is not in force yet
 * is dropped.
 */
final class Withdrawal {
  private final Link link;
  private final Log log;
  private boolean ran;

  Withdrawal(Link link, Log log) {
    this.link = link;
    this.log = log;
  }

  /** True where something may be in force, or be gathered, that such a line takes back. */
  boolean isOpen() {
    return !lines().isEmpty();
  }

  private boolean mayRun() {
    return log.journal().deadline() != 0;
  }

  private List<Command> lines() {
    return log.journal()
        .arming()
        .map(way -> mayRun() ? way.cancel() : way.fresh())
        .orElse(List.of());
  }

  /** Why the timer is not known to have ended; absent where it is over, and nothing is gathered. */
  Optional<String> run() throws SessionException {
    log.intend(State.ROLLED_BACK, lines(), List.of());
    // Refused where the timer is over, or where nothing was gathered; that is as good.
    Arming arming = log.journal().arming().orElseThrow();
    Optional<String> refused = mayRun() ? link.end(arming, lines()) : link.send(lines());
    if (mayRun()) {
      ran = refused.isEmpty();
      Dialect.TimedRollback way = link.dialect().timedRollbacks().get(arming.way());
      if (arming.check().isEmpty() && refused.isPresent()) {
        return Optional.of(
            "whether the device's timer still runs cannot be seen: " + refused.get());
      }
      if (arming.check().isPresent() && !link.over(way, arming.check().get(), refused)) {
        return Optional.of(
            "the device's timer is not known to have ended"
                + refused.map(why -> ": " + why).orElse(""));
      }
    }
    log.change(log.journal().disarmed());
    return Optional.empty();
  }

  /** The device goes back as a whole: what others changed under the timer goes with it. */
  void tell(DeviceConfig before, DeviceConfig after) {
    List<String> lost = Fingerprint.elsewhere(before, after, log.journal().exchanges());
    if (ran && !lost.isEmpty()) {
      log.note(
          "The device went back as a whole, and with it what somebody else changed meanwhile: "
              + lost.getFirst()
              + (lost.size() > 1 ? "; and " + (lost.size() - 1) + " more" : "")
              + ". Tell them.");
    }
  }
}

package net.portcullis.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import net.portcullis.compliance.Checker;
import net.portcullis.compliance.FleetCheck;
import net.portcullis.compliance.Standards;
import net.portcullis.inventory.Compliance;
import net.portcullis.inventory.Device;

/** What looks at devices, put together alike for a check that is asked for and for a schedule's. */
final class Inspection {
  /** How long the answer to a probe is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private Inspection() {}

  /** Looks as the inventory says, through what is open. */
  static FleetCheck of(Outside outside, Deployment deployment, Clock clock) {
    Compliance settings = deployment.inventory().compliance();
    Checker plain =
        Checker.of(outside.dialer(), standards(deployment, clock), outside.store(), clock);
    return of(
        settings.agents() || settings.probes() ? plain.with(outside.verifier(PATIENCE)) : plain,
        deployment,
        clock);
  }

  /** Looks at devices; those of which it is not known what they are cannot be looked at. */
  static FleetCheck.Result check(
      Outside outside, Recognised recognised, List<Device> devices, Clock clock)
      throws InterruptedException {
    return of(outside, recognised.deployment(), clock)
        .check(devices, recognised.intents(devices, clock), recognised.unknown());
  }

  /** Weighs what such a checker finds as the inventory says. */
  static FleetCheck of(Checker checker, Deployment deployment, Clock clock) {
    return new FleetCheck(deployment.inventory(), deployment::dialect, checker, clock);
  }

  static Standards standards(Deployment deployment, Clock clock) {
    return new Standards(deployment.catalog(), deployment.inventory(), LocalDate.now(clock));
  }
}

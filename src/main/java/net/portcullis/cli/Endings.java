package net.portcullis.cli;

import java.util.List;
import net.portcullis.change.DevicePlan;
import net.portcullis.change.Outcome;
import net.portcullis.compliance.DeviceCheck;

/** What a process ends with, from what became of its devices. */
final class Endings {
  private Endings() {}

  static ExitStatus ofPlans(List<DevicePlan> plans) {
    ExitStatus status = ExitStatus.DONE;
    for (DevicePlan plan : plans) {
      status = status.and(of(plan.status()));
    }
    return status;
  }

  private static ExitStatus of(DevicePlan.Status status) {
    return switch (status) {
      case NO_CHANGE -> ExitStatus.DONE;
      case CHANGE -> ExitStatus.PENDING;
      case REFUSED -> ExitStatus.FAILED;
      case UNREACHABLE, UNKNOWN -> ExitStatus.UNKNOWN;
    };
  }

  static ExitStatus ofChecks(List<DeviceCheck> checks) {
    ExitStatus status = ExitStatus.DONE;
    for (DeviceCheck check : checks) {
      status =
          status.and(
              switch (check.status()) {
                case COMPLIANT -> ExitStatus.DONE;
                case DRIFT -> ExitStatus.PENDING;
                case UNKNOWN -> ExitStatus.UNKNOWN;
              });
    }
    return status;
  }

  static ExitStatus ofOutcomes(List<Outcome> outcomes) {
    ExitStatus status = ExitStatus.DONE;
    for (Outcome outcome : outcomes) {
      status = status.and(of(outcome, ExitStatus.FAILED));
    }
    return status;
  }

  /** For recovery, where having undone a change is what was wanted. */
  static ExitStatus ofRecovery(List<Outcome> outcomes) {
    ExitStatus status = ExitStatus.DONE;
    for (Outcome outcome : outcomes) {
      status = status.and(of(outcome, ExitStatus.DONE));
    }
    return status;
  }

  private static ExitStatus of(Outcome outcome, ExitStatus rolledBack) {
    return switch (outcome.state()) {
      case SAVED, UNCHANGED -> outcome.error().isPresent() ? ExitStatus.FAILED : ExitStatus.DONE;
      case ROLLED_BACK -> rolledBack;
      case REFUSED, UNREACHABLE -> ExitStatus.FAILED;
      case NEEDS_ATTENTION,
          PLANNED,
          LOCKED,
          STAGED,
          PROVED,
          ARMED,
          SWAPPED,
          PROBED,
          CONFIRMED,
          CLEANED ->
          ExitStatus.NEEDS_ATTENTION;
    };
  }
}

package net.portcullis.compliance;

import java.time.Instant;
import java.util.List;

/**
 * What a check of one device found.
 *
 * @param profile the device's profile
 * @param site the device's site
 * @param at when it was read
 */
public record DeviceCheck(
    String device, String site, String profile, Instant at, List<Finding> findings) {

  public DeviceCheck {
    findings = List.copyOf(findings);
  }

  /** Whether the device holds what was intended. Unknown is never compliant. */
  public Status status() {
    Status status = Status.COMPLIANT;
    for (Finding finding : findings) {
      switch (finding.rule().severity()) {
        case UNKNOWN -> {
          return Status.UNKNOWN;
        }
        case WARNING, ERROR -> status = Status.DRIFT;
        case INFO -> {}
      }
    }
    return status;
  }

  /** The verdict on a device. */
  public enum Status {
    COMPLIANT("compliant"),
    DRIFT("drift"),
    UNKNOWN("unknown");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}

package net.portcullis.compliance;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.compliance.Finding.Kind;

/**
 * What a check of one device found.
 *
 * @param profile the device's profile
 * @param site the device's site
 * @param at when it was read
 * @param configuration a hash of what was read, so that two readings can be told to be the same;
 *     absent where nothing was read
 * @param catalog ids of the catalog entries whose packets pass here if all is well
 * @param diffs how the lines that stand differ from those that would be written
 */
public record DeviceCheck(
    String device,
    String site,
    String profile,
    Instant at,
    List<Finding> findings,
    Optional<String> configuration,
    List<String> catalog,
    List<Diff> diffs) {

  private static final Set<Kind> UNREAD =
      EnumSet.of(Kind.UNREACHABLE, Kind.IDENTITY, Kind.CHANGING);

  public DeviceCheck {
    findings = List.copyOf(findings);
    catalog = List.copyOf(catalog);
    diffs = List.copyOf(diffs);
  }

  /** A check of which nothing but the findings is known. */
  public DeviceCheck(
      String device, String site, String profile, Instant at, List<Finding> findings) {
    this(device, site, profile, at, findings, Optional.empty(), List.of(), List.of());
  }

  /**
   * The lines at one place.
   *
   * @param where binding, direction and family
   * @param text a unified diff, not yet safe to print
   */
  public record Diff(String where, String text) {}

  /** The same with other findings. */
  public DeviceCheck withFindings(List<Finding> others) {
    return new DeviceCheck(device, site, profile, at, others, configuration, catalog, diffs);
  }

  /**
   * False where nothing that counts could be read, so that nothing is known of what was found
   * before.
   */
  public boolean wasRead() {
    return findings.stream().noneMatch(it -> UNREAD.contains(it.rule()));
  }

  /** Whether the device holds what was intended. Unknown is never compliant, and never waived. */
  public Status status() {
    Status status = Status.COMPLIANT;
    for (Finding finding : findings) {
      switch (finding.severity()) {
        case UNKNOWN -> {
          return Status.UNKNOWN;
        }
        case WARNING, ERROR -> status = finding.waiver().isPresent() ? status : Status.DRIFT;
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

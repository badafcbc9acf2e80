package net.portcullis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.compliance.DeviceCheck;
import net.portcullis.compliance.Finding;

/**
 * A finding that is the same on several devices.
 *
 * @param id unique on the page
 */
record Folded(String id, Finding finding, List<DeviceCheck> devices) {
  private static final List<Finding.Severity> ORDER =
      List.of(
          Finding.Severity.ERROR,
          Finding.Severity.UNKNOWN,
          Finding.Severity.WARNING,
          Finding.Severity.INFO);

  /** What makes two findings the same to a reader. */
  private record Key(
      Finding.Kind rule,
      Finding.Severity severity,
      String where,
      String message,
      String evidence,
      boolean waived) {
    static Key of(DeviceCheck check, Finding finding) {
      return new Key(
          finding.rule(),
          finding.severity(),
          finding.where(),
          // A device's own name in a sentence tells no two findings apart.
          finding.message().replace(check.device(), "\u0000"),
          finding.evidence(),
          finding.waiver().isPresent());
    }
  }

  /** The findings of a run, the worst and the most widespread first. */
  static List<Folded> of(List<DeviceCheck> checks) {
    Map<Key, Folded> folded = new LinkedHashMap<>();
    for (DeviceCheck check : checks) {
      for (Finding finding : check.findings()) {
        folded
            .computeIfAbsent(
                Key.of(check, finding),
                key -> new Folded("f" + (folded.size() + 1), finding, new ArrayList<>()))
            .devices()
            .add(check);
      }
    }
    return folded.values().stream()
        .sorted(
            Comparator.comparing((Folded each) -> each.finding().waiver().isPresent())
                .thenComparingInt(each -> ORDER.indexOf(each.finding().severity()))
                .thenComparingInt(each -> -each.devices().size()))
        .toList();
  }
}

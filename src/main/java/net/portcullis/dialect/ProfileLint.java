package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what is wrong with a profile that can be read: what it cannot mean, or leaves half said.
 */
final class ProfileLint {
  private ProfileLint() {}

  /** All findings, in the order of the files. */
  static List<ProfileFinding> of(ProfileDialect dialect, DocumentPlaces places) {
    List<ProfileFinding> findings = new ArrayList<>();
    Profile profile = dialect.profile();
    findings.addAll(GrammarLint.of(profile, places));
    findings.addAll(EffortLint.of(profile, places));
    findings.addAll(TalkLint.of(profile, places));
    findings.addAll(NameLint.of(places));
    findings.addAll(StepLint.of(profile, places));
    findings.addAll(CapabilityLint.of(profile, places));
    findings.addAll(ClaimLint.of(profile, places));
    findings.addAll(HardwareLint.of(profile, places));
    findings.addAll(WritingLint.of(dialect, places));
    findings.addAll(WatchLint.of(profile, places));
    findings.addAll(RangeLint.of(profile.grammar(), places));
    return findings.stream()
        .distinct()
        .sorted(
            Comparator.comparing((ProfileFinding finding) -> finding.place().file())
                .thenComparingInt(finding -> finding.place().line())
                .thenComparingInt(finding -> finding.place().column()))
        .toList();
  }
}

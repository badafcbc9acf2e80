package net.portcullis.compliance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Region;
import net.portcullis.change.Fingerprint;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Proof;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.policy.Intent;

/** What a restart would change. */
final class SavedRules {
  private static final int SHOWN = 5;

  private SavedRules() {}

  static void apply(Subject subject, DeviceConfig startup) {
    boolean filtering = false;
    for (Intent intent : subject.intents()) {
      filtering |= place(subject, intent, startup);
    }
    List<String> unsaved = Fingerprint.unsaved(subject.running(), startup);
    if (!filtering && !unsaved.isEmpty()) {
      subject.add(
          Finding.of(
                  Kind.UNSAVED,
                  "configuration",
                  "The running configuration holds "
                      + (unsaved.size() == 1 ? "something" : unsaved.size() + " things")
                      + " that the saved one does not, or the other way round; every packet at our bindings would fare as now.")
              .withEvidence(String.join("\n", unsaved.stream().limit(SHOWN).toList()))
              .withRemedy(save(subject)));
    }
  }

  private static boolean place(Subject subject, Intent intent, DeviceConfig startup) {
    AccessList now =
        Effective.at(subject.running(), intent.binding(), intent.direction(), intent.family());
    AccessList later = Effective.at(startup, intent.binding(), intent.direction(), intent.family());
    if (Standards.meaning(now).equals(Standards.meaning(later))) {
      return false;
    }
    Comparison comparison = Comparison.compare(now, later, intent.family(), 1);
    if (comparison.isEqual()) {
      return false;
    }
    Optional<Region> region =
        Stream.of(comparison.newlyDenied(), comparison.newlyPermitted(), comparison.unknown())
            .flatMap(regions -> regions.shown().stream())
            .findFirst();
    Finding finding =
        Finding.of(
                Kind.UNSAVED,
                Subject.where(intent),
                "After a restart the device would filter otherwise than it does now"
                    + region.map(it -> ", for example " + Words.of(it)).orElse("")
                    + ".")
            .withRemedy(save(subject));
    subject.add(
        region
            .map(it ->
                finding
                    .withRegion(it.text())
                    .withProof(
                        new Proof(
                            it.witness().toString(),
                            Words.of(it.oldVerdict()),
                            Words.of(it.newVerdict()))))
            .orElse(finding));
    return true;
  }

  private static Remedy save(Subject subject) {
    return new Remedy(
        List.of("Save the running configuration, or undo the change that was not saved."),
        subject.dialect().save().stream().map(Command::text).toList(),
        false);
  }
}

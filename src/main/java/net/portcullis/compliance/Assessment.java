package net.portcullis.compliance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.policy.Intent;

/**
 * Compares what a device holds with what was intended. Pure: the configuration has been read
 * before.
 */
final class Assessment {
  private Assessment() {}

  /** Finds everything on one device. */
  static void assess(Subject subject) {
    for (Intent intent : subject.intents()) {
      PlaceRules.apply(subject, intent);
      ContractRules.apply(subject, intent);
    }
    BindingRules.apply(subject);
    unreadable(subject);
    OwnershipRules.apply(subject);
    ManagementRules.apply(subject);
    // A device whose two configurations are one text holds one object for both.
    subject
        .saved()
        .filter(startup ->
            !startup.lists().equals(subject.running().lists()) || differs(subject, startup))
        .ifPresent(startup -> SavedRules.apply(subject, startup));
  }

  /** The catalog's entries whose packets pass somewhere on the device if all is well. */
  static List<String> catalog(List<Intent> intents) {
    Set<String> ids = new LinkedHashSet<>();
    for (Intent intent : intents) {
      intent
          .plain()
          .forEach(rule -> rule.why().forEach(reason -> reason.catalog().ifPresent(ids::add)));
    }
    return List.copyOf(ids);
  }

  private static boolean differs(Subject subject, DeviceConfig startup) {
    DeviceConfig running = subject.running();
    return !startup.bindings().equals(running.bindings())
        || !startup.others().equals(running.others())
        || !startup.infrastructure().equals(running.infrastructure())
        || !startup.interfaces().equals(running.interfaces())
        || !startup.references().equals(running.references());
  }

  private static void unreadable(Subject subject) {
    for (DeviceConfig.Unreadable line : subject.running().unreadable()) {
      subject.add(
          Finding.of(Kind.UNREADABLE, "configuration", Subject.shortened(line.why()))
              .withSubject(Digest.of(line.text().strip()).substring(0, 16))
              .withEvidence(Subject.evidence(line.line(), line.text()))
              .withRemedy(
                  Remedy.of(
                      "Rewrite or remove the line, or teach the profile to read it; until then nothing here counts as compliant.")));
    }
  }

  /** Where a device was read but its saved configuration was not shown. */
  static Finding notShown(Optional<String> why) {
    return Finding.of(Kind.UNREADABLE, "startup configuration", why.orElse("It was not shown."));
  }
}

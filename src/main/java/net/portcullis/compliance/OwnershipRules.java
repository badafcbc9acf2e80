package net.portcullis.compliance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.change.Fingerprint;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.LoggedChange;
import net.portcullis.store.OwnedList;

/** What others did to what is ours, and to the device. */
final class OwnershipRules {
  /** Log lines that are shown as evidence, the last ones. */
  private static final int LOGGED = 5;

  private OwnershipRules() {}

  static void apply(Subject subject) {
    for (OwnedList owned : subject.past().owned()) {
      edited(subject, owned).ifPresent(subject::add);
    }
    if (subject.suspicious()) {
      subject.add(
          Finding.of(
                  Kind.CHANGED_OUTSIDE,
                  "configuration",
                  "Since the last check, of "
                      + subject.past().checked().map(Object::toString).orElse("an unknown time")
                      + ", somebody else changed what concerns access lists."
                      + who(subject))
              .withSubject(subject.configuration())
              .withEvidence(logged(subject)));
    }
  }

  /** A hash of all that concerns access lists on the device. */
  static String configuration(DeviceConfig running) {
    return Fingerprint.of(running, Set.of());
  }

  private static Optional<Finding> edited(Subject subject, OwnedList owned) {
    Optional<DeviceConfig.ReadList> list =
        subject.running().lists().stream()
            .filter(each ->
                each.family().number() == owned.family()
                    && each.name().equalsIgnoreCase(owned.list()))
            .findFirst();
    boolean same = list.map(each -> Fingerprint.of(each).equals(owned.hash())).orElse(false);
    if (same || owned.adopted()) {
      return Optional.empty();
    }
    String what =
        list.isPresent()
            ? "A list that Portcullis wrote on " + owned.at() + " was changed by somebody else."
            : "A list that Portcullis wrote on " + owned.at() + " is gone.";
    return Optional.of(
        Finding.of(Kind.OWNED_LIST_EDITED, "ipv" + owned.family(), what + who(subject))
            // Not the list's name: it changes with each generation.
            .withSubject(role(owned.list()))
            .withEvidence(
                (list.map(each -> Subject.evidence(each.line(), each.name())).orElse(owned.list())
                        + "\n"
                        + logged(subject))
                    .strip())
            .withRemedy(
                Remedy.of(
                    "portcullis plan " + subject.device().name(),
                    "portcullis push " + subject.device().name())));
  }

  /** A list's name without its generation. */
  private static String role(String list) {
    int end = list.length();
    while (end > 0 && Character.isDigit(list.charAt(end - 1))) {
      end--;
    }
    return end > 2 && list.startsWith("_g", end - 2) ? list.substring(0, end - 2) : list;
  }

  /** A sentence on who, where the device's log says; a person is whoever is not us. */
  private static String who(Subject subject) {
    List<LoggedChange> others = others(subject);
    if (others.isEmpty()) {
      return subject.dialect().readChanges().isPresent()
          ? " The device's log does not say who."
          : "";
    }
    LoggedChange last = others.getLast();
    return " The device's log names "
        + last.who()
        + (last.from().isEmpty() ? "" : " from " + last.from())
        + (last.when().isEmpty() ? "" : ", " + last.when())
        + ".";
  }

  private static List<LoggedChange> others(Subject subject) {
    String us = subject.device().credentials().user();
    return subject.past().log().stream().filter(change -> !change.who().equals(us)).toList();
  }

  private static String logged(Subject subject) {
    List<LoggedChange> others = others(subject);
    return String.join(
        "\n",
        others.subList(Math.max(0, others.size() - LOGGED), others.size()).stream()
            .map(it -> String.join(" ", it.when(), it.who(), it.from(), it.what()).strip())
            .toList());
  }
}

package net.portcullis.compliance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Severity;
import net.portcullis.input.Fields;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Compliance;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;

/**
 * What the inventory makes of findings: how much each rule matters, and which findings are waived.
 * What could not be read or proved can be neither switched off nor waived.
 */
public final class Settings {
  private static final Map<String, Kind> KINDS =
      Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::text, Function.identity()));

  private final Compliance compliance;
  private final LocalDate today;
  private final Set<String> used = new HashSet<>();

  /**
   * @param today a waiver holds on its last day
   */
  public Settings(Compliance compliance, LocalDate today) {
    this.compliance = compliance;
    this.today = today;
  }

  /** Adds a problem for each statement on a rule that there is not, or that must not be tuned. */
  public static void check(Inventory inventory, Problems problems) {
    inventory.compliance().rules().keySet().stream()
        .sorted()
        .forEach(rule -> known(rule, place(inventory, "rules." + rule), "switched", problems));
    for (Compliance.Waiver waiver : inventory.compliance().waivers()) {
      Place place = place(inventory, "waivers." + waiver.name() + ".rule");
      known(waiver.rule(), place, "waived", problems);
    }
  }

  private static Place place(Inventory inventory, String path) {
    return inventory
        .place("compliance." + path)
        .or(() -> inventory.place("catalog"))
        .orElse(Place.start("inventory"));
  }

  private static void known(String rule, Place place, String what, Problems problems) {
    Kind kind = KINDS.get(rule);
    if (kind == null) {
      List<String> names = KINDS.keySet().stream().sorted().toList();
      problems.add(
          place,
          "There is no rule '" + rule + "'.",
          Fields.nearest(rule, names)
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("Known rules: " + String.join(", ", names) + "."));
    } else if (kind.severity() == Severity.UNKNOWN) {
      problems.add(
          place,
          "'" + rule + "' says that something is not known, which cannot be " + what + ".",
          "Remove it here; what is unknown is never compliant.");
    }
  }

  /** The check with each finding weighed and, where a waiver says so, waived. */
  public DeviceCheck apply(Device device, DeviceCheck check) {
    List<Finding> weighed = new ArrayList<>();
    for (Finding finding : check.findings()) {
      Optional<Severity> severity = severity(finding);
      if (severity.isPresent()) {
        weigh(device, finding.withSeverity(severity.get()), weighed);
      }
    }
    return check.withFindings(weighed);
  }

  private void weigh(Device device, Finding finding, List<Finding> weighed) {
    Finding told = finding;
    for (Compliance.Waiver waiver : compliance.waivers()) {
      if (!means(waiver, device, finding)) {
        continue;
      }
      used.add(waiver.name());
      if (waiver.expires().isBefore(today)) {
        expired(waiver, finding).ifPresent(weighed::add);
      } else {
        told =
            told.withWaiver(
                new Finding.Waiver(
                    waiver.name(), waiver.owner(), waiver.reason(), waiver.expires()));
      }
    }
    weighed.add(told);
  }

  /** How much a finding matters here; absent where its rule is off. */
  private Optional<Severity> severity(Finding finding) {
    String given = compliance.rules().getOrDefault(finding.rule().text(), "");
    return switch (given) {
      case "off" -> Optional.empty();
      case "info" -> Optional.of(Severity.INFO);
      case "warning" -> Optional.of(Severity.WARNING);
      case "error" -> Optional.of(Severity.ERROR);
      default -> Optional.of(finding.severity());
    };
  }

  private static boolean means(Compliance.Waiver waiver, Device device, Finding finding) {
    return finding.severity() != Severity.UNKNOWN
        && waiver.rule().equals(finding.rule().text())
        && waiver.scope().includes(device)
        && (waiver.scope().bindings().isEmpty()
            || waiver.scope().bindings().contains(bindingOf(finding)))
        && waiver.fingerprint().map(finding.fingerprint(device.name())::equals).orElse(true)
        && waiver.region().map(finding.region()::equals).orElse(true);
  }

  /** A place on a binding begins with the binding's name. */
  private static String bindingOf(Finding finding) {
    int blank = finding.where().indexOf(' ');
    return blank < 0 ? finding.where() : finding.where().substring(0, blank);
  }

  private Optional<Finding> expired(Compliance.Waiver waiver, Finding finding) {
    Finding told =
        Finding.of(
                Kind.WAIVER_EXPIRED,
                finding.where(),
                "The waiver '"
                    + waiver.name()
                    + "' of "
                    + waiver.owner()
                    + " expired on "
                    + waiver.expires()
                    + ", and what it was for still stands: "
                    + finding.rule().title()
                    + ".")
            .withSubject(waiver.name() + " " + finding.rule().text() + " " + finding.subject())
            .withEvidence(waiver.place() + ": " + waiver.reason())
            .withRemedy(
                Finding.Remedy.of(
                    "Mend the finding, or let the owner renew the waiver in the inventory."));
    return severity(told).map(told::withSeverity);
  }

  /**
   * Sentences on waivers that no finding needed, of those whose devices were all checked and
   * understood.
   */
  public List<String> unused(List<Device> devices, List<DeviceCheck> checks) {
    Set<String> understood =
        checks.stream()
            .filter(check -> check.status() != DeviceCheck.Status.UNKNOWN)
            .map(DeviceCheck::device)
            .collect(Collectors.toSet());
    return compliance.waivers().stream()
        .filter(waiver -> !used.contains(waiver.name()))
        .filter(waiver ->
            devices.stream()
                .filter(waiver.scope()::includes)
                .allMatch(device -> understood.contains(device.name())))
        .map(waiver ->
            waiver.place()
                + ": the waiver '"
                + waiver.name()
                + "' of "
                + waiver.owner()
                + " waives nothing: no finding of '"
                + waiver.rule()
                + "' fits it. Remove it, or correct what it names.")
        .toList();
  }
}

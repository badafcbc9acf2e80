package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;

/**
 * One device under assessment: what it holds, what it must hold, and what has been found so far.
 *
 * @param configuration a hash of what it holds
 * @param saved what the device would start with, where it could be read
 */
record Subject(
    Device device,
    Dialect dialect,
    List<Intent> intents,
    DeviceConfig running,
    String configuration,
    Optional<DeviceConfig> saved,
    Past past,
    Standards standards,
    List<Finding> findings,
    List<DeviceCheck.Diff> diffs) {
  private static final int LONGEST = 1000;

  static Subject of(
      Device device,
      Dialect dialect,
      List<Intent> intents,
      DeviceConfig running,
      Optional<DeviceConfig> saved,
      Past past,
      Standards standards) {
    return new Subject(
        device,
        dialect,
        List.copyOf(intents),
        running,
        OwnershipRules.configuration(running),
        saved,
        past,
        standards,
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** The same with more that is remembered. */
  Subject with(Past more) {
    return new Subject(
        device, dialect, intents, running, configuration, saved, more, standards, findings, diffs);
  }

  /** True where something was changed that we did not change: only then the log is asked. */
  boolean suspicious() {
    return !past.changed()
        && past.configuration().filter(before -> !before.equals(configuration)).isPresent();
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  /** A line of the device as evidence. */
  static String evidence(int number, String text) {
    return (number > 0 ? "line " + number + ": " : "") + shortened(text.strip());
  }

  /** A device may say a lot in one line, and nobody reads all of it. */
  static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + " ... (" + (text.length() - LONGEST) + " characters more)";
  }

  /** Binding, direction and family as findings name them. */
  static String where(Intent intent) {
    return intent.binding().name()
        + " "
        + intent.direction().text()
        + " ipv"
        + intent.family().number();
  }
}

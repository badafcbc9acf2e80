package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Region;
import net.portcullis.acl.Regions;
import net.portcullis.acl.Verdict;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Proof;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Reason;

/**
 * Compares what a device holds with what was intended. Pure: the configuration has been read
 * before.
 */
public final class Assessment {
  /** Regions told of each kind and place, biggest first; the rest are counted. */
  private static final int SHOWN = 6;

  private final Device device;
  private final Dialect dialect;
  private final DeviceConfig running;
  private final List<Finding> findings = new ArrayList<>();

  private Assessment(Device device, Dialect dialect, DeviceConfig running) {
    this.device = device;
    this.dialect = dialect;
    this.running = running;
  }

  /**
   * Every finding on one device.
   *
   * @param saved what the device would start with, where it could be read
   */
  public static List<Finding> assess(
      Device device,
      Dialect dialect,
      List<Intent> intents,
      DeviceConfig running,
      Optional<DeviceConfig> saved) {
    Assessment assessment = new Assessment(device, dialect, running);
    intents.forEach(assessment::intent);
    device.bindings().forEach(assessment::binding);
    assessment.unreadable();
    assessment.clearText();
    saved.ifPresent(startup -> intents.forEach(intent -> assessment.saved(intent, startup)));
    return List.copyOf(assessment.findings);
  }

  private void intent(Intent intent) {
    Binding binding = intent.binding();
    String where = where(intent);
    List<DeviceConfig.ReadBinding> bound =
        running.bound(binding.interfaceName(), intent.direction(), intent.family());
    if (bound.isEmpty()) {
      nothingBound(intent, where);
    }
    for (DeviceConfig.ReadBinding one : bound) {
      boundList(intent, where, one);
    }
    if (!bound.isEmpty()) {
      compare(intent, where);
    }
    if (binding.mode() == Binding.Mode.OBSERVE) {
      add(
          Finding.of(
              Kind.OBSERVING,
              where,
              "The binding counts what it would deny and lets it through, as the inventory says."));
    }
  }

  /** One finding says it all: every region that is open besides would only repeat it. */
  private void nothingBound(Intent intent, String where) {
    Binding binding = intent.binding();
    AccessList holds = Effective.at(running, binding, intent.direction(), intent.family());
    Regions open =
        Comparison.compare(intent.accessList(), holds, intent.family(), 1).newlyPermitted();
    add(
        shown(
                Finding.of(
                    Kind.BINDING_MISSING,
                    where,
                    "No access list is bound to "
                        + binding.interfaceName()
                        + " "
                        + intent.direction().text()
                        + ": every IPv"
                        + intent.family().number()
                        + " packet passes there, this one among them, which nobody intended."),
                open.shown().stream().findFirst())
            .withRemedy(mend()));
  }

  private void boundList(Intent intent, String where, DeviceConfig.ReadBinding bound) {
    bound
        .status()
        .ifPresent(status ->
            add(
                Finding.of(
                        Kind.BINDING_FAILED,
                        where,
                        "The device says that "
                            + bound.list()
                            + " is bound and not in force: "
                            + status
                            + ".")
                    .withEvidence(evidence(bound.line(), bound.list() + " " + status))));
    boolean ours =
        dialect
            .generation(
                bound.list(), device.owns(), intent.binding(), intent.direction(), intent.family())
            .isPresent();
    if (!ours) {
      add(
          Finding.of(
              Kind.FOREIGN_LIST,
              where,
              "The bound list "
                  + bound.list()
                  + " is not one that Portcullis owns; it was compared all the same."));
    }
  }

  private void compare(Intent intent, String where) {
    AccessList holds = Effective.at(running, intent.binding(), intent.direction(), intent.family());
    Comparison comparison = Comparison.compare(intent.accessList(), holds, intent.family(), SHOWN);
    Remedy mend = mend();
    regions(comparison.newlyDenied(), region -> blocked(intent, where, region, holds), mend);
    regions(comparison.newlyPermitted(), region -> permitted(intent, where, region, holds), mend);
    regions(
        comparison.unknown(),
        region -> unproved(where, region),
        Remedy.of("Rewrite or remove the line that could not be understood, then check again."));
  }

  private void regions(Regions regions, Function<Region, Finding> finding, Remedy mend) {
    List<Region> shown = regions.shown();
    for (int i = 0; i < shown.size(); i++) {
      boolean last = i == shown.size() - 1;
      Finding told = finding.apply(shown.get(i)).withRemedy(mend);
      add(
          last && regions.more() > 0
              ? told.withMessage(
                  told.message()
                      + " At least "
                      + regions.more()
                      + " smaller regions are affected besides.")
              : told);
    }
  }

  private Remedy mend() {
    return Remedy.of("portcullis plan " + device.name(), "portcullis push " + device.name());
  }

  /** The finding with a region's packets, and one of them with its two fates. */
  private static Finding shown(Finding finding, Optional<Region> region) {
    return region
        .map(it ->
            finding
                .withRegion(it.text())
                .withProof(
                    new Proof(
                        it.witness().toString(), word(it.oldVerdict()), word(it.newVerdict()))))
        .orElse(finding);
  }

  private Finding blocked(Intent intent, String where, Region region, AccessList holds) {
    List<Reason> reasons = reasons(intent, region);
    Finding finding =
        Finding.of(
                Kind.INTENDED_BLOCKED,
                where,
                region.text()
                    + " is blocked and was intended"
                    + reasons.stream().findFirst().map(reason -> ": " + reason.words()).orElse("")
                    + ". The packet is permitted by the intent and denied by the device.")
            .withSubject(region.text())
            .withEvidence(evidence(region.newLine(), holds))
            .withCatalog(catalogIds(reasons));
    return shown(finding, Optional.of(region));
  }

  private Finding permitted(Intent intent, String where, Region region, AccessList holds) {
    Finding finding =
        Finding.of(
                Kind.UNINTENDED_PERMITTED,
                where,
                region.text()
                    + " is open and nobody intended it. The packet is denied by the intent and permitted by the device.")
            .withSubject(region.text())
            .withEvidence(evidence(region.newLine(), holds))
            .withCatalog(catalogIds(reasons(intent, region)));
    return shown(finding, Optional.of(region));
  }

  private static Finding unproved(String where, Region region) {
    Finding finding =
        Finding.of(
                Kind.UNPROVED,
                where,
                "What the device does with " + region.text() + " is not known.")
            .withSubject(region.text())
            .withEvidence(
                region
                    .newLine()
                    .map(line -> evidence(line.origin().number(), line.origin().text()))
                    .orElse(""));
    return shown(finding, Optional.of(region));
  }

  /**
   * IPv6 that is declared absent must be absent; protocols that live on the interface, declared.
   */
  private void binding(Binding binding) {
    boolean absent = binding.ipv6() == Binding.Ipv6.ABSENT;
    for (DeviceConfig.InterfaceState state : running.interfaces()) {
      if (absent && state.ipv6() && state.name().equalsIgnoreCase(binding.interfaceName())) {
        add(
            Finding.of(
                    Kind.IPV6_OPEN,
                    binding.name(),
                    binding.interfaceName()
                        + " has IPv6, which the inventory declares absent; nothing filters it.")
                .withEvidence(evidence(state.line(), state.name()))
                .withRemedy(
                    Remedy.of(
                        "Set 'ipv6: denied' or 'ipv6: managed' for the binding, or remove IPv6 from the interface.")));
      }
    }
    for (DeviceConfig.Infrastructure found : running.infrastructure()) {
      Optional<String> mend = binding.undeclared(found.protocol());
      if (found.interfaceName().equalsIgnoreCase(binding.interfaceName()) && mend.isPresent()) {
        add(
            Finding.of(
                    Kind.INFRASTRUCTURE,
                    binding.name() + " " + found.protocol(),
                    found.protocol()
                        + " runs on "
                        + found.interfaceName()
                        + " and is not declared; the list is not made for it.")
                .withEvidence(evidence(found.line(), found.protocol()))
                .withRemedy(
                    Remedy.of("For the binding " + binding.name() + ", " + mend.get() + ".")));
      }
    }
  }

  private void unreadable() {
    for (DeviceConfig.Unreadable line : running.unreadable()) {
      add(
          Finding.of(Kind.UNREADABLE, "line " + line.line(), line.why())
              .withEvidence(evidence(line.line(), line.text())));
    }
  }

  private void clearText() {
    if (device.transport() == Device.Transport.TELNET) {
      add(
          Finding.of(
              Kind.CLEAR_TEXT,
              "management",
              "The device is managed over Telnet: passwords travel in clear text."));
    }
    if (device.snmp().orElse(null) instanceof Device.Snmp.V2c) {
      add(
          Finding.of(
              Kind.CLEAR_TEXT,
              "snmp",
              "SNMP version 2c is used: the community travels in clear text."));
    }
  }

  private void saved(Intent intent, DeviceConfig startup) {
    Binding binding = intent.binding();
    AccessList now = Effective.at(running, binding, intent.direction(), intent.family());
    AccessList later = Effective.at(startup, binding, intent.direction(), intent.family());
    Comparison comparison = Comparison.compare(now, later, intent.family(), 1);
    if (!comparison.isEqual()) {
      Optional<Region> region =
          Stream.of(comparison.newlyDenied(), comparison.newlyPermitted(), comparison.unknown())
              .flatMap(regions -> regions.shown().stream())
              .findFirst();
      add(
          shown(
                  Finding.of(
                      Kind.UNSAVED,
                      where(intent),
                      "After a restart the device would filter otherwise than it does now"
                          + region.map(it -> ", for example " + it.text()).orElse("")
                          + "."),
                  region)
              .withRemedy(
                  Remedy.of(
                      "Save the running configuration, or undo the change that was not saved.")));
    }
  }

  private List<Reason> reasons(Intent intent, Region region) {
    return region
        .oldLine()
        .flatMap(line ->
            intent.rules().stream()
                .filter(
                    rule -> rule.seq() == line.origin().number() && rule.action() == Verdict.PERMIT)
                .findFirst())
        .map(rule -> intent.why(rule, region.witness()))
        .orElse(List.of());
  }

  private static List<String> catalogIds(List<Reason> reasons) {
    Set<String> ids = new LinkedHashSet<>();
    reasons.forEach(reason -> reason.catalog().ifPresent(ids::add));
    return List.copyOf(ids);
  }

  private static String evidence(Optional<Line> line, AccessList holds) {
    return line.map(it -> evidence(it.origin().number(), it.origin().text()))
        .orElse(holds.name() + ": no line matches; the default is " + word(holds.otherwise()));
  }

  private static String evidence(int number, String text) {
    return "line " + number + ": " + text.strip();
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case PERMIT -> "permit";
      case DENY -> "deny";
      case UNKNOWN -> "not known";
    };
  }

  private static String where(Intent intent) {
    return where(intent.binding(), intent.direction(), intent.family());
  }

  private static String where(Binding binding, Direction direction, Family family) {
    return binding.name() + " " + direction.text() + " ipv" + family.number();
  }

  private void add(Finding finding) {
    findings.add(finding);
  }
}

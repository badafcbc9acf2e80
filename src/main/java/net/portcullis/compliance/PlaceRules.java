package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.acl.Evaluator;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Region;
import net.portcullis.acl.Regions;
import net.portcullis.acl.Verdict;
import net.portcullis.change.Fingerprint;
import net.portcullis.change.Remediation;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.compliance.Finding.Proof;
import net.portcullis.compliance.Finding.Remedy;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Inventory;
import net.portcullis.policy.Crossings;
import net.portcullis.policy.Intent;
import net.portcullis.policy.Reason;

/** What becomes of packets at one binding, in one direction, of one family. */
final class PlaceRules {
  /** Regions looked at of each kind, biggest first; the rest are counted. */
  private static final int SHOWN = 48;

  private final Subject subject;
  private final Intent intent;
  private final String where;
  private final List<DeviceConfig.ReadBinding> bound;
  private final AccessList wanted;
  private final AccessList holds;
  private final List<Finding> found = new ArrayList<>();

  private PlaceRules(Subject subject, Intent intent) {
    this.subject = subject;
    this.intent = intent;
    this.where = Subject.where(intent);
    Binding binding = intent.binding();
    this.bound =
        subject.running().bound(binding.interfaceName(), intent.direction(), intent.family());
    this.wanted = intent.accessList();
    this.holds = Effective.at(subject.running(), binding, intent.direction(), intent.family());
  }

  static void apply(Subject subject, Intent intent) {
    new PlaceRules(subject, intent).run();
  }

  private void run() {
    if (subject.running().lacks(intent.binding())) {
      subject.add(noInterface());
      return;
    }
    // Where nothing passes unless a list lets it, what is blocked says more.
    if (bound.isEmpty() && holds.otherwise() == Verdict.PERMIT) {
      nothingBound();
    } else if (!subject.standards().equal(wanted, holds, intent.family())) {
      compare();
    }
    if (!found.isEmpty()) {
      mend();
    }
    found.forEach(subject::add);
    for (DeviceConfig.ReadBinding one : bound) {
      standing(one);
    }
    if (intent.binding().mode() == Binding.Mode.OBSERVE) {
      subject.add(
          Finding.of(
              Kind.OBSERVING,
              where,
              "The binding counts what it would deny and lets it through, as the inventory says."));
    }
  }

  private Finding noInterface() {
    Binding binding = intent.binding();
    return Finding.of(
            Kind.BINDING_MISSING,
            where,
            "The device has no interface "
                + binding.interfaceName()
                + ", so no access list is bound there.")
        .withRemedy(
            Remedy.of(
                "Correct the binding '"
                    + binding.name()
                    + "' ("
                    + binding.place()
                    + "), or make the interface."));
  }

  /** One finding says it all: every region that is open besides would only repeat it. */
  private void nothingBound() {
    boolean six = intent.family() == Family.IPV6;
    Regions open = Comparison.compare(wanted, holds, intent.family(), 1).newlyPermitted();
    Finding finding =
        Finding.of(
            six ? Kind.IPV6_OPEN : Kind.BINDING_MISSING,
            where,
            "No access list is bound to "
                + intent.binding().interfaceName()
                + " "
                + intent.direction().text()
                + ": every IPv"
                + intent.family().number()
                + " packet passes there, this one among them, which nobody intended.");
    found.add(
        open.shown().stream()
            .findFirst()
            .map(region -> finding.withProof(proof(region)).withRegion("every packet"))
            .orElse(finding));
  }

  private void compare() {
    Comparison comparison = Comparison.compare(wanted, holds, intent.family(), SHOWN);
    grouped(comparison.newlyDenied(), true).forEach(group -> found.add(blocked(group)));
    grouped(comparison.newlyPermitted(), false).forEach(group -> found.add(permitted(group)));
    grouped(comparison.unknown(), false).forEach(group -> found.add(unproved(group)));
    int more = comparison.newlyDenied().more() + comparison.newlyPermitted().more();
    if (more > 0 && !found.isEmpty()) {
      Finding last = found.removeLast();
      found.add(
          last.withMessage(
              last.message() + " At least " + more + " smaller regions are affected besides."));
    }
  }

  /** Regions of one intended rule, or of one line of the device, are one finding. */
  private static List<List<Region>> grouped(Regions regions, boolean byIntent) {
    Map<String, List<Region>> groups = new LinkedHashMap<>();
    for (Region region : regions.shown()) {
      Optional<Line> line = byIntent ? region.oldLine() : region.newLine();
      String key = line.map(it -> it.origin().number() + " " + Fingerprint.of(it)).orElse("");
      groups.computeIfAbsent(key, unseen -> new ArrayList<>()).add(region);
    }
    return List.copyOf(groups.values());
  }

  private Finding blocked(List<Region> group) {
    Region first = group.getFirst();
    List<Reason> reasons = reasons(first);
    List<String> catalog = catalogIds(reasons);
    String stake =
        catalog.stream()
            .flatMap(id -> subject.standards().function(id).stream())
            .findFirst()
            .map(text -> " At stake: " + text + ".")
            .orElse(
                reasons.stream()
                    .findFirst()
                    .map(it -> " Needed for: " + it.words() + ".")
                    .orElse(""));
    return shown(
            Kind.INTENDED_BLOCKED,
            group,
            Words.of(first)
                + " "
                + Words.is(first)
                + " blocked and "
                + (Words.is(first).equals("is") ? "was" : "were")
                + " intended."
                + stake)
        .withSubject(first.oldLine().map(Fingerprint::of).orElse("default"))
        .withCatalog(catalog);
  }

  private Finding permitted(List<Region> group) {
    Region first = group.getFirst();
    Optional<Line> line = first.newLine();
    Optional<Inventory.ExtraPermit> expired = expired(group);
    if (expired.isPresent()) {
      Inventory.ExtraPermit permit = expired.get();
      return shown(
              Kind.EXPIRED_PERMIT,
              group,
              Words.of(first)
                  + " "
                  + Words.is(first)
                  + " still open: the extra permit '"
                  + permit.name()
                  + "' of "
                  + permit.owner()
                  + " expired on "
                  + permit.expiry().orElseThrow()
                  + ".")
          .withSubject("extra-permits." + permit.name());
    }
    if (line.isEmpty()) {
      return shown(
              Kind.DEFAULT_ACTION,
              group,
              "What no line of "
                  + holds.name()
                  + " matches is permitted: "
                  + Words.of(first)
                  + ", which nobody intended.")
          .withSubject("default");
    }
    return shown(
            Kind.UNINTENDED_PERMITTED,
            group,
            Words.of(first) + " " + Words.is(first) + " open and nobody intended it.")
        .withSubject(Fingerprint.of(line.get()))
        .withCatalog(catalogIds(reasons(first)));
  }

  private Finding unproved(List<Region> group) {
    Region first = group.getFirst();
    return shown(
            Kind.UNPROVED, group, "What the device does with " + Words.of(first) + " is not known.")
        .withSubject(first.newLine().map(Fingerprint::of).orElse(first.text()))
        .withRemedy(
            Remedy.of(
                "Rewrite or remove the line that could not be understood, then check again."));
  }

  private Finding shown(Kind kind, List<Region> group, String message) {
    Region first = group.getFirst();
    String more = group.size() > 1 ? " So are " + (group.size() - 1) + " regions beside it." : "";
    Set<String> lines = new LinkedHashSet<>();
    group.forEach(region -> lines.add(evidence(region.newLine())));
    return Finding.of(kind, where, message + more)
        .withProof(proof(first))
        .withRegion(group.stream().map(Region::text).limit(12).collect(Collectors.joining("\n")))
        .withEvidence(lines.stream().limit(12).collect(Collectors.joining("\n")));
  }

  private static Proof proof(Region region) {
    return new Proof(
        region.witness().toString(), Words.of(region.oldVerdict()), Words.of(region.newVerdict()));
  }

  private String evidence(Optional<Line> line) {
    return line.map(it -> Subject.evidence(it.origin().number(), it.origin().text()))
        .orElse(holds.name() + ": no line matches; the default is " + Words.of(holds.otherwise()));
  }

  /** The expired permit that all of these packets once were of. */
  private Optional<Inventory.ExtraPermit> expired(List<Region> group) {
    Crossings crossings = subject.standards().crossings();
    Crossings.At at =
        new Crossings.At(subject.device(), intent.binding(), intent.direction(), intent.family());
    return subject.standards().expired().stream()
        .filter(permit -> {
          List<Match> once = crossings.of(permit, at);
          return group.stream()
              .allMatch(region ->
                  once.stream().anyMatch(match -> Evaluator.matches(match, region.witness())));
        })
        .findFirst();
  }

  /** What would be typed, proved on the model; the lines side by side. */
  private void mend() {
    boolean foreign = bound.stream().anyMatch(one -> !ours(one));
    boolean unclear = found.stream().allMatch(it -> it.rule() == Kind.UNPROVED);
    if (unclear) {
      return;
    }
    String name = subject.device().name();
    Remediation remediation =
        Remediation.of(
            subject.device(), subject.dialect(), subject.running(), intent, subject.intents());
    Remedy remedy =
        new Remedy(
            foreign
                ? List.of(
                    "portcullis plan " + name,
                    "portcullis adopt " + name + "/" + intent.binding().name())
                : List.of("portcullis plan " + name, "portcullis push " + name),
            foreign ? List.of() : remediation.commands(),
            !foreign && remediation.proved());
    found.replaceAll(it -> it.rule() == Kind.UNPROVED ? it : it.withRemedy(remedy));
    if (!remediation.diff().isEmpty()) {
      subject.diffs().add(new DeviceCheck.Diff(where, remediation.diff()));
    }
  }

  private boolean ours(DeviceConfig.ReadBinding one) {
    return subject
        .dialect()
        .generation(
            one.list(),
            subject.device().owns(),
            intent.binding(),
            intent.direction(),
            intent.family())
        .isPresent();
  }

  /** What can be said of a bound list besides what it does with packets. */
  private void standing(DeviceConfig.ReadBinding one) {
    one.status()
        .ifPresent(status ->
            subject.add(
                Finding.of(
                        Kind.BINDING_FAILED,
                        where,
                        "The device says that the bound list is not in force: " + status + ".")
                    .withEvidence(Subject.evidence(one.line(), one.list() + " " + status))
                    .withRemedy(
                        Remedy.of(
                            "Look at the device's hardware resources, then unbind and bind the list again."))));
    if (!ours(one)) {
      subject.add(
          Finding.of(
                  Kind.FOREIGN_LIST,
                  where,
                  "The bound list "
                      + one.list()
                      + " is not one that Portcullis owns; it was compared all the same.")
              .withEvidence(Subject.evidence(one.line(), one.list())));
    }
    subject.running().list(one.list(), intent.family()).ifPresent(list -> lint(list.access()));
  }

  private void lint(AccessList list) {
    for (Standards.Told told : subject.standards().lint(list, intent.family())) {
      Line line = list.lines().get(told.line());
      String others =
          told.others().stream()
              .limit(8)
              .map(at -> list.lines().get(at).origin())
              .map(origin -> Subject.evidence(origin.number(), origin.text()))
              .collect(Collectors.joining("\n"));
      Optional<Finding> finding =
          switch (told.kind()) {
            case NEVER_REACHED ->
                Optional.of(
                    Finding.of(
                        Kind.HIDDEN_LINE,
                        where,
                        "A line decides nothing: lines above it decide all of its packets, some of them the other way."));
            case REDUNDANT ->
                Optional.of(
                    Finding.of(
                        Kind.REDUNDANT_LINE,
                        where,
                        "A line decides nothing: lines above it decide all of its packets as it would."));
            case MATCHES_NOTHING ->
                Optional.of(
                    Finding.of(
                        Kind.REDUNDANT_LINE,
                        where,
                        "A line decides nothing: no packet can meet its conditions."));
            case MERGEABLE, PERMITS_ANY, TOO_WIDE -> Optional.empty();
          };
      finding.ifPresent(it ->
          subject.add(
              it.withSubject(Fingerprint.of(line))
                  .withEvidence(
                      (Subject.evidence(line.origin().number(), line.origin().text())
                              + "\n"
                              + others)
                          .strip())
                  .withRemedy(Remedy.of("Remove the line, or move it where it was meant to be."))));
    }
  }

  private List<Reason> reasons(Region region) {
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
}

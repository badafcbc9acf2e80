package net.portcullis.compliance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a check found.
 *
 * @param rule the kind of finding
 * @param severity how much it matters here: the rule's own severity, or the inventory's for it
 * @param where binding, direction and family, or another place on the device; part of its identity
 * @param subject what tells it from its neighbours at that place, such as the packets of an
 *     intended rule, in words that neither a line's number nor a list's name is part of; part of
 *     its identity
 * @param message one sentence
 * @param evidence the device's lines with their numbers, not yet safe to print
 * @param proof a packet that shows it
 * @param region the packets that it is about, for people; empty where it is not about packets
 * @param catalog ids of the catalog entries that it touches
 * @param remedy what mends it
 * @param waiver the inventory's word that it may stand
 * @param history when it was seen, where that is known
 */
public record Finding(
    Kind rule,
    Severity severity,
    String where,
    String subject,
    String message,
    String evidence,
    Optional<Proof> proof,
    String region,
    List<String> catalog,
    Remedy remedy,
    Optional<Waiver> waiver,
    Optional<History> history) {

  public Finding {
    catalog = List.copyOf(catalog);
  }

  /** Kinds of findings: each has a name that scripts rely on, and a severity. */
  public enum Kind {
    INTENDED_BLOCKED("intended-blocked", Severity.ERROR, "Intended packets are blocked"),
    UNINTENDED_PERMITTED(
        "unintended-permitted", Severity.ERROR, "Packets are permitted that nobody intended"),
    BINDING_MISSING("binding-missing", Severity.ERROR, "No access list is bound"),
    BINDING_MISPLACED(
        "binding-misplaced", Severity.ERROR, "A list of ours is bound where it does not belong"),
    BINDING_FAILED("binding-failed", Severity.ERROR, "A bound access list is not in force"),
    DEFAULT_ACTION(
        "default-action", Severity.ERROR, "What no line matches is permitted where a list is ours"),
    IPV6_OPEN("ipv6-open", Severity.ERROR, "IPv6 is open where the inventory says it is absent"),
    CONTRACT_BROKEN("contract-broken", Severity.ERROR, "A contract of the site's own is broken"),
    EXPIRED_PERMIT(
        "expired-permit", Severity.ERROR, "An extra permit has expired and is still in force"),
    FORBIDDEN_MANAGEMENT(
        "forbidden-management", Severity.ERROR, "A protocol is in use that the inventory forbids"),
    OWNED_LIST_EDITED(
        "owned-list-edited", Severity.WARNING, "A list of ours was changed by somebody else"),
    CHANGED_OUTSIDE(
        "changed-outside", Severity.INFO, "The configuration was changed outside Portcullis"),
    GROUP_DIFFERS(
        "group-differs", Severity.WARNING, "Members of a redundancy group filter differently"),
    SNMP_DISAGREES(
        "snmp-disagrees", Severity.WARNING, "The agent shows something else than the command line"),
    PROBES_DISAGREE(
        "probes-disagree", Severity.ERROR, "Packets fare otherwise than the access list says"),
    OBSERVING("observing", Severity.INFO, "The binding only observes"),
    FOREIGN_LIST("foreign-list", Severity.INFO, "A list that Portcullis does not own is bound"),
    REDUNDANT_LINE("redundant-line", Severity.INFO, "A line decides nothing"),
    HIDDEN_LINE("hidden-line", Severity.WARNING, "A line is hidden by lines that decide otherwise"),
    UNSAVED(
        "running-differs-from-saved", Severity.WARNING, "The running configuration is not saved"),
    INFRASTRUCTURE(
        "undeclared-infrastructure", Severity.WARNING, "A protocol runs that is not declared"),
    CLEAR_TEXT("clear-text-management", Severity.INFO, "The device is managed in clear text"),
    LOGIN_NOTICE("login-notice", Severity.WARNING, "The device asked something at login"),
    WAIVER_EXPIRED("waiver-expired", Severity.WARNING, "A waiver has expired"),
    UNREADABLE("unreadable-line", Severity.UNKNOWN, "A line could not be read"),
    UNPROVED("unproved", Severity.UNKNOWN, "The comparison could not be decided"),
    UNREACHABLE("unreachable", Severity.UNKNOWN, "The device could not be read"),
    IDENTITY("identity-changed", Severity.UNKNOWN, "The device is not the one that was enrolled"),
    CHANGING("change-under-way", Severity.UNKNOWN, "A change is under way");

    private final String text;
    private final Severity severity;
    private final String title;

    Kind(String text, Severity severity, String title) {
      this.text = text;
      this.severity = severity;
      this.title = title;
    }

    public String text() {
      return text;
    }

    /** What it matters where the inventory says nothing. */
    public Severity severity() {
      return severity;
    }

    /** A headline for people. */
    public String title() {
      return title;
    }
  }

  /**
   * How much a finding matters. UNKNOWN makes a device's status unknown, whatever else was found.
   */
  public enum Severity {
    INFO("info"),
    WARNING("warning"),
    ERROR("error"),
    UNKNOWN("unknown");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /**
   * A packet and its two fates.
   *
   * @param packet in the syntax of packets
   * @param intended {@code permit}, {@code deny} or {@code unknown}: what must become of it
   * @param actual what the device does with it
   */
  public record Proof(String packet, String intended, String actual) {}

  /**
   * What mends a finding.
   *
   * @param steps commands for a person's shell, or sentences
   * @param commands what would be typed on the device; empty where no commands are known
   * @param proved true where the commands were applied to a model of the device, and what came of
   *     it was proved to do with every packet what was intended
   */
  public record Remedy(List<String> steps, List<String> commands, boolean proved) {
    public Remedy {
      steps = List.copyOf(steps);
      commands = List.copyOf(commands);
    }

    /** Steps without commands. */
    public static Remedy of(String... steps) {
      return new Remedy(List.of(steps), List.of(), false);
    }
  }

  /** Who answers for a finding that is left to stand, why, and until when. */
  public record Waiver(String name, String owner, String reason, LocalDate expires) {}

  /**
   * When a finding was seen.
   *
   * @param firstSeen for the first time ever
   * @param since it has stood without a break
   */
  public record History(State state, Instant firstSeen, Instant since, Instant lastSeen) {
    /** What this check is to the finding. */
    public enum State {
      NEW("new"),
      STANDING("standing"),
      REOPENED("reopened");

      private final String text;

      State(String text) {
        this.text = text;
      }

      public String text() {
        return text;
      }
    }
  }

  /** A finding without evidence, proof and remedy. */
  public static Finding of(Kind rule, String where, String message) {
    return new Finding(
        rule,
        rule.severity(),
        where,
        "",
        message,
        "",
        Optional.empty(),
        "",
        List.of(),
        Remedy.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** Since when it has stood, where that is known. */
  public Optional<Instant> since() {
    return history.map(History::since);
  }

  /** The packet that shows it. */
  public Optional<String> witness() {
    return proof.map(Proof::packet);
  }

  /** Stable over runs for the same finding on the same device: 16 hexadecimal digits. */
  public String fingerprint(String device) {
    return Digest.of(device, rule.text(), where, subject).substring(0, 16);
  }

  public Finding withSubject(String value) {
    return new Finding(
        rule, severity, where, value, message, evidence, proof, region, catalog, remedy, waiver,
        history);
  }

  public Finding withMessage(String value) {
    return new Finding(
        rule, severity, where, subject, value, evidence, proof, region, catalog, remedy, waiver,
        history);
  }

  public Finding withEvidence(String value) {
    return new Finding(
        rule, severity, where, subject, message, value, proof, region, catalog, remedy, waiver,
        history);
  }

  public Finding withProof(Proof value) {
    return new Finding(
        rule,
        severity,
        where,
        subject,
        message,
        evidence,
        Optional.of(value),
        region,
        catalog,
        remedy,
        waiver,
        history);
  }

  public Finding withRegion(String value) {
    return new Finding(
        rule, severity, where, subject, message, evidence, proof, value, catalog, remedy, waiver,
        history);
  }

  public Finding withCatalog(List<String> value) {
    return new Finding(
        rule, severity, where, subject, message, evidence, proof, region, value, remedy, waiver,
        history);
  }

  public Finding withRemedy(Remedy value) {
    return new Finding(
        rule, severity, where, subject, message, evidence, proof, region, catalog, value, waiver,
        history);
  }

  public Finding withSeverity(Severity value) {
    return new Finding(
        rule, value, where, subject, message, evidence, proof, region, catalog, remedy, waiver,
        history);
  }

  public Finding withWaiver(Waiver value) {
    return new Finding(
        rule,
        severity,
        where,
        subject,
        message,
        evidence,
        proof,
        region,
        catalog,
        remedy,
        Optional.of(value),
        history);
  }

  public Finding withHistory(History value) {
    return new Finding(
        rule,
        severity,
        where,
        subject,
        message,
        evidence,
        proof,
        region,
        catalog,
        remedy,
        waiver,
        Optional.of(value));
  }
}

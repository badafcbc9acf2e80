package net.portcullis.compliance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One thing that a check found.
 *
 * @param rule the kind of finding
 * @param where binding, direction and family, or another place on the device; part of its identity
 * @param subject what tells it from its neighbours at that place, such as a region of packets; part
 *     of its identity
 * @param message one sentence
 * @param evidence the device's lines with their numbers, not yet safe to print
 * @param witness a packet that shows it, with both verdicts told in {@code message}
 * @param catalog ids of the catalog entries that it touches
 * @param remediation commands or steps that mend it
 * @param since when it was first seen, where that is known
 */
public record Finding(
    Kind rule,
    String where,
    String subject,
    String message,
    String evidence,
    Optional<String> witness,
    List<String> catalog,
    List<String> remediation,
    Optional<Instant> since) {

  public Finding {
    catalog = List.copyOf(catalog);
    remediation = List.copyOf(remediation);
  }

  /** Kinds of findings: each has a name that scripts rely on, and a severity. */
  public enum Kind {
    INTENDED_BLOCKED("intended-blocked", Severity.ERROR, "Intended packets are blocked"),
    UNINTENDED_PERMITTED(
        "unintended-permitted", Severity.ERROR, "Packets are permitted that nobody intended"),
    BINDING_MISSING("binding-missing", Severity.ERROR, "No access list is bound"),
    BINDING_FAILED("binding-failed", Severity.ERROR, "A bound access list is not in force"),
    IPV6_OPEN("ipv6-open", Severity.ERROR, "IPv6 is open where the inventory says it is absent"),
    OBSERVING("observing", Severity.INFO, "The binding only observes"),
    FOREIGN_LIST("foreign-list", Severity.INFO, "A list that Portcullis does not own is bound"),
    REDUNDANT_LINE("redundant-line", Severity.INFO, "A line decides nothing"),
    HIDDEN_LINE("hidden-line", Severity.WARNING, "A line is hidden by lines that decide otherwise"),
    UNSAVED(
        "running-differs-from-saved", Severity.WARNING, "The running configuration is not saved"),
    INFRASTRUCTURE(
        "undeclared-infrastructure", Severity.WARNING, "A protocol runs that is not declared"),
    CLEAR_TEXT("clear-text-management", Severity.INFO, "The device is managed in clear text"),
    UNREADABLE("unreadable-line", Severity.UNKNOWN, "A line could not be read"),
    UNPROVED("unproved", Severity.UNKNOWN, "The comparison could not be decided"),
    UNREACHABLE("unreachable", Severity.UNKNOWN, "The device could not be read"),
    IDENTITY("identity-changed", Severity.UNKNOWN, "The device is not the one that was enrolled");

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

  /** A finding without evidence, witness and remediation. */
  static Finding of(Kind rule, String where, String message) {
    return new Finding(
        rule, where, "", message, "", Optional.empty(), List.of(), List.of(), Optional.empty());
  }

  Finding withEvidence(String text) {
    return new Finding(rule, where, subject, message, text, witness, catalog, remediation, since);
  }

  /** The same with a count of those that are not told one by one. */
  Finding withMore(int more) {
    return new Finding(
        rule,
        where,
        subject,
        message + " At least " + more + " smaller regions are affected besides.",
        evidence,
        witness,
        catalog,
        remediation,
        since);
  }

  Finding withRemediation(List<String> steps) {
    return new Finding(rule, where, subject, message, evidence, witness, catalog, steps, since);
  }

  /** Stable over runs for the same finding on the same device: 16 hexadecimal digits. */
  public String fingerprint(String device) {
    try {
      String identity = String.join("\u0000", device, rule.text(), where, subject);
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }
}

package net.portcullis.verify;

/**
 * One thing that an agent showed.
 *
 * @param name what was looked at, such as {@code sysObjectID} or {@code binding imc-lan in ipv4}
 * @param value what was seen, or why nothing was; not yet safe to print
 */
public record SnmpFinding(String name, String value, Verdict verdict) {

  /** What it means. */
  public enum Verdict {
    /** As expected; or, where nothing could be expected, simply read. */
    MATCH("match"),
    /** Something else than expected. */
    DIFFERS("differs"),
    /** The agent does not show it, or does not answer. */
    NOT_VERIFIABLE("not-verifiable");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** The word in reports. */
    public String text() {
      return text;
    }
  }

  static SnmpFinding of(String name, String value, boolean asExpected) {
    return new SnmpFinding(name, value, asExpected ? Verdict.MATCH : Verdict.DIFFERS);
  }

  static SnmpFinding hidden(String name, String why) {
    return new SnmpFinding(name, why, Verdict.NOT_VERIFIABLE);
  }
}

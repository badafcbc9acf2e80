package net.portcullis.verify;

/** What became of a probe. */
public enum ProbeVerdict {
  /** The packet arrived: something answered, or the far side itself refused. */
  OPEN("open"),
  /** The packet was dropped or turned back on its way. */
  BLOCKED("blocked"),
  /** Nothing that was seen tells. */
  INCONCLUSIVE("inconclusive"),
  /** An emulated device would let it through; no packet was sent. */
  SIMULATED_OPEN("simulated-open"),
  /** An emulated device would drop it; no packet was sent. */
  SIMULATED_BLOCKED("simulated-blocked");

  private final String text;

  ProbeVerdict(String text) {
    this.text = text;
  }

  /** The word in reports. */
  public String text() {
    return text;
  }
}

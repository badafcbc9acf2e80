package net.portcullis.verify;

/** What a vantage point saw of one packet. */
record Sight(ProbeVerdict verdict, String why) {

  static Sight open(String why) {
    return new Sight(ProbeVerdict.OPEN, why);
  }

  static Sight blocked(String why) {
    return new Sight(ProbeVerdict.BLOCKED, why);
  }

  static Sight inconclusive(String why) {
    return new Sight(ProbeVerdict.INCONCLUSIVE, why);
  }
}

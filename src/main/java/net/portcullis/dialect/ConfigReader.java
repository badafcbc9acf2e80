package net.portcullis.dialect;

/** Reads configurations and listings, one text after the other, into one picture. */
final class ConfigReader {
  private final Grammar grammar;
  private final Beginnings beginnings;
  private final KnownRules rules;
  private final Collector collector;

  ConfigReader(Profile profile, Beginnings beginnings, KnownRules rules, String file) {
    this.grammar = profile.grammar();
    this.beginnings = beginnings;
    this.rules = rules;
    this.collector = new Collector(profile.grammar(), profile.names(), file);
  }

  void read(String text) {
    switch (grammar.layout()) {
      case INDENTED -> new IndentedReader(grammar, beginnings, rules, collector).read(text);
      case BRACED -> new BracedReader(grammar, beginnings, collector).read(text);
      case STATEMENTS -> new StatementReader(grammar, collector).read(text);
    }
  }

  DeviceConfig config() {
    return collector.config();
  }
}

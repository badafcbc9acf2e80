package net.portcullis.dialect;

/** Reads configurations and listings, one text after the other, into one picture. */
final class ConfigReader {
  private final Grammar grammar;
  private final Collector collector;

  ConfigReader(Profile profile, String file) {
    this.grammar = profile.grammar();
    this.collector = new Collector(profile.grammar(), profile.names(), file);
  }

  void read(String text) {
    switch (grammar.layout()) {
      case INDENTED -> new IndentedReader(grammar, collector).read(text);
      case BRACED -> new BracedReader(grammar, collector).read(text);
      case STATEMENTS -> new StatementReader(grammar, collector).read(text);
    }
  }

  DeviceConfig config() {
    return collector.config();
  }
}

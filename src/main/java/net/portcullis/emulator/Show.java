package net.portcullis.emulator;

import java.util.List;

/** One part of what a command shows. */
sealed interface Show {

  /** A line; nothing where one of its values is missing. */
  record Line(Template text) implements Show {}

  /** The same for each statement, with its values. */
  record Each(Action.Selector selector, List<Show> items, List<Show> none) implements Show {
    public Each {
      items = List.copyOf(items);
      none = List.copyOf(none);
    }
  }

  /** The statement's own lines. */
  record Statement(String indent) implements Show {}

  /** The statement with everything beneath it, in the form of the configuration. */
  record Whole() implements Show {}

  /** A configuration, or the part of it that is of some kinds; no kinds stand for all. */
  record Configuration(boolean startup, List<String> kinds) implements Show {
    public Configuration {
      kinds = List.copyOf(kinds);
    }
  }

  /** How the running configuration differs from the startup configuration. */
  record Difference(String from, String to) implements Show {}
}

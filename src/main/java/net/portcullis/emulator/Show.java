package net.portcullis.emulator;

import java.util.List;

/** One part of what a command shows. */
sealed interface Show {

  /** A line; nothing where one of its values is missing. */
  record Line(Template text) implements Show {}

  /**
   * The same for each statement, with its values.
   *
   * @param head before the first
   * @param none instead, where there is none
   */
  record Each(Action.Selector selector, List<Show> head, List<Show> items, List<Show> none)
      implements Show {
    public Each {
      head = List.copyOf(head);
      items = List.copyOf(items);
      none = List.copyOf(none);
    }
  }

  /** The statement's own lines. */
  record Statement(String indent) implements Show {}

  /** The statement with everything beneath it, in the form of the configuration. */
  record Whole() implements Show {}

  /** A configuration, or the part of it that is of some kinds; no kinds stand for all. */
  record Configuration(Of of, List<String> kinds) implements Show {
    public Configuration {
      kinds = List.copyOf(kinds);
    }
  }

  /** Which configuration. */
  enum Of {
    RUNNING,
    STARTUP,
    /** What the session edits. */
    CANDIDATE
  }

  /** How one configuration differs from another, in the words that each is called by. */
  record Difference(Of from, Template fromName, Of to, Template toName) implements Show {}

  /** What the device has logged, oldest first. */
  record Messages() implements Show {}

  /** The same for each candidate that has a name, with its {@code name} and {@code pending}. */
  record Named(List<Show> items) implements Show {
    public Named {
      items = List.copyOf(items);
    }
  }
}

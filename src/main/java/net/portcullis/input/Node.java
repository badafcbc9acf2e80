package net.portcullis.input;

import java.util.List;

/** A YAML value with its place. */
public sealed interface Node {
  /** Where the value begins. */
  Place place();

  /**
   * A scalar: always text, whatever it looks like. {@code quoted} tells {@code "~"} from {@code ~}.
   */
  record Scalar(Place place, String text, boolean quoted) implements Node {}

  /** A sequence of values. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping in the order of the file; keys are distinct. */
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /** One key of a mapping. */
  record Entry(Scalar key, Node value) {}
}

package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;
import net.portcullis.input.Node;
import net.portcullis.input.Place;

/** Where the parts of a profile's document stand; of a merged one, each in the file it is from. */
record DocumentPlaces(Node root) {

  /**
   * The place of what a path of keys and indices leads to, or of what encloses it where that is not
   * there. A lone value is the only item of a sequence.
   */
  Place of(Object... path) {
    Node at = root;
    for (Object step : path) {
      Optional<Node> next = next(at, step);
      if (next.isEmpty()) {
        return at.place();
      }
      at = next.get();
    }
    return at.place();
  }

  boolean has(Object... path) {
    return find(path).isPresent();
  }

  /** The keys of a mapping, with their places. */
  List<Node.Entry> entries(Object... path) {
    return find(path)
        .map(at -> at instanceof Node.Mapping mapping ? mapping.entries() : List.<Node.Entry>of())
        .orElse(List.of());
  }

  private Optional<Node> find(Object... path) {
    Optional<Node> at = Optional.of(root);
    for (Object step : path) {
      at = at.flatMap(node -> next(node, step));
    }
    return at;
  }

  private static Optional<Node> next(Node at, Object step) {
    return switch (at) {
      case Node.Mapping mapping ->
          mapping.entries().stream()
              .filter(entry -> entry.key().text().equals(step))
              .map(Node.Entry::value)
              .findFirst();
      case Node.Sequence sequence ->
          step instanceof Integer index && index < sequence.items().size()
              ? Optional.of(sequence.items().get(index))
              : Optional.empty();
      case Node.Scalar scalar -> step.equals(0) ? Optional.of(scalar) : Optional.empty();
    };
  }
}

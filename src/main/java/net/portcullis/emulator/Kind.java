package net.portcullis.emulator;

import java.util.List;
import java.util.Optional;

/**
 * A kind of statement.
 *
 * @param rank its place among its siblings' kinds
 * @param key what tells two of the kind apart
 * @param lines how it is displayed; a line whose values are missing is left out
 * @param options in the order in which they are displayed
 * @param sort how siblings of the kind are ordered
 * @param block displayed apart from its neighbours, with what stands beneath it
 * @param group kinds of one group are displayed without a separator between them
 * @param automatic how a missing value is numbered
 */
record Kind(
    String name,
    int rank,
    Template key,
    List<Template> lines,
    List<Option> options,
    Sort sort,
    boolean block,
    String group,
    Optional<Automatic> automatic) {

  Kind {
    lines = List.copyOf(lines);
    options = List.copyOf(options);
  }

  enum Sort {
    NONE,
    NUMBER,
    NAME
  }

  /**
   * Automatic numbers.
   *
   * @param field the value that is numbered
   * @param step a template over the parent's values
   */
  record Automatic(String field, Template step) {}
}

package net.portcullis.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of statement.
 *
 * @param rank its place among its siblings' kinds
 * @param key what tells two of the kind apart
 * @param lines how it is displayed; a line whose values are missing is left out
 * @param options in the order in which they are displayed
 * @param sort how siblings of the kind are ordered
 * @param block displayed apart from its neighbours, with what stands beneath it
 * @param group kinds of one group are displayed without a separator between them, and stand
 *     together by their numbers where they are sorted by number
 * @param automatic how a missing value is numbered
 * @param masked addresses that are stored as the platform displays them
 * @param silent values that do not make a statement another one
 * @param refers what of others it names
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
    Optional<Automatic> automatic,
    List<Masked> masked,
    Set<String> silent,
    Refers refers) {

  Kind {
    lines = List.copyOf(lines);
    options = List.copyOf(options);
    masked = List.copyOf(masked);
    silent = Set.copyOf(silent);
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
   * @param of the kind whose numbers count: its own, or the one that follows it
   * @param first the number of the first, a template over the parent's values
   * @param step a template over the parent's values
   * @param multiple numbers are the first and multiples of the step; else each is a step above the
   *     highest
   */
  record Automatic(String field, String of, Template first, Template step, boolean multiple) {}

  /**
   * An address with what it is compared by: bits that do not matter are cleared, and the mask of
   * one host, or of all, becomes a word.
   *
   * @param address the value's name; a wildcard, if any, has that name and {@code -wildcard}
   * @param as the value that takes the word
   */
  record Masked(String address, String as, String one, String all) {}

  /**
   * Values that are the keys of other statements.
   *
   * @param to the kind of each such value
   * @param missing message where one is to be written that names what is not there; it is taken
   *     where there is none
   * @param used message where a statement is to go that one names; it goes where there is none
   */
  record Refers(
      Map<String, String> to, Optional<List<Template>> missing, Optional<List<Template>> used) {
    static final Refers NONE = new Refers(Map.of(), Optional.empty(), Optional.empty());

    Refers {
      to = Map.copyOf(to);
      missing = missing.map(List::copyOf);
      used = used.map(List::copyOf);
    }
  }

  /** The number by which siblings are sorted. */
  long number(ConfigNode node) {
    return Long.parseLong(
        automatic
            .map(numbered -> node.values().getOrDefault(numbered.field(), "0"))
            .orElseGet(node::key));
  }
}

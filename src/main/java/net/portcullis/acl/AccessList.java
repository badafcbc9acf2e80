package net.portcullis.acl;

import java.util.List;

/**
 * An access list: the first line that matches a packet decides it.
 *
 * @param name as the device or the intent calls it
 * @param otherwise what becomes of a packet that no line matches
 */
public record AccessList(String name, List<Line> lines, Verdict otherwise) {

  public AccessList {
    lines = List.copyOf(lines);
  }

  /** The same list with another fate for what no line matches. */
  public AccessList withOtherwise(Verdict verdict) {
    return new AccessList(name, lines, verdict);
  }
}

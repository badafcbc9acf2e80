package net.portcullis.acl;

import java.util.List;

/**
 * The packets in which two lists differ in one way.
 *
 * @param shown the biggest regions first; disjoint
 * @param more at least so many further regions there are; 0 where those shown are all
 */
public record Regions(List<Region> shown, int more) {
  public Regions {
    shown = List.copyOf(shown);
  }

  public boolean isEmpty() {
    return shown.isEmpty();
  }
}

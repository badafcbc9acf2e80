package net.portcullis.dialect;

import java.util.List;
import net.portcullis.acl.Family;

/**
 * An access list in a platform's words, not yet on any device.
 *
 * @param lines in order; several may come from one rule
 * @param problems sentences on rules that the platform cannot express; where there is one, the list
 *     must not be used
 */
public record Written(String name, Family family, List<WrittenLine> lines, List<String> problems) {
  public Written {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /**
   * One line.
   *
   * @param rule seq of the rule that it comes from
   * @param id the device's identifier for the line (rule number), empty where it has none
   */
  public record WrittenLine(int rule, String id, String text) {}
}

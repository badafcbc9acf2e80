package net.portcullis.session;

import net.portcullis.dialect.Command;

/**
 * What became of a line. Accepted is positive: the expected echo and prompt and nothing else, or
 * lines that the profile calls harmless; for a read-back command any output.
 */
public sealed interface Reply {
  Command command();

  /** What the device printed, without echo and prompt; not yet safe to print. */
  String output();

  /** The device took the line. */
  record Accepted(Command command, String output) implements Reply {}

  /**
   * The device refused the line, or printed what nobody expected.
   *
   * @param astray it was in flight behind another, and stood at a prompt where it was not meant to
   *     be typed; the device did not refuse it there in words that the platform has for errors
   */
  record Rejected(Command command, String output, String why, boolean astray) implements Reply {
    public Rejected(Command command, String output, String why) {
      this(command, output, why, false);
    }
  }
}

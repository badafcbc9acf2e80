package net.portcullis.cli;

import net.portcullis.acl.PacketSyntaxException;
import net.portcullis.report.Safe;

/** Shows where a packet that was typed stops being one. */
final class Caret {
  private Caret() {}

  /** What is wrong, and the text with a caret under the character where it begins. */
  static String under(PacketSyntaxException wrong) {
    int before = Math.min(wrong.text().length(), Math.max(0, wrong.column() - 1));
    String blanks = " ".repeat(Safe.line(wrong.text().substring(0, before)).length());
    return "packet:1:"
        + wrong.column()
        + ": "
        + Safe.line(wrong.what() + " " + wrong.remedy())
        + "\n  "
        + Safe.line(wrong.text())
        + "\n  "
        + blanks
        + "^\n";
  }
}

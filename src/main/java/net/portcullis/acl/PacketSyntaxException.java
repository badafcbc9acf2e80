package net.portcullis.acl;

/** A text that is no packet, with the place where it stops being one. */
public final class PacketSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String text;
  private final int column;
  private final String what;
  private final String remedy;

  PacketSyntaxException(String text, int column, String what, String remedy) {
    super(what + "\n" + remedy);
    this.text = text;
    this.column = column;
    this.what = what;
    this.remedy = remedy;
  }

  /** The text that was read, not yet safe to print. */
  public String text() {
    return text;
  }

  /**
   * The first character that does not fit, counted from 1; one past the end where more is needed.
   */
  public int column() {
    return column;
  }

  /** One sentence, without the place. */
  public String what() {
    return what;
  }

  /** How to mend it, an imperative sentence. */
  public String remedy() {
    return remedy;
  }
}

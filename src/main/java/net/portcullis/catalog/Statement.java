package net.portcullis.catalog;

/** What the source document says of a component's external or internal ports. */
public enum Statement {
  PORTS("ports"),
  NONE("none"),
  SAME_AS_PLAT("same-as:plat"),
  NOT_STATED("not-stated");

  private final String text;

  Statement(String text) {
    this.text = text;
  }

  /** The word in catalog files and JSON. */
  public String text() {
    return text;
  }
}

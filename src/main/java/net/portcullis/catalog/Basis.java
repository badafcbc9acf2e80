package net.portcullis.catalog;

/** How we know who opens a flow and where to. */
public enum Basis {
  /** The source document states it. */
  STATED,
  /** Another public document of the vendor states it. */
  DOCUMENTED,
  /** We concluded it from how the protocol works. */
  DEDUCED
}

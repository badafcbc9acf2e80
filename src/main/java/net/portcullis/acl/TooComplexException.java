package net.portcullis.acl;

/**
 * A question about packets that takes more memory than is set aside for it. Nothing is known then;
 * whoever catches it must answer so.
 */
public final class TooComplexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooComplexException(int nodes) {
    super("The lists are too complex to compare: it takes more than " + nodes + " nodes.");
  }
}

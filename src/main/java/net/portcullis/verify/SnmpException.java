package net.portcullis.verify;

/** An agent did not answer, or not as it should; the message is a sentence for people. */
final class SnmpException extends Exception {
  private static final long serialVersionUID = 1L;

  SnmpException(String message) {
    super(message);
  }
}

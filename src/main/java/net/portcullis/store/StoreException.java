package net.portcullis.store;

/**
 * The store cannot be read or written. Whoever meets it sends nothing more to any device: what a
 * device's own timer can undo it undoes, and {@code recover} finishes the rest.
 */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

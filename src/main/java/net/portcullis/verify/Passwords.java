package net.portcullis.verify;

import net.portcullis.inventory.SecretReference;

/** Fetches what a reference stands for. */
@FunctionalInterface
public interface Passwords {

  /**
   * A copy of the secret, which the caller wipes.
   *
   * @param what it is, for a question on a terminal
   */
  char[] of(SecretReference reference, String what);
}

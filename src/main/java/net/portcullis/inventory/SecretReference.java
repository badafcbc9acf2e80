package net.portcullis.inventory;

import java.util.List;
import net.portcullis.input.Place;

/** Where a secret is to be found; never the secret. */
public sealed interface SecretReference {
  Place place();

  /** Asked for on the terminal. */
  record Prompt(Place place) implements SecretReference {}

  /**
   * The first line of a file that only its owner can read.
   *
   * @param path absolute; in the inventory it may be relative to the inventory file's folder
   */
  record File(String path, Place place) implements SecretReference {}

  /** An environment variable. */
  record Environment(String variable, Place place) implements SecretReference {}

  /** The first line that a program prints; run without a shell. */
  record Program(List<String> arguments, Place place) implements SecretReference {
    public Program {
      arguments = List.copyOf(arguments);
    }
  }

  /** The SSH agent's keys. */
  record Agent(Place place) implements SecretReference {}
}

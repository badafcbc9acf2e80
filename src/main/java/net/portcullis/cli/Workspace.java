package net.portcullis.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command finds its inputs and keeps its state.
 *
 * @param home holds {@code catalog/} and {@code device-profiles/}; what is not there is taken from
 *     the installation
 * @param inventory a file or a folder
 * @param state made when first needed
 */
record Workspace(Path home, Path inventory, Path state) {

  /** A folder of the workspace, or the installation's where the workspace has none. */
  Path folder(String name) {
    Path own = home.resolve(name);
    String installed = System.getProperty("portcullis.home");
    if (Files.isDirectory(own) || installed == null) {
      return own;
    }
    return Path.of(installed).resolve(name);
  }
}

package net.portcullis.session;

import java.time.Duration;

/** A Unix host that runs single commands. One thread uses it at a time. */
public interface RemoteShell extends AutoCloseable {

  /**
   * Runs a command line under the login's shell, without terminal and without input.
   *
   * @param limit after which the command is given up
   * @throws SessionException where it could not be run, or did not end in time
   */
  Ran run(String command, Duration limit) throws SessionException;

  /**
   * What became of a command.
   *
   * @param output what it printed, errors included; at most 64 KiB, not yet safe to print
   */
  record Ran(int status, String output) {}

  /** Closes the connection; never throws. */
  @Override
  void close();
}

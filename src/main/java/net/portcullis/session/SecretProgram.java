package net.portcullis.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.portcullis.input.InvalidInputException;
import net.portcullis.inventory.SecretReference;

/** Runs a program without a shell and takes what it prints. Its error output goes to ours. */
final class SecretProgram {
  private static final int SECONDS = 30;

  private SecretProgram() {}

  static byte[] run(SecretReference.Program reference, int longest) {
    if (reference.arguments().isEmpty()) {
      throw refused(reference, "names no program", "Write the program and its arguments.");
    }
    String name = "'" + reference.arguments().getFirst() + "'";
    Process process;
    try {
      process =
          new ProcessBuilder(reference.arguments())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException cannotStart) {
      throw refused(reference, name + " cannot be started", "Check its path and its mode.");
    }
    FutureTask<byte[]> reading = new FutureTask<>(() -> read(process, longest));
    Thread.ofVirtual().name("secret").start(reading);
    try {
      byte[] printed = reading.get(SECONDS, TimeUnit.SECONDS);
      if (printed.length > longest) {
        throw refused(
            reference, name + " printed more than " + longest + " bytes", "Print one line.");
      }
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw refused(reference, name + " failed", "Run it by hand and see why.");
      }
      return printed;
    } catch (TimeoutException late) {
      throw refused(
          reference, name + " did not end within " + SECONDS + " s", "Run it by hand and see why.");
    } catch (ExecutionException failed) {
      throw refused(reference, name + " cannot be read", "Run it by hand and see why.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused(reference, name + " was interrupted", "Start again.");
    } finally {
      process.destroyForcibly();
    }
  }

  private static byte[] read(Process process, int longest) throws IOException {
    try (InputStream printed = process.getInputStream()) {
      return printed.readNBytes(longest + 1);
    }
  }

  private static InvalidInputException refused(
      SecretReference.Program reference, String what, String remedy) {
    return new InvalidInputException(
        reference.place(), "The secret's program " + what + ".", remedy);
  }
}

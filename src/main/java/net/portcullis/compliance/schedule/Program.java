package net.portcullis.compliance.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.portcullis.store.Delivery;

/** Runs a program, without a shell, that reads JSON from its standard input. */
final class Program implements Courier.Way {
  /** What is kept of its output, to say why it failed. */
  private static final int OUTPUT = 400;

  private final List<String> arguments;
  private final Duration longest;

  Program(List<String> arguments, Duration longest) {
    this.arguments = List.copyOf(arguments);
    this.longest = longest;
  }

  @Override
  public void send(Delivery delivery) throws DeliveryException, InterruptedException {
    String name = "'" + arguments.getFirst() + "'";
    Process process;
    try {
      process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    } catch (IOException cannot) {
      throw new DeliveryException(name + " cannot be started; check its path and its mode", cannot);
    }
    try {
      FutureTask<String> printed = new FutureTask<>(() -> printed(process));
      Thread.ofVirtual().name("notification-output").start(printed);
      FutureTask<Void> fed = new FutureTask<>(() -> feed(process, delivery.body()), null);
      Thread.ofVirtual().name("notification-input").start(fed);
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DeliveryException(name + " did not end within " + longest.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new DeliveryException(
            name + " ended with status " + process.exitValue() + said(printed));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String said(FutureTask<String> printed) throws InterruptedException {
    try {
      String text = printed.get(1, TimeUnit.SECONDS).strip();
      return text.isEmpty() ? "" : ": " + text;
    } catch (ExecutionException | TimeoutException nothing) {
      return "";
    }
  }

  private static void feed(Process process, String body) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(body.getBytes(StandardCharsets.UTF_8));
      input.write('\n');
    } catch (IOException notInterested) {
      // A program need not read what it is told: its exit status counts.
      return;
    }
  }

  /** All is read, so that the program does not wait for us; little is kept. */
  private static String printed(Process process) throws IOException {
    try (InputStream output = process.getInputStream()) {
      byte[] kept = output.readNBytes(OUTPUT);
      output.transferTo(OutputStream.nullOutputStream());
      return new String(kept, StandardCharsets.UTF_8);
    }
  }
}

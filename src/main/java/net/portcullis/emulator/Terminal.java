package net.portcullis.emulator;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A terminal as a device sees it: typed bytes in the order of their arrival, echo, and output that
 * goes out when the device has nothing more to say. What was typed arrives only after the latency:
 * lines typed together arrive together.
 */
final class Terminal {
  static final int END_OF_TEXT = 3;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;
  static final int SUBSTITUTE = 26;
  private static final int LONGEST_LINE = 4096;

  private final BlockingQueue<Arrival> arrived = new LinkedBlockingQueue<>();
  private final StringBuilder output = new StringBuilder();
  private final Wire wire;
  private final Time time;
  private final Duration latency;
  private String current = "";
  private int at;
  private boolean afterReturn;
  private Runnable beforeOutput = () -> {};

  /** What comes from the other side. */
  private sealed interface Arrival {
    record Typed(String text, long nanos) implements Arrival {}

    record Ended() implements Arrival {}
  }

  /** Where the output goes. */
  interface Wire {
    void write(byte[] bytes) throws IOException;

    /** Ends the connection once all that was written is sent. */
    void hangUp();

    /** Ends the connection at once; what was not yet sent may be lost. */
    void close();
  }

  Terminal(Wire wire, Time time, Duration latency) {
    this.wire = wire;
    this.time = time;
    this.latency = latency;
  }

  /** Takes bytes from the other side. */
  void arrive(byte[] bytes) {
    arrived.add(new Arrival.Typed(new String(bytes, StandardCharsets.ISO_8859_1), time.nanos()));
  }

  /** The other side has gone. */
  void end() {
    arrived.add(new Arrival.Ended());
  }

  /** Something that is done each time before output goes out. */
  void beforeOutput(Runnable action) {
    beforeOutput = action;
  }

  void write(String text) {
    output.append(text);
  }

  void writeLine(String text) {
    output.append(text).append("\r\n");
  }

  void flush() throws IOException {
    beforeOutput.run();
    if (!output.isEmpty()) {
      byte[] bytes = output.toString().getBytes(StandardCharsets.ISO_8859_1);
      output.setLength(0);
      wire.write(bytes);
    }
  }

  /** Ends the connection once all that was flushed is sent. */
  void hangUp() {
    wire.hangUp();
  }

  /** Ends the connection; what was not yet sent is lost. */
  void close() {
    wire.close();
  }

  /** The next byte. Sends what is to be sent before it waits. */
  int key() throws IOException, InterruptedException {
    while (at >= current.length()) {
      Arrival next = arrived.poll();
      if (next == null) {
        flush();
        next = arrived.take();
      }
      switch (next) {
        case Arrival.Ended ended -> {
          arrived.add(ended);
          throw new EOFException();
        }
        case Arrival.Typed(String text, long nanos) -> {
          delay(nanos);
          current = text;
          at = 0;
        }
      }
    }
    int key = current.charAt(at++);
    boolean second = afterReturn && (key == '\n' || key == 0);
    afterReturn = key == '\r';
    return second ? key() : key;
  }

  private void delay(long arrivedAt) throws IOException, InterruptedException {
    long wait = latency.toNanos() - (time.nanos() - arrivedAt);
    if (wait > 0) {
      flush();
      time.sleep(Duration.ofNanos(wait));
    }
  }

  /** A typed line without its end. A lone Ctrl+Z or Ctrl+C is given as that character. */
  String line(boolean echo) throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int key = key();
      switch (key) {
        case '\r', '\n' -> {
          write("\r\n");
          return line.toString();
        }
        case SUBSTITUTE, END_OF_TEXT -> {
          write("\r\n");
          return Character.toString(key);
        }
        case BACKSPACE, DELETE -> {
          if (!line.isEmpty()) {
            line.setLength(line.length() - 1);
            write(echo ? "\b \b" : "");
          }
        }
        default -> {
          if (key >= ' ' && line.length() < LONGEST_LINE) {
            line.append((char) key);
            write(echo ? Character.toString(key) : "");
          }
        }
      }
    }
  }
}

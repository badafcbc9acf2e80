package net.portcullis.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import net.portcullis.session.SessionException.Kind;

/** A wire and the screen that it fills: counts bytes, knows how long it has been quiet. */
final class Terminal {
  /** No line of a configuration is longer; one that is would make each look at it dear. */
  private static final int LONGEST_LINE = 64 * 1024;

  private final String device;
  private final Wire wire;
  private final LongSupplier nanoTime;
  private final Screen screen = new Screen();
  private final byte[] buffer = new byte[4 * 1024];
  private long lastData;
  private long received;
  private long allowed = Long.MAX_VALUE;

  Terminal(String device, Wire wire, LongSupplier nanoTime) {
    this.device = device;
    this.wire = wire;
    this.nanoTime = nanoTime;
    this.lastData = nanoTime.getAsLong();
  }

  String device() {
    return device;
  }

  Wire wire() {
    return wire;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  List<String> lines() {
    return screen.lines();
  }

  /** The line that has not ended, or nothing where it is too long to be a prompt or a question. */
  String tail() {
    return screen.currentLength() > 2 * Prompts.LONGEST ? "" : screen.current();
  }

  /** Takes away a pager's or a question's words, and waits for what follows. */
  void cut(int column) {
    screen.cut(column);
    lastData = nanoTime.getAsLong();
  }

  /** Forgets what was shown, and allows so many bytes from here on. */
  void fresh(int bytes) {
    screen.clear();
    received = 0;
    allowed = bytes;
  }

  /**
   * Waits until it has been quiet for so long since the last byte.
   *
   * @return true where bytes came in between, or the deadline passed; then look again
   */
  boolean stirs(long quiet, Deadline deadline) throws SessionException {
    long silent = nanoTime.getAsLong() - lastData;
    long wait = Math.min(Math.max(0, quiet - silent), deadline.left());
    if (receive(wait)) {
      return true;
    }
    return nanoTime.getAsLong() - lastData < quiet;
  }

  private boolean receive(long nanos) throws SessionException {
    int length;
    try {
      length = wire.read(buffer, nanos);
    } catch (IOException lost) {
      throw failure(Kind.LOST, "the connection failed (" + lost.getMessage() + ")", lost);
    }
    if (length == Wire.END) {
      throw failure(Kind.LOST, "the device closed the connection" + lastSeen());
    }
    if (length == 0) {
      return false;
    }
    received += length;
    if (received > allowed) {
      throw failure(Kind.LOST, "the device printed more than " + allowed + " bytes");
    }
    screen.feed(buffer, length);
    if (screen.currentLength() > LONGEST_LINE) {
      throw failure(Kind.LOST, "the device printed a line of more than 64 KiB");
    }
    lastData = nanoTime.getAsLong();
    return true;
  }

  /** Types characters, ASCII as every command is; a password may hold more and goes as UTF-8. */
  void type(String text, Deadline deadline) throws SessionException {
    type(text.getBytes(StandardCharsets.UTF_8), deadline);
  }

  void type(byte[] bytes, Deadline deadline) throws SessionException {
    try {
      wire.write(bytes, deadline.left());
    } catch (IOException lost) {
      throw failure(Kind.LOST, "the connection failed (" + lost.getMessage() + ")", lost);
    }
    lastData = nanoTime.getAsLong();
  }

  /** What stood last on the screen, for a message. */
  String lastSeen() {
    String last = screen.current();
    List<String> lines = screen.lines();
    for (int i = lines.size() - 1; i >= 0 && last.isBlank(); i--) {
      last = lines.get(i);
    }
    return last.isBlank() ? "; it had shown nothing" : "; last seen: " + Shown.quote(last.strip());
  }

  /** Hangs up, and says why. */
  SessionException failure(Kind kind, String what) {
    wire.close();
    return new SessionException(kind, device + ": " + what + ".");
  }

  private SessionException failure(Kind kind, String what, Throwable cause) {
    wire.close();
    return new SessionException(kind, device + ": " + what + ".", cause);
  }
}

package net.portcullis.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import net.portcullis.acl.Address;

/**
 * A wire over blocking streams. A virtual thread listens, so that neither a library's own waiting
 * nor bytes that it swallows (Telnet options) can outlast the reader's deadline.
 */
final class StreamWire implements Wire {
  private final OutputStream out;
  private final Runnable hangUp;
  private final Optional<Address> source;
  private final Optional<String> lineEnd;
  private final Pipe pipe = new Pipe();

  private StreamWire(
      OutputStream out, Runnable hangUp, Optional<Address> source, Optional<String> lineEnd) {
    this.out = out;
    this.hangUp = hangUp;
    this.source = source;
    this.lineEnd = lineEnd;
  }

  /**
   * Begins to listen.
   *
   * @param hangUp ends the connection, which also ends a blocked read; must not throw
   */
  static StreamWire over(
      InputStream in,
      OutputStream out,
      Runnable hangUp,
      Optional<Address> source,
      Optional<String> lineEnd) {
    StreamWire wire = new StreamWire(out, hangUp, source, lineEnd);
    Thread.ofVirtual().name("listen").start(() -> wire.listen(in));
    return wire;
  }

  private void listen(InputStream in) {
    byte[] buffer = new byte[4 * 1024];
    try {
      int length = in.read(buffer);
      while (length >= 0 && pipe.put(buffer, length)) {
        length = in.read(buffer);
      }
    } catch (IOException | RuntimeException ended) {
      // However the connection ended, the reader finds its end; what it means is decided there.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      pipe.end();
    }
  }

  @Override
  public int read(byte[] into, long nanos) throws IOException {
    return pipe.take(into, nanos);
  }

  @Override
  public void write(byte[] bytes, long nanos) throws IOException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread writer = Thread.ofVirtual().name("write").start(() -> write(bytes, failure));
    try {
      if (!writer.join(Duration.ofNanos(Math.max(1, nanos)))) {
        hangUp.run();
        throw new IOException("the device takes no more bytes");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("the connection has ended", failed);
    }
  }

  private void write(byte[] bytes, AtomicReference<Exception> failure) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException | RuntimeException failed) {
      failure.set(failed);
    }
  }

  @Override
  public Optional<Address> source() {
    return source;
  }

  @Override
  public Optional<String> lineEnd() {
    return lineEnd;
  }

  @Override
  public void close() {
    pipe.end();
    hangUp.run();
  }
}

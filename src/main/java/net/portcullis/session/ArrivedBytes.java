package net.portcullis.session;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.apache.commons.net.DefaultSocketFactory;

/**
 * What has arrived on a socket, taken from the system in large pieces and handed out in small ones.
 * The Telnet library asks behind every byte whether there is more, and each time the system would
 * have to answer.
 */
final class ArrivedBytes extends InputStream {
  private static final int TAKEN = 64 * 1024;
  private static final int HANDED_OUT = 1024;

  private final InputStream in;
  private final byte[] bytes = new byte[TAKEN];
  private int next;
  private int end;

  private ArrivedBytes(InputStream in) {
    this.in = in;
  }

  /** Makes sockets whose input is read so. */
  static DefaultSocketFactory sockets() {
    return new DefaultSocketFactory() {
      @Override
      public Socket createSocket() {
        return new Socket() {
          @Override
          public InputStream getInputStream() throws IOException {
            return new ArrivedBytes(super.getInputStream());
          }
        };
      }
    };
  }

  private boolean fill() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(bytes));
    }
    return end > 0;
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int handed = Math.min(Math.min(length, HANDED_OUT), end - next);
    System.arraycopy(bytes, next, into, from, handed);
    next += handed;
    return handed;
  }

  @Override
  public int available() throws IOException {
    return next < end ? end - next : in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package net.portcullis.session;

import java.io.IOException;
import java.util.Optional;
import net.portcullis.acl.Address;

/**
 * Bytes to and from a device's command line, whatever carries them. One thread uses it at a time.
 */
interface Wire extends AutoCloseable {
  /** What {@link #read} returns when the other side has ended the connection. */
  int END = -1;

  /**
   * Waits for bytes.
   *
   * @param nanos how long at most; 0 takes only what is already there
   * @return how many bytes were put into {@code into}, 0 where none came in time, or {@link #END}
   */
  int read(byte[] into, long nanos) throws IOException;

  /**
   * Hands bytes to the transport.
   *
   * @param nanos how long the other side may refuse to take them before this fails
   */
  void write(byte[] bytes, long nanos) throws IOException;

  /** The local end of the connection. */
  Optional<Address> source();

  /** What ends a typed line here; absent where the profile says it. */
  Optional<String> lineEnd();

  @Override
  void close();
}

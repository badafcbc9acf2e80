package net.portcullis.session;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;

/** The real conversation, byte by byte, over a line that a test holds the other end of. */
public final class SimulatedConversation {
  private SimulatedConversation() {}

  /** The other end. */
  public interface Line {
    /** As {@link Wire#read}. */
    int read(byte[] into, long nanos) throws IOException;

    void write(byte[] bytes) throws IOException;

    void close();
  }

  /** From the first byte of the device's banner on. */
  public static Conversation open(
      Device device, Dialect dialect, Line line, Address source, LongSupplier nanoTime)
      throws SessionException {
    Wire wire =
        new Wire() {
          @Override
          public int read(byte[] into, long nanos) throws IOException {
            return line.read(into, nanos);
          }

          @Override
          public void write(byte[] bytes, long nanos) throws IOException {
            line.write(bytes);
          }

          @Override
          public Optional<Address> source() {
            return Optional.of(source);
          }

          @Override
          public Optional<String> lineEnd() {
            return Optional.empty();
          }

          @Override
          public void close() {
            line.close();
          }
        };
    Set<String> slow = dialect.save().stream().map(Command::text).collect(Collectors.toSet());
    Terminal terminal = new Terminal(device.name(), wire, nanoTime);
    return new Opening(terminal, dialect.session(), Timeouts.USUAL, device.expectedHostname())
        .open(Optional.empty(), Optional.empty(), slow);
  }
}

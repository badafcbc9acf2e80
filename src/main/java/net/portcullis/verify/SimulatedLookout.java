package net.portcullis.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import net.portcullis.acl.Packet;

/**
 * Asks an emulated device what its bound lists would do. No packet is sent, and the answer says so.
 * Each question has a connection of its own, so that a late answer is nobody else's.
 */
final class SimulatedLookout implements Lookout {
  private static final int LONGEST_ANSWER = 4096;

  private final InetSocketAddress at;
  private final int millis;
  private final ExecutorService sockets;

  /**
   * @param sockets threads to wait on sockets with: where a virtual thread does, another one stays
   *     in native code for good, for which the JVM waits 300 ms at its end
   */
  SimulatedLookout(String host, int port, Duration patience, ExecutorService sockets) {
    this.at = new InetSocketAddress(host, port);
    this.millis = (int) Math.min(patience.toMillis(), 60_000);
    this.sockets = sockets;
  }

  @Override
  public Sight look(Packet packet) {
    Future<Sight> sight = sockets.submit(() -> ask(packet));
    try {
      return sight.get();
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    } catch (InterruptedException interrupted) {
      sight.cancel(true);
      Thread.currentThread().interrupt();
      return Sight.inconclusive("interrupted");
    }
  }

  private Sight ask(Packet packet) {
    try (Socket socket = new Socket()) {
      socket.connect(at, millis);
      socket.setSoTimeout(millis);
      socket
          .getOutputStream()
          .write(("probe " + packet + "\n").getBytes(StandardCharsets.US_ASCII));
      return judge(line(socket));
    } catch (IOException failed) {
      return Sight.inconclusive("the emulated device does not answer: " + failed.getMessage());
    }
  }

  private static Sight judge(String answer) {
    return switch (answer) {
      case "simulated-open" -> new Sight(ProbeVerdict.SIMULATED_OPEN, "by the bound lists");
      case "simulated-blocked" -> new Sight(ProbeVerdict.SIMULATED_BLOCKED, "by the bound lists");
      default -> Sight.inconclusive(answer);
    };
  }

  private static String line(Socket socket) throws IOException {
    byte[] bytes = new byte[LONGEST_ANSWER];
    int length = 0;
    while (length < bytes.length && (length == 0 || bytes[length - 1] != '\n')) {
      int more = socket.getInputStream().read(bytes, length, bytes.length - length);
      if (more < 0) {
        break;
      }
      length += more;
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {}
}

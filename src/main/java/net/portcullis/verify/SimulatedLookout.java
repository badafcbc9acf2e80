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

/** Asks an emulated device what a packet would meet, over one connection. */
final class SimulatedLookout implements Lookout {
  private static final int LONGEST_ANSWER = 4096;

  private final InetSocketAddress at;
  private final int millis;
  private final ExecutorService sockets;
  private final Socket socket = new Socket();

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
    Future<String> answer = sockets.submit(() -> ask("probe " + packet + "\n"));
    try {
      return judge(answer.get());
    } catch (ExecutionException failed) {
      return Sight.inconclusive("the emulated device does not answer: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Sight.inconclusive("interrupted");
    }
  }

  private static Sight judge(String answer) {
    return switch (answer) {
      case "simulated-open" -> new Sight(ProbeVerdict.SIMULATED_OPEN, "by the bound lists");
      case "simulated-blocked" -> new Sight(ProbeVerdict.SIMULATED_BLOCKED, "by the bound lists");
      default -> Sight.inconclusive(answer);
    };
  }

  private String ask(String line) throws IOException {
    if (!socket.isConnected()) {
      socket.connect(at, millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
    }
    socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
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
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // Nothing more is asked.
    }
  }
}

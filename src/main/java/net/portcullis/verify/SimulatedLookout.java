package net.portcullis.verify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.portcullis.acl.Packet;

/**
 * Asks an emulated device what its bound lists would do. No packet is sent, and the answer says so.
 */
final class SimulatedLookout implements Lookout {
  private static final int LONGEST_ANSWER = 4096;

  private final String host;
  private final int port;
  private final Duration patience;

  SimulatedLookout(String host, int port, Duration patience) {
    this.host = host;
    this.port = port;
    this.patience = patience;
  }

  @Override
  public Sight look(Packet packet) {
    int millis = (int) Math.min(patience.toMillis(), 60_000);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setSoTimeout(millis);
      socket
          .getOutputStream()
          .write(("probe " + packet + "\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
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
    while (length < bytes.length) {
      int next = socket.getInputStream().read();
      if (next < 0 || next == '\n') {
        break;
      }
      bytes[length++] = (byte) next;
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {}
}

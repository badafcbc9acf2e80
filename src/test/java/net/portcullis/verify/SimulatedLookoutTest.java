package net.portcullis.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.portcullis.acl.Packet;
import org.junit.jupiter.api.Test;

/** What an emulated device says of a packet. */
class SimulatedLookoutTest {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration TOO_LATE = Duration.ofMillis(600);
  private static final Packet PACKET = Packet.parse("tcp 10.1.1.1:40000 > 10.2.2.2:22");

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void anAnswerThatComesTooLateIsNotTakenForThatOfTheNextPacket() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool();
        ServerSocket device = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        SimulatedLookout lookout =
            new SimulatedLookout("127.0.0.1", device.getLocalPort(), PATIENCE, threads)) {
      threads.execute(() -> accept(device, threads));
      Sight late = lookout.look(PACKET);
      Sight next = lookout.look(PACKET);

      assertThat(late.verdict()).isEqualTo(ProbeVerdict.INCONCLUSIVE);
      assertThat(late.why()).isEqualTo("the emulated device does not answer: Read timed out");
      assertThat(next.verdict()).isEqualTo(ProbeVerdict.SIMULATED_BLOCKED);
    }
  }

  private void accept(ServerSocket device, ExecutorService threads) {
    try {
      while (true) {
        Socket socket = device.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  /** The first packet ever asked about is answered too late, and otherwise than the others. */
  private void serve(Socket socket) {
    try (socket) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      while (lines.readLine() != null) {
        boolean first = asked.incrementAndGet() == 1;
        if (first) {
          Thread.sleep(TOO_LATE);
        }
        String answer = first ? "simulated-open\n" : "simulated-blocked\n";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException gone) {
      // It was not waited for.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

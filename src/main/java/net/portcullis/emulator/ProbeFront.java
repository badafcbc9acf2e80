package net.portcullis.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers what a packet would meet on a device: see the package's description. */
final class ProbeFront implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final List<ServerSocket> sockets = new ArrayList<>();

  /** Listens on a free port of 127.0.0.1. */
  int listen(EmulatedDevice device) throws IOException {
    ServerSocket listening =
        new ServerSocket(0, 64, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    sockets.add(listening);
    PacketFilters filters = new PacketFilters(device);
    Thread.startVirtualThread(() -> accept(filters, listening));
    return listening.getLocalPort();
  }

  private static void accept(PacketFilters filters, ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.startVirtualThread(() -> serve(filters, socket));
      } catch (IOException closed) {
        // Either the emulator ends, and the loop with it, or the caller went before we answered.
      }
    }
  }

  private static void serve(PacketFilters filters, Socket socket) {
    try (socket) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String answer =
            line.startsWith("probe ")
                ? filters.answer(line.substring("probe ".length()))
                : "inconclusive the line is no probe";
        socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException gone) {
      // The one who asked has gone.
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}

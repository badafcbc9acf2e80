package net.portcullis.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The devices that speak Telnet. Waiting and serving is done by virtual threads. */
final class TelnetFront implements AutoCloseable {
  private static final int IAC = 255;
  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int SE = 240;
  private static final int ECHO = 1;
  private static final int SUPPRESS_GO_AHEAD = 3;
  private static final int ATTEMPTS = 3;

  private final List<ServerSocket> sockets = new ArrayList<>();
  private final Duration latency;

  TelnetFront(Duration latency) {
    this.latency = latency;
  }

  /** Listens on a free port of 127.0.0.1. */
  int listen(EmulatedDevice device) throws IOException {
    ServerSocket listening =
        new ServerSocket(0, 128, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    sockets.add(listening);
    Thread.startVirtualThread(() -> accept(device, listening));
    return listening.getLocalPort();
  }

  private void accept(EmulatedDevice device, ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        serve(device, socket);
      } catch (IOException closed) {
        // Either the emulator ends, and the loop with it, or the caller went before we answered.
      }
    }
  }

  private void serve(EmulatedDevice device, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    Terminal terminal =
        new Terminal(
            new Terminal.Wire() {
              @Override
              public void write(byte[] bytes) throws IOException {
                out.write(escaped(bytes));
              }

              @Override
              public void hangUp() {
                // All was written to the socket itself.
                close();
              }

              @Override
              public void close() {
                try {
                  socket.close();
                } catch (IOException already) {
                  // It is closed, which was the aim.
                }
              }
            },
            device.time(),
            latency);
    Thread.startVirtualThread(() -> read(socket, out, terminal));
    Thread.startVirtualThread(() -> session(device, out, terminal));
  }

  private static void session(EmulatedDevice device, OutputStream out, Terminal terminal) {
    try {
      send(out, WILL, ECHO);
      send(out, WILL, SUPPRESS_GO_AHEAD);
      Platform.Login login = device.platform().login();
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        terminal.write("\r\n" + login.username());
        String user = terminal.line(true);
        terminal.write(login.password());
        String password = terminal.line(false);
        if (Logins.accepted(device, user, password)) {
          new Shell(device, terminal).run();
          return;
        }
        terminal.writeLine(login.refused());
      }
      terminal.flush();
      terminal.hangUp();
    } catch (IOException gone) {
      terminal.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      terminal.close();
    }
  }

  private static byte[] escaped(byte[] bytes) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream(bytes.length);
    for (byte b : bytes) {
      escaped.write(b);
      if ((b & 0xFF) == IAC) {
        escaped.write(IAC);
      }
    }
    return escaped.toByteArray();
  }

  private static void send(OutputStream out, int verb, int option) throws IOException {
    out.write(new byte[] {(byte) IAC, (byte) verb, (byte) option});
  }

  /** Takes the protocol's own bytes out of what arrives. */
  private static void read(Socket socket, OutputStream out, Terminal terminal) {
    byte[] buffer = new byte[2048];
    Options options = new Options();
    try (InputStream in = socket.getInputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        ByteArrayOutputStream typed = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
          options.take(buffer[i] & 0xFF, typed, out);
        }
        if (typed.size() > 0) {
          terminal.arrive(typed.toByteArray());
        }
      }
    } catch (IOException gone) {
      // The terminal learns of it below.
    } finally {
      terminal.end();
    }
  }

  /** Where the reader is in a command of the protocol. */
  private static final class Options {
    private int verb;
    private boolean escape;
    private boolean within;

    void take(int b, ByteArrayOutputStream typed, OutputStream out) throws IOException {
      if (verb != 0) {
        answer(verb, b, out);
        verb = 0;
      } else if (escape) {
        escape = false;
        switch (b) {
          case IAC -> {
            if (!within) {
              typed.write(b);
            }
          }
          case DO, DONT, WILL, WONT -> verb = b;
          case SB -> within = true;
          case SE -> within = false;
          default -> {}
        }
      } else if (b == IAC) {
        escape = true;
      } else if (!within) {
        typed.write(b);
      }
    }

    /** We echo and suppress go-aheads, as announced, and will do nothing else. */
    private static void answer(int verb, int option, OutputStream out) throws IOException {
      if (verb == DO && option != ECHO && option != SUPPRESS_GO_AHEAD) {
        send(out, WONT, option);
      } else if (verb == WILL) {
        send(out, option == SUPPRESS_GO_AHEAD ? DO : DONT, option);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}

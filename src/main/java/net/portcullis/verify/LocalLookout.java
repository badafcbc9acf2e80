package net.portcullis.verify;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.portcullis.acl.Address;
import net.portcullis.acl.Packet;

/** Sends from this host. */
final class LocalLookout implements Lookout {
  private final Duration patience;

  LocalLookout(Duration patience) {
    this.patience = patience;
  }

  @Override
  public Sight look(Packet packet) {
    try {
      return switch (Lookout.means(packet)) {
        case CONNECT -> connect(packet);
        case DATAGRAM -> datagram(packet);
        case ECHO -> echo(packet);
        case NONE -> Sight.inconclusive("only packets that open a flow can be sent");
      };
    } catch (BindException notOurs) {
      return Sight.inconclusive("this host does not have the address " + packet.source());
    } catch (IOException failed) {
      return Sight.inconclusive("the probe could not be sent: " + failed.getMessage());
    }
  }

  private Sight connect(Packet packet) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoLinger(true, 0);
      socket.bind(new InetSocketAddress(inet(packet.source()), packet.sourcePort().orElse(0)));
      try {
        socket.connect(destination(packet), millis());
        return Sight.open("connected");
      } catch (SocketTimeoutException silence) {
        return Sight.blocked("no answer within " + patience.toMillis() + " ms");
      } catch (ConnectException answered) {
        return refused(String.valueOf(answered.getMessage()));
      } catch (IOException turnedBack) {
        return Sight.blocked("turned back on the way: " + turnedBack.getMessage());
      }
    }
  }

  /** A reset comes from beyond the filter unless the filter sends resets, which lists do not. */
  private static Sight refused(String message) {
    return message.contains("refused")
        ? Sight.open("refused by the far side: the packet arrived")
        : Sight.blocked("turned back on the way: " + message);
  }

  private Sight datagram(Packet packet) throws IOException {
    InetSocketAddress from =
        new InetSocketAddress(inet(packet.source()), packet.sourcePort().orElse(0));
    try (DatagramSocket socket = new DatagramSocket(from)) {
      socket.setSoTimeout(millis());
      socket.connect(destination(packet));
      socket.send(new DatagramPacket(new byte[0], 0));
      try {
        socket.receive(new DatagramPacket(new byte[64], 64));
        return Sight.open("answered");
      } catch (SocketTimeoutException silence) {
        return Sight.inconclusive("no answer, which UDP services need not give");
      } catch (PortUnreachableException arrived) {
        return Sight.open("no service there, says the far side: the packet arrived");
      } catch (IOException turnedBack) {
        return Sight.blocked("turned back on the way: " + turnedBack.getMessage());
      }
    }
  }

  /** The system's ping: Java's own reachability test would try TCP where it lacks a privilege. */
  private Sight echo(Packet packet) throws IOException {
    long seconds = Math.max(1, patience.toSeconds());
    Process ping =
        new ProcessBuilder(
                List.of(
                    "ping",
                    "-n",
                    "-q",
                    "-c",
                    "1",
                    "-W",
                    Long.toString(seconds),
                    "-I",
                    packet.source().toString(),
                    packet.destination().toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      ping.getOutputStream().close();
      if (!ping.waitFor(seconds + 3, TimeUnit.SECONDS)) {
        return Sight.inconclusive("ping did not end");
      }
      return Pings.judge(ping.exitValue());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Sight.inconclusive("interrupted");
    } finally {
      ping.destroyForcibly();
    }
  }

  private int millis() {
    return (int) Math.min(patience.toMillis(), 60_000);
  }

  private static InetSocketAddress destination(Packet packet) throws IOException {
    return new InetSocketAddress(
        inet(packet.destination()), packet.destinationPort().orElseThrow());
  }

  private static InetAddress inet(Address address) throws UnknownHostException {
    return InetAddress.ofLiteral(address.toString());
  }

  @Override
  public void close() {}
}

package net.portcullis.session;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.portcullis.acl.Address;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException.Kind;
import org.apache.commons.net.telnet.EchoOptionHandler;
import org.apache.commons.net.telnet.InvalidTelnetOptionException;
import org.apache.commons.net.telnet.SuppressGAOptionHandler;
import org.apache.commons.net.telnet.TelnetClient;
import org.apache.commons.net.telnet.TerminalTypeOptionHandler;
import org.apache.commons.net.telnet.WindowSizeOptionHandler;

/** Opens Telnet connections. Options other than echo, go-ahead, width and type are refused. */
final class TelnetTransport {
  private static final int ROWS = 512;

  private TelnetTransport() {}

  static Wire open(Device device, int columns, Deadline deadline) throws SessionException {
    TelnetClient client = new TelnetClient("vt100");
    // Its own reader would be a platform thread a device; the wire's listener takes its place.
    client.setReaderThread(false);
    client.setSocketFactory(ArrivedBytes.sockets());
    client.setConnectTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.left())));
    FutureTask<Wire> connecting = new FutureTask<>(() -> connect(client, device, columns));
    Thread.ofVirtual().name("connect").start(connecting);
    try {
      return connecting.get(deadline.left(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      hangUp(client);
      throw unreachable(device, "no connection within the time allowed", late);
    } catch (ExecutionException failed) {
      hangUp(client);
      throw unreachable(device, String.valueOf(failed.getCause()), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      hangUp(client);
      throw unreachable(device, "interrupted", interrupted);
    }
  }

  private static Wire connect(TelnetClient client, Device device, int columns)
      throws IOException, InvalidTelnetOptionException {
    client.addOptionHandler(new TerminalTypeOptionHandler("vt100", false, false, true, false));
    client.addOptionHandler(new EchoOptionHandler(false, false, false, true));
    client.addOptionHandler(new SuppressGAOptionHandler(false, false, true, true));
    client.addOptionHandler(new WindowSizeOptionHandler(columns, ROWS, false, false, true, false));
    client.connect(device.host(), device.port());
    client.setTcpNoDelay(true);
    client.setKeepAlive(true);
    return StreamWire.over(
        client.getInputStream(),
        client.getOutputStream(),
        () -> hangUp(client),
        address(client.getLocalAddress()),
        Optional.empty());
  }

  private static void hangUp(TelnetClient client) {
    try {
      client.disconnect();
    } catch (IOException | RuntimeException alreadyGone) {
      // Nothing more can be done to a connection that is to end.
    }
  }

  static Optional<Address> address(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return Optional.empty();
    }
    String text = String.valueOf(address.getHostAddress());
    int zone = text.indexOf('%');
    return Optional.of(Address.parse(zone < 0 ? text : text.substring(0, zone)));
  }

  private static SessionException unreachable(Device device, String why, Throwable cause) {
    return new SessionException(
        Kind.UNREACHABLE,
        device.name()
            + ": no Telnet connection to "
            + device.host()
            + " port "
            + device.port()
            + ": "
            + Shown.quote(why)
            + ".",
        cause);
  }
}

package net.portcullis.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** All devices that speak SSH: one server that listens on a port for each. */
final class SshFront implements AutoCloseable {
  private static final long WINDOW = 64 * 1024L;

  private final Listening server = new Listening();
  private final Map<Integer, EmulatedDevice> devices = new ConcurrentHashMap<>();
  private final Map<Integer, KeyPair> keys = new ConcurrentHashMap<>();
  private final Duration latency;

  SshFront(Duration latency) {
    this.latency = latency;
    SshServer defaults = SshServer.setUpDefaultServer();
    server.setKeyExchangeFactories(defaults.getKeyExchangeFactories());
    server.setCipherFactories(defaults.getCipherFactories());
    server.setCompressionFactories(defaults.getCompressionFactories());
    server.setMacFactories(defaults.getMacFactories());
    server.setSignatureFactories(defaults.getSignatureFactories());
    server.setChannelFactories(defaults.getChannelFactories());
    server.setGlobalRequestHandlers(defaults.getGlobalRequestHandlers());
    server.setFileSystemFactory(defaults.getFileSystemFactory());
    server.setForwarderFactory(defaults.getForwarderFactory());
    server.setRandomFactory(defaults.getRandomFactory());
    CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ofMinutes(10));
    CoreModuleProperties.TCP_NODELAY.set(server, true);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Emulator-1.0");
    server.setKeyPairProvider(new DeviceKeys());
    server.setPasswordAuthenticator((user, password, session) ->
        Logins.accepted(device(session.getIoSession().getLocalAddress()), user, password));
    server.setShellFactory(channel ->
        new ShellCommand(device(channel.getSession().getIoSession().getLocalAddress()), channel));
  }

  /** Listens on a free port of 127.0.0.1 for each device. */
  int[] listen(int count) throws IOException {
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.start();
    server.listenOnMore(count - 1);
    int[] ports =
        server.getBoundAddresses().stream()
            .mapToInt(address -> ((InetSocketAddress) address).getPort())
            .sorted()
            .toArray();
    return Arrays.copyOf(ports, count);
  }

  void serve(EmulatedDevice device, int port) {
    devices.put(port, device);
  }

  /** The device's host key as {@code type base64}. */
  String hostKey(int port) {
    return PublicKeyEntry.toString(key(port).getPublic());
  }

  private KeyPair key(int port) {
    return keys.computeIfAbsent(port, _ -> newKey());
  }

  private static KeyPair newKey() {
    try {
      return KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private EmulatedDevice device(SocketAddress address) {
    EmulatedDevice device = devices.get(((InetSocketAddress) address).getPort());
    if (device == null) {
      throw new IllegalStateException("No device listens on " + address + ".");
    }
    return device;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  /** The library's server, listening on more ports than one. */
  private static final class Listening extends SshServer {
    void listenOnMore(int count) throws IOException {
      Collection<InetSocketAddress> addresses = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        addresses.add(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      }
      if (!addresses.isEmpty()) {
        acceptor.bind(addresses);
      }
    }
  }

  /** Each device has its own host key, made when first asked for. */
  private final class DeviceKeys implements KeyPairProvider {
    @Override
    public Iterable<KeyPair> loadKeys(SessionContext session) {
      if (session == null) {
        return List.of();
      }
      SocketAddress address =
          ((org.apache.sshd.common.session.Session) session).getIoSession().getLocalAddress();
      boolean wrong =
          device(address)
              .fault("connect")
              .filter(fault -> fault == Fault.Behaviour.WRONG_HOST_KEY)
              .isPresent();
      return List.of(wrong ? newKey() : key(((InetSocketAddress) address).getPort()));
    }
  }

  /** A shell on a channel: what arrives goes to the terminal, which has a virtual thread. */
  private final class ShellCommand implements Command {
    private final EmulatedDevice device;
    private final Terminal terminal;
    private OutputStream out = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, immediately) -> {};

    ShellCommand(EmulatedDevice device, ChannelSession channel) {
      this.device = device;
      this.terminal =
          new Terminal(
              new Terminal.Wire() {
                @Override
                public void write(byte[] bytes) throws IOException {
                  out.write(bytes);
                  out.flush();
                }

                @Override
                public void hangUp() {
                  exit.onExit(0);
                  channel.getSession().close(false);
                }

                @Override
                public void close() {
                  channel.getSession().close(true);
                }
              },
              device.time(),
              latency);
      channel.setDataReceiver(
          new ChannelDataReceiver() {
            @Override
            public int data(ChannelSession from, byte[] buffer, int start, int length) {
              terminal.arrive(Arrays.copyOfRange(buffer, start, start + length));
              return length;
            }

            @Override
            public void close() {
              terminal.end();
            }
          });
    }

    @Override
    public void setInputStream(InputStream in) {
      // What arrives is taken from the channel itself.
    }

    @Override
    public void setOutputStream(OutputStream stream) {
      out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
      // A device's terminal has one stream.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
      exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
      Thread.startVirtualThread(() -> new Shell(device, terminal).run());
    }

    @Override
    public void destroy(ChannelSession channel) {
      terminal.end();
    }
  }
}

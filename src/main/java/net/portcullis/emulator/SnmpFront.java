package net.portcullis.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.snmp4j.TransportStateReference;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.AbstractTransportMapping;

/** The SNMP agents of all devices: a UDP port each, one thread for all of them. */
final class SnmpFront implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 65_507;

  private final Selector selector;
  private final ReentrantLock registering = new ReentrantLock();

  /** By secret: making a key costs a million bytes. Only the serving thread asks. */
  private final Map<String, byte[]> keys = new HashMap<>();

  SnmpFront() throws IOException {
    selector = Selector.open();
  }

  /** Listens on a free port of 127.0.0.1. Call {@link #start} when all do. */
  int listen(EmulatedDevice device) throws IOException {
    registering.lock();
    try {
      DatagramChannel channel = DatagramChannel.open();
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Port(device, channel, keys));
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } finally {
      registering.unlock();
    }
  }

  void start() {
    Thread.ofPlatform().daemon().name("emulator-snmp").start(this::serve);
  }

  private void serve() {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST_MESSAGE);
    try {
      while (selector.isOpen()) {
        selector.select(key -> receive((Port) key.attachment(), buffer));
      }
    } catch (ClosedSelectorException | IOException closed) {
      // The emulator ends.
    }
  }

  private static void receive(Port port, ByteBuffer buffer) {
    try {
      buffer.clear();
      InetSocketAddress from = (InetSocketAddress) port.channel.receive(buffer);
      if (from != null) {
        buffer.flip();
        byte[] message = new byte[buffer.remaining()];
        buffer.get(message);
        port.take(new UdpAddress(from.getAddress(), from.getPort()), ByteBuffer.wrap(message));
      }
    } catch (IOException | RuntimeException malformed) {
      // A device drops what it cannot read, and goes on.
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  /** The library's view of one port; the agent is made when the first message comes. */
  private static final class Port extends AbstractTransportMapping<UdpAddress> {
    private final EmulatedDevice device;
    private final DatagramChannel channel;
    private final Map<String, byte[]> keys;
    private boolean begun;

    Port(EmulatedDevice device, DatagramChannel channel, Map<String, byte[]> keys) {
      this.keys = keys;
      this.device = device;
      this.channel = channel;
      this.maxInboundMessageSize = LARGEST_MESSAGE;
    }

    void take(UdpAddress from, ByteBuffer message) {
      if (!begun) {
        begun = true;
        byte[] key = keys.computeIfAbsent(device.secret(), SnmpAgent::key);
        SnmpAgent agent = new SnmpAgent(device, key);
        agent.dispatcher().addTransportMapping(this);
        addTransportListener(agent.dispatcher());
      }
      fireProcessMessage(
          from, message, new TransportStateReference(this, from, null, null, null, false, null));
    }

    @Override
    public Class<UdpAddress> getSupportedAddressClass() {
      return UdpAddress.class;
    }

    @Override
    public UdpAddress getListenAddress() {
      return new UdpAddress(channel.socket().getLocalAddress(), channel.socket().getLocalPort());
    }

    @Override
    public void sendMessage(
        UdpAddress to,
        byte[] message,
        TransportStateReference reference,
        long timeoutMillis,
        int retries)
        throws IOException {
      channel.send(
          ByteBuffer.wrap(message), new InetSocketAddress(to.getInetAddress(), to.getPort()));
    }

    @Override
    public void listen() {
      // The front's thread listens for all ports.
    }

    @Override
    public boolean isListening() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

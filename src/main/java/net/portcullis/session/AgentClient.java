package net.portcullis.session;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentKeyConstraint;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Asks an SSH agent for its keys and for signatures (draft-ietf-sshm-ssh-agent: requests 11 and
 * 13), over a Unix socket, with a connection for each request.
 */
final class AgentClient implements SshAgent {
  private static final int LIST = 11;
  private static final int LISTED = 12;
  private static final int SIGN = 13;
  private static final int SIGNED = 14;
  private static final int RSA_SHA2_256 = 2;
  private static final int RSA_SHA2_512 = 4;
  private static final int LARGEST = 256 * 1024;
  private static final int MOST_KEYS = 64;
  private static final int SECONDS = 10;

  private final Optional<Path> socket;

  private AgentClient(Optional<Path> socket) {
    this.socket = socket;
  }

  /** The agent that {@code SSH_AUTH_SOCK} names. */
  static AgentClient ofEnvironment() {
    return new AgentClient(
        Optional.ofNullable(System.getenv(SSH_AUTHSOCKET_ENV_NAME)).map(Path::of));
  }

  /** The agent at a socket. */
  static AgentClient at(Path socket) {
    return new AgentClient(Optional.of(socket));
  }

  /** An agent without keys. */
  static AgentClient none() {
    return new AgentClient(Optional.empty());
  }

  @Override
  public List<Map.Entry<PublicKey, String>> getIdentities() throws IOException {
    List<Map.Entry<PublicKey, String>> identities = new ArrayList<>();
    if (socket.isEmpty()) {
      return identities;
    }
    ByteArrayBuffer answer = new ByteArrayBuffer(request(new byte[] {LIST}));
    if (answer.getUByte() != LISTED) {
      throw new IOException("The SSH agent does not list its keys.");
    }
    int count = answer.getInt();
    for (int i = 0; i < Math.min(count, MOST_KEYS); i++) {
      byte[] blob = answer.getBytes();
      String comment = answer.getString();
      try {
        identities.add(Map.entry(new ByteArrayBuffer(blob).getRawPublicKey(), comment));
      } catch (IOException | RuntimeException unknownType) {
        // A key of a kind that this process cannot use is no reason to leave the others.
      }
    }
    return identities;
  }

  @Override
  public Map.Entry<String, byte[]> sign(
      @Nullable SessionContext session, PublicKey key, String algorithm, byte[] data)
      throws IOException {
    ByteArrayBuffer blob = new ByteArrayBuffer();
    blob.putRawPublicKey(key);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(SIGN);
      byte[] keyBlob = blob.getCompactData();
      out.writeInt(keyBlob.length);
      out.write(keyBlob);
      out.writeInt(data.length);
      out.write(data);
      out.writeInt(flags(algorithm));
    }
    ByteArrayBuffer answer = new ByteArrayBuffer(request(bytes.toByteArray()));
    if (answer.getUByte() != SIGNED) {
      throw new IOException("The SSH agent does not sign.");
    }
    ByteArrayBuffer signature = new ByteArrayBuffer(answer.getBytes());
    return Map.entry(signature.getString(), signature.getBytes());
  }

  private static int flags(String algorithm) {
    return switch (KeyUtils.getCanonicalKeyType(algorithm)) {
      case "ssh-rsa" ->
          switch (algorithm) {
            case "rsa-sha2-512" -> RSA_SHA2_512;
            case "rsa-sha2-256" -> RSA_SHA2_256;
            default -> 0;
          };
      default -> 0;
    };
  }

  /** The library calls from its own few threads: an agent that is silent must not keep one. */
  private byte[] request(byte[] body) throws IOException {
    FutureTask<byte[]> asking = new FutureTask<>(() -> exchange(body));
    Thread.ofVirtual().name("agent").start(asking);
    try {
      return asking.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException silent) {
      asking.cancel(true);
      throw new IOException("The SSH agent does not answer.", silent);
    } catch (ExecutionException failed) {
      throw new IOException("The SSH agent cannot be asked.", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private byte[] exchange(byte[] body) throws IOException {
    Path path = socket.orElseThrow();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      ByteBuffer request =
          ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
      while (request.hasRemaining()) {
        channel.write(request);
      }
      int length = read(channel, 4).getInt();
      if (length < 1 || length > LARGEST) {
        throw new IOException("The SSH agent's answer has an impossible length.");
      }
      return read(channel, length).array();
    }
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("The SSH agent closed the connection.");
      }
    }
    return buffer.flip();
  }

  @Override
  public void addIdentity(KeyPair key, String comment, SshAgentKeyConstraint... constraints) {
    throw new UnsupportedOperationException("Keys are added with the agent's own tools.");
  }

  @Override
  public void removeIdentity(PublicKey key) {
    throw new UnsupportedOperationException("Keys are removed with the agent's own tools.");
  }

  @Override
  public void removeAllIdentities() {
    throw new UnsupportedOperationException("Keys are removed with the agent's own tools.");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // Each request has its own connection.
  }

  @Override
  public String toString() {
    return "AgentClient[" + socket.map(Path::toString).orElse("none") + "]";
  }
}

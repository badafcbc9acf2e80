package net.portcullis.session;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import net.portcullis.acl.Address;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException.Kind;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Opens SSH shells through one client for the whole process: a few threads serve all sessions. It
 * reads no configuration and no keys of the user's own accord.
 */
final class SshTransport implements AutoCloseable {
  private static final AttributeRepository.AttributeKey<HostKeyCheck> CHECK =
      new AttributeRepository.AttributeKey<>();
  private static final AttributeRepository.AttributeKey<Device> DEVICE =
      new AttributeRepository.AttributeKey<>();

  /** Key exchanges are dear and are let in a few at a time; sessions are cheap. */
  private static final int HANDSHAKES = 64;

  private static final int ROWS = 512;

  private final SshClient client;
  private final Semaphore handshakes = new Semaphore(HANDSHAKES);

  private SshTransport(SshClient client) {
    this.client = client;
  }

  static SshTransport start() {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier((session, address, key) -> {
      HostKeyCheck check = session.getConnectionContext().getAttribute(CHECK);
      return check != null && check.accepts(hostKey(key));
    });
    client.setAgentFactory(new AgentIdentities());
    client.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            prepare(session);
          }
        });
    CoreModuleProperties.WINDOW_SIZE.set(client, 64L * 1024);
    CoreModuleProperties.MAX_PACKET_SIZE.set(client, 32L * 1024);
    // A buffer of this size belongs to each session for as long as it lives.
    CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(client, 8 * 1024);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(15));
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.REQUEST_SHELL_REPLY.set(client, true);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(client, Duration.ofSeconds(10));
    client.start();
    return new SshTransport(client);
  }

  private static void prepare(Session session) {
    if (session instanceof ClientSession ours) {
      AttributeRepository context = ours.getConnectionContext();
      HostKeyCheck check = context.getAttribute(CHECK);
      Device device = context.getAttribute(DEVICE);
      if (check != null && device != null) {
        SshAlgorithms.offer(session, check.type(), device.legacy());
      }
    }
  }

  /** Connects, checks the host key, authenticates, and opens a shell on a wide terminal. */
  Wire open(Device device, SshLogin login, HostKeyCheck check, int columns, Timeouts timeouts)
      throws SessionException {
    ClientSession session = connected(device, check, timeouts, Optional.of(login));
    try {
      ChannelShell shell = session.createShellChannel();
      shell.setPtyType("dumb");
      shell.setPtyColumns(columns);
      shell.setPtyLines(ROWS);
      shell.setRedirectErrorStream(true);
      shell.open().verify(timeouts.login());
      return StreamWire.over(
          shell.getInvertedOut(),
          shell.getInvertedIn(),
          () -> session.close(false),
          source(session),
          Optional.of("\n"));
    } catch (IOException | RuntimeException failed) {
      session.close(true);
      throw failure(Kind.UNREACHABLE, device, "the device gave no shell", failed);
    }
  }

  /** Connects, checks the host key and authenticates; commands are run one by one. */
  RemoteShell shell(Device host, SshLogin login, HostKeyCheck check, Timeouts timeouts)
      throws SessionException {
    return new SshCommands(host.name(), connected(host, check, timeouts, Optional.of(login)));
  }

  /** The host key that a device presents. Nothing but the key exchange takes place. */
  HostKey observe(Device device, Timeouts timeouts) throws SessionException {
    HostKeyCheck check = new HostKeyCheck(device.name(), Optional.empty());
    try {
      ClientSession session = connected(device, check, timeouts, Optional.empty());
      session.close(true);
    } catch (SessionException refused) {
      if (refused.kind() != Kind.WRONG_IDENTITY) {
        throw refused;
      }
    }
    return check
        .presented()
        .orElseThrow(() ->
            new SessionException(
                Kind.UNREACHABLE, device.name() + ": the device presented no host key."));
  }

  private ClientSession connected(
      Device device, HostKeyCheck check, Timeouts timeouts, Optional<SshLogin> login)
      throws SessionException {
    try {
      handshakes.acquire();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(Kind.UNREACHABLE, device, "interrupted", interrupted);
    }
    try {
      return handshake(device, check, timeouts, login);
    } finally {
      handshakes.release();
    }
  }

  private ClientSession handshake(
      Device device, HostKeyCheck check, Timeouts timeouts, Optional<SshLogin> login)
      throws SessionException {
    AttributeRepository context =
        AttributeRepository.ofAttributesMap(
            java.util.Map.of(
                CHECK,
                check,
                DEVICE,
                device,
                AgentIdentities.WANTED,
                login.map(SshLogin::agent).orElse(false)));
    ClientSession session;
    try {
      session =
          client
              .connect(
                  login.map(SshLogin::user).orElse(device.credentials().user()),
                  new InetSocketAddress(device.host(), device.port()),
                  context,
                  null)
              .verify(timeouts.connect())
              .getSession();
    } catch (IOException | RuntimeException failed) {
      throw failure(Kind.UNREACHABLE, device, "no SSH connection", failed);
    }
    try {
      session.setUserAuthFactories(methods(login));
      login.ifPresent(who -> who.identify(session));
      session.auth().verify(timeouts.login());
      return session;
    } catch (IOException | RuntimeException failed) {
      // A login that failed leaves the library's session open.
      session.close(true);
      Optional<SessionException> refusal = check.refusal();
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      boolean authenticating = check.presented().isPresent();
      throw failure(
          authenticating ? Kind.LOGIN_REFUSED : Kind.UNREACHABLE,
          device,
          authenticating ? "the device refused the login" : "the SSH key exchange failed",
          failed);
    }
  }

  private static List<UserAuthFactory> methods(Optional<SshLogin> login) {
    return login.isEmpty()
        ? List.of(UserAuthPasswordFactory.INSTANCE)
        : List.of(
            UserAuthPublicKeyFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE,
            UserAuthKeyboardInteractiveFactory.INSTANCE);
  }

  private static HostKey hostKey(PublicKey key) {
    ByteArrayBuffer buffer = new ByteArrayBuffer();
    buffer.putRawPublicKey(key);
    byte[] blob = buffer.getCompactData();
    return HostKey.of(org.apache.sshd.common.config.keys.KeyUtils.getKeyType(key), blob);
  }

  private static Optional<Address> source(ClientSession session) {
    return session.getIoSession().getLocalAddress() instanceof InetSocketAddress local
        ? TelnetTransport.address(local.getAddress())
        : Optional.empty();
  }

  private static SessionException failure(Kind kind, Device device, String what, Exception cause) {
    // What the library says of its own workings helps nobody; what lies at the bottom does.
    Throwable root = cause;
    while (root.getCause() != null && root.getCause().getMessage() != null) {
      root = root.getCause();
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new SessionException(
        kind,
        device.name()
            + ": "
            + what
            + " ("
            + device.host()
            + " port "
            + device.port()
            + "): "
            + Shown.quote(why)
            + ".",
        cause);
  }

  /** What a session logs in with. */
  record SshLogin(
      String user,
      Optional<Secret> password,
      List<KeyPair> keys,
      boolean agent,
      PasswordPrompt prompt) {
    SshLogin {
      keys = List.copyOf(keys);
    }

    void identify(ClientSession session) {
      session.setUserInteraction(prompt);
      session.setPasswordAuthenticationReporter(prompt);
      PasswordPrompt.dontGuess(session);
      keys.forEach(session::addPublicKeyIdentity);
      password.ifPresent(secret -> session.addPasswordIdentity(new String(secret.characters())));
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}

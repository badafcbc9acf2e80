package net.portcullis.session;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.dialect.TextPattern;
import net.portcullis.input.InvalidInputException;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.SecretReference;
import net.portcullis.session.Login.Account;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Opens conversations over SSH and Telnet. One of these serves a whole process; it may be used by
 * any number of threads.
 */
public final class DeviceDialer implements Dialer, AutoCloseable {
  private final Secrets secrets;
  private final Pins pins;
  private final Timeouts timeouts;
  private final LongSupplier nanoTime;
  private Optional<SshTransport> ssh = Optional.empty();
  private boolean closed;

  /**
   * @param nanoTime a clock that never steps, such as {@code System::nanoTime}
   */
  public DeviceDialer(Secrets secrets, Pins pins, Timeouts timeouts, LongSupplier nanoTime) {
    this.secrets = secrets;
    this.pins = pins;
    this.timeouts = timeouts;
    this.nanoTime = nanoTime;
  }

  /** Makes ready what the first SSH connection needs, which takes a while. */
  public synchronized void warm() {
    if (!closed) {
      ssh();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException where a secret cannot be had; nothing was contacted then
   */
  @Override
  public Conversation connect(Device device, Dialect dialect) throws SessionException {
    Optional<Secret> privilege =
        device
            .credentials()
            .privilege()
            .map(ref -> secrets.resolve(ref, "privilege password of " + device.name()));
    Set<String> slow = new HashSet<>();
    for (Command command : dialect.save()) {
      slow.add(command.text());
    }
    return reach(
        device, dialect.session(), (opening, account) -> opening.open(account, privilege, slow));
  }

  /**
   * Logs in to a device that may be of any of several platforms, and goes no further than its first
   * prompt. The password goes to no prompt that none of them knows.
   *
   * @param specs of the platforms; at least one
   * @throws InvalidInputException where a secret cannot be had; nothing was contacted then
   */
  public Stranger greet(Device device, List<SessionSpec> specs) throws SessionException {
    return reach(device, Stranger.anyOf(specs), Opening::greet);
  }

  /** What is done with a device's command line from its first byte. */
  private interface Beginning<T> {
    T begin(Opening opening, Optional<Account> account) throws SessionException;
  }

  private <T> T reach(Device device, SessionSpec spec, Beginning<T> beginning)
      throws SessionException {
    Device.Credentials credentials = device.credentials();
    Optional<Secret> password =
        credentials.password().map(ref -> secrets.resolve(ref, "password of " + device.name()));
    return switch (device.transport()) {
      case SSH -> {
        List<KeyPair> keys = keys(device);
        HostKeyCheck check = new HostKeyCheck(device.name(), pinned(device));
        SshTransport.SshLogin login =
            sshLogin(user(device, spec), device, password, keys, spec.login().password());
        Wire wire = ssh().open(device, login, check, spec.columns(), timeouts);
        yield begun(device, spec, wire, Optional.empty(), beginning);
      }
      case TELNET -> {
        Deadline deadline = Deadline.in(timeouts.connect(), nanoTime);
        Wire wire = TelnetTransport.open(device, spec.columns(), deadline);
        Account account = new Account(user(device, spec), password);
        yield begun(device, spec, wire, Optional.of(account), beginning);
      }
    };
  }

  /**
   * Opens a shell on a Unix host, for single commands.
   *
   * @throws InvalidInputException where a secret cannot be had; nothing was contacted then
   */
  public RemoteShell shell(Device host) throws SessionException {
    Optional<Secret> password =
        host.credentials()
            .password()
            .map(reference -> secrets.resolve(reference, "password of " + host.name()));
    SshTransport.SshLogin login =
        sshLogin(
            host.credentials().user(),
            host,
            password,
            keys(host),
            List.of(new TextPattern("assword:")));
    HostKeyCheck check = new HostKeyCheck(host.name(), pinned(host));
    return ssh().shell(host, login, check, timeouts);
  }

  private Optional<String> pinned(Device device) {
    return device.hostKey().or(() -> pins.hostKey(device.name()));
  }

  /** The name that is given to the device. */
  private static String user(Device device, SessionSpec spec) {
    return device.credentials().user() + spec.login().userSuffix();
  }

  private static SshTransport.SshLogin sshLogin(
      String user,
      Device device,
      Optional<Secret> password,
      List<KeyPair> keys,
      List<TextPattern> prompts) {
    boolean agent = device.credentials().key().orElse(null) instanceof SecretReference.Agent;
    return new SshTransport.SshLogin(
        user, password, keys, agent, new PasswordPrompt(password, prompts));
  }

  /** The SSH host key that a device presents now; no name and no password is sent. */
  public HostKey observe(Device device) throws SessionException {
    return ssh().observe(device, timeouts);
  }

  private <T> T begun(
      Device device, SessionSpec spec, Wire wire, Optional<Account> account, Beginning<T> beginning)
      throws SessionException {
    try {
      Terminal terminal = new Terminal(device.name(), wire, nanoTime);
      return beginning.begin(
          new Opening(terminal, spec, timeouts, device.expectedHostname()), account);
    } catch (SessionException | RuntimeException failed) {
      wire.close();
      throw failed;
    }
  }

  private List<KeyPair> keys(Device device) {
    Optional<SecretReference> reference = device.credentials().key();
    if (reference.isEmpty() || reference.get() instanceof SecretReference.Agent) {
      return List.of();
    }
    byte[] text = secrets.key(reference.get());
    try {
      List<KeyPair> keys = new ArrayList<>();
      SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("key"), new ByteArrayInputStream(text), null)
          .forEach(keys::add);
      if (!keys.isEmpty()) {
        return List.copyOf(keys);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      // Told below, without the library's words: they may quote the key.
    } finally {
      Arrays.fill(text, (byte) 0);
    }
    throw new InvalidInputException(
        reference.get().place(),
        "This is not a private key that can be used.",
        "Name an OpenSSH key (Ed25519, ECDSA or RSA) without passphrase, or use the agent.");
  }

  private synchronized SshTransport ssh() {
    SshTransport transport = ssh.orElseGet(SshTransport::start);
    ssh = Optional.of(transport);
    return transport;
  }

  @Override
  public synchronized void close() {
    closed = true;
    ssh.ifPresent(SshTransport::close);
    ssh = Optional.empty();
  }
}

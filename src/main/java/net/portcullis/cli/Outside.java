package net.portcullis.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import net.portcullis.session.DeviceDialer;
import net.portcullis.session.Pins;
import net.portcullis.session.Secrets;
import net.portcullis.session.Timeouts;
import net.portcullis.store.Owner;
import net.portcullis.store.Pin;
import net.portcullis.store.Store;
import net.portcullis.verify.Prober;
import net.portcullis.verify.Recogniser;
import net.portcullis.verify.SnmpClient;
import net.portcullis.verify.SnmpReader;
import net.portcullis.verify.Verifier;

/**
 * Everything through which a run touches the world beyond its inputs: secrets, the store, the
 * devices' command lines, their agents, probes. Opened together where a command needs it; what is
 * not used costs nothing.
 */
final class Outside implements AutoCloseable {
  private static final Duration SNMP_TIMEOUT = Duration.ofSeconds(2);
  private static final int SNMP_RETRIES = 1;

  private final Secrets secrets;
  private final Store store;
  private final DeviceDialer dialer;
  private Optional<SnmpClient> snmp = Optional.empty();

  private Outside(Secrets secrets, Store store) {
    this.secrets = secrets;
    this.store = store;
    this.dialer = dialer(device -> store.pinned(device).flatMap(Pin::hostKey));
  }

  /** This process's view, with the state of a workspace. */
  static Outside open(Workspace workspace) {
    return open(workspace, InstantSource.system());
  }

  static Outside open(Workspace workspace, InstantSource time) {
    return new Outside(Secrets.ofProcess(), new Store(workspace.state(), time, Owner.current()));
  }

  /**
   * Begins to make ready what conversations with devices need. It takes about as long as to read
   * the inputs, and goes on beside that.
   */
  void warm() {
    Thread.ofPlatform()
        .daemon()
        .name("warm")
        .start(() -> {
          dialer.warm();
          Store.warm();
        });
  }

  Secrets secrets() {
    return secrets;
  }

  Store store() {
    return store;
  }

  DeviceDialer dialer() {
    return dialer;
  }

  /** A dialer that trusts these keys and no others. */
  DeviceDialer dialer(Pins pins) {
    return new DeviceDialer(secrets, pins, Timeouts.USUAL, System::nanoTime);
  }

  SnmpReader snmpReader() {
    return new SnmpReader(
        snmpClient(), (reference, what) -> secrets.resolve(reference, what).characters());
  }

  /** Asks devices what they are, with the keys that are trusted. */
  Recogniser recogniser() {
    return recogniser(dialer);
  }

  Recogniser recogniser(DeviceDialer door) {
    return new Recogniser(snmpReader(), door::greet);
  }

  /**
   * @param patience how long the answer to a probe is waited for
   */
  Verifier verifier(Duration patience) {
    return new Verifier(snmpReader(), new Prober(patience, dialer::shell));
  }

  private synchronized SnmpClient snmpClient() {
    if (snmp.isEmpty()) {
      try {
        snmp = Optional.of(SnmpClient.open(SNMP_TIMEOUT, SNMP_RETRIES));
      } catch (IOException noSocket) {
        throw new UncheckedIOException("No UDP socket could be opened.", noSocket);
      }
    }
    return snmp.orElseThrow();
  }

  @Override
  public synchronized void close() {
    try (secrets;
        store;
        dialer) {
      if (snmp.isPresent()) {
        snmp.get().close();
      }
    } catch (IOException alreadyClosed) {
      throw new UncheckedIOException(alreadyClosed);
    }
  }
}

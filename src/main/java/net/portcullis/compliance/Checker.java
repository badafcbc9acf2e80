package net.portcullis.compliance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.SessionException;
import net.portcullis.store.StoreException;

/** Checks a device: connects, reads, compares. It only reads, so read-only credentials will do. */
public final class Checker {
  private final Dialer dialer;
  private final Clock clock;

  public Checker(Dialer dialer, Clock clock) {
    this.dialer = dialer;
    this.clock = clock;
  }

  /**
   * What one device holds against what was intended for it. A device that cannot be read is
   * unknown.
   */
  public DeviceCheck check(Device device, Dialect dialect, List<Intent> intents) {
    Instant at = clock.instant();
    List<Finding> findings;
    try (Conversation conversation = dialer.connect(device, dialect)) {
      DeviceConfig running = ConfigReader.read(conversation, dialect, Dialect.Source.RUNNING);
      List<Finding> notes = new ArrayList<>();
      Optional<DeviceConfig> saved = startup(conversation, dialect, notes);
      notes.addAll(0, Assessment.assess(device, dialect, intents, running, saved));
      findings = notes;
    } catch (SessionException failure) {
      findings = List.of(unreached(failure));
    } catch (StoreException failure) {
      // Without the pinned key nobody can tell whether it is the device.
      findings =
          List.of(Finding.of(Kind.UNREACHABLE, "session", String.valueOf(failure.getMessage())));
    }
    return new DeviceCheck(device.name(), device.site(), device.profile(), at, findings);
  }

  /** The same on a configuration that was kept in a file. */
  public DeviceCheck check(
      Device device, Dialect dialect, List<Intent> intents, String file, String text) {
    DeviceConfig config = dialect.readFile(file, text);
    return new DeviceCheck(
        device.name(),
        device.site(),
        device.profile(),
        clock.instant(),
        Assessment.assess(device, dialect, intents, config, Optional.empty()));
  }

  private static Optional<DeviceConfig> startup(
      Conversation conversation, Dialect dialect, List<Finding> notes) throws SessionException {
    try {
      return Optional.of(ConfigReader.read(conversation, dialect, Dialect.Source.STARTUP));
    } catch (SessionException refused) {
      if (refused.kind() != SessionException.Kind.NOT_SHOWN) {
        throw refused;
      }
      notes.add(
          Finding.of(
              Kind.UNREADABLE, "startup configuration", String.valueOf(refused.getMessage())));
      return Optional.empty();
    }
  }

  private static Finding unreached(SessionException failure) {
    Kind kind =
        failure.kind() == SessionException.Kind.WRONG_IDENTITY ? Kind.IDENTITY : Kind.UNREACHABLE;
    return Finding.of(kind, "session", String.valueOf(failure.getMessage()));
  }
}

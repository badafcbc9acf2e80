package net.portcullis.compliance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Output;
import net.portcullis.inventory.Device;
import net.portcullis.policy.Intent;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;

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
      DeviceConfig running = read(conversation, dialect, Dialect.Source.RUNNING);
      List<Finding> notes = new ArrayList<>();
      Optional<DeviceConfig> saved = startup(conversation, dialect, notes);
      notes.addAll(0, Assessment.assess(device, dialect, intents, running, saved));
      findings = notes;
    } catch (SessionException failure) {
      findings = List.of(unreached(device, failure));
    } catch (UnreadException unread) {
      findings = List.of(Finding.of(Kind.UNREACHABLE, "session", unread.getMessage()));
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
      return Optional.of(read(conversation, dialect, Dialect.Source.STARTUP));
    } catch (UnreadException unread) {
      notes.add(Finding.of(Kind.UNREADABLE, "startup configuration", unread.getMessage()));
      return Optional.empty();
    }
  }

  private static DeviceConfig read(
      Conversation conversation, Dialect dialect, Dialect.Source source)
      throws SessionException, UnreadException {
    List<Output> outputs = new ArrayList<>();
    for (Command command : dialect.readCommands(source)) {
      switch (conversation.ask(command)) {
        case Reply.Accepted accepted -> outputs.add(new Output(command.text(), accepted.output()));
        case Reply.Rejected rejected ->
            throw new UnreadException(
                "The device refused '" + command.text() + "': " + rejected.why());
      }
    }
    return dialect.read(outputs);
  }

  private static Finding unreached(Device device, SessionException failure) {
    Kind kind =
        failure.kind() == SessionException.Kind.WRONG_IDENTITY ? Kind.IDENTITY : Kind.UNREACHABLE;
    return Finding.of(kind, "session", device.name() + ": " + failure.getMessage());
  }

  /** A read command was refused. */
  private static final class UnreadException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadException(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}

package net.portcullis.compliance;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import net.portcullis.compliance.Finding.Kind;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.LoggedChange;
import net.portcullis.dialect.Output;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.policy.Intent;
import net.portcullis.session.ConfigReader;
import net.portcullis.session.Conversation;
import net.portcullis.session.Dialer;
import net.portcullis.session.Reply;
import net.portcullis.session.SessionException;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import net.portcullis.verify.Verifier;

/** Checks a device: connects, reads, compares. It only reads, so read-only credentials will do. */
public final class Checker {
  private final Dialer dialer;
  private final Standards standards;
  private final Function<String, Past> pasts;
  private final Optional<Verifier> verifier;
  private final Changes changes;
  private final Clock clock;

  private Checker(
      Dialer dialer,
      Standards standards,
      Function<String, Past> pasts,
      Optional<Verifier> verifier,
      Changes changes,
      Clock clock) {
    this.dialer = dialer;
    this.standards = standards;
    this.pasts = pasts;
    this.verifier = verifier;
    this.changes = changes;
    this.clock = clock;
  }

  /** One that knows from the store what we wrote, and what devices held before. */
  public static Checker of(Dialer dialer, Standards standards, Store store, Clock clock) {
    return new Checker(
        dialer,
        standards,
        device -> Past.of(store, device),
        Optional.empty(),
        Changes.of(store),
        clock);
  }

  /** The same, which also looks from beside the command line as far as the inventory wants it. */
  public Checker with(Verifier beside) {
    return new Checker(dialer, standards, pasts, Optional.of(beside), changes, clock);
  }

  /** One for configurations that were kept in files. */
  public static Checker offline(Standards standards, Clock clock) {
    Dialer none =
        (device, dialect) -> {
          throw new SessionException(
              SessionException.Kind.UNREACHABLE, "No device is contacted here.");
        };
    return new Checker(
        none, standards, device -> Past.none(), Optional.empty(), Changes.none(), clock);
  }

  /**
   * What one device holds against what was intended for it. A device that cannot be read, or that
   * somebody changes meanwhile, is unknown.
   */
  public DeviceCheck check(Device device, Dialect dialect, List<Intent> intents) {
    return unchanged(device, intents, () -> looked(device, dialect, intents));
  }

  /** Looks at a device that nobody changes; what was seen while somebody did does not count. */
  DeviceCheck unchanged(Device device, List<Intent> intents, Supplier<DeviceCheck> look) {
    Instant at = clock.instant();
    Optional<String> before = changes.underWay(device.name(), at);
    if (before.isPresent()) {
      return changing(device, intents, at, before.get());
    }
    DeviceCheck check = look.get();
    return changes
        .underWay(device.name(), at)
        .map(why -> changing(device, intents, at, why))
        .orElse(check);
  }

  private static DeviceCheck changing(Device device, List<Intent> intents, Instant at, String why) {
    return unread(device, intents, at, Finding.of(Kind.CHANGING, "session", why));
  }

  private DeviceCheck looked(Device device, Dialect dialect, List<Intent> intents) {
    Instant at = clock.instant();
    try (Conversation conversation = dialer.connect(device, dialect)) {
      List<Output> shown = ConfigReader.outputs(conversation, dialect, Dialect.Source.RUNNING);
      DeviceConfig running = dialect.read(shown);
      List<Finding> notes = new ArrayList<>();
      conversation
          .notices()
          .forEach(notice -> notes.add(Finding.of(Kind.LOGIN_NOTICE, "session", notice)));
      Optional<DeviceConfig> saved = startup(conversation, dialect, shown, running, notes);
      Past past = pasts.apply(device.name());
      Subject subject = Subject.of(device, dialect, intents, running, saved, past, standards);
      if (subject.suspicious()) {
        subject = subject.with(past.withLog(log(conversation, dialect)));
      }
      beside(subject);
      return assessed(subject, at, notes);
    } catch (SessionException failure) {
      return unread(device, intents, at, unreached(failure));
    } catch (StoreException failure) {
      // Without the pinned key nobody can tell whether it is the device.
      return unread(
          device,
          intents,
          at,
          Finding.of(Kind.UNREACHABLE, "session", String.valueOf(failure.getMessage())));
    }
  }

  /** What is known of a device that could not be asked what it is: nothing. */
  DeviceCheck unrecognised(Device device, String why) {
    return unread(device, List.of(), clock.instant(), Finding.of(Kind.UNREACHABLE, "session", why));
  }

  /** The same on a configuration that was kept in a file. */
  public DeviceCheck check(
      Device device, Dialect dialect, List<Intent> intents, String file, String text) {
    return check(device, dialect, intents, dialect.readFile(file, text), Optional.empty());
  }

  /** The same on configurations that were read before. */
  public DeviceCheck check(
      Device device,
      Dialect dialect,
      List<Intent> intents,
      DeviceConfig running,
      Optional<DeviceConfig> saved) {
    Subject subject =
        Subject.of(device, dialect, intents, running, saved, pasts.apply(device.name()), standards);
    return assessed(subject, clock.instant(), List.of());
  }

  private static DeviceCheck assessed(Subject subject, Instant at, List<Finding> notes) {
    Assessment.assess(subject);
    List<Finding> findings = new ArrayList<>(subject.findings());
    findings.addAll(notes);
    return new DeviceCheck(
        subject.device().name(),
        subject.device().site(),
        subject.device().profile(),
        at,
        findings,
        Optional.of(subject.configuration()),
        Assessment.catalog(subject.intents()),
        subject.diffs());
  }

  private static DeviceCheck unread(
      Device device, List<Intent> intents, Instant at, Finding finding) {
    return new DeviceCheck(
        device.name(),
        device.site(),
        device.profile(),
        at,
        List.of(finding),
        Optional.empty(),
        Assessment.catalog(intents),
        List.of());
  }

  private void beside(Subject subject) {
    Inventory inventory = standards.inventory();
    boolean agents = inventory.compliance().agents();
    boolean probes = inventory.compliance().probes();
    if (verifier.isPresent() && (agents || probes)) {
      AgentRules.apply(
          subject,
          verifier
              .get()
              .verify(
                  subject.device(),
                  subject.dialect(),
                  agents ? AgentRules.expected(subject) : List.of(),
                  probes ? subject.intents() : List.of(),
                  probes ? inventory.vantages() : List.of()),
          agents);
    }
  }

  private static List<LoggedChange> log(Conversation conversation, Dialect dialect)
      throws SessionException {
    Optional<Command> command = dialect.readChanges();
    if (command.isEmpty()) {
      return List.of();
    }
    return switch (conversation.ask(command.get())) {
      case Reply.Accepted accepted -> dialect.changes(accepted.output());
      case Reply.Rejected rejected -> List.of();
    };
  }

  private static Optional<DeviceConfig> startup(
      Conversation conversation,
      Dialect dialect,
      List<Output> shown,
      DeviceConfig running,
      List<Finding> notes)
      throws SessionException {
    try {
      List<Output> outputs = ConfigReader.outputs(conversation, dialect, Dialect.Source.STARTUP);
      // On most devices both are the same text, which need not be read twice.
      boolean same =
          outputs.size() == 1
              && !shown.isEmpty()
              && outputs.getFirst().text().equals(shown.getFirst().text());
      return Optional.of(same ? running : dialect.read(outputs));
    } catch (SessionException refused) {
      if (refused.kind() != SessionException.Kind.NOT_SHOWN) {
        throw refused;
      }
      notes.add(Assessment.notShown(Optional.ofNullable(refused.getMessage())));
      return Optional.empty();
    }
  }

  private static Finding unreached(SessionException failure) {
    Kind kind =
        failure.kind() == SessionException.Kind.WRONG_IDENTITY ? Kind.IDENTITY : Kind.UNREACHABLE;
    return Finding.of(kind, "session", String.valueOf(failure.getMessage()));
  }
}

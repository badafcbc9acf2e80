package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.store.IntentRecord;
import net.portcullis.store.Lease;
import net.portcullis.store.StoreException;
import net.portcullis.store.TransactionRecord;

/**
 * Finishes or undoes what another process began and did not end. It may be interrupted itself, and
 * run again: what to do is decided anew from the store and the device each time.
 */
public final class Recovery {
  private final Collaborators tools;
  private final String run;

  public Recovery(Collaborators tools, String run) {
    this.tools = tools;
    this.run = run;
  }

  /**
   * Ends one transaction.
   *
   * @param force take the lease even though its owner runs elsewhere and cannot be seen dead
   */
  public Outcome run(Device device, TransactionRecord record, boolean force)
      throws InterruptedException {
    try {
      return switch (lease(device, force)) {
        case Lease.Attempt.Held held ->
            Outcome.of(device, State.REFUSED, Transaction.held(held.by()));
        case Lease.Attempt.Taken taken -> {
          yield Transaction.released(tools.store(), taken.lease(), settle(device, record));
        }
      };
    } catch (StoreException stopped) {
      return Outcome.of(device, State.NEEDS_ATTENTION, String.valueOf(stopped.getMessage()));
    }
  }

  private Lease.Attempt lease(Device device, boolean force) {
    Lease.Attempt first = tools.store().lease(device.name(), run);
    return first instanceof Lease.Attempt.Held held && (force || held.by().owner().deadHere())
        ? tools.store().takeOver(held.by(), run)
        : first;
  }

  private Outcome settle(Device device, TransactionRecord record) throws InterruptedException {
    Dialect dialect = tools.dialects().apply(device);
    Journal journal = Journal.read(record.id(), record.detail());
    Log log = new Log(tools, device, record, journal);
    List<String> intents =
        tools.store().intents(record.id()).stream().map(IntentRecord::step).toList();
    if (intents.isEmpty()) {
      return log.end(
          State.ROLLED_BACK, Optional.of("It was interrupted before anything was sent."));
    }
    // Cleaning and saving are intended only once it is confirmed, whatever was told since.
    boolean confirmed =
        record.state().equals(State.CONFIRMED.name())
            || record.state().equals(State.CLEANED.name())
            || intents.contains(State.CLEANED.name())
            || intents.contains(State.SAVED.name());
    try (Link link = new Link(tools.dialer(), device, dialect, Optional.empty())) {
      link.mustBeNamed(journal.named());
      if (confirmed && !intents.contains(State.ROLLED_BACK.name())) {
        return new Confirm(tools, link, log).confirmed();
      }
      return intents.contains(State.CONFIRMED.name()) && !intents.contains(State.ROLLED_BACK.name())
          ? new Confirm(tools, link, log).run(false)
          : new Undo(tools, link, log).run("It was interrupted in state " + record.state() + ".");
    }
  }
}

package net.portcullis.compliance;

import java.time.Instant;
import java.util.Optional;
import net.portcullis.store.Lease;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;
import net.portcullis.store.TransactionRecord;

/** Who changes a device while it is looked at. */
interface Changes {
  /**
   * Why what was seen of a device since an instant is neither what it was nor what it becomes; a
   * sentence for people. Absent where nobody changed it.
   */
  Optional<String> underWay(String device, Instant since);

  /** Where nobody can know. */
  static Changes none() {
    return (device, since) -> Optional.empty();
  }

  /**
   * As the store has it. A change cannot begin without the store, so that where it cannot be read
   * none has begun.
   */
  static Changes of(Store store) {
    return (device, since) -> {
      try {
        Optional<Lease> held = store.held(device);
        return held.isPresent()
            ? held.map(lease -> "A change is under way: " + lease.text() + ". " + lease.remedy())
            : store.movedSince(device, since).map(Changes::ended);
      } catch (StoreException unusable) {
        return Optional.empty();
      }
    };
  }

  private static String ended(TransactionRecord change) {
    return "A change was under way while it was looked at: run "
        + change.run()
        + ", now in state "
        + change.state()
        + ". Check again.";
  }
}

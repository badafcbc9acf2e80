package net.portcullis.compliance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.LoggedChange;
import net.portcullis.store.CheckedDevice;
import net.portcullis.store.OwnedList;
import net.portcullis.store.Store;
import net.portcullis.store.StoreException;

/**
 * What is remembered of a device, and what it remembers itself.
 *
 * @param owned the lists that we wrote there
 * @param configuration the hash of what the last check read; absent where there was none
 * @param checked when that was
 * @param changed true where we have changed the device since
 * @param log changes that the device has logged, in its order
 */
record Past(
    List<OwnedList> owned,
    Optional<String> configuration,
    Optional<Instant> checked,
    boolean changed,
    List<LoggedChange> log) {
  Past {
    owned = List.copyOf(owned);
    log = List.copyOf(log);
  }

  /** Of a device that nobody remembers. */
  static Past none() {
    return new Past(List.of(), Optional.empty(), Optional.empty(), false, List.of());
  }

  /** What the store holds; nothing where it cannot be read. */
  static Past of(Store store, String device) {
    try {
      Optional<CheckedDevice> last = store.findings().checked(device);
      boolean changed =
          store.ofDevice(device).stream()
              .anyMatch(done -> last.filter(it -> done.updated().isAfter(it.at())).isPresent());
      return new Past(
          store.owned(device),
          last.flatMap(CheckedDevice::configuration),
          last.map(CheckedDevice::at),
          changed,
          List.of());
    } catch (StoreException unusable) {
      return none();
    }
  }

  Past withLog(List<LoggedChange> logged) {
    return new Past(owned, configuration, checked, changed, logged);
  }
}

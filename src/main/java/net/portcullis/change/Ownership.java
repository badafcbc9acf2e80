package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.store.OwnedList;

/** What our records say of a device's lists. */
final class Ownership {
  private final List<OwnedList> records;

  Ownership(List<OwnedList> records) {
    this.records = List.copyOf(records);
  }

  /** Whose a list is. */
  sealed interface Standing {
    /** We wrote it and nobody changed it since. */
    record Ours(OwnedList record) implements Standing {}

    /** An operator adopted it and nobody changed it since. */
    record Adopted(OwnedList record) implements Standing {}

    /** It is in our records, but not what is there now. */
    record Altered(OwnedList record) implements Standing {}

    /** Nothing is known of it. */
    record Foreign() implements Standing {}
  }

  Standing of(ReadList list) {
    Optional<OwnedList> record = record(list.name(), list.family());
    if (record.isEmpty()) {
      return new Standing.Foreign();
    }
    if (!record.get().hash().equals(Fingerprint.of(list))) {
      return new Standing.Altered(record.get());
    }
    return record.get().adopted()
        ? new Standing.Adopted(record.get())
        : new Standing.Ours(record.get());
  }

  Optional<OwnedList> record(String list, Family family) {
    return records.stream()
        .filter(
            record -> record.family() == family.number() && record.list().equalsIgnoreCase(list))
        .findFirst();
  }
}

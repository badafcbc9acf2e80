package net.portcullis.change;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Comparison;
import net.portcullis.dialect.DeviceConfig.ReadList;

/**
 * What is wanted at one place, and how it comes about.
 *
 * @param meaning what must stand there afterwards; absent where nothing is to be bound
 */
record Change(Target target, Optional<AccessList> meaning, Exchange exchange) {

  /** The same, with its exchange as the store has it: its lines as the device showed them. */
  Change asSeen(List<Exchange> seen) {
    return seen.stream()
        .filter(each -> each.place().equals(exchange.place()))
        .findFirst()
        .map(this::with)
        .orElse(this);
  }

  Change with(Exchange other) {
    return new Change(target, meaning, other);
  }

  /** How what the device shows differs from what was meant; absent where it means the same. */
  Optional<String> differs(ReadList list) {
    if (meaning.isEmpty()) {
      return Optional.empty();
    }
    Comparison comparison = Comparison.compare(meaning.get(), list.access(), target.family());
    if (comparison.isEqual()) {
      return Optional.empty();
    }
    return Optional.of(
        "List "
            + list.name()
            + " as the device shows it does not mean what was written: "
            + comparison.example()
            + ".");
  }
}

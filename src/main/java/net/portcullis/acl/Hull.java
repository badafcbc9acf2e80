package net.portcullis.acl;

import java.util.List;
import java.util.Optional;

/** A box around a match, for telling quickly that two matches have no packet in common. */
final class Hull {
  private final AddressMask source;
  private final AddressMask destination;
  private final Range protocols;
  private final Range sourcePorts;
  private final Range destinationPorts;
  private final boolean empty;

  Hull(Match match) {
    source = around(match.sources());
    destination = around(match.destinations());
    protocols = around(Optional.of(match.protocols()));
    sourcePorts = around(match.sourcePorts());
    destinationPorts = around(match.destinationPorts());
    empty = match.protocols().isEmpty();
  }

  AddressMask source() {
    return source;
  }

  AddressMask destination() {
    return destination;
  }

  /** False only where no packet is in both. */
  boolean mayOverlap(Hull other) {
    return !empty
        && !other.empty
        && meet(destination, other.destination)
        && meet(source, other.source)
        && meet(protocols, other.protocols)
        && meet(destinationPorts, other.destinationPorts)
        && meet(sourcePorts, other.sourcePorts);
  }

  private static boolean meet(Range a, Range b) {
    return a.low() <= b.high() && b.low() <= a.high();
  }

  private static boolean meet(AddressMask a, AddressMask b) {
    return ((a.value().low() ^ b.value().low()) & a.mask().low() & b.mask().low()) == 0
        && ((a.value().high() ^ b.value().high()) & a.mask().high() & b.mask().high()) == 0;
  }

  /** The bits that all the masks fix to the same value. */
  static AddressMask around(List<AddressMask> masks) {
    AddressMask first = masks.getFirst();
    long high = first.mask().high();
    long low = first.mask().low();
    for (AddressMask mask : masks) {
      high &= mask.mask().high() & ~(mask.value().high() ^ first.value().high());
      low &= mask.mask().low() & ~(mask.value().low() ^ first.value().low());
    }
    return new AddressMask(first.value(), new Address(first.family(), high, low));
  }

  /** An open dimension also takes packets that lack it, so it meets everything. */
  private static Range around(Optional<Ranges> ranges) {
    if (ranges.isEmpty() || ranges.get().isEmpty()) {
      return new Range(0, 65535);
    }
    List<Range> list = ranges.get().list();
    return new Range(list.getFirst().low(), list.getLast().high());
  }
}

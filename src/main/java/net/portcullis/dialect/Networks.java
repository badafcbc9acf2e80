package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.portcullis.acl.AddressMask;

/**
 * Protocols that a configuration starts by network or neighbour and not by interface: each lives on
 * the interfaces whose own network meets what was named.
 */
final class Networks {
  private final Map<String, List<AddressMask>> addresses = new LinkedHashMap<>();
  private final List<Named> named = new ArrayList<>();

  private record Named(String protocol, List<AddressMask> masks, int line) {}

  /** An interface's address with the mask of its network. */
  void address(String interfaceName, List<Piece> pieces) {
    addresses.computeIfAbsent(interfaceName, _ -> new ArrayList<>()).addAll(masks(pieces));
  }

  void runs(String protocol, List<Piece> pieces, int line) {
    named.add(new Named(protocol, masks(pieces), line));
  }

  List<DeviceConfig.Infrastructure> found() {
    List<DeviceConfig.Infrastructure> found = new ArrayList<>();
    for (Named one : named) {
      addresses.forEach((interfaceName, own) -> {
        if (one.masks().stream().anyMatch(mask -> own.stream().anyMatch(o -> meet(o, mask)))) {
          found.add(new DeviceConfig.Infrastructure(interfaceName, one.protocol(), one.line()));
        }
      });
    }
    return found;
  }

  private static boolean meet(AddressMask one, AddressMask other) {
    return one.family() == other.family()
        && one.value()
            .and(one.mask())
            .and(other.mask())
            .equals(other.value().and(other.mask()).and(one.mask()));
  }

  private static List<AddressMask> masks(List<Piece> pieces) {
    List<AddressMask> masks = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Addresses addresses) {
        masks.addAll(addresses.masks());
      }
    }
    return masks;
  }
}

package net.portcullis.emulator;

import java.util.Map;
import net.portcullis.acl.Address;

/** Addresses and what they are compared by, as a device that rewrites them stores them. */
final class Masks {
  private Masks() {}

  static void store(Kind.Masked masked, Map<String, String> values) {
    String wildcard = masked.address() + "-wildcard";
    String address = values.get(masked.address());
    String mask = values.remove(wildcard);
    if (address == null) {
      return;
    }
    int slash = address.indexOf('/');
    if (slash >= 0) {
      Address network = Address.parse(address.substring(0, slash));
      int length = Integer.parseInt(address.substring(slash + 1));
      if (length == 0) {
        values.remove(masked.address());
        values.put(masked.as(), masked.all());
      } else if (length == network.family().bits()) {
        values.put(masked.address(), network.toString());
        values.put(masked.as(), masked.one());
      }
      return;
    }
    if (mask == null || mask.equals("0.0.0.0")) {
      values.put(masked.as(), masked.one());
    } else if (mask.equals("255.255.255.255")) {
      values.remove(masked.address());
      values.put(masked.as(), masked.all());
    } else {
      values.put(
          masked.address(), Address.parse(address).and(Address.parse(mask).not()).toString());
      values.put(wildcard, mask);
    }
  }
}

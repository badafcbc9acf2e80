package net.portcullis.inventory;

import java.util.List;
import net.portcullis.input.Fields;

/**
 * Which devices a command means. A selector is a device's name, a glob ({@code *} and {@code ?}),
 * {@code site=...}, {@code profile=...} or {@code tag=...} (each again a name or glob); selectors
 * joined by commas must all hold; several arguments are a union.
 */
public record Selection(List<String> selectors) {
  private static final List<String> KEYS = List.of("site", "profile", "tag");

  public Selection {
    selectors = List.copyOf(selectors);
  }

  /** Every device. */
  public static Selection all() {
    return new Selection(List.of("*"));
  }

  /**
   * The selected devices, in the inventory's order.
   *
   * @throws IllegalArgumentException where a selector is malformed or selects nothing: one
   *     sentence, a line feed and a remedy
   */
  public List<Device> devices(Inventory inventory) {
    for (String selector : selectors) {
      if (inventory.devices().stream().noneMatch(device -> matches(selector, device))) {
        List<String> names = inventory.devices().stream().map(Device::name).toList();
        throw new IllegalArgumentException(
            "No device matches '"
                + selector
                + "'.\n"
                + Fields.nearest(selector, names)
                    .map(near -> "Did you mean '" + near + "'?")
                    .orElse("Name a device, a glob, site=..., profile=... or tag=..."));
      }
    }
    return inventory.devices().stream().filter(this::includes).toList();
  }

  /** True where any of the selectors means the device. */
  public boolean includes(Device device) {
    return selectors.stream().anyMatch(selector -> matches(selector, device));
  }

  private static boolean matches(String selector, Device device) {
    int comma = selector.indexOf(',');
    String first = comma < 0 ? selector : selector.substring(0, comma);
    return one(first.strip(), device)
        && (comma < 0 || matches(selector.substring(comma + 1), device));
  }

  private static boolean one(String selector, Device device) {
    int equals = selector.indexOf('=');
    if (equals < 0) {
      return glob(selector, device.name());
    }
    String key = selector.substring(0, equals);
    String value = selector.substring(equals + 1);
    return switch (key) {
      case "site" -> glob(value, device.site());
      case "profile" -> glob(value, device.profile());
      case "tag" -> device.tags().stream().anyMatch(tag -> glob(value, tag));
      default ->
          throw new IllegalArgumentException(
              "'"
                  + key
                  + "=' selects nothing that is known.\n"
                  + Fields.nearest(key, KEYS)
                      .map(near -> "Did you mean '" + near + "='?")
                      .orElse("Use site=, profile= or tag=."));
    };
  }

  /**
   * Backtracks only to the last star, so that the time is bounded by the product of the lengths.
   */
  private static boolean glob(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}

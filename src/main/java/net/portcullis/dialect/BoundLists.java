package net.portcullis.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where lists are bound, as a configuration and its listings say it together. */
final class BoundLists {
  private final Grammar.Lists lists;
  private final Map<String, DeviceConfig.ReadBinding> bindings = new LinkedHashMap<>();

  /** By binding: what must be enabled for it to be in force. */
  private final Map<String, String> needs = new LinkedHashMap<>();

  private final Set<String> enabled = new HashSet<>();

  BoundLists(Grammar.Lists lists) {
    this.lists = lists;
  }

  /**
   * Takes a binding. The same one may show twice, in the configuration and in a listing that also
   * knows its status.
   *
   * @param need what must be enabled for it to be in force; empty for nothing
   */
  void add(DeviceConfig.ReadBinding binding, String need) {
    String key =
        String.join(
            " ",
            binding.interfaceName().toLowerCase(Locale.ROOT),
            binding.direction().name(),
            binding.family().name(),
            lists.key(binding.list()));
    if (!need.isEmpty()) {
      needs.put(key, need);
    }
    bindings.merge(
        key, binding, (known, again) -> withStatus(known, known.status().or(again::status)));
  }

  /** Bindings that need this are in force. */
  void enable(String need) {
    enabled.add(need);
  }

  /** The bindings; the status of one says if what it needs is not enabled. */
  List<DeviceConfig.ReadBinding> all() {
    List<DeviceConfig.ReadBinding> all = new ArrayList<>();
    bindings.forEach((key, binding) -> {
      Optional<String> missing =
          Optional.ofNullable(needs.get(key))
              .filter(need -> !enabled.contains(need))
              .map(need -> need + " is not enabled");
      all.add(withStatus(binding, binding.status().or(() -> missing)));
    });
    return all;
  }

  /** Bindings beside others, where nobody knows what several lists do together. */
  static List<DeviceConfig.Unreadable> together(
      List<DeviceConfig.ReadBinding> bindings, String file) {
    Map<String, DeviceConfig.ReadBinding> first = new HashMap<>();
    List<DeviceConfig.Unreadable> beside = new ArrayList<>();
    for (DeviceConfig.ReadBinding binding : bindings) {
      String place =
          binding.interfaceName().toLowerCase(Locale.ROOT)
              + " "
              + binding.direction().text()
              + " "
              + binding.family().number();
      DeviceConfig.ReadBinding other = first.putIfAbsent(place, binding);
      if (other != null && !other.list().equals(binding.list())) {
        beside.add(
            new DeviceConfig.Unreadable(
                file,
                binding.line(),
                binding.interfaceName() + ": " + other.list() + ", " + binding.list(),
                "which of several lists at one place is asked first is not known"));
      }
    }
    return beside;
  }

  private static DeviceConfig.ReadBinding withStatus(
      DeviceConfig.ReadBinding binding, Optional<String> status) {
    return new DeviceConfig.ReadBinding(
        binding.interfaceName(),
        binding.direction(),
        binding.family(),
        binding.list(),
        binding.line(),
        status);
  }
}

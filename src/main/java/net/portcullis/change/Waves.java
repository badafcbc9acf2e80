package net.portcullis.change;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;

/**
 * The order in which devices change: waves as the inventory has them, or one device alone and then
 * the rest. Devices of one redundancy group are never in one wave.
 */
final class Waves {
  private Waves() {}

  /**
   * Divides devices into waves, none of them empty.
   *
   * @param selected whether a selector takes a device
   */
  static List<List<Device>> of(
      List<Device> devices, List<Inventory.Wave> declared, BiPredicate<String, Device> selected) {
    List<List<Device>> waves = new ArrayList<>();
    List<Device> left = new ArrayList<>(devices);
    for (Inventory.Wave wave : declared) {
      List<Device> members =
          left.stream()
              .filter(device ->
                  wave.selectors().stream().anyMatch(selector -> selected.test(selector, device)))
              .toList();
      left.removeAll(members);
      waves.addAll(apart(members));
    }
    if (declared.isEmpty() && left.size() > 1) {
      waves.add(List.of(left.removeFirst()));
    }
    waves.addAll(apart(left));
    return List.copyOf(waves);
  }

  /** As few waves as keep the members of each redundancy group apart. */
  private static List<List<Device>> apart(List<Device> devices) {
    List<List<Device>> waves = new ArrayList<>();
    List<Device> left = new ArrayList<>(devices);
    while (!left.isEmpty()) {
      Set<String> groups = new HashSet<>();
      List<Device> wave = new ArrayList<>();
      for (Device device : left) {
        Optional<String> group = device.redundancyGroup();
        if (group.isEmpty() || groups.add(group.get())) {
          wave.add(device);
        }
      }
      left.removeAll(wave);
      waves.add(List.copyOf(wave));
    }
    return waves;
  }
}

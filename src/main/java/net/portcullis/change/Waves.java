package net.portcullis.change;

import java.time.Duration;
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
   * Devices that change at once.
   *
   * @param soak how long they are left to work before they are looked at again
   * @param pause how long nothing is done after that
   */
  record Wave(List<Device> devices, Duration soak, Duration pause) {
    Wave {
      devices = List.copyOf(devices);
    }
  }

  /**
   * Divides devices into waves, none of them empty.
   *
   * @param selected whether a selector takes a device
   */
  static List<Wave> of(
      List<Device> devices, List<Inventory.Wave> declared, BiPredicate<String, Device> selected) {
    List<Wave> waves = new ArrayList<>();
    List<Device> left = new ArrayList<>(devices);
    for (Inventory.Wave wave : declared) {
      List<Device> members =
          left.stream()
              .filter(device ->
                  wave.selectors().stream().anyMatch(selector -> selected.test(selector, device)))
              .toList();
      left.removeAll(members);
      apart(members, wave.size().orElse(Integer.MAX_VALUE))
          .forEach(part -> waves.add(new Wave(part, wave.soak(), wave.pause())));
    }
    if (declared.isEmpty() && left.size() > 1) {
      waves.add(new Wave(List.of(left.removeFirst()), Duration.ZERO, Duration.ZERO));
    }
    apart(left, Integer.MAX_VALUE)
        .forEach(part -> waves.add(new Wave(part, Duration.ZERO, Duration.ZERO)));
    return List.copyOf(waves);
  }

  /** As few waves as keep the members of each redundancy group apart and none above the size. */
  private static List<List<Device>> apart(List<Device> devices, int size) {
    List<List<Device>> waves = new ArrayList<>();
    List<Device> left = new ArrayList<>(devices);
    while (!left.isEmpty()) {
      Set<String> groups = new HashSet<>();
      List<Device> wave = new ArrayList<>();
      for (Device device : left) {
        Optional<String> group = device.redundancyGroup();
        if (wave.size() < size && (group.isEmpty() || groups.add(group.get()))) {
          wave.add(device);
        }
      }
      left.removeAll(wave);
      waves.add(List.copyOf(wave));
    }
    return waves;
  }
}

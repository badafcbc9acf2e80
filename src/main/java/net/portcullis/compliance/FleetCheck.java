package net.portcullis.compliance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.policy.Intent;

/** Checks many devices at once, and weighs what was found as the inventory says. */
public final class FleetCheck {
  /** Devices that are talked to at a time. */
  private static final int AT_ONCE = 64;

  private final Inventory inventory;
  private final Function<Device, Dialect> dialects;
  private final Checker checker;
  private final Clock clock;

  public FleetCheck(
      Inventory inventory, Function<Device, Dialect> dialects, Checker checker, Clock clock) {
    this.inventory = inventory;
    this.dialects = dialects;
    this.checker = checker;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param checks one a device, in the order of the devices
   * @param notices sentences on the inventory, such as waivers that waive nothing
   */
  public record Result(List<DeviceCheck> checks, List<String> notices) {
    public Result {
      checks = List.copyOf(checks);
      notices = List.copyOf(notices);
    }
  }

  /**
   * Checks devices. One virtual thread a device: each waits for its device nearly all of the time.
   * So many at once that slow devices do not hold up the others, and so few that none is kept
   * waiting by this host until it gives up.
   *
   * @param intents of these devices, and perhaps of others
   * @param unknown why a device's platform is not known, by device; these are not contacted
   */
  public Result check(List<Device> devices, List<Intent> intents, Map<String, String> unknown)
      throws InterruptedException {
    Map<String, List<Intent>> own = new HashMap<>();
    for (Intent intent : intents) {
      own.computeIfAbsent(intent.device().name(), name -> new ArrayList<>()).add(intent);
    }
    Semaphore places = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<DeviceCheck>> running = new ArrayList<>();
      for (Device device : devices) {
        List<Intent> wanted = own.getOrDefault(device.name(), List.of());
        running.add(
            threads.submit(() -> {
              places.acquire();
              try {
                return unknown.containsKey(device.name())
                    ? checker.unrecognised(device, String.valueOf(unknown.get(device.name())))
                    : checker.check(device, dialects.apply(device), wanted);
              } finally {
                places.release();
              }
            }));
      }
      List<DeviceCheck> checks = new ArrayList<>();
      for (Future<DeviceCheck> each : running) {
        checks.add(each.get());
      }
      return weigh(devices, checks);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
  }

  /** What is known of a device that could not be asked what it is: nothing. */
  public DeviceCheck unrecognised(Device device, String why) {
    return checker.unrecognised(device, why);
  }

  /** Another look at a device than a check's, which does not count where somebody changes it. */
  public DeviceCheck unchanged(Device device, List<Intent> intents, Supplier<DeviceCheck> look) {
    return checker.unchanged(device, intents, look);
  }

  /** Weighs checks of these devices, which are in the same order. */
  public Result weigh(List<Device> devices, List<DeviceCheck> checks) {
    Settings settings = new Settings(inventory.compliance(), LocalDate.now(clock));
    List<DeviceCheck> together = GroupRules.apply(devices, checks);
    List<DeviceCheck> weighed = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      weighed.add(settings.apply(devices.get(i), together.get(i)));
    }
    return new Result(weighed, settings.unused(devices, weighed));
  }
}

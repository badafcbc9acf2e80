package net.portcullis.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.portcullis.change.Target.Goal;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Inventory;
import net.portcullis.store.Store;
import net.portcullis.store.TransactionRecord;

/**
 * Finds what must be wanted so that devices hold again what they held before a run. Getting there
 * is a change like any other, with the same care.
 */
public final class Rollback {
  private final Inventory inventory;
  private final Function<Device, Dialect> dialects;
  private final Store store;

  public Rollback(Inventory inventory, Function<Device, Dialect> dialects, Store store) {
    this.inventory = inventory;
    this.dialects = dialects;
    this.store = store;
  }

  /** What is wanted of each device, or a sentence on why it cannot be had. */
  public sealed interface Result {
    record Wanted(Map<Device, List<Target>> targets) implements Result {}

    record Impossible(String why) implements Result {}
  }

  /** Back to before a run, or to before a device's last change. */
  public Result of(String runOrDevice) {
    List<TransactionRecord> ofRun =
        store.ofRun(runOrDevice).stream().filter(Rollback::changed).toList();
    if (!ofRun.isEmpty()) {
      return wanted(ofRun);
    }
    if (store.runs().stream().anyMatch(run -> run.id().equals(runOrDevice))) {
      return new Result.Impossible(
          "Run " + runOrDevice + " changed nothing that is still in force.");
    }
    Optional<TransactionRecord> last = last(runOrDevice);
    return last.isPresent()
        ? wanted(List.of(last.get()))
        : new Result.Impossible(
            "There is no run and no changed device named "
                + runOrDevice
                + "; see 'portcullis history'.");
  }

  private static boolean changed(TransactionRecord record) {
    return record.state().equals(State.SAVED.name());
  }

  private Optional<TransactionRecord> last(String device) {
    return store.ofDevice(device).stream().filter(Rollback::changed).findFirst();
  }

  private Result wanted(List<TransactionRecord> records) {
    Map<Device, List<Target>> wanted = new LinkedHashMap<>();
    for (TransactionRecord record : records) {
      Optional<Device> device = inventory.device(record.device());
      if (device.isEmpty()) {
        return new Result.Impossible(
            "The device " + record.device() + " is no longer in the inventory; put it back first.");
      }
      Optional<TransactionRecord> last = last(record.device());
      if (last.isPresent() && !last.get().id().equals(record.id())) {
        return new Result.Impossible(
            "Run "
                + last.get().run()
                + " changed "
                + record.device()
                + " after run "
                + record.run()
                + "; roll that back first.");
      }
      List<Target> targets = new ArrayList<>();
      for (Exchange exchange : Journal.read(record.id(), record.detail()).exchanges()) {
        Optional<Binding> binding = device.get().binding(exchange.binding());
        if (binding.isEmpty()) {
          return new Result.Impossible(
              "The binding "
                  + exchange.binding()
                  + " of "
                  + record.device()
                  + " is no longer in the inventory; put it back first.");
        }
        targets.add(target(device.get(), binding.get(), exchange));
      }
      wanted.put(device.get(), targets);
    }
    return new Result.Wanted(wanted);
  }

  private Target target(Device device, Binding binding, Exchange exchange) {
    Optional<String> old = exchange.before().bound();
    Goal goal =
        old.isEmpty()
            ? new Goal.Nothing()
            : exchange
                .restorable()
                .<Goal>map(list -> BothFamilies.lines(dialects.apply(device), list))
                .orElseGet(() -> new Goal.Existing(old.get()));
    return new Target(binding, exchange.direction(), exchange.family(), goal, List.of());
  }
}

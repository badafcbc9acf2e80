package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.portcullis.acl.Family;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.dialect.Dialect;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Direction;
import net.portcullis.session.SessionException;
import net.portcullis.verify.Expected;
import net.portcullis.verify.Expected.Lists;

/** The look at a changed device: through a new login, its agent, and packets. */
final class FreshLook {
  private final Verification verification;
  private final Device device;
  private final Link link;
  private final List<Change> changes;

  FreshLook(Verification verification, Device device, Link link, List<Change> changes) {
    this.verification = verification;
    this.device = device;
    this.link = link;
    this.changes = List.copyOf(changes);
  }

  /**
   * What does not stand as it was changed to, or is contradicted by the agent or a probe.
   *
   * @param before what stood there just before, where all else must be as it was
   * @param unseen hears what could not be seen
   */
  Optional<String> contradiction(Optional<DeviceConfig> before, Consumer<String> unseen)
      throws SessionException {
    link.fresh();
    DeviceConfig read = link.read(Dialect.Source.RUNNING);
    List<String> elsewhere =
        before
            .map(then ->
                Fingerprint.elsewhere(then, read, changes.stream().map(Change::exchange).toList()))
            .orElse(List.of());
    if (!elsewhere.isEmpty()) {
      return Optional.of(
          "While the change was put in force, something else on the device changed: "
              + elsewhere.getFirst()
              + ".");
    }
    for (Change change : changes) {
      Exchange exchange = change.exchange();
      if (!Situation.finished(exchange, read)) {
        return Optional.of(exchange.place() + " does not hold the new list.");
      }
      for (ReadBinding bound :
          read.bound(exchange.interfaceName(), exchange.direction(), exchange.family())) {
        Optional<ReadList> list = read.list(bound.list(), exchange.family());
        Optional<String> wrong = list.flatMap(change::differs);
        if (wrong.isPresent()) {
          return wrong;
        }
        if (bound.status().isPresent()) {
          return Optional.of(
              "The device says of list "
                  + bound.list()
                  + " at "
                  + exchange.place()
                  + ": "
                  + bound.status().get());
        }
      }
    }
    boolean policys =
        changes.stream().allMatch(change -> change.target().goal() instanceof Target.Goal.Rules);
    Verification.Result result =
        verification.verify(device, link.dialect(), expected(read), policys);
    result.inconclusive().forEach(unseen);
    return result.failed().isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(" ", result.failed()));
  }

  /**
   * What the agent should show: at each place of ours what was just read, and nothing where the
   * change took the list away.
   */
  private List<Expected> expected(DeviceConfig read) {
    List<Expected> expected = new ArrayList<>();
    for (Binding binding : device.bindings()) {
      for (Direction direction : Direction.values()) {
        for (Family family : Family.values()) {
          List<ReadBinding> bound = read.bound(binding.interfaceName(), direction, family);
          if (bound.size() == 1) {
            String name = bound.getFirst().list();
            int rules = read.list(name, family).map(list -> list.access().lines().size()).orElse(0);
            expected.add(new Expected(binding, direction, family, Lists.exactly(name), rules));
          } else if (bound.isEmpty() && changed(binding, direction, family)) {
            expected.add(new Expected(binding, direction, family, Lists.none(), 0));
          }
        }
      }
    }
    return expected;
  }

  private boolean changed(Binding binding, Direction direction, Family family) {
    return changes.stream()
        .map(Change::target)
        .anyMatch(target ->
            target.binding().name().equals(binding.name())
                && target.direction() == direction
                && target.family() == family);
  }
}

package net.portcullis.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Family;
import net.portcullis.change.Step.Mark;
import net.portcullis.change.Step.Point;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.dialect.DeviceConfig.ReadBinding;
import net.portcullis.dialect.DeviceConfig.ReadList;
import net.portcullis.inventory.Direction;

/** Finds in a device's configuration what stands at a binding. */
final class Reading {
  private Reading() {}

  /** What stands at a binding; several lists there are not for us to touch, and read as absent. */
  static Optional<Point> at(
      DeviceConfig config, String interfaceName, Direction direction, Family family) {
    List<ReadBinding> bound = config.bound(interfaceName, direction, family);
    return switch (bound.size()) {
      case 0 -> Optional.of(new Point(Optional.empty(), List.of()));
      case 1 -> {
        String name = bound.getFirst().list();
        yield Optional.of(
            new Point(
                Optional.of(name),
                config.list(name, family).map(Reading::marks).orElse(List.of())));
      }
      default -> Optional.empty();
    };
  }

  /** What stands where a change is to happen. */
  static Optional<Point> at(DeviceConfig config, Target target) {
    return at(config, target.binding().interfaceName(), target.direction(), target.family());
  }

  /** The list that stands where a change is to happen; several there read as absent. */
  static Optional<ReadList> bound(DeviceConfig config, Target target) {
    return at(config, target)
        .flatMap(Point::bound)
        .flatMap(name -> config.list(name, target.family()));
  }

  /** A list's lines as we know them again. */
  static List<Mark> marks(ReadList list) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < list.access().lines().size(); i++) {
      marks.add(
          new Mark(
              i < list.ids().size() ? list.ids().get(i) : "",
              Fingerprint.of(list.access().lines().get(i))));
    }
    return marks;
  }
}

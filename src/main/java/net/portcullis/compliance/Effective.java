package net.portcullis.compliance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.portcullis.acl.AccessList;
import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Match;
import net.portcullis.acl.Verdict;
import net.portcullis.dialect.DeviceConfig;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/**
 * What a device really does with the packets at a binding, whatever is bound there and whoever owns
 * it.
 */
final class Effective {
  private Effective() {}

  /**
   * Everything bound, as one list: the next list is asked what the one before did not match. A
   * bound list that the configuration does not hold makes everything unknown.
   */
  static AccessList at(DeviceConfig config, Binding binding, Direction direction, Family family) {
    List<DeviceConfig.ReadBinding> bound = config.bound(binding.interfaceName(), direction, family);
    if (bound.isEmpty()) {
      return config.unbound(family);
    }
    List<Line> lines = new ArrayList<>();
    Verdict otherwise = Verdict.PERMIT;
    for (DeviceConfig.ReadBinding one : bound) {
      Optional<DeviceConfig.ReadList> list = config.list(one.list(), family);
      if (list.isEmpty()) {
        lines.add(missing(one, family));
      } else {
        lines.addAll(list.get().access().lines());
        otherwise = list.get().access().otherwise();
      }
    }
    return new AccessList(bound.getFirst().list(), lines, otherwise);
  }

  private static Line missing(DeviceConfig.ReadBinding one, Family family) {
    return new Line(
        Verdict.UNKNOWN,
        List.of(Match.any(family)),
        true,
        new Line.Origin(one.line(), "the list " + one.list() + " is bound and does not exist"));
  }
}

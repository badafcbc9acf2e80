package net.portcullis.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.input.Place;
import net.portcullis.inventory.Binding;
import net.portcullis.inventory.Direction;

/** Bindings for tests. */
final class TestBindings {
  private TestBindings() {}

  static Binding vlanInterface(String name, String interfaceName) {
    return of(name, interfaceName, Binding.Attachment.VLAN_INTERFACE);
  }

  static Binding of(String name, String interfaceName, Binding.Attachment attachment) {
    return new Binding(
        name,
        interfaceName,
        attachment,
        Set.of(Direction.IN, Direction.OUT),
        Binding.Faces.OUTSIDE,
        Optional.empty(),
        "inside",
        "outside",
        Binding.Ipv6.MANAGED,
        List.of(),
        Binding.Mode.ENFORCE,
        false,
        List.of(),
        Place.start("test"));
  }
}

package net.portcullis.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What an application needs, component by component, in the order of the source document.
 *
 * @param name the application, such as {@code imc}: the name of the folder it was read from
 * @param roles every name that flows use for one end of the traffic
 */
public record Catalog(String name, List<Component> components, List<Role> roles) {

  public Catalog {
    components = List.copyOf(components);
    roles = List.copyOf(roles);
  }

  /** A catalog whose roles nobody described. */
  public Catalog(String name, List<Component> components) {
    this(name, components, List.of());
  }

  /** The component of that id. */
  public Optional<Component> component(String id) {
    return components.stream().filter(component -> component.id().equals(id)).findFirst();
  }

  /** Every entry of every component. */
  public List<Entry> entries() {
    return components.stream().flatMap(component -> component.entries().stream()).toList();
  }
}

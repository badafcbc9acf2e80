package net.portcullis.policy;

import java.util.ArrayList;
import java.util.List;
import net.portcullis.acl.Address;
import net.portcullis.acl.Prefix;
import net.portcullis.inventory.Inventory;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a zone: some prefixes, or everything but those of the site's other zones.
 *
 * @param prefixes the zone's own, or for a rest the others'
 */
record Area(List<Prefix> prefixes, boolean rest) {

  Area {
    prefixes = List.copyOf(prefixes);
  }

  static Area of(Inventory.Site site, String zoneName) {
    Inventory.Zone zone = site.zones().get(zoneName);
    if (zone == null) {
      throw new IllegalArgumentException("The site has no zone " + zoneName + ".");
    }
    if (!zone.rest()) {
      return new Area(zone.prefixes(), false);
    }
    return new Area(
        site.zones().values().stream()
            .flatMap(other -> other.prefixes().stream())
            .sorted()
            .toList(),
        true);
  }

  /** By hand, as {@link Address} says. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Area area && rest == area.rest && prefixes.equals(area.prefixes);
  }

  @Override
  public int hashCode() {
    return 31 * prefixes.hashCode() + Boolean.hashCode(rest);
  }

  boolean contains(Address address) {
    for (Prefix prefix : prefixes) {
      if (prefix.contains(address)) {
        return !rest;
      }
    }
    return rest;
  }

  /**
   * The part of the given prefixes that lies here. A prefix that is larger than another zone is
   * kept whole for a rest; {@link #holes} then says what of it lies elsewhere.
   */
  List<Prefix> intersect(List<Prefix> wanted) {
    List<Prefix> both = new ArrayList<>();
    for (Prefix one : wanted) {
      if (rest) {
        if (prefixes.stream().noneMatch(other -> other.contains(one))) {
          both.add(one);
        }
        continue;
      }
      for (Prefix own : prefixes) {
        if (own.contains(one)) {
          both.add(one);
        } else if (one.contains(own)) {
          both.add(own);
        }
      }
    }
    return Prefixes.aggregate(both);
  }

  /** What lies inside the given prefixes and yet in another zone. */
  List<Prefix> holes(List<Prefix> kept) {
    if (!rest) {
      return List.of();
    }
    return prefixes.stream()
        .filter(hole -> kept.stream().anyMatch(one -> one.contains(hole)))
        .toList();
  }
}

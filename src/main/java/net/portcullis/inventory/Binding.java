package net.portcullis.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.portcullis.acl.Prefix;
import net.portcullis.input.Place;

/**
 * A place on a device where lists are bound.
 *
 * @param name unique on the device
 * @param interfaceName as the device spells it; for a zone pair {@code source/destination}
 * @param directions which get a list of ours
 * @param faces the zone that the interface looks at: a packet that enters there comes from it
 * @param inside name of the zone that is protected
 * @param outside name of the zone it is protected from
 * @param infrastructure protocols that must live on the interface: {@code vrrp}, {@code ospf},
 *     {@code bgp}, {@code bfd}, {@code pim}, {@code dhcp-relay}
 * @param seenAs what the device sees instead of an inside address that another device translates
 */
public record Binding(
    String name,
    String interfaceName,
    Attachment attachment,
    Set<Direction> directions,
    Faces faces,
    Optional<String> vrf,
    String inside,
    String outside,
    Ipv6 ipv6,
    List<String> infrastructure,
    Mode mode,
    boolean asymmetric,
    List<SeenAs> seenAs,
    Place place) {

  /** What lives on an interface that translates addresses. */
  public static final String TRANSLATION = "nat";

  public Binding {
    directions = Set.copyOf(directions);
    infrastructure = List.copyOf(infrastructure);
    seenAs = List.copyOf(seenAs);
  }

  /** What the list is bound to. */
  public enum Attachment {
    VLAN_INTERFACE,
    PORT,
    ZONE_PAIR
  }

  /** Which zone lies beyond the interface. */
  public enum Faces {
    INSIDE,
    OUTSIDE
  }

  /** What becomes of IPv6 here. */
  public enum Ipv6 {
    /** It gets lists of its own. */
    MANAGED,
    /** It gets lists that deny all but neighbour discovery. */
    DENIED,
    /** The interface has none; {@code check} verifies it. */
    ABSENT
  }

  /** Whether what is not allowed is denied, or counted and let through. */
  public enum Mode {
    OBSERVE,
    ENFORCE
  }

  /** An address translation in front of this binding. */
  public record SeenAs(Prefix real, Prefix translated) {}

  /**
   * What the inventory must still say of a protocol that lives on the interface; absent where it
   * says it.
   */
  public Optional<String> undeclared(String protocol) {
    if (protocol.equals(TRANSLATION)) {
      return seenAs.isEmpty()
          ? Optional.of(
              "say under 'seen-as' which addresses the device sees there instead of the real ones")
          : Optional.empty();
    }
    return infrastructure.contains(protocol)
        ? Optional.empty()
        : Optional.of("add '" + protocol + "' under 'infrastructure'");
  }

  /** True where a packet in this direction travels from the outside zone to the inside one. */
  public boolean inward(Direction direction) {
    return (direction == Direction.IN) == (faces == Faces.OUTSIDE);
  }
}

package net.portcullis.inventory;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.portcullis.acl.Address;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Place;

/**
 * One deployment: what stands where.
 *
 * @param catalog the application's catalog, such as {@code imc}
 * @param options how the catalog is applied
 * @param roles addresses of each role that the catalog's flows name; the servers' own roles ({@code
 *     imc}, {@code imc-...}) are derived from the servers where they are not given
 * @param vantages where probes are sent from
 * @param waves order of a fleet's devices: each wave a list of selectors; the first is the canary
 * @param compliance what checks hold devices against besides
 * @param automation what the daemon does by itself
 * @param places where statements stand, by path such as {@code parameters.web-http} or {@code
 *     devices.edge-a.management}: what {@link #place} answers from
 */
public record Inventory(
    String catalog,
    Options options,
    List<Site> sites,
    List<Server> servers,
    Map<String, Role> roles,
    List<Device> devices,
    List<Vantage> vantages,
    List<Wave> waves,
    List<ExtraPermit> extraPermits,
    Compliance compliance,
    Automation automation,
    Map<String, Place> places) {

  public Inventory {
    places = Map.copyOf(places);
    sites = List.copyOf(sites);
    servers = List.copyOf(servers);
    roles = Map.copyOf(roles);
    devices = List.copyOf(devices);
    vantages = List.copyOf(vantages);
    waves = List.copyOf(waves);
    extraPermits = List.copyOf(extraPermits);
  }

  /**
   * An inventory that was not read from files, so that no statement has a place: the usual rest.
   */
  public Inventory(
      String catalog,
      Options options,
      List<Site> sites,
      List<Server> servers,
      Map<String, Role> roles,
      List<Device> devices,
      List<Vantage> vantages,
      List<Wave> waves,
      List<ExtraPermit> extraPermits) {
    this(
        catalog,
        options,
        sites,
        servers,
        roles,
        devices,
        vantages,
        waves,
        extraPermits,
        Compliance.usual(),
        Automation.none(),
        Map.of());
  }

  /** Where the statement of that path stands, as far as it was read from a file. */
  public Optional<Place> place(String path) {
    return Optional.ofNullable(places.get(path));
  }

  /**
   * How the catalog is applied.
   *
   * @param corrected errata are applied; false takes the source document at its word
   * @param exceptions entry ids for which the other choice holds
   * @param strictServers between servers only the documented internal ports, instead of all IP
   * @param parameters values that move ports: name to port
   * @param dropped options such as {@code telnet}, or entry ids, whose rows are left out
   * @param supplement rows that the source does not list are taken too
   * @param allowEmpty an allowlist without a single permit is wanted
   * @param forceAny extra permits from any to any are wanted
   */
  public record Options(
      boolean corrected,
      Set<String> exceptions,
      boolean strictServers,
      Map<String, Ranges> parameters,
      Set<String> dropped,
      boolean supplement,
      boolean allowEmpty,
      boolean forceAny) {
    public Options {
      exceptions = Set.copyOf(exceptions);
      parameters = Map.copyOf(parameters);
      dropped = Set.copyOf(dropped);
    }
  }

  /** A site and the zones in it. */
  public record Site(String name, Map<String, Zone> zones, Place place) {
    public Site {
      zones = Map.copyOf(zones);
    }
  }

  /**
   * A named set of prefixes.
   *
   * @param prefixes empty where {@code rest} is set
   * @param rest everything that is in no other zone of the site
   */
  public record Zone(String name, List<Prefix> prefixes, boolean rest, Place place) {
    public Zone {
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * A server of the application and what runs on it.
   *
   * @param check the vantage whose login reaches this server, to look at its ports
   */
  public record Server(
      String name,
      String site,
      List<Address> addresses,
      List<String> components,
      boolean primary,
      Optional<String> check,
      Place place) {
    public Server {
      addresses = List.copyOf(addresses);
      components = List.copyOf(components);
    }
  }

  /** The addresses behind a role's name. */
  public record Role(String name, List<Prefix> prefixes, Place place) {
    public Role {
      prefixes = List.copyOf(prefixes);
    }
  }

  /**
   * Where a probe starts.
   *
   * @param name {@code local} is this host
   */
  public record Vantage(
      String name, Kind kind, List<Prefix> addresses, Optional<Device> login, Place place) {
    public Vantage {
      addresses = List.copyOf(addresses);
    }

    /** How a probe gets there. */
    public enum Kind {
      /** From this process. */
      LOCAL,
      /** From a Unix host over SSH. */
      SSH,
      /** An emulated device answers from its bound list; no packet is sent. */
      SIMULATED
    }
  }

  /**
   * One wave of a fleet.
   *
   * @param size how many devices change at once at most; absent: all
   * @param soak how long its devices are left to work before they are looked at again; what is not
   *     well then counts as failed
   * @param pause how long nothing is done before the next wave begins
   */
  public record Wave(
      String name,
      List<String> selectors,
      OptionalInt size,
      Duration soak,
      Duration pause,
      Place place) {
    public Wave {
      selectors = List.copyOf(selectors);
    }
  }

  /**
   * Traffic besides the catalog's that a person answers for.
   *
   * @param from role names or prefixes
   * @param to role names or prefixes
   * @param expiry the day after which it drops out; absent where permanent
   * @param review the day on which a permanent one is to be looked at again
   */
  public record ExtraPermit(
      String name,
      List<String> from,
      List<String> to,
      String protocol,
      Optional<Ranges> ports,
      Optional<String> icmp,
      String owner,
      String reason,
      Optional<LocalDate> expiry,
      Optional<LocalDate> review,
      Place place) {
    public ExtraPermit {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /** The device of that name. */
  public Optional<Device> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }

  /** The site of that name. */
  public Optional<Site> site(String name) {
    return sites.stream().filter(site -> site.name().equals(name)).findFirst();
  }

  /** The same with other devices in place of those of the same names. */
  public Inventory with(Map<String, Device> found) {
    return new Inventory(
        catalog,
        options,
        sites,
        servers,
        roles,
        devices.stream().map(device -> found.getOrDefault(device.name(), device)).toList(),
        vantages,
        waves,
        extraPermits,
        compliance,
        automation,
        places);
  }
}

package net.portcullis.inventory;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Address;
import net.portcullis.acl.Prefix;
import net.portcullis.input.Place;

/**
 * An ACL device.
 *
 * @param host address or name to connect to
 * @param port 1 to 65535
 * @param profile name of its device profile, or {@code auto}
 * @param hostname what its prompt must say; absent where it equals {@code name}
 * @param redundancyGroup devices of one group never change together
 * @param owns prefix of the names of the access lists that Portcullis may own here
 * @param numbers numbers of the access lists it may own, for platforms without names: low and high
 * @param managementSources who may reach the device's own SSH, Telnet and SNMP
 * @param aaaServers the device's RADIUS and TACACS+ servers
 * @param ownAddresses the device's own addresses, as far as declared
 * @param hostKey its SSH host key, {@code type base64}, where the inventory states it; it then
 *     stands above what {@code enroll} wrote down
 * @param legacy old SSH algorithms are allowed
 * @param objectGroups its lists may have object groups of their own, where these pay
 * @param tags for selection, {@code tag=...}
 */
public record Device(
    String name,
    String site,
    String host,
    int port,
    Transport transport,
    String profile,
    Optional<String> hostname,
    Optional<String> hostKey,
    Credentials credentials,
    Optional<Snmp> snmp,
    Optional<String> redundancyGroup,
    String owns,
    Optional<NumberRange> numbers,
    List<Prefix> managementSources,
    List<Address> aaaServers,
    List<Address> ownAddresses,
    boolean legacy,
    boolean objectGroups,
    List<String> tags,
    List<Binding> bindings,
    Place place,
    Place profilePlace) {

  /** In place of a profile's name: the device is to be asked what it is. */
  public static final String AUTO = "auto";

  public Device {
    managementSources = List.copyOf(managementSources);
    aaaServers = List.copyOf(aaaServers);
    ownAddresses = List.copyOf(ownAddresses);
    tags = List.copyOf(tags);
    bindings = List.copyOf(bindings);
  }

  /** A device whose host key the inventory does not state, and that has no object groups. */
  public Device(
      String name,
      String site,
      String host,
      int port,
      Transport transport,
      String profile,
      Optional<String> hostname,
      Credentials credentials,
      Optional<Snmp> snmp,
      Optional<String> redundancyGroup,
      String owns,
      Optional<NumberRange> numbers,
      List<Prefix> managementSources,
      List<Address> aaaServers,
      List<Address> ownAddresses,
      boolean legacy,
      List<String> tags,
      List<Binding> bindings,
      Place place,
      Place profilePlace) {
    this(
        name,
        site,
        host,
        port,
        transport,
        profile,
        hostname,
        Optional.empty(),
        credentials,
        snmp,
        redundancyGroup,
        owns,
        numbers,
        managementSources,
        aaaServers,
        ownAddresses,
        legacy,
        false,
        tags,
        bindings,
        place,
        profilePlace);
  }

  /** The same device, of which it has been found out what it is. */
  public Device withProfile(String found) {
    return new Device(
        name,
        site,
        host,
        port,
        transport,
        found,
        hostname,
        hostKey,
        credentials,
        snmp,
        redundancyGroup,
        owns,
        numbers,
        managementSources,
        aaaServers,
        ownAddresses,
        legacy,
        objectGroups,
        tags,
        bindings,
        place,
        profilePlace);
  }

  /** How its command line is reached. */
  public enum Transport {
    SSH,
    TELNET
  }

  /** Access-list numbers, both included. */
  public record NumberRange(int low, int high) {}

  /**
   * Who logs in.
   *
   * @param password absent where a key or the agent serves
   * @param key a private key file's reference
   * @param privilege the password for the privileged mode, where one is needed
   */
  public record Credentials(
      String user,
      Optional<SecretReference> password,
      Optional<SecretReference> key,
      Optional<SecretReference> privilege) {}

  /** How its SNMP agent is read. */
  public sealed interface Snmp {
    int port();

    /** Version 2c: the community travels in clear text. */
    record V2c(int port, SecretReference community) implements Snmp {}

    /**
     * Version 3 with authentication and privacy.
     *
     * @param authentication {@code sha1}, {@code sha224}, {@code sha256}, {@code sha384}, {@code
     *     sha512}
     * @param privacy {@code aes128}, {@code aes192}, {@code aes256}, {@code aes192c}, {@code
     *     aes256c}
     */
    record V3(
        int port,
        String user,
        String authentication,
        SecretReference authenticationPassword,
        String privacy,
        SecretReference privacyPassword)
        implements Snmp {}
  }

  /** What its prompt must say. */
  public String expectedHostname() {
    return hostname.orElse(name);
  }

  /** The binding of that name. */
  public Optional<Binding> binding(String wanted) {
    return bindings.stream().filter(binding -> binding.name().equals(wanted)).findFirst();
  }
}

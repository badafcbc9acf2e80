package net.portcullis.catalog;

import java.util.Optional;
import net.portcullis.acl.Ranges;

/**
 * Traffic that one role opens towards another. Roles are names that the inventory gives addresses.
 * In a component's flows {@code imc} means the servers that carry the component, {@code imc-ID}
 * those that carry the component of that id; in the supplement {@code imc} means all servers.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or {@code ip}
 * @param sourcePorts absent where any
 * @param ports destination ports; absent where the protocol has none, or where any will do
 * @param icmp for {@code icmp}: type and code as {@code 8/0}, or a type with any code as {@code 8}
 * @param helper traffic on other ports that the protocol opens besides: {@code ftp-data}, {@code
 *     tftp-data}
 * @param parameter the name of the value that moves {@code ports}, which are its default
 * @param option the name under which a deployment may drop this flow alone
 */
public record Flow(
    String from,
    String to,
    String protocol,
    Optional<Ranges> sourcePorts,
    Optional<Ranges> ports,
    Optional<String> icmp,
    Optional<String> helper,
    Basis basis,
    Optional<String> parameter,
    Optional<String> option) {

  /** A flow that nothing moves and nothing drops. */
  public Flow(
      String from,
      String to,
      String protocol,
      Optional<Ranges> sourcePorts,
      Optional<Ranges> ports,
      Optional<String> icmp,
      Optional<String> helper,
      Basis basis) {
    this(
        from,
        to,
        protocol,
        sourcePorts,
        ports,
        icmp,
        helper,
        basis,
        Optional.empty(),
        Optional.empty());
  }

  /** This flow with other destination ports. */
  Flow withPorts(Ranges moved) {
    return new Flow(
        from,
        to,
        protocol,
        sourcePorts,
        Optional.of(moved),
        icmp,
        helper,
        basis,
        parameter,
        option);
  }
}

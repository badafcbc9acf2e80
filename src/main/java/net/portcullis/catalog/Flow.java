package net.portcullis.catalog;

import java.util.Optional;
import net.portcullis.acl.Ranges;

/**
 * Traffic that one role opens towards another. Roles are names that the inventory gives addresses.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or {@code ip}
 * @param sourcePorts absent where any
 * @param ports destination ports; absent where the protocol has none
 * @param icmp for {@code icmp}: type and code as {@code 8/0}, or a type with any code as {@code 8}
 * @param helper traffic on other ports that the protocol opens besides: {@code ftp-data}, {@code
 *     tftp-data}
 */
public record Flow(
    String from,
    String to,
    String protocol,
    Optional<Ranges> sourcePorts,
    Optional<Ranges> ports,
    Optional<String> icmp,
    Optional<String> helper,
    Basis basis) {}

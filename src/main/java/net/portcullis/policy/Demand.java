package net.portcullis.policy;

import java.util.List;
import java.util.Optional;
import net.portcullis.acl.Prefix;
import net.portcullis.acl.Ranges;

/**
 * Traffic that the deployment wants, with addresses in place of roles, wherever it may cross.
 *
 * @param from who opens it
 * @param to who is opened to
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or {@code ip}
 * @param sourcePorts absent where any
 * @param ports destination ports; absent where the protocol has none
 * @param icmp type, or type and code, as IPv4 counts them
 * @param helper data connections that the protocol opens besides
 */
record Demand(
    Stage stage,
    List<Prefix> from,
    List<Prefix> to,
    String protocol,
    Optional<Ranges> sourcePorts,
    Optional<Ranges> ports,
    Optional<String> icmp,
    Optional<String> helper,
    Reason reason) {

  Demand {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  /** The same endpoints with other headers: the connections that a helper protocol opens. */
  static Demand data(
      Demand control,
      boolean fromServer,
      Optional<Ranges> sourcePorts,
      Ranges ports,
      String words) {
    return new Demand(
        control.stage,
        fromServer ? control.to : control.from,
        fromServer ? control.from : control.to,
        control.protocol,
        sourcePorts,
        Optional.of(ports),
        Optional.empty(),
        Optional.empty(),
        new Reason(control.reason.catalog(), control.reason.inventory(), words));
  }
}

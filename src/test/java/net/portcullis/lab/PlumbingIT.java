package net.portcullis.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lab itself: what the router drops does not arrive, and everything else does. */
class PlumbingIT {

  @Test
  void packets_cross_the_router_and_a_rule_on_it_stops_them() throws Exception {
    LabGate.open();
    try (ContainerLab lab = new ContainerLab()) {
      List<String> packets =
          List.of(
              "tcp 10.91.1.3 10.91.2.3 8080",
              "tcp 10.91.1.3 10.91.2.3 8443",
              "udp 10.91.1.3 10.91.2.3 162",
              "udp 10.91.1.3 10.91.2.3 514",
              "icmp 10.91.1.3 10.91.2.3 0");
      assertThat(ContainerLab.probe(lab.client, packets)).allMatch(line -> line.startsWith("open"));

      ContainerLab.run(
          lab.router,
          "nft -f - <<<'table inet t { chain c { type filter hook forward priority 0;"
              + " tcp dport 8443 drop; udp dport 514 drop; }; }'");

      assertThat(ContainerLab.probe(lab.client, packets))
          .containsExactly(
              "closed tcp 10.91.1.3 10.91.2.3 8443",
              "closed udp 10.91.1.3 10.91.2.3 514",
              "open icmp 10.91.1.3 10.91.2.3 0",
              "open tcp 10.91.1.3 10.91.2.3 8080",
              "open udp 10.91.1.3 10.91.2.3 162");
    }
  }
}

package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many packets the last line of a list let through, in the words of those that show it. */
class HitsTest {
  private static final String STATISTICS =
      """
      Interface: Vlan-interface20
       In-bound policy:
        IPv4 ACL PORTCULLIS_lan_in_4_g1, Hardware-count
         From 2026-03-01 10:25:21 to 2026-03-01 10:35:57
         rule 0 permit tcp source 10.1.1.0 0.0.0.255 destination-port eq www (7 packets)
         rule 65534 permit ip counting (1234 packets)
         Totally 1241 packets permitted, 0 packets denied
      """;
  private static final String CHAIN =
      """
      table inet portcullis {
      \tchain PORTCULLIS_lan_in_4_g1 {
      \t\tip saddr 10.1.1.0/24 tcp dport 80 accept
      \t\tcounter packets 98 bytes 5880 accept
      \t}
      }
      """;

  @Test
  void theLastLineCounts() {
    assertThat(TestProfiles.dialect("h3c-comware7").lastHits(STATISTICS)).hasValue(1234);
    assertThat(TestProfiles.dialect("linux-nftables").lastHits(CHAIN)).hasValue(98);
  }

  @Test
  void nobodyKnowsWhereNothingIsShown() {
    for (String profile : TestProfiles.all().names()) {
      assertThat(TestProfiles.dialect(profile).lastHits("Interface: Vlan-interface20\n")).isEmpty();
    }
  }
}

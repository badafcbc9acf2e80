package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines that have nothing to do with lists still make up the configuration. */
class OtherLinesTest {
  private final Dialect dialect = TestProfiles.dialect("cisco-ios");

  @Test
  void whatFollowsAListAtOnceCountsAsUnsavedAndAsAWayToManageTheDevice() {
    DeviceConfig config =
        dialect.readFile(
            "running",
            """
            ip access-list extended SERVERS
             permit tcp any any eq 443
            ip route 192.0.2.0 255.255.255.0 10.0.0.1
            snmp-server community public RO
            """);

    assertThat(config.others())
        .containsExactly(
            "ip route 192.0.2.0 255.255.255.0 10.0.0.1", "snmp-server community public RO");
    assertThat(dialect.managedBy("snmp-v2c", config))
        .containsExactly("snmp-server community public RO");
    assertThat(config.unreadable()).isEmpty();
  }

  @Test
  void likewiseOnAPlatformWithTheSameWords() {
    Dialect alike = TestProfiles.dialect("ruijie-rgos");

    DeviceConfig config =
        alike.readFile(
            "running",
            """
            ip access-list extended SERVERS
             10 permit tcp any any eq 443
            ip route 192.0.2.0 255.255.255.0 10.0.0.1
            snmp-server community public ro
            """);

    assertThat(config.others())
        .containsExactly(
            "ip route 192.0.2.0 255.255.255.0 10.0.0.1", "snmp-server community public ro");
    assertThat(alike.managedBy("snmp-v2c", config))
        .containsExactly("snmp-server community public ro");
    assertThat(config.unreadable()).isEmpty();
  }

  @Test
  void whatTheDeviceItselfWritesOtherwiseIsNoUnsavedChange() {
    String running =
        """
        hostname edge-a
        ip routing
        crypto pki certificate chain TP-self-signed-1
         certificate self-signed 01
          30820330 30820218 A0030201 02020101
          \tquit
        ntp clock-period 17179869
        """;
    String startup =
        """
        hostname edge-a
        ip routing
        crypto pki certificate chain TP-self-signed-1
         certificate self-signed 01 nvram:IOS-Self-Sig#1.cer
        ntp clock-period 17180012
        """;

    assertThat(dialect.readFile("startup", startup).others())
        .isEqualTo(dialect.readFile("running", running).others())
        .containsExactly("ip routing", "crypto pki certificate chain TP-self-signed-1");
  }
}

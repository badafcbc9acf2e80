package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import net.portcullis.acl.Family;
import net.portcullis.acl.Line;
import net.portcullis.acl.Lint;
import org.junit.jupiter.api.Test;

/** Lines that a platform implies are asked like others, but nobody types or mends them. */
class ImpliedLinesTest {
  @Test
  void linesThatNobodyWroteAreNotTypedAgain() {
    DeviceConfig.ReadList list =
        list("cisco-ios", "ipv6 access-list V6\n permit tcp any any eq 22\n", Family.IPV6);

    // Beside what lines perhaps do with later fragments.
    assertThat(list.access().lines()).filteredOn(Line::exact).hasSize(3);
    assertThat(list.written())
        .containsExactly(new Written.WrittenLine(0, "10", "permit tcp any any eq 22"));
    assertThat(list.text()).containsExactly("permit tcp any any eq 22");
  }

  @Test
  void whatALinePerhapsDoesWithLaterFragmentsIsNoLineOfItsOwn() {
    DeviceConfig.ReadList list =
        list("arista-eos", "ip access-list A\n   10 permit tcp any any eq 22\n", Family.IPV4);

    assertThat(list.access().lines()).hasSize(2);
    assertThat(list.written())
        .containsExactly(new Written.WrittenLine(0, "10", "10 permit tcp any any eq 22"));
  }

  @Test
  void statementsThatSayWhichLineTheyAreAreTypedWithoutThat() {
    DeviceConfig.ReadList list =
        list(
            "juniper-junos",
            """
            set firewall family inet filter WEB term 10 from protocol tcp
            set firewall family inet filter WEB term 10 from destination-port 10
            set firewall family inet filter WEB term 10 then accept
            set firewall family inet filter WEB term WEB then discard
            """,
            Family.IPV4);

    assertThat(list.written())
        .containsExactly(
            new Written.WrittenLine(0, "10", "from protocol tcp"),
            new Written.WrittenLine(0, "10", "from destination-port 10"),
            new Written.WrittenLine(0, "10", "then accept"),
            new Written.WrittenLine(0, "WEB", "then discard"));
  }

  @Test
  void nothingIsWrongWithThem() {
    DeviceConfig.ReadList list =
        list("cisco-ios", "ipv6 access-list V6\n deny ipv6 any any\n", Family.IPV6);

    assertThat(Lint.of(list.access(), Family.IPV6)).isEmpty();
  }

  private static DeviceConfig.ReadList list(String profile, String text, Family family) {
    return TestProfiles.dialect(profile).readFile("typed", text).lists().stream()
        .filter(list -> list.family() == family)
        .findFirst()
        .orElseThrow();
  }
}

package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, prefixes, masks and ranges. */
final class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:ffff:0102:0304, ::ffff:102:304",
    "::ffff:1.2.3.4, ::ffff:102:304",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "fe80:0:0:0:0:0:0:0, fe80::",
  })
  void anAddressIsWrittenInItsShortestForm(String text, String canonical) {
    assertThat(Address.parse(text)).hasToString(canonical).isEqualTo(Address.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1..3.4",
        "1.2.3.4 ",
        "a.b.c.d",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7::8:9",
        "::1.2.3",
        "1.2.3.4::",
        "fe80::1%eth0",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "::١"
      })
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyAddressSurvivesItsText() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      long holes = random.nextLong() | random.nextInt();
      Address six =
          new Address(Family.IPV6, random.nextLong() & ~holes, holes << random.nextInt(64));
      assertThat(Address.parse(six.toString())).isEqualTo(six);
      Address four = Address.ipv4(random.nextInt());
      assertThat(Address.parse(four.toString())).isEqualTo(four);
    }
  }

  @Test
  void aPrefixHasNoHostBits() {
    assertThat(Prefix.parse("10.0.0.0/8").contains(Address.parse("10.255.0.1"))).isTrue();
    assertThat(Prefix.parse("10.1.2.3")).hasToString("10.1.2.3/32");
    assertThat(Prefix.parse("2001:db8::/65").mask()).hasToString("ffff:ffff:ffff:ffff:8000::");
    assertThat(Prefix.parse("::/0").contains(Address.parse("::1"))).isTrue();
    assertThat(Prefix.parse("0.0.0.0/0").contains(Address.parse("::1"))).isFalse();
    for (String wrong :
        List.of("10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129")) {
      assertThatThrownBy(() -> Prefix.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aMaskWithHolesIsNoPrefix() {
    AddressMask odd = AddressMask.wildcard(Address.parse("10.0.0.1"), Address.parse("0.255.0.254"));
    assertThat(odd.prefixLength()).isEqualTo(-1);
    assertThat(odd.contains(Address.parse("10.7.0.129"))).isTrue();
    assertThat(odd.contains(Address.parse("10.7.0.128"))).isFalse();
    assertThat(odd).hasToString("10.0.0.1 wildcard 0.255.0.254");
  }

  @Test
  void halvesOfAPrefixAggregateAndHeldBlocksVanish() {
    List<AddressMask> blocks =
        List.of("10.0.1.0/24", "10.0.0.0/24", "10.0.2.0/23", "10.0.3.7", "192.0.2.1").stream()
            .map(Prefix::parse)
            .map(AddressMask::of)
            .toList();
    assertThat(Addresses.aggregate(blocks).toString()).isEqualTo("[10.0.0.0/22, 192.0.2.1/32]");
    assertThat(Addresses.covers(blocks, List.of(AddressMask.of(Prefix.parse("10.0.0.0/22")))))
        .isTrue();
    assertThat(Addresses.covers(blocks, List.of(AddressMask.of(Prefix.parse("10.0.0.0/21")))))
        .isFalse();
  }

  @Test
  void rangesAreOneValueForOneSet() {
    Ranges ranges =
        Ranges.of(new Range(5, 9), new Range(1, 4), new Range(20, 30), new Range(25, 65535));
    assertThat(ranges).hasToString("1-9,20-65535");
    assertThat(ranges.complement(65535)).hasToString("0,10-19");
    assertThat(ranges.complement(65535).union(ranges)).isEqualTo(Ranges.anyPort());
    assertThat(ranges.intersect(Ranges.of(new Range(9, 20)))).hasToString("9,20");
    assertThat(ranges.containsAll(Ranges.of(65535))).isTrue();
    assertThat(Ranges.none().complement(255)).isEqualTo(Ranges.anyProtocol());
    assertThatThrownBy(() -> new Range(9, 8)).hasMessageContaining("reversed");
    assertThatThrownBy(() -> Range.parse("70000")).hasMessageContaining("65535");
  }
}

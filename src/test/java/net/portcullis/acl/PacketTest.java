package net.portcullis.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PacketTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp 10.1.1.1:40000 > 10.2.2.2:22",
        "tcp 10.1.1.1 > 10.2.2.2:22",
        "tcp 10.1.1.1:0 > 10.2.2.2:0 established",
        "udp 10.1.1.1:65535 > 10.2.2.2:65535 reply",
        "udp 10.1.1.1 > 10.2.2.2 fragment",
        "tcp 10.1.1.1 > 10.2.2.2 fragment invalid",
        "icmp 10.1.1.1 > 10.2.2.2 8/0",
        "icmp 10.1.1.1 > 10.2.2.2 3/4 related",
        "icmp 10.1.1.1 > 10.2.2.2 fragment",
        "ip 10.1.1.1 > 10.2.2.2 proto 47",
        "ip 10.1.1.1:5000 > 10.2.2.2:3868 proto 132",
        "ip 10.1.1.1 > 10.2.2.2 proto 58",
        "tcp [2001:db8::1]:40000 > [2001:db8::2]:22",
        "icmp [2001:db8::1] > [2001:db8::2] 128/0",
        "ip [2001:db8::1] > [2001:db8::2] proto 1 fragment",
      })
  void aCanonicalTextIsReadAndWrittenBackUnchanged(String text) {
    assertThat(Packet.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  tcp\t10.1.1.1:1  >   10.2.2.2:2  new | tcp 10.1.1.1:1 > 10.2.2.2:2",
        "tcp 10.1.1.1:40000 > 10.2.2.2:22 established fragment | tcp 10.1.1.1 > 10.2.2.2 fragment",
        "icmp 10.1.1.1 > 10.2.2.2 8/0 fragment | icmp 10.1.1.1 > 10.2.2.2 fragment",
        "ip 10.1.1.1:1 > 10.2.2.2:2 proto 6 | tcp 10.1.1.1:1 > 10.2.2.2:2",
        "icmp 2001:DB8::1 > 2001:db8:0:0::2 128/0 | icmp [2001:db8::1] > [2001:db8::2] 128/0",
        "udp 10.1.1.1 > 10.2.2.2:53 related | udp 10.1.1.1 > 10.2.2.2:53 related",
      })
  void otherSpellingsMeanTheSamePacket(String text, String canonical) {
    assertThat(Packet.parse(text)).hasToString(canonical).isEqualTo(Packet.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1",
        "tpc 10.1.1.1:1 > 10.2.2.2:22 | 1",
        "TCP 10.1.1.1:1 > 10.2.2.2:22 | 1",
        "tcp | 4",
        "tcp 10.1.1:1 > 10.2.2.2:22 | 5",
        "tcp 10.1.1.1:x > 10.2.2.2:22 | 14",
        "tcp 10.1.1.1: > 10.2.2.2:22 | 14",
        "tcp 10.1.1.1:1 10.2.2.2:22 | 16",
        "tcp 10.1.1.1:1 > 10.2.2.2 | 26",
        "tcp 10.1.1.1:1 > 10.2.2.2:65536 | 27",
        "tcp 10.1.1.1:1 > [2001:db8::2]:22 | 18",
        "tcp [2001:db8::1:22 > [2001:db8::2]:22 | 20",
        "tcp [2001:db8::1]22 > [2001:db8::2]:22 | 18",
        "tcp [10.1.1.1]:22 > 10.2.2.2:22 | 6",
        "udp 10.1.1.1:1 > 10.2.2.2:22 established | 30",
        "tcp 10.1.1.1:1 > 10.2.2.2:22 established established | 42",
        "tcp 10.1.1.1:1 > 10.2.2.2:22 new reply | 34",
        "tcp 10.1.1.1:1 > 10.2.2.2:22 8/0 | 30",
        "icmp 10.1.1.1 > 10.2.2.2 | 25",
        "icmp 10.1.1.1 > 10.2.2.2 8 | 26",
        "icmp 10.1.1.1 > 10.2.2.2 256/0 | 26",
        "icmp 10.1.1.1 > 10.2.2.2 8/x | 28",
        "icmp 10.1.1.1:7 > 10.2.2.2 8/0 | 15",
        "ip 10.1.1.1 > 10.2.2.2 | 23",
        "ip 10.1.1.1 > 10.2.2.2 proto 256 | 30",
        "ip 10.1.1.1 > 10.2.2.2 proto | 29",
        "ip 10.1.1.1 > 10.2.2.2 proto 1 | 31",
        "ip 10.1.1.1 > 10.2.2.2:5 proto 47 | 24",
      })
  void aTextThatIsNoPacketPointsAtTheCharacter(String text, int column) {
    PacketSyntaxException wrong =
        catchThrowableOfType(PacketSyntaxException.class, () -> Packet.parse(text));
    assertThat(wrong).as(text).isNotNull();
    assertThat(wrong.column()).as(text + ": " + wrong.what()).isEqualTo(column);
    assertThat(wrong.what()).endsWith(".");
    assertThat(wrong.remedy()).endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void anyPacketSurvivesItsText(Family family) {
    Chance chance = new Chance(7, family);
    for (int i = 0; i < 500; i++) {
      Packet packet = chance.packet(List.of(chance.match()));
      assertThat(Packet.parse(packet.toString())).isEqualTo(packet);
    }
  }

  @Test
  void aPacketCarriesOnlyWhatItsProtocolHas() {
    Address here = Address.parse("10.0.0.1");
    assertThatThrownBy(() ->
            new Packet(
                here,
                here,
                47,
                OptionalInt.empty(),
                OptionalInt.of(22),
                Optional.empty(),
                false,
                false,
                ConnectionState.NEW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Packet.of(Match.TCP, here, OptionalInt.empty(), here, 65536))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

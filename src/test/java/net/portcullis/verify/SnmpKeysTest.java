package net.portcullis.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.security.AuthenticationProtocol;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.smi.OctetString;

/** Keys that are made once a passphrase are those that agents expect. */
class SnmpKeysTest {
  private static final byte[] ENGINE = HexFormat.of().parseHex("000000000000000000000002");

  /** RFC 3414, A.3.2. */
  @Test
  void theStandardsOwnExample() {
    try (SnmpKeys keys = new SnmpKeys()) {
      OctetString key =
          keys.authentication(
              SnmpProtocols.authentication("sha1"), new OctetString("maplesyrup"), ENGINE);
      assertThat(HexFormat.of().formatHex(key.getValue()))
          .isEqualTo("6695febc9288e36282235fc7151f128497b38f3f");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sha1, aes128",
    "sha1, aes192",
    "sha1, aes256",
    "sha1, aes256c",
    "sha224, aes256",
    "sha256, aes128",
    "sha256, aes256",
    "sha384, aes192c",
    "sha512, aes256"
  })
  void theLibrarysKeys(String authentication, String privacy) {
    AuthenticationProtocol protocol = SnmpProtocols.authentication(authentication);
    PrivacyProtocol cipher = SnmpProtocols.privacy(privacy);
    OctetString passphrase = new OctetString("a passphrase of some length");
    byte[] other = HexFormat.of().parseHex("800063a2046564676531");
    try (SnmpKeys keys = new SnmpKeys()) {
      for (byte[] engine : new byte[][] {ENGINE, other}) {
        assertThat(keys.authentication(protocol, passphrase, engine).getValue())
            .isEqualTo(protocol.passwordToKey(passphrase, engine));
        assertThat(keys.privacy(cipher, protocol, passphrase, engine).getValue())
            .isEqualTo(SecurityProtocols.passwordToKey(cipher, protocol, passphrase, engine));
      }
    }
  }
}

package net.portcullis.verify;

import java.util.List;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.AuthenticationProtocol;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.nonstandard.PrivAES192With3DESKeyExtension;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;

/**
 * The protocols of version 3 by the inventory's words. They are registered one by one: the
 * library's default set leaves SHA-1 out, and a user of a protocol that is not registered gets no
 * answer and no error.
 */
final class SnmpProtocols {
  private SnmpProtocols() {}

  /**
   * All of them, in a registry of our own: the library's is shared by everything in the process.
   */
  static SecurityProtocols registry() {
    SecurityProtocols registry = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.none);
    for (String word : List.of("sha1", "sha224", "sha256", "sha384", "sha512")) {
      registry.addAuthenticationProtocol(authentication(word));
    }
    for (String word : List.of("aes128", "aes192", "aes256", "aes192c", "aes256c")) {
      registry.addPrivacyProtocol(privacy(word));
    }
    return registry;
  }

  static AuthenticationProtocol authentication(String word) {
    return switch (word) {
      case "sha1" -> new AuthSHA();
      case "sha224" -> new AuthHMAC128SHA224();
      case "sha256" -> new AuthHMAC192SHA256();
      case "sha384" -> new AuthHMAC256SHA384();
      case "sha512" -> new AuthHMAC384SHA512();
      default -> throw new IllegalArgumentException("No authentication protocol '" + word + "'.");
    };
  }

  /** The words with a {@code c} lengthen short keys in another way, which some vendors use. */
  static PrivacyProtocol privacy(String word) {
    return switch (word) {
      case "aes128" -> new PrivAES128();
      case "aes192" -> new PrivAES192();
      case "aes256" -> new PrivAES256();
      case "aes192c" -> new PrivAES192With3DESKeyExtension();
      case "aes256c" -> new PrivAES256With3DESKeyExtension();
      default -> throw new IllegalArgumentException("No privacy protocol '" + word + "'.");
    };
  }
}

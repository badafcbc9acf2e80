package net.portcullis.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * A device's public key as it presents it.
 *
 * @param type the key type's name on the wire, such as {@code ssh-ed25519}
 * @param base64 the key as it travels, in Base64
 */
public record HostKey(String type, String base64) {

  /** A key from its bytes on the wire. */
  static HostKey of(String type, byte[] blob) {
    return new HostKey(type, Base64.getEncoder().encodeToString(blob));
  }

  /** Reads {@code type base64}; nothing where the text is not that, or the two disagree. */
  public static Optional<HostKey> parse(String text) {
    String line = text.strip();
    int space = line.indexOf(' ');
    if (space <= 0) {
      return Optional.empty();
    }
    String type = line.substring(0, space);
    int end = line.indexOf(' ', space + 1);
    try {
      byte[] blob =
          Base64.getDecoder().decode(line.substring(space + 1, end < 0 ? line.length() : end));
      return typeOf(blob).filter(type::equals).map(same -> of(type, blob));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** The type that a key says of itself in its first field. */
  private static Optional<String> typeOf(byte[] blob) {
    if (blob.length < 4 || blob[0] != 0 || blob[1] != 0 || blob[2] != 0) {
      return Optional.empty();
    }
    int length = blob[3] & 0xFF;
    return blob.length < 4 + length
        ? Optional.empty()
        : Optional.of(new String(blob, 4, length, StandardCharsets.US_ASCII));
  }

  /** {@code type base64}, as {@link Pins} keeps it. */
  public String text() {
    return type + " " + base64;
  }

  /** {@code SHA256:...} as SSH tools show it. */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(base64));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256.", impossible);
    }
  }

  @Override
  public String toString() {
    return type + " " + fingerprint();
  }
}

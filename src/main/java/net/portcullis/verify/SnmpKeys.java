package net.portcullis.verify;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snmp4j.security.AuthenticationProtocol;
import org.snmp4j.security.PrivacyProtocol;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * Keys from passphrases, as RFC 3414 makes them. The dear part, a digest of a million octets, is
 * done once for each passphrase; what an agent's own identifier adds to it is cheap.
 */
final class SnmpKeys implements AutoCloseable {
  private static final int MILLION = 1 << 20;

  private final Map<Source, byte[]> keys = new ConcurrentHashMap<>();

  /** What a key is made from. The passphrase itself is not kept. */
  private record Source(OID protocol, OctetString passphraseDigest) {}

  /** The key that signs messages to and from one agent. */
  OctetString authentication(
      AuthenticationProtocol protocol, OctetString passphrase, byte[] engine) {
    return new OctetString(localized(protocol, passphrase, engine));
  }

  /** The key that encrypts them, of the length that the cipher wants. */
  OctetString privacy(
      PrivacyProtocol cipher,
      AuthenticationProtocol protocol,
      OctetString passphrase,
      byte[] engine) {
    byte[] key = localized(protocol, passphrase, engine);
    return new OctetString(
        key.length >= cipher.getMinKeyLength()
            ? Arrays.copyOf(key, Math.min(key.length, cipher.getMaxKeyLength()))
            : cipher.extendShortKey(key, passphrase, engine, protocol));
  }

  private byte[] localized(AuthenticationProtocol protocol, OctetString passphrase, byte[] engine) {
    byte[] secret = passphrase.getValue();
    byte[] key =
        keys.computeIfAbsent(
            new Source(protocol.getID(), new OctetString(protocol.hash(secret))),
            _ -> key(protocol, secret));
    byte[] mixed = new byte[2 * key.length + engine.length];
    System.arraycopy(key, 0, mixed, 0, key.length);
    System.arraycopy(engine, 0, mixed, key.length, engine.length);
    System.arraycopy(key, 0, mixed, key.length + engine.length, key.length);
    try {
      return protocol.hash(mixed);
    } finally {
      Arrays.fill(mixed, (byte) 0);
    }
  }

  private static byte[] key(AuthenticationProtocol protocol, byte[] passphrase) {
    byte[] million = new byte[MILLION];
    for (int i = 0; i < MILLION; i++) {
      million[i] = passphrase[i % passphrase.length];
    }
    try {
      return protocol.hash(million);
    } finally {
      Arrays.fill(million, (byte) 0);
    }
  }

  @Override
  public void close() {
    keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
    keys.clear();
  }
}

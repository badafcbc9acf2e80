package net.portcullis.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.DHFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.mac.Mac;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * What is offered in a key exchange. The order puts first what is both safe against recorded
 * traffic being broken later and cheap enough for thousands of devices. Old algorithms are named,
 * not referred to as constants, because the library marks them as deprecated; they are added only
 * for devices that the inventory calls legacy.
 */
final class SshAlgorithms {
  private static final List<DHFactory> EXCHANGES =
      List.of(
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.dhgex256,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg14_256);
  private static final List<String> OLD_EXCHANGES =
      List.of(
          "diffie-hellman-group14-sha1",
          "diffie-hellman-group-exchange-sha1",
          "diffie-hellman-group1-sha1");
  private static final List<NamedFactory<Cipher>> CIPHERS =
      List.of(
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes256ctr);
  private static final List<String> OLD_CIPHERS =
      List.of("aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc");
  private static final List<NamedFactory<Mac>> MACS =
      List.of(
          BuiltinMacs.hmacsha256etm,
          BuiltinMacs.hmacsha512etm,
          BuiltinMacs.hmacsha256,
          BuiltinMacs.hmacsha512);
  private static final List<String> OLD_MACS =
      List.of("hmac-sha1", "hmac-sha1-96", "hmac-md5", "hmac-md5-96");
  private static final List<NamedFactory<Signature>> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);
  private static final List<String> OLD_SIGNATURES = List.of("ssh-rsa", "ssh-dss");

  private SshAlgorithms() {}

  /**
   * Sets what a session will offer; to be called before its key exchange.
   *
   * @param keyType the type of the pinned host key: it is asked for first, so that a device with
   *     several keys shows the one that is known
   */
  static void offer(ClientSession session, Optional<String> keyType, boolean legacy) {
    offer((Session) session, keyType, legacy);
  }

  static void offer(Session session, Optional<String> keyType, boolean legacy) {
    List<DHFactory> exchanges = new ArrayList<>(EXCHANGES);
    List<NamedFactory<Cipher>> ciphers = new ArrayList<>(CIPHERS);
    List<NamedFactory<Mac>> macs = new ArrayList<>(MACS);
    List<NamedFactory<Signature>> signatures = new ArrayList<>(SIGNATURES);
    if (legacy) {
      named(OLD_EXCHANGES, BuiltinDHFactories::fromFactoryName).forEach(exchanges::add);
      named(OLD_CIPHERS, BuiltinCiphers::fromFactoryName).forEach(ciphers::add);
      named(OLD_MACS, BuiltinMacs::fromFactoryName).forEach(macs::add);
      named(OLD_SIGNATURES, BuiltinSignatures::fromFactoryName).forEach(signatures::add);
    }
    keyType.ifPresent(type -> {
      List<NamedFactory<Signature>> first =
          signatures.stream().filter(signature -> signs(signature.getName(), type)).toList();
      signatures.removeAll(first);
      signatures.addAll(0, first);
    });
    session.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(true, exchanges, ClientBuilder.DH2KEX));
    session.setCipherFactories(ciphers);
    session.setMacFactories(macs);
    session.setSignatureFactories(signatures);
  }

  private static boolean signs(String signature, String keyType) {
    return signature.equals(keyType)
        || (keyType.equals("ssh-rsa") && signature.startsWith("rsa-sha2-"));
  }

  private interface ByName<T> {
    @org.jspecify.annotations.Nullable
    T of(String name);
  }

  private static <T> Stream<T> named(List<String> names, ByName<T> factory) {
    return names.stream().flatMap(name -> Stream.ofNullable(factory.of(name)));
  }
}

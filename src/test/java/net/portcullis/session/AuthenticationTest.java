package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import net.portcullis.input.InvalidInputException;
import net.portcullis.input.Place;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.SecretReference;
import net.portcullis.session.SessionException.Kind;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ways to log in over SSH other than the plain password. */
class AuthenticationTest {
  private static final KeyPair HOST = ToyServers.ecdsa();

  @TempDir Path folder;

  @Test
  void aKeyFileLogsIn() throws Exception {
    Path file = folder.resolve("id");
    try (OutputStream out = Files.newOutputStream(file)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(ToyServers.ecdsa(), "test", null, out);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (ToyServers server = ToyServers.ssh(new ToyCli("sw1"), HOST);
        DeviceDialer dialer = dialer(server.pin())) {
      dialer.connect(device(server.port(), file), new ToyDialect()).close();
      assertThat(server.passwords()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void aSuffixThatTheProfileAsksForStandsBehindTheName(Device.Transport transport)
      throws Exception {
    Path profile = folder.resolve("profile.yaml");
    Files.writeString(
        profile,
        Files.readString(Path.of("device-profiles/h3c-comware7.yaml"))
            .replace("\n  login:\n", "\n  login:\n    user-suffix: min\n"));
    try (ToyServers server =
            transport == Device.Transport.SSH
                ? ToyServers.ssh(new ToyCli("sw1"), HOST)
                : ToyServers.telnet(new ToyCli("sw1"));
        DeviceDialer dialer = dialer(server.pin())) {
      Device device =
          Fixtures.device(
              "sw1",
              transport,
              server.port(),
              new Device.Credentials(
                  "ad", Optional.of(Fixtures.PASSWORD), Optional.empty(), Optional.empty()));
      dialer.connect(device, new ToyDialect(Fixtures.spec(profile))).close();
      assertThat(server.passwords()).containsExactly(ToyServers.PASSWORD);
    }
  }

  @Test
  void whatIsNoKeyIsBadInput() throws Exception {
    Path file = Files.writeString(folder.resolve("id"), "no key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (DeviceDialer dialer = dialer(Optional.empty())) {
      assertThatThrownBy(() -> dialer.connect(device(1, file), new ToyDialect()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("site.yaml:1:1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Password:, false, true",
    "Password: , false, true",
    "Enter the password of the payroll system:, false, false",
    "Password:, true, false",
    "Verification code:, false, false"
  })
  void onlyTheRequestForThePasswordIsAnswered(String prompt, boolean echo, boolean answered)
      throws Exception {
    List<String> responses = new CopyOnWriteArrayList<>();
    SshServer server = interactive(prompt, echo, responses);
    try {
      ByteArrayBuffer blob = new ByteArrayBuffer();
      blob.putRawPublicKey(HOST.getPublic());
      String pin = HostKey.of("ecdsa-sha2-nistp256", blob.getCompactData()).text();
      try (DeviceDialer dialer = dialer(Optional.of(pin))) {
        Device device = Fixtures.device("sw1", Device.Transport.SSH, server.getPort());
        if (answered) {
          dialer.connect(device, new ToyDialect()).close();
        } else {
          assertThatThrownBy(() -> dialer.connect(device, new ToyDialect()))
              .isInstanceOfSatisfying(
                  SessionException.class,
                  refused -> assertThat(refused.kind()).isEqualTo(Kind.LOGIN_REFUSED));
        }
      }
    } finally {
      server.stop(true);
    }
    assertThat(responses.contains(ToyServers.PASSWORD)).isEqualTo(answered);
  }

  @Test
  void anAgentListsItsKeysAndSigns() throws Exception {
    KeyPair key = ToyServers.rsa();
    Path socket = folder.resolve("agent");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> serve(listening, key));
      try (AgentClient agent = AgentClient.at(socket)) {
        List<Map.Entry<PublicKey, String>> identities = agent.getIdentities();
        assertThat(identities).hasSize(1);
        assertThat(identities.getFirst().getKey()).isEqualTo(key.getPublic());
        byte[] data = {1, 2, 3};
        Map.Entry<String, byte[]> signed = agent.sign(null, key.getPublic(), "rsa-sha2-256", data);
        assertThat(signed.getKey()).isEqualTo("rsa-sha2-256");
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key.getPublic());
        check.update(data);
        assertThat(check.verify(signed.getValue())).isTrue();
      }
    }
  }

  /** An agent with one RSA key: answers a list request, then a request to sign with SHA-256. */
  private static void serve(ServerSocketChannel listening, KeyPair key) {
    try {
      ByteArrayBuffer blob = new ByteArrayBuffer();
      blob.putRawPublicKey(key.getPublic());
      ByteArrayBuffer list = new ByteArrayBuffer();
      list.putByte((byte) 12);
      list.putInt(1);
      list.putBytes(blob.getCompactData());
      list.putString("comment");
      answer(listening, list);
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key.getPrivate());
      signer.update(new byte[] {1, 2, 3});
      ByteArrayBuffer signature = new ByteArrayBuffer();
      signature.putString("rsa-sha2-256");
      signature.putBytes(signer.sign());
      ByteArrayBuffer signed = new ByteArrayBuffer();
      signed.putByte((byte) 14);
      signed.putBytes(signature.getCompactData());
      answer(listening, signed);
    } catch (IOException | GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void answer(ServerSocketChannel listening, ByteArrayBuffer answer)
      throws IOException {
    try (SocketChannel client = listening.accept()) {
      client.read(ByteBuffer.allocate(4096));
      byte[] body = answer.getCompactData();
      ByteBuffer out = ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
      while (out.hasRemaining()) {
        client.write(out);
      }
    }
  }

  private static SshServer interactive(String prompt, boolean echo, List<String> responses)
      throws IOException {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(HOST));
    server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
    server.setShellFactory(channel -> new ToyServers.Shell(new ToyCli("sw1")));
    server.setKeyboardInteractiveAuthenticator(
        new KeyboardInteractiveAuthenticator() {
          @Override
          public InteractiveChallenge generateChallenge(
              ServerSession session, String user, String lang, String subMethods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.addPrompt(new PromptEntry(prompt, echo));
            return challenge;
          }

          @Override
          public boolean authenticate(ServerSession session, String user, List<String> given) {
            responses.addAll(given);
            return given.equals(List.of(ToyServers.PASSWORD));
          }
        });
    server.start();
    return server;
  }

  private DeviceDialer dialer(Optional<String> pin) {
    return new DeviceDialer(Fixtures.secrets(), device -> pin, Fixtures.SHORT, System::nanoTime);
  }

  private Device device(int port, Path key) {
    Place place = new Place(folder.resolve("site.yaml").toString(), 1, 1);
    return Fixtures.device(
        "sw1",
        Device.Transport.SSH,
        port,
        new Device.Credentials(
            "keyholder",
            Optional.empty(),
            Optional.of(new SecretReference.File(key.toString(), place)),
            Optional.empty()));
  }
}

package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.util.Optional;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No password leaves before the device has proved to be the pinned one. */
class HostKeyTest {
  private static final KeyPair ECDSA = ToyServers.ecdsa();
  private static final KeyPair RSA = ToyServers.rsa();

  @Test
  void anUnknownDeviceIsRefusedWithTheWayToEnrollIt() throws Exception {
    try (ToyServers server = ToyServers.ssh(new ToyCli("sw1"), ECDSA);
        DeviceDialer dialer = dialer(Optional.empty())) {
      assertThatThrownBy(() -> dialer.connect(device(server), new ToyDialect()))
          .isInstanceOfSatisfying(
              SessionException.class,
              wrong -> assertThat(wrong.kind()).isEqualTo(Kind.WRONG_IDENTITY))
          .hasMessageContaining("portcullis enroll sw1")
          .hasMessageContaining(fingerprint(server));
      assertThat(server.passwords()).isEmpty();
    }
  }

  @Test
  void anotherKeyIsRefusedWithBothFingerprints() throws Exception {
    try (ToyServers server = ToyServers.ssh(new ToyCli("sw1"), ECDSA);
        ToyServers other = ToyServers.ssh(new ToyCli("sw1"), RSA);
        DeviceDialer dialer = dialer(other.pin())) {
      assertThatThrownBy(() -> dialer.connect(device(server), new ToyDialect()))
          .isInstanceOfSatisfying(
              SessionException.class,
              wrong -> assertThat(wrong.kind()).isEqualTo(Kind.WRONG_IDENTITY))
          .hasMessageContaining(fingerprint(server))
          .hasMessageContaining(fingerprint(other));
      assertThat(server.passwords()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "ssh-rsa", "ssh-rsa !!!!", "ssh-rsa AAAA"})
  void aDamagedPinTrustsNobody(String pin) throws Exception {
    try (ToyServers server = ToyServers.ssh(new ToyCli("sw1"), ECDSA);
        DeviceDialer dialer = dialer(Optional.of(pin))) {
      assertThatThrownBy(() -> dialer.connect(device(server), new ToyDialect()))
          .hasMessageContaining("cannot be read");
      assertThat(server.passwords()).isEmpty();
    }
  }

  @Test
  void aDeviceWithSeveralKeysIsAskedForThePinnedOne() throws Exception {
    Optional<String> rsa;
    try (ToyServers onlyRsa = ToyServers.ssh(new ToyCli("sw1"), RSA)) {
      rsa = onlyRsa.pin();
    }
    try (ToyServers server = ToyServers.ssh(new ToyCli("sw1"), ECDSA, RSA);
        DeviceDialer dialer = dialer(rsa)) {
      dialer.connect(device(server), new ToyDialect()).close();
      assertThat(server.passwords()).hasSize(1);
    }
  }

  @Test
  void theKeyIsObservedWithoutLoggingIn() throws Exception {
    try (ToyServers server = ToyServers.ssh(new ToyCli("sw1"), ECDSA);
        DeviceDialer dialer = dialer(Optional.empty())) {
      assertThat(dialer.observe(device(server)).text()).isEqualTo(server.pin().orElseThrow());
      assertThat(server.passwords()).isEmpty();
    }
  }

  private static DeviceDialer dialer(Optional<String> pin) {
    return new DeviceDialer(Fixtures.secrets(), device -> pin, Fixtures.SHORT, System::nanoTime);
  }

  private static Device device(ToyServers server) {
    return Fixtures.device("sw1", Device.Transport.SSH, server.port());
  }

  private static String fingerprint(ToyServers server) {
    return HostKey.parse(server.pin().orElseThrow()).orElseThrow().fingerprint();
  }
}

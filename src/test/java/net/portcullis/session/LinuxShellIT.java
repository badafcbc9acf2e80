package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Dialect;
import net.portcullis.dialect.Profiles;
import net.portcullis.input.Place;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Device;
import net.portcullis.inventory.Device.Transport;
import net.portcullis.inventory.SecretReference;
import net.portcullis.lab.ContainerLab;
import net.portcullis.lab.LabGate;
import org.junit.jupiter.api.Test;

/** Conversations with a real login shell, over both transports, and single commands. */
class LinuxShellIT {
  private static final Place HERE = new Place("lab", 1, 1);

  @Test
  void a_conversation_with_a_real_shell_ends_as_root_on_the_right_host() throws Exception {
    LabGate.open();
    try (ContainerLab lab = new ContainerLab();
        Secrets secrets = new Secrets(_ -> Optional.of("portcullis"), _ -> Optional.empty())) {
      HostKey key;
      try (DeviceDialer curious = dialer(secrets, Optional.empty())) {
        key = curious.observe(router(Transport.SSH));
      }
      try (DeviceDialer dialer = dialer(secrets, Optional.of(key))) {
        for (Transport transport : Transport.values()) {
          try (Conversation conversation = dialer.connect(router(transport), dialect())) {
            assertThat(conversation.hostname()).isEqualTo("router");
            assertThat(conversation.ask(Command.of("id -un", "shell")).output()).isEqualTo("root");
            assertThat(conversation.send(Command.of("nft list tables", "shell")))
                .isInstanceOf(Reply.Accepted.class);
            assertThat(conversation.send(Command.of("nft list table inet nothing", "shell")))
                .isInstanceOf(Reply.Rejected.class);
            String longest = "echo " + "x".repeat(1500);
            assertThat(conversation.ask(Command.of(longest, "shell")).output())
                .isEqualTo("x".repeat(1500));
            assertThat(conversation.source().map(Object::toString)).contains("10.91.1.1");
          }
        }
        try (RemoteShell shell = dialer.shell(router(Transport.SSH))) {
          assertThat(shell.run("echo one; echo two >&2; exit 3", Duration.ofSeconds(5)))
              .isEqualTo(new RemoteShell.Ran(3, "one\ntwo\n"));
        }
      }
      assertThat(lab.router.isRunning()).isTrue();
    }
  }

  private static DeviceDialer dialer(Secrets secrets, Optional<HostKey> key) {
    return new DeviceDialer(
        secrets,
        _ -> key.map(each -> each.type() + " " + each.base64()),
        Timeouts.USUAL,
        System::nanoTime);
  }

  private static Dialect dialect() {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(Path.of("device-profiles")), problems);
    problems.throwIfAny();
    return profiles.dialect("linux-nftables").orElseThrow();
  }

  private static Device router(Transport transport) {
    return new Device(
        "router",
        "lab",
        ContainerLab.ROUTER,
        transport == Transport.SSH ? 22 : 23,
        transport,
        "linux-nftables",
        Optional.empty(),
        new Device.Credentials(
            "admin",
            Optional.of(new SecretReference.Environment("LAB", HERE)),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        "PC",
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of(),
        HERE,
        HERE);
  }
}

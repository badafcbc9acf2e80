package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.inventory.Device.Transport;
import net.portcullis.lab.ContainerLab;
import net.portcullis.lab.LabGate;
import org.junit.jupiter.api.Test;

/** Conversations with a real login shell, over both transports, and single commands. */
class LinuxShellIT {
  private static final LabRouter ROUTER =
      new LabRouter("linux-nftables", List.of(Path.of("device-profiles")), "admin");

  @Test
  void a_conversation_with_a_real_shell_ends_as_root_on_the_right_host() throws Exception {
    LabGate.open();
    try (ContainerLab lab = new ContainerLab();
        Secrets secrets = LabRouter.secrets()) {
      HostKey key = ROUTER.key(secrets);
      try (DeviceDialer dialer = LabRouter.dialer(secrets, Optional.of(key))) {
        for (Transport transport : Transport.values()) {
          try (Conversation conversation =
              dialer.connect(ROUTER.device(transport), ROUTER.dialect())) {
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
        try (RemoteShell shell = dialer.shell(ROUTER.device(Transport.SSH))) {
          assertThat(shell.run("echo one; echo two >&2; exit 3", Duration.ofSeconds(5)))
              .isEqualTo(new RemoteShell.Ran(3, "one\ntwo\n"));
        }
      }
      assertThat(lab.router.isRunning()).isTrue();
    }
  }
}

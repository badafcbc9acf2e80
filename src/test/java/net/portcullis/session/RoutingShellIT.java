package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.portcullis.dialect.Command;
import net.portcullis.inventory.Device.Transport;
import net.portcullis.lab.ContainerLab;
import net.portcullis.lab.LabGate;
import org.junit.jupiter.api.Test;

/** Conversations with the command line of real routing daemons, which is like that of routers. */
class RoutingShellIT {
  private static final LabRouter ROUTER =
      new LabRouter(
          "frr", List.of(Path.of("device-profiles"), Path.of("src/test/resources/lab/frr")), "vty");

  @Test
  void a_command_line_like_a_routers_is_spoken_with_over_both_transports() throws Exception {
    LabGate.open();
    try (ContainerLab lab = new ContainerLab();
        Secrets secrets = LabRouter.secrets()) {
      ContainerLab.run(
          lab.router,
          "useradd --create-home --shell /usr/bin/vtysh --groups frrvty,frr vty"
              + " && echo vty:portcullis | chpasswd && /usr/lib/frr/frrinit.sh start >/dev/null 2>&1");
      HostKey key = ROUTER.key(secrets);
      try (DeviceDialer dialer = LabRouter.dialer(secrets, Optional.of(key))) {
        for (Transport transport : Transport.values()) {
          int number = transport == Transport.SSH ? 1 : 2;
          try (Conversation conversation =
              dialer.connect(ROUTER.device(transport), ROUTER.dialect())) {
            holds(conversation, number);
          }
          assertThat(ContainerLab.run(lab.router, "cat /etc/frr/frr.conf"))
              .contains("ip route 10." + number);
        }
      }
    }
  }

  private static void holds(Conversation conversation, int number) throws SessionException {
    assertThat(conversation.hostname()).isEqualTo("router");
    String line = "ip route 10." + number + ".0.0/16 blackhole";
    assertThat(
            conversation.send(
                new Command("configure terminal", "privileged", "config", Optional.empty())))
        .isInstanceOf(Reply.Accepted.class);
    assertThat(conversation.send(Command.of(line, "config"))).isInstanceOf(Reply.Accepted.class);
    for (String wrong : List.of("ip route rubbish", "ip", "i")) {
      assertThat(conversation.send(Command.of(wrong, "config"))).isInstanceOf(Reply.Rejected.class);
    }
    assertThat(conversation.send(new Command("end", "config", "privileged", Optional.empty())))
        .isInstanceOf(Reply.Accepted.class);
    assertThat(conversation.ask(Command.of("show running-config", "privileged")).output())
        .contains(line);
    // It succeeds, and prints a note that sounds as if it had not.
    assertThat(conversation.send(Command.of("write memory", "privileged")))
        .isInstanceOf(Reply.Accepted.class);
    // Another system's word is a mistake here, and the conversation goes on after it.
    assertThat(conversation.send(Command.of("terminal width 512", "privileged")))
        .isInstanceOf(Reply.Rejected.class);
    // Pages are asked for again, and turned.
    assertThat(conversation.send(Command.of("terminal paginate", "privileged")))
        .isInstanceOf(Reply.Accepted.class);
    assertThat(conversation.ask(Command.of("show running-config", "privileged")).output())
        .contains(line);
  }
}

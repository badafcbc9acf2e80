package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.portcullis.acl.Address;
import net.portcullis.dialect.Command;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a conversation promises, over each transport. */
class ConversationContractTest {
  private static final java.security.KeyPair KEY = ToyServers.ecdsa();
  private static final java.util.Map<String, String> PINS =
      new java.util.concurrent.ConcurrentHashMap<>();
  private static final DeviceDialer DIALER =
      new DeviceDialer(
          Fixtures.secrets(),
          device -> Optional.ofNullable(PINS.get(device)),
          Fixtures.SHORT,
          System::nanoTime);

  @AfterAll
  static void close() {
    DIALER.close();
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void logsInReadsAndConfigures(Device.Transport transport) throws Exception {
    ToyCli cli = new ToyCli("sw1");
    try (ToyServers server = server(transport, cli);
        Conversation talk = DIALER.connect(device("sw1", transport, server), new ToyDialect())) {
      assertThat(talk.hostname()).isEqualTo("sw1");
      assertThat(talk.source()).contains(Address.parse("127.0.0.1"));
      assertThat(talk.send(view("acl advanced 3000", "acl-ipv4-adv-3000")))
          .isInstanceOf(Reply.Accepted.class);
      assertThat(talk.send(Command.of("rule 0 permit ip", "view")))
          .isInstanceOf(Reply.Accepted.class);
      assertThat(talk.send(Command.of("rule 1 bogus", "view")))
          .isInstanceOfSatisfying(
              Reply.Rejected.class, reply -> assertThat(reply.why()).contains("^"));
      assertThat(talk.ask(Command.of("display rules", "user")).output())
          .isEqualTo("rule 0 permit ip");
      assertThat(cli.typed)
          .containsExactly(
              "screen-length disable",
              "undo terminal monitor",
              "system-view",
              "acl advanced 3000",
              "rule 0 permit ip",
              "rule 1 bogus",
              "quit",
              "quit",
              "display rules");
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void sendsManyLinesAtOnceAndAccountsForEach(Device.Transport transport) throws Exception {
    ToyCli cli = new ToyCli("sw1");
    try (ToyServers server = server(transport, cli);
        Conversation talk = DIALER.connect(device("sw1", transport, server), new ToyDialect())) {
      List<Command> commands = new ArrayList<>();
      commands.add(view("acl advanced 3000", "acl-ipv4-adv-3000"));
      for (int i = 0; i < 100; i++) {
        commands.add(Command.of("rule " + i + (i == 70 ? " bogus" : " permit ip"), "view"));
      }
      int before = talk.promptsAwaited();
      List<Reply> replies = talk.sendAll(commands, 64);
      assertThat(replies).hasSize(101);
      for (int i = 0; i < replies.size(); i++) {
        assertThat(replies.get(i).command()).isEqualTo(commands.get(i));
        assertThat(replies.get(i) instanceof Reply.Accepted).as("line %d", i).isEqualTo(i != 71);
      }
      // system-view, acl, 64 rules, 36 rules
      assertThat(talk.promptsAwaited() - before).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void stopsAtTheFirstRefusedLineWhenOneIsInFlight(Device.Transport transport) throws Exception {
    ToyCli cli = new ToyCli("sw1");
    try (ToyServers server = server(transport, cli);
        Conversation talk = DIALER.connect(device("sw1", transport, server), new ToyDialect())) {
      List<Reply> replies =
          talk.sendAll(
              List.of(
                  view("acl advanced 3000", "acl-ipv4-adv-3000"),
                  Command.of("rule 1 bogus", "view"),
                  Command.of("rule 2 permit ip", "view")),
              1);
      assertThat(replies).hasSize(2).last().isInstanceOf(Reply.Rejected.class);
      assertThat(cli.typed).doesNotContain("rule 2 permit ip");
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void givesThePrivilegePasswordToItsPromptOnce(Device.Transport transport) throws Exception {
    ToyCli cli = new ToyCli("sw1");
    try (ToyServers server = server(transport, cli)) {
      Device plain = device("sw1", transport, server);
      Device device =
          Fixtures.device(
              "sw1",
              transport,
              plain.port(),
              new Device.Credentials(
                  "admin",
                  Optional.of(Fixtures.PASSWORD),
                  Optional.empty(),
                  Optional.of(Fixtures.PRIVILEGE)));
      DIALER.connect(device, new ToyDialect()).close();
      assertThat(cli.typed).startsWith("super", ToyServers.PRIVILEGE);
      assertThat(cli.typed.stream().filter(ToyServers.PRIVILEGE::equals)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void noticesADroppedConnectionAtOnce(Device.Transport transport) throws Exception {
    try (ToyServers server = server(transport, new ToyCli("sw1"));
        Conversation talk = DIALER.connect(device("sw1", transport, server), new ToyDialect())) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> talk.send(Command.of("drop", "user")))
          .isInstanceOfSatisfying(
              SessionException.class, lost -> assertThat(lost.kind()).isEqualTo(Kind.LOST));
      assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void cutsOffADeviceThatFloods(Device.Transport transport) throws Exception {
    try (ToyServers server = server(transport, new ToyCli("sw1"));
        Conversation talk = DIALER.connect(device("sw1", transport, server), new ToyDialect())) {
      assertThatThrownBy(() -> talk.ask(Command.of("flood", "user")))
          .isInstanceOfSatisfying(
              SessionException.class, lost -> assertThat(lost.kind()).isEqualTo(Kind.LOST))
          .hasMessageContaining("8388608 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void refusesADeviceWithAnotherName(Device.Transport transport) throws Exception {
    try (ToyServers server = server(transport, new ToyCli("other"))) {
      assertThatThrownBy(() -> DIALER.connect(device("sw1", transport, server), new ToyDialect()))
          .isInstanceOfSatisfying(
              SessionException.class,
              wrong -> assertThat(wrong.kind()).isEqualTo(Kind.WRONG_IDENTITY))
          .hasMessageContaining("'other'");
    }
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void tellsRefusedCredentialsFromAnUnreachableDevice(Device.Transport transport) throws Exception {
    try (ToyServers server = server(transport, new ToyCli("sw1"))) {
      Device wrong =
          Fixtures.device(
              "sw1",
              transport,
              server.port(),
              new Device.Credentials(
                  "admin", Optional.of(Fixtures.PRIVILEGE), Optional.empty(), Optional.empty()));
      device("sw1", transport, server);
      assertThatThrownBy(() -> DIALER.connect(wrong, new ToyDialect()))
          .isInstanceOfSatisfying(
              SessionException.class,
              refused -> assertThat(refused.kind()).isEqualTo(Kind.LOGIN_REFUSED))
          .hasMessageNotContaining("CANARY");
      assertThat(server.passwords()).hasSize(1);
    }
    int nobody;
    try (java.net.ServerSocket free =
        new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    assertThatThrownBy(
            () -> DIALER.connect(Fixtures.device("sw1", transport, nobody), new ToyDialect()))
        .isInstanceOfSatisfying(
            SessionException.class,
            refused -> assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE));
  }

  @ParameterizedTest
  @EnumSource(Device.Transport.class)
  void holdsManySessionsOnFewPlatformThreads(Device.Transport transport) throws Exception {
    int count = 40;
    try (ToyServers server = server(transport, new ToyCli("sw1"));
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Device device = device("sw1", transport, server);
      List<Callable<Conversation>> openings = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        openings.add(() -> DIALER.connect(device, new ToyDialect()));
      }
      List<Conversation> open = new ArrayList<>();
      for (Future<Conversation> opened : executor.invokeAll(openings)) {
        open.add(opened.get());
      }
      assertThat(Thread.activeCount()).isLessThan(count / 2);
      for (Conversation talk : open) {
        assertThat(talk.ask(Command.of("display rules", "user")).output()).isEmpty();
        talk.close();
      }
    }
  }

  private static ToyServers server(Device.Transport transport, ToyCli cli) throws IOException {
    return switch (transport) {
      case SSH -> ToyServers.ssh(cli, KEY);
      case TELNET -> ToyServers.telnet(cli);
    };
  }

  private static Device device(String name, Device.Transport transport, ToyServers server) {
    server.pin().ifPresent(pin -> PINS.put(name, pin));
    return Fixtures.device(name, transport, server.port());
  }

  private static Command view(String text, String view) {
    return new Command(text, "system", "view", Optional.of(view));
  }
}

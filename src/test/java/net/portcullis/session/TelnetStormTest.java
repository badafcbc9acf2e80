package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import net.portcullis.dialect.Command;
import net.portcullis.inventory.Device;
import net.portcullis.session.SessionException.Kind;
import net.portcullis.session.ToyServers.Preamble;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Telnet servers that negotiate without measure, or never come to the point. */
class TelnetStormTest {
  private static final int IAC = 255;
  private static final int DONT = 254;
  private static final int DO = 253;
  private static final int WONT = 252;
  private static final int WILL = 251;
  private static final int SB = 250;
  private static final int AYT = 246;
  private static final int NOP = 241;
  private static final int SE = 240;
  private static final int ECHO = 1;
  private static final int TERMINAL_TYPE = 24;
  private static final int SEND = 1;
  private static final Timeouts SECOND =
      new Timeouts(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(200));

  /** Four times what is allowed: machines are shared. */
  private static final long WITHIN = 4_000_000_000L;

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static void times(OutputStream out, int count, byte[] some) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(some);
    }
  }

  private static void forever(OutputStream out, byte[] some) throws IOException {
    while (true) {
      out.write(some);
    }
  }

  /** Before the login that follows all of them. */
  static Stream<Arguments> bearable() {
    return Stream.of(
        storm(
            "every option is offered and asked for",
            out -> {
              for (int option = 0; option < 255; option++) {
                out.write(bytes(IAC, WILL, option, IAC, DO, option));
              }
            }),
        storm(
            "an option is switched to and fro ten thousand times",
            out -> times(out, 10_000, bytes(IAC, WILL, ECHO, IAC, WONT, ECHO))),
        storm(
            "an option is asked for and not ten thousand times",
            out -> times(out, 10_000, bytes(IAC, DO, 200, IAC, DONT, 200))),
        storm(
            "a subnegotiation is a megabyte long",
            out -> {
              out.write(bytes(IAC, SB, 200));
              times(out, 1 << 20, bytes('x'));
              out.write(bytes(IAC, SE));
            }),
        storm(
            "the terminal is asked for a thousand times",
            out -> times(out, 1000, bytes(IAC, SB, TERMINAL_TYPE, SEND, IAC, SE))),
        storm(
            "commands without meaning come between",
            out -> times(out, 10_000, bytes(IAC, NOP, IAC, AYT))),
        storm("the banner holds the byte 255", out -> times(out, 100, bytes('a', IAC, IAC, 'b'))));
  }

  private static Arguments storm(String name, Preamble before) {
    return Arguments.of(Named.of(name, before));
  }

  @ParameterizedTest
  @MethodSource("bearable")
  void anHonestLoginAfterwardsWorks(Preamble storm) throws Exception {
    ToyCli cli = new ToyCli("sw1");
    try (ToyServers server = ToyServers.telnet(cli, storm);
        DeviceDialer dialer = dialer(Fixtures.SHORT);
        Conversation talk = dialer.connect(device(server), new ToyDialect())) {
      assertThat(talk.ask(Command.of("display rules", "user")).output()).isEmpty();
      assertThat(server.passwords()).containsExactly(ToyServers.PASSWORD);
      assertThat(cli.typed).noneMatch(line -> line.contains("CANARY"));
    }
  }

  /** Nothing ever follows. */
  static Stream<Arguments> endless() {
    return Stream.of(
        storm(
            "options are offered for ever", out -> forever(out, bytes(IAC, WILL, 99, IAC, DO, 98))),
        storm(
            "the terminal is asked for for ever",
            out -> forever(out, bytes(IAC, SB, TERMINAL_TYPE, SEND, IAC, SE))),
        storm(
            "a subnegotiation never ends",
            out -> {
              out.write(bytes(IAC, SB, 31));
              forever(out, "no end".getBytes(StandardCharsets.US_ASCII));
            }),
        storm("are you there is asked for ever", out -> forever(out, bytes(IAC, AYT))),
        storm(
            "the byte 255 comes for ever",
            out -> {
              byte[] many = new byte[8192];
              Arrays.fill(many, (byte) IAC);
              forever(out, many);
            }));
  }

  @ParameterizedTest
  @MethodSource("endless")
  void itIsGivenUpInTimeAndGetsNoPassword(Preamble storm) throws Exception {
    try (ToyServers server = ToyServers.telnet(new ToyCli("sw1"), storm);
        DeviceDialer dialer = dialer(SECOND)) {
      long heap = used();
      long start = System.nanoTime();
      assertThatThrownBy(() -> dialer.connect(device(server), new ToyDialect()))
          .isInstanceOfSatisfying(
              SessionException.class,
              failed -> assertThat(failed.kind()).isIn(Kind.UNREACHABLE, Kind.LOST))
          .hasMessageContaining("sw1");
      assertThat(System.nanoTime() - start).isLessThan(WITHIN);
      assertThat(used() - heap).isLessThan(64 << 20);
      assertThat(server.passwords()).isEmpty();
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static DeviceDialer dialer(Timeouts timeouts) {
    return new DeviceDialer(
        Fixtures.secrets(), device -> Optional.empty(), timeouts, System::nanoTime);
  }

  private static Device device(ToyServers server) {
    return Fixtures.device("sw1", Device.Transport.TELNET, server.port());
  }
}

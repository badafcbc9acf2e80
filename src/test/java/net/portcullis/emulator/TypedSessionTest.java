package net.portcullis.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.portcullis.input.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sessions typed by hand from the vendors' references: what stands after a prompt is typed, all
 * else is what the device must show. Behind a prompt {@code (2 minutes pass)} moves the device's
 * time, {@code (somebody else types: LINE; LINE)} is another session, and {@code (PACKET is
 * simulated-open)} asks what its bound lists do.
 */
class TypedSessionTest {
  private static final Pattern PROMPT =
      Pattern.compile("(SW1(\\([A-Za-z0-9-]+\\))?[>#]|admin@SW1[>#] ?)");

  private static final Path CASES = Path.of("src/test/resources/emulator");

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.walk(CASES)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answersAsTheDeviceWould(Path file) throws Exception {
    String platform = file.getName(file.getNameCount() - 2).toString();
    String expected = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(replay(platform, expected.lines().toList())).isEqualTo(expected.stripTrailing());
  }

  /** Types what the case types and gives the whole session as a terminal would show it. */
  private static String replay(String name, List<String> lines) throws Exception {
    Problems problems = new Problems();
    Optional<Platform> platform = PlatformReader.find(name, Optional.empty(), Map.of(), problems);
    problems.throwIfAny();
    SettableTime time = new SettableTime();
    EmulatedDevice device =
        new EmulatedDevice(
            "SW1",
            platform.orElseThrow(),
            Shell.boot(platform.orElseThrow(), time),
            time,
            Dumps.none());
    StringBuilder screen = new StringBuilder();
    Terminal terminal =
        new Terminal(
            new Terminal.Wire() {
              @Override
              public void write(byte[] bytes) {
                synchronized (screen) {
                  screen.append(new String(bytes, StandardCharsets.ISO_8859_1));
                }
              }

              @Override
              public void hangUp() {
                // The case's end is the session's.
              }

              @Override
              public void close() {
                // The case's end is the session's.
              }
            },
            time,
            Duration.ZERO);
    Thread session = Thread.ofVirtual().start(() -> new Shell(device, terminal).run());
    type(lines, device, terminal, time, screen, session);
    session.join();
    return shown(screen, platform.orElseThrow());
  }

  private static void type(
      List<String> lines,
      EmulatedDevice device,
      Terminal terminal,
      SettableTime time,
      StringBuilder screen,
      Thread session)
      throws InterruptedException {
    // The last line is the prompt at which the case ends.
    for (String line : lines.subList(0, lines.size() - 1)) {
      int typed = typedAt(line);
      if (typed < 0) {
        continue;
      }
      String text = line.substring(typed);
      if (text.startsWith("(")) {
        settle(screen, session);
        String told = told(text, device, time);
        synchronized (screen) {
          screen.append(told);
        }
        text = "";
      } else if (line.equals("Password: ")) {
        // What is typed as a password is not seen.
        text = device.secret();
      }
      terminal.arrive((text + "\r").getBytes(StandardCharsets.ISO_8859_1));
      settle(screen, session);
    }
    terminal.end();
  }

  private static String told(String text, EmulatedDevice device, SettableTime time) {
    if (text.endsWith(" minutes pass)")) {
      time.advance(Duration.ofMinutes(Long.parseLong(text.substring(1, text.indexOf(' ')))));
      return text;
    }
    String others = "(somebody else types: ";
    if (text.startsWith(others)) {
      String lines = text.substring(others.length(), text.length() - 1).replace("; ", "\n");
      device.type(lines.lines().toArray(String[]::new));
      return text;
    }
    String packet = text.substring(1, text.lastIndexOf(" is "));
    return "(" + packet + " is " + new PacketFilters(device).answer(packet) + ")";
  }

  /** Waits until the device has said all that it will say. */
  private static void settle(StringBuilder screen, Thread session) throws InterruptedException {
    int before = -1;
    for (int round = 0; round < 500; round++) {
      session.join(Duration.ofMillis(1));
      int now;
      synchronized (screen) {
        now = screen.length();
      }
      if (now == before && session.getState() != Thread.State.RUNNABLE) {
        return;
      }
      before = now;
    }
  }

  /** Where what is typed begins: behind a prompt or a question; -1 where nothing is typed. */
  private static int typedAt(String line) {
    Matcher prompt = PROMPT.matcher(line);
    if (prompt.lookingAt()) {
      return prompt.end();
    }
    if (line.startsWith("<")
        || (line.startsWith("[") && !List.of("[OK]", "[edit]").contains(line))) {
      int close = line.indexOf(line.startsWith("<") ? '>' : ']');
      return close < 0 ? -1 : close + 1;
    }
    for (String question :
        List.of(
            "[Y/N]:",
            "[Y/N/C]:",
            "[Y(yes)/N(no)/C(cancel)]:",
            "press the enter key):",
            "Password: ",
            "[yes/no]: ",
            "[yes,no] (yes) ",
            "[confirm]",
            "[startup-config]? ",
            "--More-- ")) {
      if (line.contains(question)) {
        return line.indexOf(question) + question.length();
      }
    }
    return -1;
  }

  /** Without the banner, and without what is not seen. */
  private static String shown(StringBuilder screen, Platform platform) {
    String text = screen.toString().replace("\r\n", "\n");
    List<String> lines = platform.login().banner();
    String banner = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    assertThat(text).startsWith(banner);
    return text.substring(banner.length()).stripTrailing();
  }
}

package net.portcullis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.dialect.Command;
import net.portcullis.dialect.Profiles;
import net.portcullis.dialect.SessionSpec;
import net.portcullis.session.Login.Account;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code src/test/resources/session} is a device; its name says what must hold. */
class TranscriptTest {
  private static final Path CASES = Path.of("src/test/resources/session");
  private static final Profiles PROFILES = Fixtures.profiles();

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void holds(String name) throws IOException {
    Transcript device = new Transcript(CASES.resolve(name).resolve("transcript.txt"));
    new Replay(device).run();
    assertThat(device.unexpected()).isEmpty();
  }

  private static final class Replay {
    private final Transcript device;
    private @Nullable Conversation talk;

    Replay(Transcript device) {
      this.device = device;
    }

    void run() {
      for (Transcript.Operation operation : device.operations()) {
        List<String> results = new ArrayList<>();
        long start = device.now();
        try {
          if (operation.what().equals("open") || talk == null) {
            talk = open();
            results.add("opened");
          }
          if (!operation.what().equals("open")) {
            results = perform(operation.what(), talk);
          }
        } catch (SessionException failure) {
          assertThat(String.valueOf(failure.getMessage())).doesNotContain("CANARY");
          assertThat(device.closed()).as("the session is closed").isTrue();
          results = List.of(failure.kind() + " " + failure.getMessage());
        }
        compare(operation, results, device.now() - start);
      }
    }

    private static void compare(Transcript.Operation operation, List<String> results, long nanos) {
      assertThat(results).as("line %d", operation.line()).hasSameSizeAs(operation.expected());
      for (int i = 0; i < results.size(); i++) {
        String expected = operation.expected().get(i);
        String[] words = expected.split(" ", 4);
        if (words.length > 2 && words[1].equals("within")) {
          assertThat(nanos / 1_000_000).as(expected).isLessThanOrEqualTo(Long.parseLong(words[2]));
          expected = words[0] + (words.length > 3 ? " " + words[3] : "");
        }
        int space = expected.indexOf(' ');
        String kind = space < 0 ? expected : expected.substring(0, space);
        assertThat(results.get(i)).as("line %d", operation.line()).startsWith(kind);
        if (space >= 0 && kind.equals("accepted")) {
          assertThat(results.get(i)).isEqualTo(Transcript.text(expected));
        } else if (space >= 0) {
          assertThat(results.get(i)).contains(Transcript.text(expected.substring(space + 1)));
        }
      }
    }

    private Conversation open() throws SessionException {
      Terminal terminal = new Terminal("sw1", device, device::now);
      Optional<Secret> login = Optional.of(Secret.of(ToyServers.PASSWORD.toCharArray()));
      Optional<Secret> privilege =
          device.privilege()
              ? Optional.of(Secret.of(ToyServers.PRIVILEGE.toCharArray()))
              : Optional.empty();
      SessionSpec spec = PROFILES.dialect(device.profile()).orElseThrow().session();
      return new Opening(terminal, spec, Timeouts.USUAL, "sw1")
          .open(
              device.telnet() ? Optional.of(new Account("admin", login)) : Optional.empty(),
              privilege,
              Set.of("save safely force", "save"));
    }

    private static List<String> perform(String what, Conversation talk) throws SessionException {
      String[] words = what.split(" ", 3);
      return switch (words[0]) {
        case "ask" -> List.of(shown(talk.ask(Command.of(words[2], words[1]))));
        case "send" -> List.of(shown(talk.send(command(words[1], words[2]))));
        case "all" -> {
          String[] rest = words[2].split(" ", 2);
          List<Command> commands = new ArrayList<>();
          for (String line : List.of(rest[1].split(" / ", -1))) {
            commands.add(command(rest[0], line));
          }
          yield talk.sendAll(commands, Integer.parseInt(words[1])).stream()
              .map(Replay::shown)
              .toList();
        }
        default -> fail(what);
      };
    }

    private static Command command(String mode, String line) {
      int arrow = line.indexOf(" -> ");
      if (arrow < 0) {
        return Command.of(line, mode);
      }
      String[] after = line.substring(arrow + 4).split(" ", 2);
      return new Command(
          line.substring(0, arrow),
          mode,
          after[0],
          after.length > 1 ? Optional.of(after[1]) : Optional.empty());
    }

    private static String shown(Reply reply) {
      return switch (reply) {
        case Reply.Accepted(Command command, String output) -> "accepted " + output;
        case Reply.Rejected(Command command, String output, String why, boolean astray) ->
            (astray ? "astray " : "rejected ") + why;
      };
    }
  }
}

package net.portcullis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each trap that {@code docs/traps.md} lists names a test, and there is such a test. */
class TrapMapTest {
  private static final Path MAP = Path.of("docs/traps.md");
  private static final Path CODE = Path.of("src/test/java");
  private static final Path CASES = Path.of("src/test/resources");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  static List<String> traps() throws IOException {
    return Files.readAllLines(MAP).stream()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("| trap") && !line.startsWith("| ---"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("traps")
  void hasATestThatExists(String row) throws IOException {
    String[] cells = row.substring(1, row.length() - 1).split("\\|", -1);

    assertThat(cells).hasSize(4).noneMatch(String::isBlank);
    List<String> named =
        QUOTED.matcher(cells[3]).results().map((MatchResult found) -> found.group(1)).toList();
    assertThat(named).isNotEmpty();
    for (String test : named) {
      assertThat(exists(test)).as("There is a test '%s'.", test).isTrue();
    }
  }

  private static boolean exists(String test) throws IOException {
    int hash = test.indexOf('#');
    return hash < 0
        ? Files.isRegularFile(CASES.resolve(test + ".txt"))
            || Files.isRegularFile(CASES.resolve(test).resolve("transcript.txt"))
        : sources(test.substring(0, hash))
            .anyMatch(text -> text.contains("void " + test.substring(hash + 1) + "("));
  }

  private static Stream<String> sources(String name) throws IOException {
    try (Stream<Path> files = Files.walk(CODE)) {
      return files
          .filter(file -> file.endsWith(name + ".java"))
          .map(file -> {
            try {
              return Files.readString(file);
            } catch (IOException unreadable) {
              throw new UncheckedIOException(unreadable);
            }
          })
          .toList()
          .stream();
    }
  }
}

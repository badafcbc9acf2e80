package net.portcullis.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code dialect-lint} is a profile with one mistake. Its head says what is found:
 * {@code # finds: KIND LINE:COLUMN...}, with {@code good.yaml:} before a place in the profile that
 * it extends, and {@code # such as: LINE} where a line of the platform's shows it.
 */
class ProfileLintTest {
  private static final Path FOLDER = Path.of("src/test/resources/dialect-lint");
  private static final Profiles FIXTURES = read(FOLDER);
  private static final Profiles SHIPPED = TestProfiles.all();

  private static Profiles read(Path folder) {
    Problems problems = new Problems();
    Profiles profiles = Profiles.read(List.of(folder), problems);
    problems.throwIfAny();
    return profiles;
  }

  static List<String> bad() {
    return FIXTURES.names().stream().filter(name -> !name.equals("good")).toList();
  }

  static List<String> shipped() {
    return SHIPPED.names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void nothingIsFoundInAShippedProfile(String name) {
    assertThat(SHIPPED.lint(name)).isEmpty();
  }

  @Test
  void nothingIsFoundInTheGoodProfile() {
    assertThat(FIXTURES.lint("good")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void theMistakeIsFoundWhereItStands(String name) throws IOException {
    List<String> head =
        Files.readAllLines(FOLDER.resolve(name + ".yaml")).stream()
            .takeWhile(line -> line.startsWith("#"))
            .toList();

    List<ProfileFinding> findings = FIXTURES.lint(name);

    String found =
        findings.stream().map(it -> it.kind().text()).distinct().toList().stream()
            .reduce("", (all, kind) -> all + " " + kind);
    String places =
        findings.stream()
            .map(it -> place(name, it))
            .distinct()
            .reduce("", (all, place) -> all + " " + place);
    assertThat("# finds:" + found + places).as("%s", findings).isEqualTo(head.get(1));
    assertThat(findings)
        .allSatisfy(it -> {
          assertThat(it.what()).endsWith(".");
          assertThat(it.remedy()).endsWith(".");
        });
    head.stream()
        .filter(line -> line.startsWith("# such as: "))
        .forEach(line ->
            assertThat(findings.getFirst().example())
                .contains(line.substring("# such as: ".length())));
  }

  private static String place(String name, ProfileFinding finding) {
    Path file = Path.of(finding.place().file());
    String at = finding.place().line() + ":" + finding.place().column();
    return file.endsWith(name + ".yaml") ? at : file.getFileName() + ":" + at;
  }

  @Test
  void eachKindOfFindingHasAFileThatShowsIt() {
    List<String> kinds =
        bad().stream()
            .map(name -> {
              try (Stream<String> lines = Files.lines(FOLDER.resolve(name + ".yaml"))) {
                return lines.skip(1).findFirst().orElse("").split(" ", -1)[2];
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            })
            .distinct()
            .toList();
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProfileFinding.Kind.values()).map(ProfileFinding.Kind::text).toList());
  }
}

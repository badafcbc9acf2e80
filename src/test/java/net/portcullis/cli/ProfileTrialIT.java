package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Profiles are tried on emulated devices before a real one sees them. */
class ProfileTrialIT {
  private static final String PLATFORM = "h3c-comware7";

  @TempDir private Path workspace;

  @BeforeEach
  void catalog() throws IOException {
    Files.createSymbolicLink(workspace.resolve("catalog"), Path.of("catalog").toAbsolutePath());
    Files.createDirectory(workspace.resolve("device-profiles"));
  }

  private CommandRun test(String... line) {
    String[] all = new String[line.length + 4];
    all[0] = "--workspace";
    all[1] = workspace.toString();
    all[2] = "profile";
    all[3] = "test";
    System.arraycopy(line, 0, all, 4, line.length);
    return CommandRun.of(all);
  }

  @ParameterizedTest
  @MethodSource("net.portcullis.cli.PlatformsIT#platforms")
  void aShippedProfileDoesWhatItsPlatformDoes(String platform) {
    CommandRun run = CommandRun.of("profile", "test", platform);

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("lists of IPv4 there and back", "proved")
        .doesNotContain("failed");
  }

  /** What is wrong in the profile, and the check that finds it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - "% "                         | - "%% "                   | a line that is none is refused
          text: save safely force        | text: save nowhere        | saving saves
          text: configuration commit}    | text: return}             | configuration commit delay is confirmed
          talk: 517, telnet: 23          | talk: 517, telnet: 24    | IPv4 is bound and taken off
          25506.1, 1.3.6.1.4.1.25506.11.1 | 25507.1                  | the agent shows it
          "undo rule ${id}"              | "undo rules ${id}"        | a bound list of IPv4 is edited
          neq {destination-port:not}     | eq {destination-port:not} | ports compared in direction in
          """)
  void whatIsWrongIsFound(String right, String wrong, String check) throws IOException {
    String text = Files.readString(Path.of("device-profiles", PLATFORM + ".yaml"));
    assertThat(text).contains(right);
    Files.writeString(
        workspace.resolve("device-profiles").resolve(PLATFORM + ".yaml"),
        text.replace(right, wrong));

    CommandRun run = test(PLATFORM, "-o", "json");

    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(1);
    JsonNode json = JsonMapper.builder().build().readTree(run.out());
    assertThat(json.propertyNames()).containsExactly("schema", "profile", "seed", "checks");
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    assertThat(json.get("profile").asString()).isEqualTo(PLATFORM);
    assertThat(json.get("seed").asInt()).isEqualTo(1);
    assertThat(json.get("checks").values())
        .allSatisfy(each -> {
          assertThat(each.propertyNames()).containsExactly("check", "verdict", "detail");
          assertThat(each.get("verdict").asString()).isIn("ok", "failed", "not applicable");
        });
    assertThat(json.get("checks").values())
        .anySatisfy(each -> {
          assertThat(each.get("check").asString()).isEqualTo(check);
          assertThat(each.get("verdict").asString()).isEqualTo("failed");
          assertThat(each.get("detail").asString()).isNotBlank().doesNotContain("Comparison[");
        });
  }

  /** What the profile answers is tried where the emulated device asks; else nothing is claimed. */
  @Test
  void aQuestionThatCameIsToldFromOneThatDidNot() {
    JsonNode checks =
        JsonMapper.builder()
            .build()
            .readTree(CommandRun.of("profile", "test", "h3c-comware5", "-o", "json").out())
            .get("checks");

    assertThat(checks.values())
        .anySatisfy(each -> {
          assertThat(each.get("check").asString()).startsWith("asked 'The current configuration");
          assertThat(each.get("verdict").asString()).isEqualTo("ok");
          assertThat(each.get("detail").asString()).isEqualTo("answered by 'y'");
        })
        .anySatisfy(each -> {
          assertThat(each.get("check").asString()).startsWith("asked 'Are you sure you want");
          assertThat(each.get("verdict").asString()).isEqualTo("not applicable");
        });
  }

  @Test
  void aProfileWithoutAnEmulatorIsToldHowToGetOne() throws IOException {
    Files.copy(
        Path.of("src/test/resources/cli/made-up/glimmer.yaml"),
        workspace.resolve("device-profiles").resolve("glimmer.yaml"));

    CommandRun run = test("glimmer");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("There is no emulator for 'glimmer'.", "emulator/glimmer.yaml");
  }
}

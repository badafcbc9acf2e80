package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Profiles as a workspace brings them: the shipped ones, its own, and broken ones. */
class ProfileCommandTest {
  private static final Path MADE_UP = Path.of("src/test/resources/cli/made-up");
  private static final Path SHIPPED = Path.of("device-profiles");

  @TempDir private Path workspace;
  private Path profiles;

  @BeforeEach
  void makeFolder() throws IOException {
    profiles = Files.createDirectories(workspace.resolve("device-profiles"));
  }

  @Test
  void listsWhatIsThereAndHowFarItIsProven() {
    JsonNode list = CommandRun.json(0, "profile", "list", "-o", "json");
    assertThat(list.get(0).propertyNames()).containsExactly("name", "title", "proven");
    assertThat(list.findValuesAsString("name")).contains("h3c-comware7", "linux-nftables");
  }

  @Test
  void showSaysWhatAReviewerAsks() {
    assertThat(CommandRun.of("profile", "show", "h3c-comware7").out())
        .contains(
            "Packets that no line matches: permit by default.",
            "A bound list is edited in place",
            "Saves: save safely force");
    assertThat(CommandRun.of("profile", "show", "h3c-comwar7").err())
        .contains("Did you mean 'h3c-comware7'?");
  }

  static List<String> shipped() {
    return CommandRun.json(0, "profile", "list", "-o", "json").findValuesAsString("name");
  }

  /** What a reviewer must find, whatever the platform; and all of it fits the width of a page. */
  @ParameterizedTest
  @MethodSource("shipped")
  void aReviewerFindsEverythingThatWillBeDone(String name) {
    String shown = CommandRun.of("profile", "show", name).out();

    assertThat(shown.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(shown.lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")).skip(1))
        .containsSubsequence(
            "Session",
            "Reading",
            "What lists do",
            "How lists of ours are written",
            "IPv6",
            "Staging, binding, taking off",
            "Exchanging a bound list",
            "The device's own undo",
            "Saving",
            "Limits and hardware",
            "SNMP",
            "How it is recognised",
            "Sources and certainty",
            "Notes");
    assertThat(shown.replaceAll("\\s+", " "))
        .contains(
            "A line is accepted where",
            "Packets that no line matches: ",
            "An example of IPv4, in the platform's own words: ",
            "10.2.2.2",
            "An example of IPv6, in the platform's own words: ",
            "It is bound, where none was:",
            "It is taken off:",
            "A bound list is e",
            "Its sysObjectID begins with ")
        .doesNotContain("${", "[ ]", "Optional[");
  }

  @Test
  void theSameForProgramsIsInSectionsUnderASchema() {
    JsonNode json = CommandRun.json(0, "profile", "show", "cisco-ios", "-o", "json");

    assertThat(json.propertyNames())
        .containsExactly("schema", "name", "title", "proven", "sections");
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    assertThat(json.get("proven").asString()).isEqualTo("emulated");
    JsonNode section = json.get("sections").get(1);
    assertThat(section.get("title").asString()).isEqualTo("Session");
    assertThat(section.get("items").values())
        .allSatisfy(
            item -> assertThat(item.propertyNames()).containsExactly("kind", "mode", "text"))
        .anySatisfy(item -> {
          assertThat(item.get("kind").asString()).isEqualTo("typed");
          assertThat(item.get("mode").asString()).isEqualTo("privileged");
          assertThat(item.get("text").asString()).isEqualTo("terminal length 0");
        })
        .anySatisfy(item -> {
          assertThat(item.get("kind").asString()).isEqualTo("shown");
          assertThat(item.get("mode").isNull()).isTrue();
          assertThat(item.get("text").asString()).isEqualTo("% Invalid input");
        });
  }

  @Test
  void aPlatformThatNobodyKnewIsReadEvaluatedAndComparedByName() throws IOException {
    Files.copy(MADE_UP.resolve("glimmer.yaml"), profiles.resolve("glimmer.yaml"));
    assertThat(in("profile", "lint", "glimmer").out()).isEqualTo("glimmer: no problems\n");

    CommandRun eval =
        in(
            "acl",
            "eval",
            "--profile",
            "glimmer",
            "--file",
            MADE_UP.resolve("night.cfg").toString(),
            "--acl",
            "night",
            "tcp 10.1.1.1 > 10.2.2.2:80",
            "udp 10.1.1.1 > 10.2.2.2:163",
            "-ojson");
    assertThat(eval.status()).as(eval.err()).isZero();
    assertThat(eval.out()).contains("\"permit\"", "10 let tcp", "\"deny\"", "30 stop all");
  }

  @Test
  void aVariantIsItsBaseWithWhatItSaysItself() throws IOException {
    copyShipped();
    Files.writeString(
        profiles.resolve("variant.yaml"),
        """
        # yaml-language-server: $schema=schema.json
        profile: variant
        title: A variant
        extends: h3c-comware7
        lists: {unmatched: deny}
        """);
    CommandRun run = in("profile", "show", "variant");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("A variant")
        .contains("Packets that no line matches: deny", "Saves: save safely force");
  }

  @Test
  void everyProblemOfABrokenProfileHasItsPlace() throws IOException {
    String good = Files.readString(MADE_UP.resolve("glimmer.yaml"));
    assertBroken(good.replace("proven: paper", "provne: paper"), 5, 1, "Did you mean 'proven'?");
    assertBroken(good.replace("{action}", "{acton}"), 23, 15, "acton");
    assertBroken(good.replace("[ to {", "[[ to {"), 23, 15, "");
    assertBroken(good.replace("{is: list,", "{is: lst,"), 18, 12, "");
    // The word is said where the bodies stand: that is where one is missing.
    assertBroken(good.replace("body: filter", "body: fliter"), 21, 5, "fliter");
    assertBroken(good.replace("unmatched: deny", "unmatched: maybe"), 24, 75, "");
    assertBroken(good + "extends: nobody\n", 32, 10, "");
  }

  @Test
  void whatLintFindsHasAPlaceAKindARemedyAndALine() throws IOException {
    String good = Files.readString(MADE_UP.resolve("glimmer.yaml"));
    Path file =
        Files.writeString(
            profiles.resolve("glimmer.yaml"),
            good.replace(", missing: permit", "")
                .replace("{let: permit,", "{LET: deny, let: permit,"));

    CommandRun run = in("profile", "lint", "glimmer");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith(file + ":8:").contains(file + ":24:");
    // Where a line ends depends on how long the folder's name is.
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("bad-name: ", "unsaid-default: ", "Keep one of them.");
    assertThat(run.out().lines().filter(line -> !line.contains(file.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void lintForProgramsSaysWhichSchemaItObeys() throws IOException {
    Files.copy(MADE_UP.resolve("glimmer.yaml"), profiles.resolve("glimmer.yaml"));
    assertThat(in("profile", "lint", "-o", "json").out())
        .isEqualTo("{\"schema\":1,\"profiles\":[\"glimmer\"],\"findings\":[]}\n");

    Files.writeString(
        profiles.resolve("glimmer.yaml"),
        Files.readString(MADE_UP.resolve("glimmer.yaml")).replace(", missing: permit", ""));
    JsonNode json =
        CommandRun.json(
            3, "profile", "lint", "glimmer", "-o", "json", "--workspace", workspace.toString());
    assertThat(json.propertyNames()).containsExactly("schema", "profiles", "findings");
    assertThat(json.get("schema").asInt()).isEqualTo(1);
    JsonNode finding = json.get("findings").get(0);
    assertThat(finding.propertyNames())
        .containsExactly(
            "profile", "kind", "file", "line", "column", "message", "remedy", "example");
    assertThat(finding.get("kind").asString()).isEqualTo("unsaid-default");
    assertThat(finding.get("line").asInt()).isEqualTo(24);
    assertThat(finding.get("example").isNull()).isTrue();
  }

  private void assertBroken(String text, int line, int column, String says) throws IOException {
    Path file = Files.writeString(profiles.resolve("glimmer.yaml"), text);
    CommandRun run = in("profile", "lint");
    assertThat(run.status()).as(text).isEqualTo(2);
    assertThat(run.err()).startsWith(file + ":" + line + ":" + column + ": ").contains(says);
  }

  private void copyShipped() throws IOException {
    Files.copy(SHIPPED.resolve("h3c-comware7.yaml"), profiles.resolve("h3c-comware7.yaml"));
  }

  private CommandRun in(String... line) {
    String[] whole = new String[line.length + 2];
    System.arraycopy(line, 0, whole, 0, line.length);
    whole[line.length] = "--workspace";
    whole[line.length + 1] = workspace.toString();
    return CommandRun.of(whole);
  }
}

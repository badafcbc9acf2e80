package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The offline commands as scripts and people meet them. */
class AclCommandTest {
  private static final String FOLDER = "src/test/resources/cli/acl/";
  private static final String OLD = FOLDER + "old.cfg";
  private static final String NEW = FOLDER + "new.cfg";
  private static final String UNREADABLE = FOLDER + "unreadable.cfg";
  private static final String NFT = FOLDER + "same.nft";
  private static final String COMWARE = "h3c-comware7";

  @Test
  void evalAnswersEachPacketWithTheLineThatDecides() {
    JsonNode answers =
        eval(0, OLD, "3000", "tcp 10.1.1.1 > 10.2.2.2:80", "udp 10.1.1.1:9 > 10.2.2.2:161");

    assertThat(answers.get(0).propertyNames()).containsExactly("packet", "action", "line", "text");
    assertThat(answers.get(0).get("packet").asString()).isEqualTo("tcp 10.1.1.1 > 10.2.2.2:80");
    assertThat(answers.get(0).get("action").asString()).isEqualTo("permit");
    assertThat(answers.get(0).get("line").asInt()).isEqualTo(10);
    assertThat(answers.get(0).get("text").asString()).startsWith("rule 0 permit tcp");
    assertThat(answers.get(1).get("action").asString()).isEqualTo("deny");
    assertThat(answers.get(1).get("line").asInt()).isEqualTo(11);
  }

  @Test
  void thePacketsFamilySelectsAmongListsOfOneNumber() {
    JsonNode answers =
        eval(
            0,
            OLD,
            "3000",
            "tcp [2001:db8::1]:40000 > [2001:db8:2::1]:443",
            "tcp 10.1.1.1:40000 > 10.2.2.2:443");

    assertThat(answers.get(0).get("line").asInt()).isEqualTo(15);
    assertThat(answers.get(1).get("line").isNull()).isTrue();
    assertThat(answers.get(1).get("action").asString()).isEqualTo("deny");
  }

  @Test
  void whatNoLineMatchesGetsTheFilesOwnDefaultElseTheProfiles() throws IOException {
    String packet = "tcp 192.0.2.1:40000 > 192.0.2.2:22";
    assertThat(eval(0, OLD, "2001", packet).get(0).get("action").asString()).isEqualTo("deny");

    String without = Files.readString(Path.of(OLD)).replace(" packet-filter default deny\n", "");
    JsonNode answer = withInput(without, () -> eval(0, "-", "2001", packet));
    assertThat(answer.get(0).get("action").asString()).isEqualTo("permit");
    assertThat(answer.get(0).get("line").isNull()).isTrue();
  }

  @Test
  void aChainIsNamedByFamilyTableAndChain() {
    JsonNode answers =
        CommandRun.json(
            0,
            "acl",
            "eval",
            "--profile",
            "linux-nftables",
            "--file",
            NFT,
            "--acl",
            "inet/filter/lan",
            "tcp 10.1.1.1 > 10.2.2.2:80",
            "udp 10.1.1.1 > 10.2.2.2:80",
            "-o",
            "json");

    assertThat(answers.get(0).get("action").asString()).isEqualTo("permit");
    assertThat(answers.get(0).get("line").asInt()).isEqualTo(4);
    assertThat(answers.get(1).get("action").asString()).isEqualTo("deny");
    assertThat(answers.get(1).get("line").isNull()).isTrue();
  }

  @Test
  void aMixedVerdictAndALineThatWasNotUnderstoodAreUnknown() {
    JsonNode answers = eval(4, UNREADABLE, "3000", "udp 10.1.1.1:9 > 10.2.2.2:161");
    assertThat(answers.get(0).get("action").asString()).isEqualTo("unknown");
    assertThat(answers.get(0).get("line").asInt()).isEqualTo(11);
    assertThat(eval(0, UNREADABLE, "3000", "tcp 10.1.1.1 > 10.2.2.2:80")).hasSize(1);
  }

  @Test
  void diffOfEqualMeaningsIsZeroAcrossPlatformsToo() {
    JsonNode answer = diff(0, COMWARE, "3000", OLD, OLD);
    assertThat(answer.propertyNames())
        .containsExactly("equivalent", "newlyPermitted", "newlyDenied", "unreadable");
    assertThat(answer.get("equivalent").asBoolean()).isTrue();
    assertThat(answer.get("newlyPermitted")).isEmpty();

    JsonNode across = diff(0, COMWARE + ":linux-nftables", "3000:inet/filter/lan", OLD, NFT);
    assertThat(across.get("equivalent").asBoolean()).isTrue();
  }

  @Test
  void diffShowsWitnessRegionAndBothLines() {
    JsonNode answer = diff(3, COMWARE, "3000", OLD, NEW);

    assertThat(answer.get("equivalent").asBoolean()).isFalse();
    JsonNode permitted = answer.get("newlyPermitted");
    assertThat(permitted).hasSize(1);
    assertThat(permitted.get(0).propertyNames())
        .containsExactly("witness", "region", "oldLine", "newLine");
    assertThat(permitted.get(0).get("oldLine").isNull()).isTrue();
    assertThat(permitted.get(0).get("newLine").asInt()).isEqualTo(10);
    assertThat(permitted.get(0).get("region").asString())
        .isEqualTo("tcp 10.0.0.0/8 -> 10.2.2.2/32 ports 81-443");
    String witness = permitted.get(0).get("witness").asString();
    assertThat(eval(0, OLD, "3000", witness).get(0).get("action").asString()).isEqualTo("deny");
    assertThat(eval(0, NEW, "3000", witness).get(0).get("action").asString()).isEqualTo("permit");
    // The IPv6 list of the same number became narrower.
    assertThat(answer.get("newlyDenied").get(0).get("oldLine").asInt()).isEqualTo(15);
  }

  @Test
  void differentAndUnreadableIsUnknown() {
    JsonNode answer = diff(4, COMWARE, "3000", UNREADABLE, NEW);

    assertThat(answer.get("equivalent").asBoolean()).isFalse();
    JsonNode line = answer.get("unreadable").get(0);
    assertThat(line.propertyNames()).containsExactly("file", "line", "text");
    assertThat(line.get("file").asString()).isEqualTo(UNREADABLE);
    assertThat(line.get("line").asInt()).isEqualTo(11);
    assertThat(line.get("text").asString()).isEqualTo("rule 5 permit frobnicate");
    assertThat(CommandRun.of("acl", "diff", "--profile", COMWARE, "--acl", "3000", UNREADABLE, NEW))
        .satisfies(run -> assertThat(run.status()).isEqualTo(4))
        .satisfies(run -> assertThat(run.out()).contains("what else differs is not known"));
  }

  @Test
  void equalButUnreadableIsNeitherTrueNorFalse() {
    JsonNode answer = diff(4, COMWARE, "2001", UNREADABLE, UNREADABLE);
    assertThat(answer.get("equivalent").isNull()).isTrue();
  }

  @Test
  void lintNamesTheHidingLines() {
    JsonNode answer =
        CommandRun.json(3, "acl", "lint", "--profile", COMWARE, "--file", OLD, "-o", "json");
    assertThat(answer.get("findings")).hasSize(1);
    assertThat(answer.get("findings").get(0).get("kind").asString()).isEqualTo("never-reached");
    assertThat(answer.get("findings").get(0).get("others").get(0).asInt()).isEqualTo(11);

    CommandRun clean = CommandRun.of("acl", "lint", "--profile", "linux-nftables", "--file", NFT);
    assertThat(clean).isEqualTo(new CommandRun(0, "", ""));
    assertThat(CommandRun.of("acl", "lint", "--profile", COMWARE, "--file", OLD).out())
        .startsWith(OLD + ":12: error: never reached")
        .contains("  " + OLD + ":11: rule 5 deny udp");
  }

  @Test
  void tablesFitEightyColumns() {
    for (String[] line :
        new String[][] {
          {"acl", "show", "--profile", COMWARE, "--file", OLD},
          {"acl", "diff", "--profile", COMWARE, "--acl", "3000", OLD, NEW},
          {"acl", "show", "--profile", COMWARE, "--file", UNREADABLE},
          {
            "acl",
            "eval",
            "--profile",
            COMWARE,
            "--file",
            OLD,
            "--acl",
            "3000",
            "tcp 10.1.1.1 > 10.2.2.2:80"
          },
        }) {
      assertThat(CommandRun.of(line).out().lines()).isNotEmpty().allMatch(it -> it.length() <= 80);
    }
  }

  @Test
  void aWrappedCellKeepsItsColumn() {
    String out =
        CommandRun.of("acl", "diff", "--profile", COMWARE, "--acl", "3000", OLD, NEW).out();
    assertThat(out.lines().filter(line -> line.contains("destination-port")))
        .allMatch(line -> line.startsWith("  "));
  }

  private static JsonNode eval(int status, String file, String acl, String... packets) {
    String[] line = new String[10 + packets.length - 1];
    String[] head = {"acl", "eval", "--profile", COMWARE, "--file", file, "--acl", acl, "-ojson"};
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(packets, 0, line, head.length, packets.length);
    return CommandRun.json(status, line);
  }

  private static JsonNode diff(int status, String profile, String acl, String old, String next) {
    return CommandRun.json(
        status, "acl", "diff", "--profile", profile, "--acl", acl, old, next, "-o", "json");
  }

  private static JsonNode withInput(String text, java.util.function.Supplier<JsonNode> command) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    try {
      return command.get();
    } finally {
      System.setIn(before);
    }
  }
}

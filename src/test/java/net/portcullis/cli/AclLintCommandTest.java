package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list is held against what the deployment needs at a binding. */
class AclLintCommandTest {
  private static final String PROFILE = "h3c-comware7";
  private static final String BINDING = "edge-a:imc-lan:in";

  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();

  /** The example's own list, as it would be written. */
  @BeforeEach
  void render() {
    JsonNode lists =
        JsonMapper.shared()
            .readTree(
                CommandRun.of("render", "edge-a", "--binding", "imc-lan", "-o", "json").out());
    for (JsonNode list : lists) {
      if (list.get("direction").asString().equals("in") && list.get("family").asInt() == 4) {
        list.get("commands").forEach(command -> lines.add(command.asString()));
      }
    }
    lines.removeIf(line -> !line.startsWith("rule ") && !line.startsWith("acl "));
    lines.addFirst("packet-filter default deny");
    assertThat(lines).hasSizeGreaterThan(10);
  }

  @Test
  void whatWasWrittenForTheBindingIsNoWider() throws IOException {
    assertThat(tooWide(BINDING)).isEmpty();
  }

  @Test
  void aWiderLineIsFoundWithAPacketThatNobodyNeeds() throws IOException {
    lines.set(2, "rule 0 permit tcp destination 10.20.0.0 0.0.0.255");
    List<JsonNode> findings = tooWide(BINDING);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().get("line").asInt()).isEqualTo(3);
    String packet = findings.getFirst().get("example").asString();
    JsonNode answer =
        CommandRun.json(
            0,
            "acl",
            "eval",
            "--profile",
            PROFILE,
            "--file",
            file(),
            "--acl",
            name(),
            packet,
            "-ojson");
    assertThat(answer.get(0).get("line").asInt()).isEqualTo(3);
    assertThat(CommandRun.of("explain", packet, "--device", "edge-a").out()).contains("denied");
    assertThat(lint(BINDING).out())
        .contains("3: warning: permits more than is needed, such as " + packet + ": rule 0 permit");
  }

  @Test
  void aDefaultThatPermitsIsTooWide() throws IOException {
    lines.set(0, "packet-filter default permit");
    lines.removeIf(line -> line.contains(" deny "));
    List<JsonNode> findings = tooWide(BINDING);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().get("line").isNull()).isTrue();
  }

  @Test
  void aBindingThatIsNotThereIsSaid() throws IOException {
    assertThat(lint("edge-a").err()).contains("names no binding");
    assertThat(lint("edge-a:nowhere").err())
        .startsWith("--against:1:1: The inventory has no list at 'edge-a:nowhere'.");
    assertThat(lint("edge-a:imc-lan").err()).contains("edge-a:imc-lan:in or edge-a:imc-lan:out");
    assertThat(lint("nobody:imc-lan").status()).isEqualTo(2);
  }

  private List<JsonNode> tooWide(String binding) throws IOException {
    JsonNode answer =
        JsonMapper.shared()
            .readTree(
                CommandRun.of(
                        "acl",
                        "lint",
                        "--profile",
                        PROFILE,
                        "--file",
                        file(),
                        "--against",
                        binding,
                        "-ojson")
                    .out());
    assertThat(answer.get("unreadable")).isEmpty();
    List<JsonNode> found = new ArrayList<>();
    answer.get("findings").forEach(found::add);
    found.removeIf(finding -> !finding.get("kind").asString().equals("too-wide"));
    return found;
  }

  private CommandRun lint(String binding) throws IOException {
    return CommandRun.of(
        "acl", "lint", "--profile", PROFILE, "--file", file(), "--against", binding);
  }

  private String file() throws IOException {
    return Files.write(folder.resolve("list.cfg"), lines).toString();
  }

  private String name() {
    String header = lines.get(1);
    return header.substring(header.lastIndexOf(' ') + 1);
  }
}

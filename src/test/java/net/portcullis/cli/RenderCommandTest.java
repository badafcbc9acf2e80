package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The example deployment's commands. */
class RenderCommandTest {

  @Test
  void printsWhatAFirstPushWouldType() {
    JsonNode lists = CommandRun.json(0, "render", "-o", "json");
    assertThat(lists).isNotEmpty();
    for (JsonNode list : lists) {
      assertThat(list.propertyNames())
          .containsExactly(
              "device", "binding", "direction", "family", "list", "commands", "problems");
      assertThat(list.get("problems")).isEmpty();
      assertThat(list.get("commands").get(0).asString()).startsWith("acl ");
    }
  }

  @Test
  void anotherPlatformsWordsForTheSameIntent() {
    CommandRun run = CommandRun.of("render", "--profile", "linux-nftables");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("nft ").doesNotContain("packet-filter");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(CommandRun.of("render", "--binding", "nowhere"))
        .satisfies(run -> assertThat(run.status()).isEqualTo(2))
        .satisfies(run -> assertThat(run.err()).contains("No device has a binding 'nowhere'."));
    assertThat(CommandRun.of("render", "--profile", "h3c-comwar7").err())
        .contains("Did you mean 'h3c-comware7'?");
    assertThat(CommandRun.of("render", "nobody").status()).isEqualTo(2);
  }
}

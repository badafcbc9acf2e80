package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On the worked example. */
class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void jsonIsAsPromised() {
    JsonNode whole = json("tcp 10.30.16.5:40000 > 10.20.0.11:9090", "--device", "edge-a");
    assertThat(whole.propertyNames()).containsExactly("packet", "devices");
    assertThat(whole.get("packet").asString()).isEqualTo("tcp 10.30.16.5:40000 > 10.20.0.11:9090");
    JsonNode device = whole.get("devices").get(0);
    assertThat(device.propertyNames())
        .containsExactly("name", "binding", "direction", "action", "seq", "why");
    assertThat(device.get("why").get(0).propertyNames()).containsExactly("catalog", "inventory");
    assertThat(device.get("action").asString()).isEqualTo("deny");
  }

  @Test
  void aPermittedPacketNamesItsRows() {
    JsonNode devices = json("tcp 10.30.16.5:40000 > 10.20.0.12:8080").get("devices");
    assertThat(devices.size()).isEqualTo(2);
    for (JsonNode device : devices) {
      assertThat(device.get("action").asString()).isEqualTo("permit");
      assertThat(device.get("direction").asString()).isEqualTo("out");
      assertThat(device.get("why").values())
          .anyMatch(why -> why.get("catalog").asString().equals("plat-ext-4"));
    }
  }

  @Test
  void aMissingSourcePortMeansAllAndAMixedVerdictIsUnknown() {
    assertThat(action("tcp 10.30.16.5 > 10.20.0.12:8080")).isEqualTo("permit");
    assertThat(action("tcp 10.30.16.5 > 10.20.0.12:22")).isEqualTo("deny");
    // The device's answer passes from port 22 alone.
    assertThat(action("tcp 10.64.0.1:22 > 10.20.0.12:5000 established")).isEqualTo("permit");
    assertThat(action("tcp 10.64.0.1 > 10.20.0.12:80 established")).isEqualTo("unknown");
  }

  @Test
  void aDeniedPacketBringsTheNearestRowsAndTheInventorysSentence() {
    assertThat(run("tcp 10.30.16.5:40000 > 10.20.0.11:22", "--device", "edge-a")).isZero();
    assertThat(out.toString())
        .contains("deny by rule ")
        .contains("inventory/devices.yaml:")
        .contains("everything else is denied")
        .contains("plat-ext-2 would need: destination port 80\n")
        .contains("plat-ext-3 would need: destination port 443\n");
  }

  @Test
  void onlyTheRowsThatSpeakOfThePacketAreNamed() {
    assertThat(run("tcp 10.30.16.5:40000 > 10.20.0.11:8080", "--device", "edge-a")).isZero();
    assertThat(out.toString())
        .contains("plat-ext-4", "bims-ext-1")
        .doesNotContain("plat-ext-3", "bims-ext-2");
  }

  @Test
  void anExtraPermitsSentenceIsNamed() {
    assertThat(run("udp 10.20.0.11:123 > 10.30.0.123:123", "--device", "edge-a")).isZero();
    assertThat(out.toString())
        .contains("permit by rule")
        .contains("extra-permits.ntp at inventory/roles.yaml:");
  }

  @Test
  void aPacketThatCrossesNothingIsSaidTo() {
    assertThat(run("tcp 10.30.16.5:1 > 10.64.0.1:22")).isZero();
    assertThat(out.toString()).contains("crosses no binding");
    assertThat(json("tcp 10.30.16.5:1 > 10.64.0.1:22").get("devices").size()).isZero();
  }

  @Test
  void aBadPacketIsPointedAt() {
    assertThat(run("tcp 10.30.16.5:40000 > 10.20.0.999:22")).isEqualTo(2);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines.getFirst()).startsWith("packet:1:");
    assertThat(lines.get(1)).isEqualTo("  tcp 10.30.16.5:40000 > 10.20.0.999:22");
    assertThat(lines.get(2).strip()).isEqualTo("^");
    assertThat(lines.get(2).indexOf('^')).isGreaterThan(20);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownDeviceBringsTheNearest() {
    assertThat(run("tcp 10.30.16.5:1 > 10.20.0.11:22", "--device", "edge-c")).isEqualTo(2);
    assertThat(err.toString()).contains("edge-c");
  }

  private String action(String packet) {
    return json(packet, "--device", "edge-a").get("devices").get(0).get("action").asString();
  }

  private JsonNode json(String... line) {
    String[] whole = Arrays.copyOf(line, line.length + 2);
    whole[line.length] = "-o";
    whole[line.length + 1] = "json";
    assertThat(run(whole)).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }

  private int run(String... line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] whole = new String[line.length + 1];
    whole[0] = "explain";
    System.arraycopy(line, 0, whole, 1, line.length);
    return Portcullis.run(new PrintWriter(out, true), new PrintWriter(err, true), whole);
  }
}

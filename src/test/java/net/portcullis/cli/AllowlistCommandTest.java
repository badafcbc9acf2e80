package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AllowlistCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void jsonIsAsPromised() {
    assertThat(run("allowlist", "-o", "json")).isZero();
    JsonNode rules = JsonMapper.shared().readTree(out.toString());
    assertThat(rules.size()).isGreaterThan(100);
    for (JsonNode rule : rules) {
      assertThat(rule.propertyNames())
          .containsExactly(
              "device",
              "binding",
              "direction",
              "family",
              "seq",
              "action",
              "protocol",
              "from",
              "to",
              "sourcePorts",
              "ports",
              "icmpType",
              "icmpCode",
              "established",
              "fragment",
              "why");
      assertThat(rule.get("why").isEmpty()).isFalse();
    }
  }

  @Test
  void tablesFitEightyColumnsAndShowBothCounts() {
    assertThat(run("allowlist", "--site", "headquarters")).isZero();
    assertThat(out.toString().lines().filter(line -> !line.startsWith("risk: ")))
        .allMatch(line -> line.length() <= 80);
    assertThat(out.toString())
        .contains("edge-a / imc-lan, direction in, IPv4: 45 rules (140 before merging)");
  }

  @Test
  void anUnknownSiteBringsTheNearest() {
    assertThat(run("allowlist", "--site", "headquarter")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean 'headquarters'?");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whatCannotBeComputedIsToldWithItsPlace(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"deployment.yaml", "devices.yaml", "roles.yaml"}) {
      String text = Files.readString(Path.of("inventory", name));
      Files.writeString(folder.resolve(name), text.replace("  cpe:\n", "  cpes:\n"));
    }
    assertThat(run("allowlist", "--inventory", folder.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("deployment.yaml:")
        .contains("the role 'cpe'")
        .contains("cpes");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void expiredPermitsAreToldOnStandardError(@TempDir Path folder) throws IOException {
    for (String name : new String[] {"deployment.yaml", "devices.yaml", "roles.yaml"}) {
      String text = Files.readString(Path.of("inventory", name));
      Files.writeString(folder.resolve(name), text.replace("2030-12-31", "2020-12-31"));
    }
    assertThat(run("allowlist", "--inventory", folder.toString(), "-o", "json")).isZero();
    assertThat(err.toString())
        .contains("notice: ")
        .contains("'remote-desktop' of system-administration expired on 2020-12-31");
    assertThat(out.toString()).doesNotContain("remote-desktop");
  }

  private int run(String... line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Portcullis.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }
}

package net.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CatalogCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsTheSourcesRowsAsPromised() {
    JsonNode rows = json(0, "catalog", "list", "-o", "json");
    assertThat(rows.size()).isEqualTo(139);
    assertThat(rows.get(0).propertyNames())
        .containsExactly(
            "id",
            "component",
            "section",
            "scope",
            "row",
            "protocols",
            "ports",
            "direction",
            "processes",
            "modules",
            "flows",
            "erratum",
            "parameter");
    assertThat(rows.get(0).get("flows").get(0).propertyNames())
        .containsExactly("from", "to", "protocol", "sourcePorts", "ports", "icmp", "basis");
  }

  @Test
  void filtersByComponentAndScope() {
    assertThat(
            json(0, "catalog", "list", "--component", "plat", "--scope", "internal", "-o", "json")
                .size())
        .isEqualTo(16);
    assertThat(json(0, "catalog", "list", "--supplement", "-o", "json").size()).isEqualTo(143);
  }

  @Test
  void showsStatementsInWords() {
    JsonNode qosm = json(0, "catalog", "show", "qosm", "-o", "json");
    assertThat(qosm.get("external").asString()).isEqualTo("ports");
    assertThat(qosm.get("internal").asString()).isEqualTo("none");
    assertThat(json(0, "catalog", "show", "som", "-o", "json").get("external").asString())
        .isEqualTo("same-as:plat");
  }

  @Test
  void tablesFitEightyColumns() {
    for (String[] line :
        new String[][] {
          {"catalog", "list"},
          {"catalog", "show", "uam-ead-cams", "--lang", "en"},
          {"catalog", "show", "apm", "--lang", "zh"},
        }) {
      assertThat(run(line)).isZero();
      assertThat(out.toString().lines())
          .allMatch(text -> text.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum() <= 80);
    }
  }

  @Test
  void tellsFindingsByItsStatus() {
    assertThat(run("catalog", "lint")).isZero();
    assertThat(run("catalog", "conflicts", "--component", "bims,inode")).isEqualTo(3);
    assertThat(out.toString()).contains("tcp 9090");
    assertThat(run("catalog", "conflicts", "--component", "bims,plat")).isZero();
    assertThat(run("catalog", "conflicts", "--servers")).isZero();
  }

  @Test
  void anUnknownComponentBringsTheNearest() {
    assertThat(run("catalog", "show", "bimz")).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean 'bims'?");
    assertThat(run("catalog", "list", "--component", "palt")).isEqualTo(2);
  }

  @Test
  void theLocaleChoosesTheLanguage() {
    assertThat(CatalogCommand.ofLocale(Map.of("LANG", "zh_CN.UTF-8")))
        .isEqualTo(CatalogCommand.Language.zh);
    assertThat(CatalogCommand.ofLocale(Map.of("LANG", "zh_CN.UTF-8", "LC_ALL", "C.UTF-8")))
        .isEqualTo(CatalogCommand.Language.en);
  }

  private JsonNode json(int status, String... line) {
    assertThat(run(line)).isEqualTo(status);
    return JsonMapper.shared().readTree(out.toString());
  }

  private int run(String... line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Portcullis.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }
}

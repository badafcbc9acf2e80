package net.portcullis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.acl.Ranges;
import net.portcullis.input.Problem;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogReaderTest {
  private static final String EXPECT = "# expect ";
  private static final String ROLES =
      """
      roles:
        imc: {en: servers, zh: 服务器}
        managed-devices: {en: devices, zh: 设备}
      """;

  @TempDir Path folder;

  static List<Path> badFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/catalog/bad"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void tellsPlaceFaultAndRemedy(Path file) throws IOException {
    String text = Files.readString(file);
    Files.writeString(folder.resolve("roles.yaml"), ROLES);
    Files.writeString(folder.resolve("plat.yaml"), text);
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> folder.resolve("plat.yaml") + ":" + line.substring(EXPECT.length()))
            .map(line -> line.replace("FOLDER", folder.toString()))
            .toList();
    assertThat(expected).isNotEmpty();
    assertThat(problems()).containsExactlyElementsOf(expected);
  }

  @Test
  void aFolderThatIsNotThere() {
    Problems problems = new Problems();
    CatalogReader.read(folder.resolve("missing"), problems);
    assertThat(problems.all()).hasSize(1);
    assertThat(problems.all().getFirst().what()).contains("cannot be read");
  }

  @Test
  void rolesAreNeeded() throws IOException {
    Files.writeString(folder.resolve("a.yml"), "x: 1\n");
    Files.writeString(folder.resolve("plat.yaml"), "component: plat\n");
    assertThat(problems()).anyMatch(told -> told.contains("There is no roles.yaml"));
    assertThat(problems()).anyMatch(told -> told.contains("Only .yaml files belong"));
  }

  @Test
  void aDeploymentMovesAndDropsFlows() {
    Problems problems = new Problems();
    Catalog catalog = CatalogReader.read(Path.of("catalog/imc"), problems);
    assertThat(problems.all()).isEmpty();
    Entry web = entry(catalog, "plat-ext-4");
    assertThat(web.flows(true, Map.of("web-http", Ranges.of(9080)), Set.of()).getFirst().ports())
        .contains(Ranges.of(9080));
    assertThat(web.flows(true, Map.of(), Set.of("web-http"))).isEmpty();
    assertThat(web.flows(true, Map.of(), Set.of("plat-ext-4"))).isEmpty();
    Entry mail = entry(catalog, "plat-ext-13");
    assertThat(mail.flows(true, Map.of(), Set.of()))
        .extracting(Flow::protocol)
        .containsExactly("tcp");
    assertThat(mail.flows(false, Map.of(), Set.of()))
        .extracting(Flow::protocol)
        .containsExactly("udp");
    Entry radius = entry(catalog, "uam-ead-cams-ext-5");
    assertThat(radius.flows(true, Map.of(), Set.of("rsa", "radius-roaming")))
        .extracting(Flow::to)
        .containsExactly("imc", "access-devices");
    Entry portal = entry(catalog, "inode-ext-3");
    assertThat(portal.flows(true, Map.of("portal-web", Ranges.of(8080)), Set.of()))
        .extracting(flow -> flow.ports().orElseThrow())
        .containsExactly(Ranges.of(8080), Ranges.of(80));
  }

  private static Entry entry(Catalog catalog, String id) {
    return catalog.entries().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private List<String> problems() {
    Problems problems = new Problems();
    CatalogReader.read(folder, problems);
    return problems.all().stream().map(Problem::toString).toList();
  }
}

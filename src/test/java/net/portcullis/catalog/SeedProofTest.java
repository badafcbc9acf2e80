package net.portcullis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.catalog.SeedExtractor.SeedRow;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalog says what the source document says, row for row. */
class SeedProofTest {
  private static final Path SEED = Path.of("src/test/resources/catalog/seed");
  private static final Map<String, String> DIRECTIONS =
      Map.of("入", "in", "出", "out", "出/入", "both");

  private static SeedExtractor.Seed seed;
  private static Catalog catalog;

  @BeforeAll
  static void read() throws IOException {
    seed = SeedExtractor.extract(Files.readAllLines(SEED.resolve("source.txt")));
    Problems problems = new Problems();
    catalog = CatalogReader.read(Path.of("catalog/imc"), problems);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void theSourceHasItsRows() {
    assertThat(seed.rows()).hasSize(139);
  }

  /** Two extractors, written apart, read the same rows. */
  @Test
  void theExtractedCopyAgrees() throws IOException {
    List<String> copy = new ArrayList<>();
    for (JsonNode row :
        JsonMapper.shared().readTree(Files.readString(SEED.resolve("rows.json"))).get("rows")) {
      copy.add(
          Stream.of("port", "protocol", "direction", "name", "process", "description")
              .map(column -> row.has(column) ? row.get(column).asString() : "")
              .map(SeedProofTest::squeezed)
              .collect(Collectors.joining(" | ")));
    }
    assertThat(
            seed.rows().stream()
                .map(row ->
                    Stream.of("port", "protocol", "direction", "name", "process", "description")
                        .map(row::cell)
                        .map(SeedProofTest::squeezed)
                        .collect(Collectors.joining(" | "))))
        .containsExactlyElementsOf(copy);
  }

  @Test
  void eachRowHasExactlyOneEntry() {
    assertThat(entries().map(entry -> entry.section() + "/" + entry.row()))
        .containsExactlyInAnyOrderElementsOf(
            seed.rows().stream().map(row -> row.section() + "/" + row.row()).toList());
  }

  @Test
  void eachEntrySaysWhatItsRowSays() {
    for (SeedRow row : seed.rows()) {
      Entry entry = entry(row);
      String name = entry.id();
      assertThat(entry.protocols()).as(name).isEqualTo(protocols(row));
      assertThat(entry.ports()).as(name).isEqualTo(ports(row.cell("port")));
      assertThat(entry.direction())
          .as(name)
          .isEqualTo(Optional.ofNullable(DIRECTIONS.get(row.cell("direction"))));
      assertThat(entry.processes()).as(name).isEqualTo(processes(row.cell("process")));
      assertThat(entry.modules()).as(name).isEqualTo(split(row.cell("name"), "\n"));
      assertThat(entry.scope().name().charAt(0) == 'E')
          .as(name)
          .isEqualTo(row.section().endsWith(".1"));
    }
  }

  @Test
  void eachExternalRowHasAFlowAndEachDirectionItsOwn() {
    entries()
        .forEach(entry -> {
          assertThat(entry.flows()).as(entry.id()).isNotEmpty();
          boolean in = entry.flows().stream().anyMatch(flow -> Role.isServer(flow.to()));
          boolean out = entry.flows().stream().anyMatch(flow -> Role.isServer(flow.from()));
          switch (entry.direction().orElse("")) {
            case "in" -> assertThat(in).as(entry.id()).isTrue();
            case "out" -> assertThat(out).as(entry.id()).isTrue();
            case "both" -> assertThat(in && out).as(entry.id()).isTrue();
            default -> assertThat(entry.section()).as(entry.id()).doesNotStartWith("8.2");
          }
        });
  }

  @Test
  void descriptionsAreInBothLanguagesAndNotTheSourcesSentences() {
    List<String> sentences = seed.rows().stream().map(row -> row.cell("description")).toList();
    entries()
        .forEach(entry -> {
          assertThat(entry.descriptions()).as(entry.id()).containsOnlyKeys("en", "zh");
          assertThat(sentences).as(entry.id()).doesNotContain(entry.descriptions().get("zh"));
        });
  }

  @Test
  void theStatementsInWordsHold() {
    assertThat(seed.sentences())
        .contains("4.2 无。", "6.1 同平台。", "9.2 同平台。", "10.2 同平台。", "13.2 同平台。");
    assertThat(component("qosm").internal()).isEqualTo(Statement.NONE);
    assertThat(component("som").external()).isEqualTo(Statement.SAME_AS_PLAT);
    for (String id : List.of("mvm", "wsm", "bims")) {
      assertThat(component(id).internal()).as(id).isEqualTo(Statement.SAME_AS_PLAT);
    }
    for (String id : List.of("inode", "vsm", "ivm")) {
      assertThat(component(id).internal()).as(id).isEqualTo(Statement.NOT_STATED);
    }
    for (String id : List.of("plat", "uba-nta", "apm", "som", "uam-ead-cams")) {
      assertThat(component(id).internal()).as(id).isEqualTo(Statement.PORTS);
    }
  }

  @Test
  void theApplicationPortsAreParametersWithTheSourcesDefaults() {
    List<Entry> named =
        component("apm").entries().stream()
            .filter(entry -> entry.section().equals("5.1") && entry.row() >= 9)
            .toList();
    assertThat(named).hasSize(15);
    for (Entry entry : named) {
      assertThat(entry.parameter().map(Entry.Parameter::defaultPorts))
          .as(entry.id())
          .contains(entry.ports().getFirst());
    }
  }

  @Test
  void theSupplementIsMarkedAndHoldsNoRowOfTheSource() {
    List<Component> supplements =
        catalog.components().stream().filter(Component::supplement).toList();
    assertThat(supplements).extracting(Component::id).containsExactly("supplement");
    assertThat(supplements.getFirst().entries())
        .allMatch(entry -> entry.section().equals("supplement"))
        .flatExtracting(Entry::ports)
        .containsExactlyInAnyOrder("2810", "49", "3799", "1645", "1646");
  }

  private static Stream<Entry> entries() {
    return catalog.components().stream()
        .filter(component -> !component.supplement())
        .flatMap(component -> component.entries().stream());
  }

  private static Entry entry(SeedRow row) {
    return entries()
        .filter(entry -> entry.section().equals(row.section()) && entry.row() == row.row())
        .findFirst()
        .orElseThrow();
  }

  private static Component component(String id) {
    return catalog.component(id).orElseThrow();
  }

  private static List<String> protocols(SeedRow row) {
    return row.cell("port").equals("ICMP")
        ? List.of("icmp")
        : split(row.cell("protocol").toLowerCase(Locale.ROOT), "/");
  }

  /** Numbers of two digits and more: the one of DB2 is no port. */
  private static List<String> ports(String cell) {
    List<String> ports = new ArrayList<>();
    StringBuilder number = new StringBuilder();
    String text = cell.replace('~', '-') + " ";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isDigit(c) || (c == '-' && !number.isEmpty())) {
        number.append(c);
      } else {
        if (number.length() > 1) {
          ports.add(number.toString());
        }
        number.setLength(0);
      }
    }
    return ports;
  }

  private static List<String> processes(String cell) {
    StringBuilder plain = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      depth += c == '（' || c == '(' ? 1 : 0;
      if (depth == 0) {
        plain.append(c);
      }
      depth -= c == '）' || c == ')' ? 1 : 0;
    }
    return split(plain.toString().replace('/', '\n'), "\n");
  }

  private static List<String> split(String text, String at) {
    return Arrays.stream(text.split(at, -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String squeezed(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("/"));
  }
}

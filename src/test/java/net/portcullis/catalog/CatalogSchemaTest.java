package net.portcullis.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file names its schema in its first line, and obeys it. */
class CatalogSchemaTest {
  private static final String FIRST = "# yaml-language-server: $schema=";

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("catalog/imc"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void obeysTheSchemaItNames(Path file) throws IOException {
    String text = Files.readString(file);
    String first = text.lines().findFirst().orElse("");
    assertThat(first).startsWith(FIRST);
    Path schema = file.resolveSibling(first.substring(FIRST.length())).normalize();
    assertThat(schema(schema).validate(text, InputFormat.YAML)).isEmpty();
  }

  @Test
  void refusesWhatTheReaderRefuses() throws IOException {
    Schema schema = schema(Path.of("catalog/schema.json"));
    String good = Files.readString(Path.of("catalog/imc/bims.yaml"));
    for (List<String> change :
        List.of(
            List.of("ports: [9090]", "ports: [70000]"),
            List.of("scope: external", "scope: outer"),
            List.of("    row: 1\n", "    row: 1\n    rwo: 1\n"),
            List.of("basis: stated", "basis: guessed"),
            List.of("component: bims\n", ""))) {
      String bad = good.replace(change.getFirst(), change.getLast());
      assertThat(bad).isNotEqualTo(good);
      assertThat(schema.validate(bad, InputFormat.YAML)).as(change.toString()).isNotEmpty();
    }
  }

  private static Schema schema(Path file) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file), InputFormat.JSON);
  }
}

package net.portcullis.dialect;

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

/** Every profile names the schema in its first line, and obeys it. */
class ProfileSchemaTest {
  private static final Path FOLDER = Path.of("device-profiles");

  static List<Path> files() throws IOException {
    try (Stream<Path> shipped = Files.list(FOLDER);
        Stream<Path> madeUp = Files.list(Path.of("src/test/resources/cli/made-up"));
        Stream<Path> reach = Files.list(Path.of("src/test/resources/dialect-reach"))) {
      return Stream.of(shipped, madeUp, reach)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void obeysTheSchema(Path file) throws IOException {
    String text = Files.readString(file);
    assertThat(text).startsWith("# yaml-language-server: $schema=schema.json\n");
    assertThat(schema().validate(text, InputFormat.YAML)).isEmpty();
  }

  @Test
  void refusesWhatTheReaderRefuses() throws IOException {
    String good = Files.readString(Path.of("src/test/resources/cli/made-up/glimmer.yaml"));
    for (List<String> change :
        List.of(
            List.of("proven: paper", "provne: paper"),
            List.of("is: list", "is: lst"),
            List.of("unmatched: deny", "unmatched: maybe"),
            List.of("title: Glimmer 1\n", ""),
            List.of("step: 10}", "step: ten}"))) {
      String bad = good.replace(change.getFirst(), change.getLast());
      assertThat(bad).isNotEqualTo(good);
      assertThat(schema().validate(bad, InputFormat.YAML)).as(change.toString()).isNotEmpty();
    }
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(FOLDER.resolve("schema.json")), InputFormat.JSON);
  }
}

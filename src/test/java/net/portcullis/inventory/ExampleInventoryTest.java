package net.portcullis.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.portcullis.input.Problems;
import org.junit.jupiter.api.Test;

/**
 * The example deployment is what the documentation shows: it must read, and its schema must agree.
 */
class ExampleInventoryTest {
  private static final Path EXAMPLE = Path.of("inventory");

  @Test
  void readsWithoutProblems() {
    Problems problems = new Problems();
    Inventory inventory = InventoryReader.read(EXAMPLE, problems);
    assertThat(problems.all()).isEmpty();
    assertThat(inventory.devices()).extracting(Device::name).containsExactly("edge-a", "edge-b");
    assertThat(inventory.devices())
        .extracting(Device::transport)
        .containsExactly(Device.Transport.SSH, Device.Transport.TELNET);
    assertThat(inventory.devices()).allMatch(device -> device.snmp().isPresent());
    assertThat(inventory.servers()).hasSize(3);
  }

  @Test
  void everyFileNamesTheSchemaInItsFirstLineAndObeysIt() throws IOException {
    var schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(EXAMPLE.resolve("schema.json")), InputFormat.JSON);
    for (Path file : yamlFiles()) {
      String text = Files.readString(file);
      assertThat(text).startsWith("# yaml-language-server: $schema=schema.json\n");
      assertThat(schema.validate(text, InputFormat.YAML)).as(file.toString()).isEmpty();
    }
  }

  private static List<Path> yamlFiles() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}

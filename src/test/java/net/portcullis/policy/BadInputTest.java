package net.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is wrong with an inventory is told with FILE:LINE:COLUMN and a remedy. A case is a folder:
 * an inventory and the messages expected of it, which {@code -Dportcullis.golden=write} renews.
 */
class BadInputTest {
  private static final Path CASES = Path.of("src/test/resources/policy/bad-input");

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isRefusedWithItsPlaceAndARemedy(Path folder) throws IOException {
    Problems problems = new Problems();
    Inventory inventory = InventoryReader.read(folder.resolve("inventory.yaml"), problems);
    if (problems.isEmpty()) {
      Catalog catalog = CatalogReader.read(Path.of("catalog/imc"), problems);
      Consistency.check(catalog, inventory, Set.of("stateless", "stateful"), problems);
      if (problems.isEmpty()) {
        Allowlist.compute(
            catalog,
            inventory,
            device -> AllowlistGoldenTest.STATELESS,
            Clock.systemUTC(),
            problems);
      }
    }
    String actual =
        problems.all().stream()
            .map(problem -> problem.toString().replace(folder + "/", "") + "\n")
            .collect(Collectors.joining());
    Path expected = folder.resolve("expected.txt");
    if ("write".equals(System.getProperty("portcullis.golden"))) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isNotEmpty().isEqualTo(Files.readString(expected));
    assertThat(actual).startsWith("inventory.yaml:");
  }
}

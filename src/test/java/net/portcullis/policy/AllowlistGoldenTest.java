package net.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.portcullis.catalog.Catalog;
import net.portcullis.catalog.CatalogReader;
import net.portcullis.input.Problems;
import net.portcullis.inventory.Inventory;
import net.portcullis.inventory.InventoryReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lists that deployments get, as text. A case is a folder: an inventory and the list expected
 * of it. After a wanted change, write what is now computed with {@code -Dportcullis.golden=write}
 * and read the difference.
 */
class AllowlistGoldenTest {
  private static final Path CASES = Path.of("src/test/resources/policy/allowlist");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
  static final Traits STATELESS = new Traits(false, Set.of(), true);
  static final Traits STATEFUL = new Traits(true, Set.of("ftp-data", "tftp-data"), true);

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDeploymentGetsItsList(Path folder) throws IOException {
    assertGolden(folder.resolve("inventory.yaml"), folder.resolve("expected.txt"));
  }

  @Test
  void theExampleGetsItsList() throws IOException {
    assertGolden(Path.of("inventory"), CASES.resolve("example.txt"));
  }

  private static void assertGolden(Path from, Path expected) throws IOException {
    Problems problems = new Problems();
    Inventory inventory = InventoryReader.read(from, problems);
    Catalog catalog = CatalogReader.read(Path.of("catalog/imc"), problems);
    Consistency.check(
        catalog, inventory, Set.of("stateless", "stateful", "h3c-comware7"), problems);
    List<Intent> intents =
        Allowlist.compute(
            catalog,
            inventory,
            device -> device.profile().equals("stateful") ? STATEFUL : STATELESS,
            CLOCK,
            problems);
    assertThat(problems.all()).isEmpty();
    StringBuilder actual = new StringBuilder(RuleText.of(intents));
    Allowlist.notices(inventory, CLOCK)
        .forEach(notice -> actual.append("notice: ").append(notice).append('\n'));
    if ("write".equals(System.getProperty("portcullis.golden"))) {
      Files.writeString(expected, actual.toString());
    }
    assertThat(actual.toString()).isEqualTo(Files.readString(expected));
  }
}
